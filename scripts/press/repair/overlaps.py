"""Characters that a model read twice where a column ended, on both sides of the cut:
…情况汇报。/报，强调…
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from press.repair.body_text import BodyText, Continuation
from press.text import ngrams
from press.text.characters import HAN
from press.text.cuts import is_open
from press.text.words import is_word

# The longest overlap that is looked for, in characters.
_LONGEST = 12
# How much likelier, in nats, the sentence must go on than end and begin with the same characters
# again. Measured on
# articles of issues held back: of 44 sentences that do begin again so, 3 lie above; of 849 made-up
# overlaps 289.
_GOES_ON = 6.5
# A mark after the doubled characters, as no paragraph begins: 报，强调…
_HALTS = re.compile(r"[，、；]")
_ONLY_HAN = re.compile(rf"{HAN}+\Z")


def read_twice(text: BodyText) -> Iterator[Continuation]:
    """Texts that follow each other with an overlap at the cut."""
    for before, after in pairwise(text.order):
        if (
            before.article == after.article
            and text.may_continue(after)
            and overlap(text.text(before), text.text(after))
        ):
            yield Continuation(before=before, after=after, rule="overlap")


def overlap(before: str, after: str) -> str:
    """The end of a text that was read twice, with the full stop that the model invented; empty for
    none.

    A paragraph that is whole from its first word was not read twice: 推广中心。/推广中心主任说…

    >>> overlap("听取了工作情况汇报。", "报，强调要全面贯彻"), overlap("守住安全。", "全市要统筹")
    ('报。', '')
    >>> overlap("准备工。", "工作已经完成"), overlap("建成推广中心。", "推广中心主任说")
    ('工。', '')
    >>> overlap("手把手地帮他们学文", "帮他们学文化。")
    '帮他们学文'
    """
    if not before.endswith("。"):
        return _open_overlap(before, after) if is_open(before) else ""
    stem = before[-_LONGEST - 1 : -1]
    for size in range(min(len(stem), len(after)), 0, -1):
        if stem.endswith(after[:size]) and _is_rest(stem, after, size):
            return before[-size - 1 :]
    return ""


def _is_rest(stem: str, after: str, size: int) -> bool:
    """Whether what follows is the rest of a sentence that was closed by mistake."""
    twice, rest = after[:size], after[size:]
    if _HALTS.match(rest):
        return ngrams.doubled(stem, twice, rest) > 0
    whole = size > 1 and is_word(twice)
    return not whole and ngrams.doubled(stem, twice, rest) > _GOES_ON


def _open_overlap(before: str, after: str) -> str:
    """At least two characters that end a sentence cut short and begin the next text."""
    for size in range(min(_LONGEST, len(before), len(after) - 1), 1, -1):
        if before.endswith(after[:size]) and _ONLY_HAN.match(after[:size]):
            return before[-size:]
    return ""
