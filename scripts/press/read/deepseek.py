"""DeepSeek-OCR with boxes: before each block of Markdown stands what it is and where, in
thousandths of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.model import Border, Box, Frame, Hint, Line
from press.read.labels import hint_of
from press.read.sheet import Sheet, box, is_upright, sheet
from press.read.source import Source
from press.text import characters

# <|ref|>title<|/ref|><|det|>[[71, 102, 934, 384]]<|/det|>; of several boxes the first.
_MARK = re.compile(
    r"<\|ref\|>(?P<label>[^<]*)<\|/ref\|>\s*"
    r"<\|det\|>\s*\[+\s*(?P<box>[\d.]+(?:\s*,\s*[\d.]+){3})[^<]*<\|/det\|>"
)
_FRAME = Frame(width=1000, height=1000, unit="permille")


def recognises(source: Source) -> bool:
    """Whether the text has marks of the kind."""
    return "<|det|>" in source.text and bool(_MARK.search(source.text))


def read(source: Source, seed: str) -> tuple[Sheet, ...]:
    """The page: the lines of the file without the marks, each in the box of the mark before it."""
    return (sheet(seed, _lines(source.text), _FRAME),)


def _lines(text: str) -> Iterator[Line]:
    place: Box | None = None
    hint: Hint | None = None
    border: Border | None = None
    for number, raw in enumerate(characters.lines_of(text), 1):
        for mark in _MARK.finditer(raw):
            place, hint, border = box(*mark["box"].split(",")), hint_of(mark["label"]), "block"
        rest = _MARK.sub("", raw)
        marked = rest != raw
        if marked and not rest.strip() and hint != "image":
            continue
        yield Line(
            number=number,
            text=rest,
            box=place,
            vertical=is_upright(place, rest),
            hint=hint,
            border=border,
        )
        border = None
