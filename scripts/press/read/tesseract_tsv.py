"""Tesseract's table: a row for each page, block, paragraph, line and word, with its box and how
sure it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, groupby

from press.model import Border, Box, Frame, Line
from press.read.sheet import (
    Sheet,
    UnreadableError,
    around,
    box,
    is_upright,
    joined,
    number,
    sheet,
    type_size,
)
from press.read.source import Source

_HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf"
_PAGE, _WORD = "1", "5"


def recognises(source: Source) -> bool:
    """Whether the first line names Tesseract's columns."""
    return source.text.startswith(_HEAD)


def read(source: Source, seed: str) -> tuple[Sheet, ...]:
    """The pages: words of one line together, paragraphs begun where the table counts a new one."""
    rows = [_row(at, row) for at, row in enumerate(source.text.splitlines()[1:], 2) if row.strip()]
    pages = {number_: list(found) for number_, found in groupby(rows, key=lambda row: row[1])}
    return tuple(
        sheet(seed, _lines([row for row in found if row[0] == _WORD]), _frame(found))
        for found in pages.values()
    )


def _row(at: int, row: str) -> list[str]:
    cells = row.rstrip("\r").split("\t", 11)
    if len(cells) < 11:
        raise UnreadableError("has a row of too few columns", "make the table anew", at)
    return cells + [""] * (12 - len(cells))


def _frame(rows: Sequence[list[str]]) -> Frame | None:
    page = next((row for row in rows if row[0] == _PAGE), None)
    return Frame(width=number(page[8]), height=number(page[9]), unit="px") if page else None


def _lines(words: Sequence[list[str]]) -> Iterator[Line]:
    numbers = count(1)
    block: list[str] = []
    for _, found in groupby(words, key=lambda row: row[1:5]):
        line = list(found)
        places = [_place(row) for row in line]
        text = joined([(row[11].strip(), place) for row, place in zip(line, places, strict=True)])
        place = around(places)
        border: Border | None = "block" if line[0][1:4] != block else None
        block = line[0][1:4]
        sure = [number(row[10]) / 100 for row in line]
        if text.strip():
            yield Line(
                number=next(numbers),
                text=text,
                box=place,
                size=type_size(place, text),
                vertical=is_upright(place, text),
                confidence=sum(sure) / len(sure),
                border=border,
            )


def _place(row: Sequence[str]) -> Box:
    left, top, width, height = map(number, row[6:10])
    return box(left, top, left + width, top + height)
