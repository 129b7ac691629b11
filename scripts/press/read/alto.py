"""ALTO 2 to 4, of libraries and of OCR programs, and the line-level ALTO that ``make add`` writes
of PDFs and pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, get_args
from xml.etree.ElementTree import Element

from press.model import Border, Box, Frame, Hint, Line
from press.read.labels import hint_of
from press.read.sheet import (
    Sheet,
    around,
    box,
    by_article,
    is_upright,
    joined,
    number,
    sheet,
    type_size,
)
from press.read.source import Source, name

# The units of ALTO and what a typographic point is in them; of pixels nobody knows.
_UNITS = {"pixel": ("px", None), "mm10": ("mm10", 254 / 72), "inch1200": ("inch1200", 1200 / 72)}
# The tag of lines that run down, in the ALTO that we write.
VERTICAL = "direction_vertical"
_GRAPHICS = {"GraphicalElement", "Illustration"}


def recognises(source: Source) -> bool:
    """Whether the file is ALTO, by its root."""
    return source.root == "alto"


def read(source: Source, seed: str) -> tuple[Sheet, ...]:
    """The pages of the file: lines in its order, blocks and articles begun where it says so."""
    return tuple(
        replace(sheet(seed, _lines(page), page.frame, page.rules), page=page.number)
        for page in pages(source)
    )


def pages(source: Source) -> Iterator[AltoPage]:
    """The pages of the file with the lines of each block; sizes of type are from its styles."""
    root = source.xml
    assert root is not None
    unit = next((e.text or "" for e in root.iter() if name(e) == "MeasurementUnit"), "pixel")
    unit, point = _UNITS.get(unit.strip(), _UNITS["pixel"])
    known = {e.attrib["ID"]: e for e in root.iter() if "ID" in e.attrib and "Style" in name(e)}
    sizes = {id_: number(e.get("FONTSIZE")) for id_, e in known.items() if e.get("FONTSIZE")}
    styles = {id_: size * point for id_, size in sizes.items()} if point else {}
    tags = {e.attrib["ID"]: e for e in root.iter() if "ID" in e.attrib and name(e).endswith("Tag")}
    for page in (element for element in root.iter() if name(element) == "Page"):
        printed = page.get("PRINTED_IMG_NR", "")
        blocks = list(_blocks(page, styles, tags))
        yield AltoPage(
            blocks={id_: lines for id_, _, lines in blocks},
            articles={id_: article for id_, article, _ in blocks},
            composed=_composed(page),
            frame=_frame(page, unit),
            rules=tuple(_rules(page)),
            number=int(printed) if re.fullmatch(r"[1-9][0-9]{0,2}", printed) else None,
        )


class AltoPage(NamedTuple):
    """A page of an ALTO file: by its id the lines of each text block and the article it is tagged
    with.

    ``composed`` are the text blocks of each composed block.
    """

    blocks: Mapping[str, Sequence[Line]]
    articles: Mapping[str, str | None]
    composed: Mapping[str, Sequence[str]]
    frame: Frame | None
    rules: tuple[Box, ...]
    number: int | None


def _lines(page: AltoPage) -> Iterator[Line]:
    return by_article(
        (page.articles[block], line) for block, lines in page.blocks.items() for line in lines
    )


def _composed(page: Element) -> dict[str, list[str]]:
    return {
        block.get("ID", ""): [
            part.get("ID", "") for part in block.iter() if name(part) == "TextBlock"
        ]
        for block in page.iter()
        if name(block) == "ComposedBlock"
    }


def _frame(page: Element, unit: str) -> Frame | None:
    width, height = page.get("WIDTH"), page.get("HEIGHT")
    if not width or not height:
        return None
    return Frame(width=number(width), height=number(height), unit=unit)


def _rules(page: Element) -> Iterator[Box]:
    found = (_box(element) for element in page.iter() if name(element) in _GRAPHICS)
    yield from (place for place in found if place)


def _box(element: Element) -> Box | None:
    sides = [element.get(side) for side in ("HPOS", "VPOS", "WIDTH", "HEIGHT")]
    if None in sides:
        return None
    left, top, width, height = map(number, sides)
    return box(left, top, left + width, top + height)


def _blocks(
    page: Element, styles: Mapping[str, float], tags: Mapping[str, Element]
) -> Iterator[tuple[str, str | None, list[Line]]]:
    """The id, the article and the lines of each block."""
    blocks = (element for element in page.iter() if name(element) == "TextBlock")
    seen: set[str] = set()
    for at, block in enumerate(blocks):
        id_ = block.get("ID", "")
        id_ = f"{id_} {at}" if not id_ or id_ in seen else id_  # a file may name two alike
        seen.add(id_)
        about = [tags[ref] for ref in block.get("TAGREFS", "").split() if ref in tags]
        article = next((tag.get("ID") for tag in about if tag.get("TYPE") == "article"), None)
        hint = next((found for tag in about if (found := _hint(tag))), hint_of(block.get("TYPE")))
        border: Border | None = "block"
        lines = []
        for line in (element for element in block if name(element) == "TextLine"):
            lines.append(replace(_line(line, styles), hint=hint, border=border))
            border = None
        yield id_, article, lines


def _hint(tag: Element) -> Hint | None:
    """What a tag says that a block is: in our own words when we wrote it (TYPE="hint"), else in
    those of a format.
    """
    label = tag.get("LABEL", "")
    if tag.get("TYPE") == "hint":
        return next((hint for hint in get_args(Hint) if hint == label), None)
    return hint_of(label) if tag.get("TYPE") != "article" else None


def _line(line: Element, styles: Mapping[str, float]) -> Line:
    strings = [element for element in line if name(element) in ("String", "HYP")]
    words = [(element.get("CONTENT", ""), _box(element)) for element in strings]
    text = _hyphenated(joined(words), strings)
    place = _box(line) or around(place for _, place in words)
    refs = [ref for element in (line, *strings) for ref in element.get("STYLEREFS", "").split()]
    named = [styles[ref] for ref in refs if ref in styles]
    sure = [(number(e.get("WC")), len(e.get("CONTENT", ""))) for e in strings if e.get("WC")]
    letters = sum(length for _, length in sure)
    return Line(
        number=1,
        text=text,
        box=place,
        size=max(named, key=named.count) if named else type_size(place, text),
        vertical=VERTICAL in line.get("TAGREFS", "").split() or is_upright(place, text),
        confidence=sum(wc * length for wc, length in sure) / letters if letters else None,
    )


def _hyphenated(text: str, strings: list[Element]) -> str:
    """A hyphen at the end of a line belongs to the word before it: “Zei -” is “Zei-”."""
    if not strings or name(strings[-1]) != "HYP":
        return text
    hyphen = strings[-1].get("CONTENT", "")
    return text.removesuffix(hyphen).rstrip() + hyphen
