"""Rules: a name, and what it weighs for a piece in its surroundings."""

from __future__ import annotations

from collections.abc import Callable

from press.segment.sight import Sight

# The name of a rule, and its weight in nats for a piece; 0.0 where it has nothing to say.
Rule = tuple[str, Callable[[Sight], float]]


def when(test: Callable[[Sight], object], weight: float) -> Callable[[Sight], float]:
    """The weight where the test holds, else nothing."""
    return lambda sight: weight if test(sight) else 0.0


def weigh(rules: tuple[Rule, ...], sight: Sight) -> tuple[float, str]:
    """What all rules of a role weigh together, and the name of the one that speaks loudest for it."""
    total, best, name = 0.0, float("-inf"), ""
    for rule, weight_of in rules:
        if weight := weight_of(sight):
            total += weight
            if weight > best:
                best, name = weight, rule
    return total, name
