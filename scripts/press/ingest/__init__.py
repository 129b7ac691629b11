"""A file that people have → what is kept of it: text formats as they are, PDFs and pictures as
line-level ALTO.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import UserError
from press.ingest import mets, picture
from press.ingest.alto_writer import written
from press.ingest.apart import apart
from press.model import Frame
from press.read import alto, content, sheets_of
from press.read.formats import suffix_of
from press.read.issue import split_issue
from press.read.sheet import Sheet, UnreadableError, around
from press.read.source import Source

if TYPE_CHECKING:
    from PIL.Image import Image

# Reads the lines of a picture: the picture, the name of its file → its lines, the picture set
# straight, the program and its version.
Ocr = Callable[["Image", str], tuple[Sheet, "Image", str, str]]
# A page is drawn for the eye so many pixels high.
_SHOWN = 2400
# A PDF page without text is drawn for reading at so many dots to the inch.
_DPI = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """One page to be kept: the seed's bytes and suffix, what it says, its number in a file of
    several, its picture if any.
    """

    data: bytes
    suffix: str
    sheet: Sheet
    number: int | None = None
    shown: Callable[[], Image] | None = None


def pages_of(path: Path, ocr: Ocr) -> Iterator[NewPage]:
    """The pages of a file in any format that is known; ``UserError`` says what to give instead of
    any other.
    """
    data = content(path)
    if data[:1024].lstrip().startswith(b"%PDF"):
        yield from _of_pdf(path, data, ocr)
    elif picture.is_picture(data):
        yield _of_picture(path.name, picture.opened(path, data), ocr)
    else:
        yield from _of_text(path, data)


def _of_text(path: Path, data: bytes) -> Iterator[NewPage]:
    sheets = _sheets(path, data)
    parts = split_issue(Source(data).text) if suffix_of(Source(data)) == ".txt" else ()
    if len(parts) > 1:
        for count, (number, part) in enumerate(parts, 1):
            page = part.encode()
            (sheet,) = sheets_of(path, page, path.stem)
            sheet = replace(sheet, page=number or sheet.page)
            yield NewPage(data=page, suffix=".txt", sheet=sheet, number=count)
        return
    if len(sheets) == 1 and not mets.recognises(Source(data)):
        yield NewPage(data=data, suffix=suffix_of(Source(data)), sheet=sheets[0])
        return
    for number, sheet in enumerate(sheets, 1):
        if any(line.text.strip() for line in sheet.lines):
            yield _kept(sheet, path.name, "newspaper library", "1", number)


def _sheets(path: Path, data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a file of text; of METS with those of the ALTO files beside it."""

    def beside(named: str | None) -> list[bytes]:
        found = sorted(path.parent.glob("*.xml")) if named is None else [path.parent / named]
        files = [content(one) for one in found if one.is_file() and one.name != path.name]
        return [one for one in files if alto.recognises(Source(one))]

    source = Source(data)
    try:
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and mets.recognises(source):
            return tuple(mets.sheets(source, path.stem, beside))
    except UnreadableError as error:
        raise UserError(path, error.line, error.what, error.todo) from error
    return sheets_of(path, data, path.stem)


def _of_pdf(path: Path, data: bytes, ocr: Ocr) -> Iterator[NewPage]:
    from press.ingest import pdf

    count, version = apart(path, pdf.pages, path, data)
    for number in range(1, count + 1):
        sheet = apart(path, pdf.text, path, data, number)
        if sheet is None:
            drawn = _shown(path, data, number, dpi=_DPI)
            taken = _of_picture(path.name, drawn, ocr)
        else:
            taken = _kept(sheet, path.name, "pypdfium2", version, None)
        shown = taken.shown or partial(_shown, path, data, number, pixels=_SHOWN)
        yield replace(taken, number=number if count > 1 else None, shown=shown)


def _shown(
    path: Path, data: bytes, number: int, *, dpi: float | None = None, pixels: float = 0
) -> Image:
    """A page of a PDF as a picture."""
    from PIL import Image

    from press.ingest import pdf

    size, colours = apart(path, partial(pdf.drawn, dpi=dpi, pixels=pixels), path, data, number)
    return Image.frombytes("RGB", size, colours)


def _of_picture(name: str, image: Image, ocr: Ocr) -> NewPage:
    sheet, straight, program, version = ocr(image, name)
    if not sheet.lines:
        raise UserError(name, None, "has no text that can be read", "give a sharper picture")
    straight.thumbnail((_SHOWN, _SHOWN))
    kept = _kept(sheet, name, program, version, None)
    return NewPage(data=kept.data, suffix=kept.suffix, sheet=sheet, shown=lambda: straight)


def _kept(sheet: Sheet, name: str, program: str, version: str, number: int | None) -> NewPage:
    data = written(_framed(sheet), source=name, program=program, version=version)
    return NewPage(data=data, suffix=".xml", sheet=sheet, number=number)


def _framed(sheet: Sheet) -> Sheet:
    """The sheet with a frame: where the format has none, what is around its lines."""
    if sheet.frame:
        return sheet
    whole = around(line.box for line in sheet.lines)
    width, height = (whole.right, whole.bottom) if whole else (1.0, 1.0)
    return replace(sheet, frame=Frame(width=width, height=height, unit="px"))
