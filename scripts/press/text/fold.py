"""What counts as the same when people search: one form for all ways of writing a text.

The tables are data (``fold.json``, ``simplify.json``); the reader's browser applies the same two
files by the same steps (``docs/assets/search/fold.js``), and a test holds the two equal. A part of
a text folds to a part of the folded text, so whatever is copied from an article finds it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

BOUNDARY = " "
BLANK = "\t"

# A blank that parts two words or numbers, as in "Wuhai Daily"; any other blank is layout, as in 乔
# 栋.
WORD_BLANK = re.compile(r"(?<=[0-9a-z])\t+(?=[0-9a-z])")
# Any run of sentence marks is one boundary, as in 汇报。——会议.
BOUNDARIES = re.compile(" {2,}")
# A character beyond the Basic Plane, which a browser counts as two: 𬒗.
ASTRAL = re.compile("[\U00010000-\U0010ffff]")
# All but ASCII, Chinese characters and the punctuation that they are printed with. Of these NFKC
# puts no two together, so that it may be asked of each by itself, once and for all: on a whole text
# it takes as long as all else.
RARE = re.compile(r"[^\x00-\x7f·—–…“”‘’\u3000、。〈-】〔〕一-\u9fff！-～]")


@cache
def tables() -> tuple[dict[str, Any], str, str]:
    """The data of folding: the rules of ``fold.json``, traditional characters, their simplified
    forms in the same order.
    """
    here = files(__package__)
    rules, pairs = (
        json.loads((here / name).read_text("utf-8")) for name in ("fold.json", "simplify.json")
    )
    return (
        {key: rules[key] for key in ("blank", "gone", "boundary", "same")},
        pairs["from"],
        pairs["to"],
    )


class Letters(dict[int, str]):
    """Code point → its folded form: those of the tables that NFKC leaves alone to begin with, any
    other when it is first met.
    """

    def __init__(self) -> None:
        """Fill in the tables."""
        rules, traditional, simplified = tables()
        super().__init__({ord(old): new for old, new in zip(traditional, simplified, strict=True)})
        self.update({ord(old): new for group, new in rules["same"].items() for old in group})
        for name, form in (("blank", BLANK), ("gone", ""), ("boundary", BOUNDARY)):
            self.update(dict.fromkeys(map(ord, rules[name]), form))
        for code in [
            code for code in self if unicodedata.normalize("NFKC", chr(code)) != chr(code)
        ]:
            del self[code]

    def __missing__(self, code: int) -> str:
        """A character that no table names: as NFKC has it, in small letters."""
        plain = unicodedata.normalize("NFKC", chr(code))
        self[code] = form = chr(code).lower() if plain == chr(code) else plain.translate(self)
        return form


LETTERS = Letters()


def fold(text: str) -> str:
    r"""The searched form of a text, counted in UTF-16 units.

    >>> fold("空气中PM_{2.5}、ＰＭ₂.₅，烏海　乔\u3000栋说：“好！”")
    '空气中pm2.5 pm2.5 乌海乔栋说 好 '
    >>> fold("Wuhai Daily")
    'wuhai daily'
    """
    plain = (unicodedata.normalize("NFKC", text) if RARE.search(text) else text).translate(LETTERS)
    if BLANK in plain:
        plain = WORD_BLANK.sub(BOUNDARY, plain).replace(BLANK, "")
    return ASTRAL.sub(halves, BOUNDARIES.sub(BOUNDARY, plain))


def halves(match: re.Match[str]) -> str:
    """A character beyond the Basic Plane as its two UTF-16 units.

    >>> [hex(ord(unit)) for unit in ASTRAL.sub(halves, "\N{CJK UNIFIED IDEOGRAPH-2C497}")]
    ['0xd871', '0xdc97']
    """
    above = ord(match[0]) - 0x10000
    return chr(0xD800 + (above >> 10)) + chr(0xDC00 + (above & 0x3FF))
