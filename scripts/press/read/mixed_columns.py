"""Columns of print that a program read straight across: each line of the file has a bit of
several.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from press.model import Line
from press.text.characters import HAN

# White between two columns: three blanks or more, or two of the width of a character.
_WHITE = re.compile(
    r"[ \t\N{NO-BREAK SPACE}]{3,}|[ \t]*\N{IDEOGRAPHIC SPACE}{2,}[ \t\N{IDEOGRAPHIC SPACE}]*"
)
# What a column has of its line at the least: names, cells of tables and parts of slogans are
# shorter.
_BIT = re.compile(rf"(?:.*?{HAN}){{6}}", re.DOTALL)
_CLOSED = re.compile(r"[。！？：；][”’』」）)]*\Z")
# From so many lines on, and such a share of the lines that are long enough for two columns, with so
# many of their bits broken off inside a sentence. Set by hand: of 2,114 pages that were not read
# across none has more than three such lines; a page read across has them nearly throughout.
_LEAST_LINES, _LEAST_SHARE, _LEAST_OPEN = 6, 0.4, 0.6
_LONG = 16


def are_mixed(lines: Sequence[Line]) -> bool:
    """Whether most lines of a page have bits of two columns or more, side by side.

    >>> text = "麦子熟得比往年早了六天合   学校的操场边种了两亩试"
    >>> across = [Line(number=n, text=text) for n in range(6)]
    >>> are_mixed(across), are_mixed(across[:5])
    (True, False)
    """
    texts = [line.text.strip() for line in lines if line.hint is None and line.box is None]
    rows = [[bit for bit in _WHITE.split(text) if _BIT.match(bit)] for text in texts]
    across = [bits for bits in rows if len(bits) > 1]
    if len(across) < _LEAST_LINES:
        return False
    long = sum(1 for text in texts if len(text) >= _LONG)
    bits = [bit for row in across for bit in row]
    still_open = sum(1 for bit in bits if not _CLOSED.search(bit))
    return len(across) >= _LEAST_SHARE * long and still_open >= _LEAST_OPEN * len(bits)
