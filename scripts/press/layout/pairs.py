"""Two stacks → what speaks for the second being read right after the first: places, sizes, words, rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from press.layout.stacks import Row, Stack
from press.model import Box
from press.text.cuts import evidence, is_open

# Type larger than this part of the body's belongs to a headline, a label, a pull quote or an advertisement.
LARGE = 1.12
# A line is full when so little of its column is left, and indented when so much, in ems.
_FULL, _INDENT = 0.9, 1.2
# How far a stack looks for what stands next to it, in ems.
_FAR = 12.0
_WORDS = 40

FEATURES = (
    "down", "away", "right", "left-edge", "right-edge", "overlap", "tops", "bottoms", "width-ratio",
    "size-ratio", "size-a", "size-b", "rows-a", "rows-b", "width-a", "width-b", "open-a", "full-a", "indent-b", "fits", "words",
    "words-than-others-after", "words-than-others-before", "between", "skipped", "above-b", "above-b-gap", "above-b-is-a",
    "below-a", "below-a-gap", "below-a-is-b", "ruled-across", "ruled-down", "frame", "vertical", "centre", "inside-span",
    "left-b-is-a", "starts-higher", "short-a", "short-b", "below-a-same-column", "above-b-same-column", "level-with-head",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A stack with what stands next to it: the nearest above, below and to the left, as indices, and its frame."""

    stack: Stack
    above: int | None
    above_gap: float
    below: int | None
    below_gap: float
    left: int | None
    frame: int | None
    open: bool
    full: bool
    indented: bool


def seen_of(stacks: Sequence[Stack], rules: Sequence[Box]) -> list[Seen]:
    """Every stack with its surroundings."""
    frames = [rule for rule in rules if min(rule.right - rule.left, rule.bottom - rule.top) > 3]
    found: list[Seen] = []
    for stack in stacks:
        above = _nearest(stack, stacks, lambda a, b: a.top - b.bottom, _shared)
        below = _nearest(stack, stacks, lambda a, b: b.top - a.bottom, _shared)
        left = _nearest(stack, stacks, lambda a, b: a.left - b.right, _level)
        last, first = stack.rows[-1], stack.rows[0]
        found.append(
            Seen(
                stack=stack, above=above[0], above_gap=above[1], below=below[0], below_gap=below[1],
                left=left[0], frame=_frame(stack, frames), open=is_open(last.text),
                full=_is_full(last, stack), indented=_INDENT < _from_left(first, stack) < 3.5,
            )
        )  # fmt: skip
    return found


def _from_left(row: Row, stack: Stack) -> float:
    return (row.left - min(stack.left, row.start)) / max(1.0, stack.size)


def _is_full(row: Row, stack: Stack) -> bool:
    return max(stack.right, row.end) - row.right < _FULL * max(1.0, stack.size)


def _shared(one: Stack, two: Stack) -> float:
    return min(one.right, two.right) - max(one.left, two.left)


def _level(one: Stack, two: Stack) -> float:
    return min(one.bottom, two.bottom) - max(one.top, two.top)


def _nearest(stack, stacks, away, shared):  # type: ignore[no-untyped-def]
    best, least = None, _FAR
    for at, other in enumerate(stacks):
        if other is not stack and shared(stack, other) > 0.4:
            gap = away(stack, other)
            if -1.0 < gap < least:
                best, least = at, gap
    return best, least


def _frame(stack: Stack, frames: Sequence[Box]) -> int | None:
    """The smallest frame around a stack."""
    around = [
        ((frame.right - frame.left) * (frame.bottom - frame.top), at)
        for at, frame in enumerate(frames)
        if frame.left < stack.left + 1 and frame.right > stack.right - 1
        and frame.top < stack.top + 1 and frame.bottom > stack.bottom - 1
    ]  # fmt: skip
    return min(around)[1] if around else None


def candidates(seen: Sequence[Seen]) -> list[tuple[int, int]]:
    """The pairs of stacks of which the second may be read right after the first."""
    return [
        (a, b)
        for a, one in enumerate(seen)
        for b, two in enumerate(seen)
        if a != b and _may_follow(one.stack, two.stack)
    ]


