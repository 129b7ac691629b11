"""Stacks → zones: chains of stacks that are read one after the other, and what stands beside
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from press.layout.forest import log_odds
from press.layout.neighbours import LARGE
from press.layout.pairs import FEATURES, table
from press.layout.stacks import Stack
from press.model import Box

# A stack follows another where so much speaks for it, in nats: one in ten is right. Measured on the
# 36 pages, cross-validated: a lower bound gains few right links for many wrong ones.
_LEAST = -2.2
# A paragraph that runs out of one column runs on in another one: there the best pair counts even if
# it is unlikely.
_LEAST_RUNNING = -5.0
# Lines that stand by themselves belong to the text around them when they are no more than these,
# and no headline of such a size.
_MOST_ROWS, _HEADLINE = 8, 1.5
# How near it stands to that text, in ems.
_NEAR = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """What is read together: the stacks of the text in order, then those that stand beside it
    (captions, pull quotes).
    """

    text: tuple[Stack, ...]
    beside: tuple[Stack, ...] = ()

    @property
    def stacks(self) -> tuple[Stack, ...]:
        """All stacks in the order of reading."""
        return self.text + self.beside


def zones_of(stacks: Sequence[Stack], rules: Sequence[Box]) -> list[Zone]:
    """The zones of a page, from top to bottom and from left to right."""
    chains = [
        [stacks[at] for at in chain] for chain in chains_of(len(stacks), _scored(stacks, rules))
    ]
    texts = [chain for chain in chains if not _stands_alone(chain)]
    alone = [stack for chain in chains if _stands_alone(chain) for stack in chain]
    beside: dict[int, list[Stack]] = {}
    for stack in alone:
        home = _home(stack, texts)
        if home is None:
            texts.append([stack])
        else:
            beside.setdefault(home, []).append(stack)
    zones = [
        Zone(text=tuple(text), beside=tuple(sorted(beside.get(at, []), key=_place)))
        for at, text in enumerate(texts)
    ]
    return sorted(zones, key=lambda zone: min(map(_place, zone.text)))


def _place(stack: Stack) -> tuple[float, float]:
    return round(stack.top), stack.left


def _scored(stacks: Sequence[Stack], rules: Sequence[Box]) -> list[tuple[float, int, int]]:
    """The pairs of a page for which enough speaks, which is less where a paragraph runs on, with
    how much.
    """
    pairs, rows = table(stacks, rules)
    fits = FEATURES.index("fits")
    least = [_LEAST_RUNNING if row[fits] > 0 else _LEAST for row in rows]
    return [
        (float(score), a, b)
        for (a, b), score, low in zip(pairs, log_odds(rows), least, strict=True)
        if score >= low
    ]


def chains_of(count: int, pairs: Sequence[tuple[float, int, int]]) -> list[list[int]]:
    """Chains of stacks: the likeliest pairs first, each stack after one and before one, never in a
    ring.

    >>> chains_of(4, [(3.0, 0, 1), (2.0, 1, 2), (1.0, 2, 0), (2.5, 0, 2)])
    [[0, 1, 2], [3]]
    """
    after: dict[int, int] = {}
    before: dict[int, int] = {}
    chain = list(range(count))
    for _, a, b in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if a in after or b in before or chain[a] == chain[b]:
            continue
        after[a], before[b] = b, a
        old = chain[b]
        chain = [chain[a] if one == old else one for one in chain]
    found = []
    for at in range(count):
        if at not in before:
            run = [at]
            while run[-1] in after:
                run.append(after[run[-1]])
            found.append(run)
    return found


def _stands_alone(chain: Sequence[Stack]) -> bool:
    """Whether a chain is but a few lines without a headline: a caption, a pull quote."""
    small = all(stack.size < _HEADLINE for stack in chain)
    return small and sum(len(stack.rows) for stack in chain) <= _MOST_ROWS


def _home(stack: Stack, texts: Sequence[Sequence[Stack]]) -> int | None:
    """The text that a small stack belongs to: the nearest, if the stack is inside the space it
    takes; None for one by itself.
    """
    best: tuple[float, int] | None = None
    for at, text in enumerate(texts):
        if not any(part.size < LARGE for part in text):
            continue
        left, right = min(p.left for p in text), max(p.right for p in text)
        top, bottom = min(p.top for p in text), max(p.bottom for p in text)
        inside = left - 1 < stack.left and stack.right < right + 1 and top - 1 < stack.top
        if inside and stack.bottom < bottom + _NEAR:
            space = (right - left) * (bottom - top)
            if best is None or space < best[0]:
                best = space, at
    return best[1] if best else None
