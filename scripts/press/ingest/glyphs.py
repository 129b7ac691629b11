"""The glyphs of a PDF page as pdfium gives them: characters with boxes and sizes, in the order of
the file.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from press.model import Box

# A glyph whose font does not say which character it is.
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
# What pdfium calls a hyphen that a word is divided by at the end of a line.
_HYPHEN = 2
# Controls, halves of surrogates and what is no character: none of them is printed.
_NO_TEXT = ("Cc", "Cs", "Cn")
# Sine of the angle from which a glyph counts as turned on its side.
_TURNED = 0.5


class Glyph(NamedTuple):
    """A printed character: its box and the size of its type in points, origin at the top left;
    ``turned``: on its side.
    """

    text: str
    box: Box
    size: float
    turned: bool

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box, across and down."""
        return (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2


def glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    """The glyphs on a page, blanks of the file among them, without the blanks and line ends that
    pdfium makes up.
    """
    text = page.get_textpage()
    left, bottom, right, top = page.get_bbox()
    for at in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text, at) == 1:
            continue
        sides = text.get_charbox(at, loose=True)
        off = sides[2] < left or sides[0] > right or sides[3] < bottom or sides[1] > top
        if off or not all(map(math.isfinite, sides)):
            continue
        place = Box(
            left=sides[0] - left, top=top - sides[3], right=sides[2] - left, bottom=top - sides[1]
        )
        turned = abs(math.sin(pdfium.FPDFText_GetCharAngle(text, at))) > _TURNED
        yield Glyph(
            _character(text, at), place, _size(text, at) or place.bottom - place.top, turned
        )


def _character(text: pypdfium2.PdfTextPage, at: int) -> str:
    code = pdfium.FPDFText_GetUnicode(text, at)
    broken = pdfium.FPDFText_HasUnicodeMapError(text, at) == 1
    if code == _HYPHEN:
        return "-"
    if broken or code > 0x10FFFF or unicodedata.category(chr(code)) in _NO_TEXT:
        return UNKNOWN
    return chr(code)


def _size(text: pypdfium2.PdfTextPage, at: int) -> float:
    """The size of the type as it is printed: that of the font, scaled as the page scales it."""
    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(text, at))
    if not pdfium.FPDFText_GetMatrix(text, at, ctypes.byref(matrix)):
        return size
    return size * math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
