"""How well one text goes on in another: a language model of characters over both sides of a cut.

The counts (``ngrams.txt``, made by ``tools/train/ngrams.py``) are of runs of one to three characters; a run that was not
counted falls back to the shorter one (stupid backoff, Brants et al. 2007). ``^`` begins a paragraph, ``$`` ends it.
"""

from __future__ import annotations

from functools import cache
from math import log
from pathlib import Path

# What is left of a probability when a character of context is given up, as the paper has it.
_BACKOFF = log(0.4)
# How many characters after a cut are looked at.
_REACH = 4
START, END = "^", "$"


@cache
def counts() -> dict[str, float]:
    """The natural logarithm of the count of every run; the empty run is all characters."""
    found: dict[str, float] = {}
    lines = Path(__file__).with_name("ngrams.txt").read_text("utf-8").splitlines()
    for line in lines:
        if line.startswith("# "):
            continue
        size, power, runs = line.split(" ", 2)
        value = (int(power) + 0.5) * log(2)
        step = int(size)
        for at in range(0, len(runs), step):
            found[runs[at : at + step]] = value
    found[""] = log(sum(2.718281828459045**v for run, v in found.items() if len(run) == 1))
    return found


def log_probability(char: str, context: str) -> float:
    """How likely a character is after its context (at most two characters count), as a natural logarithm."""
    known = counts()
    penalty = 0.0
    for size in (2, 1, 0):
        before = context[len(context) - size :] if size else ""
        if len(before) == size and before + char in known:
            return penalty + known[before + char] - known[before]
        penalty += _BACKOFF
    return penalty - known[""]


def continuation(before: str, after: str) -> float:
    """How much likelier it is that a text goes on with another than that a paragraph begins with it, in nats a character.

    >>> continuation("筑牢安", "全发展根基") > 0 > continuation("筑牢安全屏障。", "本报讯记者")
    True
    """
    left, right = before[-2:], after[:_REACH]
    run = left + right
    begun = START + right
    size = len(left)
    going_on = sum(log_probability(c, run[: size + at]) for at, c in enumerate(right))
    beginning = sum(log_probability(c, begun[: 1 + at]) for at, c in enumerate(right))
    return (going_on - beginning) / max(1, len(right))


def ending(text: str) -> float:
    """How likely a paragraph ends where a text does, as a natural logarithm."""
    return log_probability(END, text[-2:])