def _may_follow(one: Stack, two: Stack) -> bool:
    right = max(0.0, two.left - one.right)
    left = max(0.0, one.left - two.right)
    if right > 30 or left > 60:
        return False
    if _shared(one, two) > 0:
        return two.top > one.top or one.vertical or two.vertical
    if left:
        return two.top > one.top - 1 or one.vertical
    return True


def _step(value: float, unit: float) -> float:
    """A length in steps that grow: what is a little more or less on another page is the same."""
    steps = abs(value) / unit
    coarse = steps if steps < 2 else 2 + (steps - 2) / 4
    return round(min(coarse, 12.0) * 2) / 2 * (1 if value > 0 else -1)


def words_of(seen: Sequence[Seen], pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], float]:
    """How much the words at the end of the first stack of each pair want those at the beginning of the second."""
    found = {}
    for a, b in pairs:
        one, two = seen[a].stack, seen[b].stack
        if seen[a].open and one.size < LARGE and two.size < LARGE and not (one.vertical or two.vertical):
            found[a, b] = evidence(one.rows[-1].text[-_WORDS:], two.rows[0].text[:_WORDS])[0]
    return found


def pair(
    a: int, b: int, seen: Sequence[Seen], rules: Sequence[Box], column: float, words: dict[tuple[int, int], float],
    best: tuple[dict[int, list[float]], dict[int, list[float]]],
) -> list[float]:  # fmt: skip
    """The values of ``FEATURES`` for a pair."""
    one, two = seen[a].stack, seen[b].stack
    down = two.top - one.bottom
    right = two.left - one.right
    said = words.get((a, b), 0.0)
    over = [s for s in seen if s.stack is not one and s.stack is not two]
    above, below = seen[b].above, seen[a].below
    body = one.size < LARGE and two.size < LARGE
    fits = 0.0
    if body:
        fits = 1.0 if seen[a].open and seen[a].full and not seen[b].indented else 0.0
        fits = -1.0 if (seen[a].open and seen[a].full and seen[b].indented) or not (seen[a].full or seen[b].indented) else fits
    if one.vertical and two.vertical:
        down, right = one.left - two.right, two.top - one.bottom
    return [
        _step(down, 1.0), _step(abs(down), 1.0), _step(right, 3.0), _step((two.left - one.left) / column, 0.25), _step((two.right - one.right) / column, 0.25),
        _step(_shared(one, two) / column, 0.25), _step(two.top - one.top, 1.0), _step(two.bottom - one.bottom, 1.0), round(min(4, two.width / max(1.0, one.width)) * 5) / 5,
        round(min(4, two.size / one.size) * 10) / 10, round(min(3, one.size) * 10) / 10, round(min(3, two.size) * 10) / 10, min(6, len(one.rows)), min(6, len(two.rows)),
        round(one.width / column * 4) / 4, round(two.width / column * 4) / 4,
        seen[a].open, seen[a].full, seen[b].indented, fits, said,
        said - _other(best[0].get(a, []), said), said - _other(best[1].get(b, []), said),
        _step(_between(one, two, over), 1.0), min(3, _skipped(one, two, over)),
        0.0 if above is None else round(min(3, seen[above].stack.size) * 5) / 5, _step(seen[b].above_gap, 1.0), above == a,
        0.0 if below is None else round(min(3, seen[below].stack.size) * 5) / 5, _step(seen[a].below_gap, 1.0), below == b,
        _ruled_across(one, two, rules), _ruled_down(one, two, rules), _frames(seen[a].frame, seen[b].frame),
        one.vertical + 2 * two.vertical, _step((two.left + two.right - one.left - one.right) / 2 / column, 0.25),
        one.left - 1.5 < two.left and two.right < one.right + 1.5,
        seen[b].left == a, two.top - one.top < -1, min(20, len(one.rows[-1].text)) // 2, min(20, len(two.rows[0].text)) // 2,
        below is not None and _same_column(one, seen[below].stack), above is not None and _same_column(two, seen[above].stack),
        _head_level(one, two, a, seen),
    ]  # fmt: skip


