"""Sentences: where one ends in Chinese print."""

from __future__ import annotations

import re

# A piece that may be a sentence: up to closing punctuation and the quotation marks and brackets
# that close after it, or the rest of a text that has none: 全力守护矿山安全生产底线。 /
# …都愿意出来锻炼。”
_PIECE = re.compile(r"[^。！？!?…\n]*(?:[。！？!?…\n]+[”’」』）】》)]*|$)")
# Who said it, right after a quotation, belongs to the quotation:
# “…绝不姑息。”市应急管理局马玉彪介绍，…
_SPEAKER = re.compile(r"[^。！？“”\n]{1,40}?(?:说|道|表示|介绍|告诉|坦言|感慨|写道|指出)")
# Marks that open and close a quotation or an aside: 「好。」 is not cut within.
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》"}
# A quotation longer than this (characters) is a speech whose own sentences count; the longest of
# one thought in the two seeds has 86.
_LONG_QUOTATION = 120


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text in order; joined they give the text back.

    A short quotation is not cut, nor from its speaker.

    >>> sentences("“空气好了。大家都愿意出来锻炼。”高阳说。他跑了5公里！真的？")
    ('“空气好了。大家都愿意出来锻炼。”高阳说。', '他跑了5公里！', '真的？')
    """
    found: list[str] = []
    begun = ""
    for match in _PIECE.finditer(text):
        begun += match.group()
        if begun and not _goes_on(begun, text, match.end()):
            found.append(begun)
            begun = ""
    return (*found, begun) if begun else tuple(found)


def _goes_on(begun: str, text: str, end: int) -> bool:
    """Whether the sentence begun is not over at the end: a mark is open in it, or its speaker is
    still to come.
    """
    if len(begun) > _LONG_QUOTATION:
        return False
    if begun[0] == "“" and begun[-1] == "”":
        return bool(_SPEAKER.match(text, end))
    waiting: list[str] = []
    for char in begun:
        if char in _PAIRS:
            waiting.append(_PAIRS[char])
        elif waiting and char == waiting[-1]:
            waiting.pop()
    return bool(waiting)
