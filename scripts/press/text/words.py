"""The words of the language, as far as a cut between two lines needs them: does a word run
across?
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain, repeat
from math import log
from pathlib import Path

from press.text.characters import HAN

_LONGEST = 4
# Characters on each side of a cut that can matter: a word of four characters on each side of the
# one that is cut.
_WINDOW = 8
# What a character that no word has costs: rarer than the rarest word of the list.
_UNKNOWN = -18.0
_HAN_END = re.compile(rf"{HAN}*\Z")
_HAN_START = re.compile(rf"{HAN}*")


@cache
def frequencies() -> dict[str, float]:
    """Every word of ``words.txt`` with the natural logarithm of its share of all text."""
    lines = Path(__file__).with_name("words.txt").read_text("utf-8").splitlines()
    rows = [line.split(" ") for line in lines if not line.startswith("#")]
    total = log(sum(2 ** int(power) * len(words) for power, *words in rows))
    return dict(
        chain.from_iterable(
            zip(words, repeat(int(power) * log(2) - total)) for power, *words in rows
        )
    )


def likelihood(text: str) -> float:
    """The log-likelihood of a run of Chinese characters under its best cut into words; 0.0 for
    no text.
    """
    shares = frequencies()
    best = [0.0]
    for end in range(1, len(text) + 1):
        best.append(
            max(
                best[start] + shares.get(text[start:end], _UNKNOWN * (end - start))
                for start in range(max(0, end - _LONGEST), end)
            )
        )
    return best[-1]


def cohesion(before: str, after: str) -> float:
    """How much likelier the two sides of a cut are as one run of text than apart, in nats; 0.0
    where no word can run across.

    >>> cohesion("筑牢安", "全发展根基。") > 3, cohesion("深入调", "研、真抓实干") > 3
    (True, True)
    >>> cohesion("经济社会发展。", "会议指出")
    0.0
    """
    left = _HAN_END.search(before[-_WINDOW:])
    right = _HAN_START.match(after[:_WINDOW])
    if not left or not right or not left[0] or not right[0]:
        return 0.0
    if not _crossed(left[0], right[0]):
        return 0.0
    return likelihood(left[0] + right[0]) - likelihood(left[0]) - likelihood(right[0])


def _crossed(left: str, right: str) -> bool:
    """Whether any word of the list runs across a seam."""
    shares = frequencies()
    return any(
        left[-size:] + right[:more] in shares
        for size in range(1, _LONGEST)
        for more in range(1, _LONGEST + 1 - size)
        if size <= len(left)
    )


def begins_with_word(text: str) -> bool:
    """Whether a text begins with a word of two characters or more, or with no Chinese character:
    then nothing asks for a beginning before it.

    >>> begins_with_word("内蒙古克什克腾旗"), begins_with_word("圣斐告诉记者")
    (True, False)
    >>> begins_with_word("布其、贺兰山")
    False
    """
    shares = frequencies()
    begins_otherwise = re.match(HAN, text) is None
    return begins_otherwise or any(text[:size] in shares for size in range(2, _LONGEST + 1))


def is_word(text: str) -> bool:
    """Whether a text is in the list of words."""
    return text in frequencies()