def _head_level(one: Stack, two: Stack, a: int, seen: Sequence[Seen]) -> float:
    """Where the second begins: 1 level with the first, 2 level with what stands above it, 0 anywhere else."""
    if abs(one.top - two.top) < 1.5:
        return 1.0
    above = seen[a].above
    if above is not None and abs(seen[above].stack.top - two.top) < 1.5:
        return 2.0
    return 0.0


def _same_column(one: Stack, two: Stack) -> bool:
    return abs(one.left - two.left) < 1.0 and abs(one.right - two.right) < 1.0


def _other(values: Sequence[float], own: float) -> float:
    """The best of the other values."""
    rest = list(values)
    if own in rest:
        rest.remove(own)
    return max(rest, default=0.0)


def column_of(stacks: Sequence[Stack]) -> float:
    """The usual width of the columns of the body, in ems."""
    wide = sorted((s.width, len(s.rows)) for s in stacks if s.size < LARGE and len(s.rows) > 2)
    half, seen = sum(rows for _, rows in wide) / 2, 0
    for width, rows in wide:
        seen += rows
        if seen >= half:
            return max(4.0, width)
    return 13.0


def table(stacks: Sequence[Stack], rules: Sequence[Box]) -> tuple[list[tuple[int, int]], list[list[float]]]:
    """The pairs of a page that may follow each other, with the values of ``FEATURES``."""
    seen = seen_of(stacks, rules)
    pairs = candidates(seen)
    words = words_of(seen, pairs)
    after: dict[int, list[float]] = {}
    before: dict[int, list[float]] = {}
    for (a, b), value in words.items():
        after.setdefault(a, []).append(value)
        before.setdefault(b, []).append(value)
    column = column_of(stacks)
    return pairs, [pair(a, b, seen, rules, column, words, (after, before)) for a, b in pairs]


def _between(one: Stack, two: Stack, others: Sequence[Seen]) -> float:
    """How much of the way down from one to the other is taken by other stacks, in ems."""
    left, right = max(one.left, two.left), min(one.right, two.right)
    top, bottom = one.bottom, two.top
    if right - left < 0.4 or bottom - top < 0.5:
        return 0.0
    return sum(
        max(0.0, min(s.stack.bottom, bottom) - max(s.stack.top, top))
        for s in others
        if min(s.stack.right, right) - max(s.stack.left, left) > 0.4
    )


def _skipped(one: Stack, two: Stack, others: Sequence[Seen]) -> float:
    """How many stacks stand between the columns of two stacks."""
    if two.left < one.right:
        return 0.0
    top, bottom = max(one.top, two.top), min(one.bottom, two.bottom)
    if bottom < top:
        top, bottom = min(one.top, two.top), max(one.bottom, two.bottom)
    return float(
        sum(
            s.stack.left > one.right - 1 and s.stack.right < two.left + 1
            and min(s.stack.bottom, bottom) - max(s.stack.top, top) > 0.4
            for s in others
        )
    )  # fmt: skip


def _ruled_across(one: Stack, two: Stack, rules: Sequence[Box]) -> float:
    """Whether a rule or the edge of a frame lies between two stacks, one of which is below the other."""
    left, right = max(one.left, two.left), min(one.right, two.right)
    if right < left:
        return 0.0
    top, bottom = one.bottom - 0.3, two.top + 0.3
    return float(
        any(
            top < edge < bottom and min(rule.right, right) - max(rule.left, left) > 0.5 * (right - left)
            for rule in rules
            for edge in (rule.top, rule.bottom)
        )
    )


def _ruled_down(one: Stack, two: Stack, rules: Sequence[Box]) -> float:
    """Whether a rule or the edge of a frame lies between two columns."""
    if two.left < one.right - 0.5:
        return 0.0
    top, bottom = max(one.top, two.top), min(one.bottom, two.bottom)
    if bottom <= top:
        return 0.0
    return float(
        any(
            one.right - 0.3 < edge < two.left + 0.3 and min(rule.bottom, bottom) - max(rule.top, top) > 0.5 * (bottom - top)
            for rule in rules
            for edge in (rule.left, rule.right)
        )
    )


def _frames(one: int | None, two: int | None) -> float:
    """1 for stacks in one frame, -1 for stacks that a frame parts, 0 where there is none."""
    if one is None and two is None:
        return 0.0
    return 1.0 if one == two else -1.0
