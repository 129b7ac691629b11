"""hOCR, of Tesseract and others: a page of HTML whose elements say in ``class`` and ``title`` what
and where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import count

from press.model import Border, Box, Frame, Line
from press.read.sheet import Sheet, around, box, is_upright, joined, number, sheet, type_size
from press.read.source import Source

# The class of a page, which every hOCR file has.
_PAGE = re.compile(r"""class\s*=\s*["'][^"']*\bocr_page\b""")
# Elements that are one printed line, and those that begin a block of lines.
_LINES = {"ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat"}
_BLOCKS = {"ocr_carea", "ocrx_block", "ocr_par"}
_WORDS = {"ocrx_word", "ocr_word"}
# HTML elements that are never closed.
_VOID = {"br", "hr", "img", "meta", "link", "input"}


def recognises(source: Source) -> bool:
    """Whether a page of HTML has an element of class ``ocr_page``."""
    return source.root == "html" and bool(_PAGE.search(source.text))


def read(source: Source, seed: str) -> tuple[Sheet, ...]:
    """The pages: lines in the order of the file, blocks begun by areas and paragraphs, sizes where
    ``x_size`` says them.
    """
    parser = _Parser()
    parser.feed(source.text)
    parser.close()
    return tuple(sheet(seed, _lines(page), _frame(page.about)) for page in parser.pages)


@dataclass(slots=True)
class _Word:
    about: Mapping[str, list[str]]
    text: str = ""


@dataclass(slots=True)
class _Row:
    about: Mapping[str, list[str]]
    begins: bool
    words: list[_Word] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    about: Mapping[str, list[str]]
    rows: list[_Row] = field(default_factory=list)


class _Parser(HTMLParser):
    """Gathers pages, their rows, and the words of each; text of a row without words is one word."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pages: list[_Page] = []
        self._open: list[str] = []
        self._begins = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        named = dict(attrs)
        kind = next((k for k in (named.get("class") or "").split() if k.startswith("ocr")), "")
        about = _about(named.get("title") or "")
        if kind == "ocr_page":
            self.pages.append(_Page(about))
        elif kind in _BLOCKS:
            self._begins = True
        elif kind in _LINES and self.pages:
            self.pages[-1].rows.append(_Row(about, self._begins))
            self._begins = False
        elif kind in _WORDS and self._row:
            self._row.words.append(_Word(about))
        self._open.append(kind)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        row = self._row
        if not row or not data.strip() or not _LINES & set(self._open):
            return
        if not _WORDS & set(self._open):
            row.words.append(_Word({}, data.strip()))
        else:
            row.words[-1].text += data.strip()

    @property
    def _row(self) -> _Row | None:
        return self.pages[-1].rows[-1] if self.pages and self.pages[-1].rows else None


def _about(title: str) -> dict[str, list[str]]:
    """
    >>> _about("bbox 70 102 935 383; x_size 281")
    {'bbox': ['70', '102', '935', '383'], 'x_size': ['281']}
    """
    parts = (part.split() for part in title.split(";"))
    return {part[0]: part[1:] for part in parts if part}


def _box(about: Mapping[str, list[str]]) -> Box | None:
    return box(*about["bbox"][:4]) if len(about.get("bbox", ())) >= 4 else None


def _frame(about: Mapping[str, list[str]]) -> Frame | None:
    place = _box(about)
    return Frame(width=place.right, height=place.bottom, unit="px") if place else None


def _lines(page: _Page) -> Iterator[Line]:
    numbers = count(1)
    for row in page.rows:
        words = [(word.text, _box(word.about)) for word in row.words]
        text = joined(words)
        place = _box(row.about) or around(where for _, where in words)
        sure = [number(w.about["x_wconf"][0]) / 100 for w in row.words if w.about.get("x_wconf")]
        size = row.about.get("x_size")
        border: Border | None = "block" if row.begins else None
        upright = is_upright(place, text)
        yield Line(
            number=next(numbers),
            text=text,
            box=place,
            size=number(size[0]) if size and not upright else type_size(place, text),
            vertical=upright,
            confidence=sum(sure) / len(sure) if sure else None,
            border=border,
        )
