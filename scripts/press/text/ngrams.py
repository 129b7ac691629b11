"""How well one text goes on in another: a language model of characters over both sides of a cut.

The counts (``ngrams.txt``, made by ``tools/train/ngrams.py``) are of runs of one to four
characters. The model is interpolated (Witten and Bell 1991): the more often a context was seen, and
the fewer different characters followed it, the more it is trusted. ``^`` begins a paragraph, ``$``
ends it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from pathlib import Path

COUNTS = Path(__file__).with_name("ngrams.txt")
START, END = "^", "$"
# The longest run that is counted, and how far a context reaches.
_LONGEST, _REACH = 4, 3
# How many characters there may be beside those that were counted: what a new one costs.
_VOCABULARY = 20_000


@dataclass(frozen=True, slots=True)
class Model:
    """The counts of runs; the sum and the number of the runs that are longer by one character."""

    counts: dict[str, float]
    sums: dict[str, float]
    kinds: dict[str, int]


@cache
def model(path: Path) -> Model:
    """The counts of a file: on each line the size of runs, their count's power of two, the runs."""
    counts: dict[str, float] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# "):
            continue
        size, power, runs = line.split(" ", 2)
        value, step = 1.5 * 2.0 ** int(power), int(size)
        for at in range(0, len(runs), step):
            counts[runs[at : at + step]] = value
    sums: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for run, value in counts.items():
        sums[run[:-1]] += value  # type: ignore[assignment]
        kinds[run[:-1]] += 1
    return Model(counts, dict(sums), dict(kinds))


def probability(char: str, context: str, known: Model) -> float:
    """How likely a character is after its context, of which the last three count."""
    found = 1 / _VOCABULARY
    for size in range(min(_LONGEST - 1, len(context)) + 1):
        before = context[len(context) - size :]
        if before not in known.kinds:
            break
        total, kinds = known.sums[before], known.kinds[before]
        found = (known.counts.get(before + char, 0.0) + kinds * found) / (total + kinds)
    return found


def use(path: Path) -> None:
    """Let the counts of another file hold from now on: those of articles that are not measured."""
    global COUNTS  # noqa: PLW0603  (training compares what was and was not counted)
    COUNTS = path
    surprise.cache_clear()


@lru_cache(1 << 16)
def surprise(text: str, context: str) -> float:
    """How unlikely a text is after at most three characters of context, in nats; 0 is certain."""
    known, whole, size = model(COUNTS), context + text, len(context)
    return -sum(
        log(probability(char, whole[max(0, at - 3) : at], known))
        for at, char in enumerate(text, size)
    )


def continuation(before: str, after: str) -> float:
    """How much likelier a text goes on with another than that a paragraph begins with it, in nats.

    >>> continuation("筑牢安", "全发展根基") > 0 > continuation("筑牢安全屏障。", "本报讯记者")
    True
    """
    right = after[:_REACH]
    return surprise(right, START) - surprise(right, before[-_REACH:])


def attraction(before: str, after: str) -> float:
    """How much likelier two characters are after those before a cut than anywhere, in nats.

    >>> attraction("筑牢安", "全发展") > 0
    True
    """
    return surprise(after[:2], "") - surprise(after[:2], before[-_REACH:])


def opening(text: str) -> float:
    """How much likelier a text's first characters are in that place than anywhere, in nats."""
    return surprise(text[:_REACH], "") - surprise(text[:_REACH], START)


def ending(text: str) -> float:
    """How likely a paragraph ends where a text does, as a natural logarithm."""
    return -surprise(END, text[-_REACH:])


def doubled(stem: str, twice: str, rest: str) -> float:
    """How much likelier a sentence goes on than ends before one that begins as it ended, in nats.

    ``stem`` ends with the characters that stand twice, ``rest`` follows them; what these cost is
    left out of account: a word that is repeated was written on purpose.

    >>> doubled("完成全部准备工", "工", "作已经") > doubled("参观了博物馆", "馆", "内陈列")
    True
    """
    right = rest[:_REACH]
    ends = surprise("。", stem[-_REACH:]) + surprise(right, ("。" + twice)[-_REACH:])
    return ends - surprise(right, stem[-_REACH:])
