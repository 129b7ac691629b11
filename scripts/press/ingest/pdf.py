"""The pages of a PDF that have a text layer: lines with boxes and type sizes, rules, frames and
pictures, by pdfium.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from engine.errors import UserError
from press.ingest.glyphs import glyphs
from press.ingest.set_lines import set_lines
from press.model import Box, Frame, Line
from press.read.sheet import Sheet

if TYPE_CHECKING:
    from PIL.Image import Image

# The most pages of a PDF that are taken in at once, and the largest page, in points: a broadsheet
# spread has about 2,300.
MOST_PAGES = 100
_LARGEST = 14_400
# The most drawn objects that are looked at for rules, and the glyphs of a page: a page of maps has
# some thousands of the one.
_MOST_OBJECTS = 50_000
_MOST_GLYPHS = 200_000
# A rule is no thicker than this, in points; a frame or tint is no smaller, and no larger than this
# part of the page.
_THIN, _SMALL, _WHOLE = 4.0, 20.0, 0.9
# The largest picture of a page that is drawn, in pixels.
_MOST_PIXELS = 40_000_000
# Fewer glyphs than this beside a picture are no text layer but a stamp or a page number on a scan.
_FEW = 30


def pages(path: Path, data: bytes) -> tuple[int, str]:
    """How many pages a PDF has, and the version of the program that reads it."""
    return len(_opened(path, data)), str(pypdfium2.version.PYPDFIUM_INFO)


def text(path: Path, data: bytes, number: int) -> Sheet | None:
    """The text layer of a page, counted from 1; None when it must be read from its picture."""
    return _sheet(path, _opened(path, data)[number - 1])


def drawn(
    path: Path, data: bytes, number: int, *, dpi: float | None = None, pixels: float = 0
) -> tuple[tuple[int, int], bytes]:
    """A page as a picture, its size and colours: in dots to the inch, or pixels of the longer
    side.
    """
    page = _opened(path, data)[number - 1]
    width, height = page.get_size()
    scale = dpi / 72 if dpi else pixels / max(width, height)
    scale = min(scale, (_MOST_PIXELS / (width * height)) ** 0.5)
    image: Image = page.render(scale=scale).to_pil().convert("RGB")
    return image.size, image.tobytes()


def _opened(path: Path, data: bytes) -> pypdfium2.PdfDocument:
    """The document; ``UserError`` for one that is locked, broken, or no page of a paper."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        what, todo = (
            ("is locked with a password", "save it without one")
            if locked
            else ("is a PDF that cannot be read", "make it anew, it may be cut off")
        )
        raise UserError(path, None, what, todo) from error
    if not 0 < len(document) <= MOST_PAGES:
        raise UserError(
            path,
            None,
            f"has {len(document)} pages",
            f"give the pages of one issue, at most {MOST_PAGES}, in a file of their own",
        )
    return document


def _sheet(path: Path, page: pypdfium2.PdfPage) -> Sheet | None:
    """The text layer of a page; None when it has none and must be read from its picture."""
    width, height = page.get_size()
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        raise UserError(path, None, "has a page of no sound size", "print it to a PDF anew")
    found = []
    for glyph in glyphs(page):
        found.append(glyph)
        if len(found) > _MOST_GLYPHS:
            raise UserError(
                path, None, "has more text than a page holds", "give the page's own PDF"
            )
    rules = tuple(_rules(page))
    if sum(not glyph.text.isspace() for glyph in found) < _FEW:
        return None
    numbers = count(1)
    lines = tuple(
        Line(number=next(numbers), text=one.text, box=one.box, size=one.size, vertical=one.vertical)
        for one in set_lines(found)
    )
    return Sheet(lines=lines, frame=Frame(width=width, height=height, unit="pt"), rules=rules)


def _rules(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """Rules, frames, tints and pictures, in the order of the file."""
    left, bottom, right, top = page.get_bbox()
    for seen, thing in enumerate(page.get_objects(max_depth=4)):
        if seen > _MOST_OBJECTS:
            return
        if thing.type not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            continue
        try:
            sides = thing.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        place = Box(
            left=max(sides[0], left) - left,
            top=top - min(sides[3], top),
            right=min(sides[2], right) - left,
            bottom=top - max(sides[1], bottom),
        )
        if _counts(place, right - left, top - bottom):
            yield place


def _counts(place: Box, width: float, height: float) -> bool:
    across, down = place.right - place.left, place.bottom - place.top
    if across < 0 or down < 0 or across * down > _WHOLE * width * height:
        return False
    thin, long = sorted((across, down))
    return long >= _SMALL and (thin <= _THIN or thin >= _SMALL)
