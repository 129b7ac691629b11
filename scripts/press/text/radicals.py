"""Kangxi radicals where the character is meant: PDFs of browsers have ⽤ for 用, of one shape."""

from __future__ import annotations

import re
import unicodedata

# The blocks Kangxi Radicals and CJK Radicals Supplement; ⽤ in “使⽤”.
RADICALS = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5]")
# Radicals of the supplement that are the shape of a whole character, with it (from Unicode's
# EquivalentUnifiedIdeograph.txt); of the Kangxi block NFKC knows all.
_SUPPLEMENT = dict(
    zip(
        "⺁⺄⺊⺎⺒⺓⺛⺝⺟⺠⺧⺩⺬⺮⺶⺻⺽⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂乙卜兀巳幺旡月母民牛王示竹羊聿臼虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)


def characters_for(text: str) -> str:
    """The text with characters in place of radicals, nothing else changed.

    >>> characters_for("使⽤①⻓城")
    '使用①长城'
    """
    return RADICALS.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    radical = found[0]
    return _SUPPLEMENT.get(radical) or unicodedata.normalize("NFKC", radical)
