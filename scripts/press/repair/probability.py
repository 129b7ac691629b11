"""How probable it is that two texts are one sentence: learned weights, and the rivals of each pair
on its page.

Two logistic regressions, one upon the other. The first scores a pair by itself. The second looks at
the page: a sentence
goes on at one place or at none, a text continues one sentence or none, and where no other sentence
waits for its rest,
the next text is it. Weights and the figures of their training are in ``continuations.json``
(``tools/train/continuations.py``).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp, log1p
from pathlib import Path

from press.repair.body_text import BlockRef
from press.repair.candidates import Candidate, Features

# Beyond this a score says no more, in log-odds.
_SURE = 8.0
# A sentence has found its rest, and a text what it continues, from this score on, in log-odds.
_FOUND = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The learned weights of the observations of a pair, and those of what its rivals say of it.

    ``slope`` and ``shift`` make log-odds those of pages as they come: training has more hard ones.
    """

    pair: Mapping[str, float]
    page: Mapping[str, float]
    slope: float
    shift: float


@cache
def model() -> Model:
    """The weights that come with the program."""
    data = json.loads(Path(__file__).with_name("continuations.json").read_text("utf-8"))
    return Model(pair=data["pair"], page=data["page"], slope=data["slope"], shift=data["shift"])


def score(features: Features, weights: Mapping[str, float]) -> float:
    """The log-odds that a pair is one sentence."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def weighed(found: Iterable[Candidate]) -> list[Candidate]:
    """The candidates with their probabilities, the likeliest first."""
    known, every = model(), list(found)
    scores = [score(one.features, known.pair) for one in every]
    odds = [score(row, known.page) for row in rivalry(every, scores)]
    rated = probabilities(every, [known.slope * value + known.shift for value in odds])
    return sorted(
        (replace(one, probability=round(p, 6)) for one, p in zip(every, rated, strict=True)),
        key=lambda one: (-one.probability, one.before, one.after),
    )


def rivalry(every: Sequence[Candidate], scores: Sequence[float]) -> list[Features]:
    """For each pair its score beside the best of its rivals, and how many sentences of the page
    wait for a rest.
    """
    ends, starts = _best_two(every, scores, "before"), _best_two(every, scores, "after")
    waiting = {ref for ref, best in ends.items() if best[0] < _FOUND}
    return [
        _among(one, value, ends[one.before], starts[one.after], len(waiting - {one.before}))
        for one, value in zip(every, scores, strict=True)
    ]


def _best_two(
    every: Sequence[Candidate], scores: Sequence[float], side: str
) -> dict[BlockRef, tuple[float, float]]:
    """The best score of each block and the next best."""
    found: dict[BlockRef, tuple[float, float]] = defaultdict(lambda: (-_SURE, -_SURE))
    for one, value in zip(every, scores, strict=True):
        ref = getattr(one, side)
        first, second = found[ref]
        found[ref] = (max(first, value), max(second, min(first, value)))
    return found


def _among(
    one: Candidate, value: float, end: tuple[float, float], start: tuple[float, float], waiting: int
) -> Features:
    below = end[1] if value >= end[0] else end[0]
    above = start[1] if value >= start[0] else start[0]
    kind = "follows" if "follows" in one.features else "elsewhere"
    clipped = max(-_SURE, min(_SURE, value))
    found = {
        "any": 1.0,
        "score": clipped,
        "sure": max(0.0, clipped - 2),
        "rival-below": max(-_SURE, below),
        "rival-above": max(-_SURE, above),
        "rival-below-near": max(0.0, below + 4),
        "rival-above-near": max(0.0, above + 4),
        "waiting": log1p(waiting),
        "none-waiting": float(waiting == 0),
    }
    return found | {f"{kind}:{name}": known for name, known in found.items()}


def probabilities(every: Sequence[Candidate], scores: Sequence[float]) -> list[float]:
    """The probability of each pair from its log-odds: its odds ÷ (1 + all odds of its two
    sides).
    """
    odds = [exp(max(-30.0, min(30.0, value))) for value in scores]
    of_before: dict[BlockRef, float] = defaultdict(lambda: 1.0)
    of_after: dict[BlockRef, float] = defaultdict(lambda: 1.0)
    for one, value in zip(every, odds, strict=True):
        of_before[one.before] += value
        of_after[one.after] += value
    return [
        value / (of_before[one.before] + of_after[one.after] - 1 - value)
        for one, value in zip(every, odds, strict=True)
    ]
