"""ALTO 2 to 4, of libraries and of OCR programs, and the line-level ALTO that ``make add`` writes of PDFs and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from xml.etree.ElementTree import Element

from press.model import Border, Box, Frame, Line
from press.read.labels import hint_of
from press.read.sheet import Sheet, around, box, is_upright, joined, number, sheet, type_size
from press.read.source import Source, name

# The units of ALTO and what a typographic point is in them; of pixels nobody knows.
_UNITS = {"pixel": ("px", None), "mm10": ("mm10", 254 / 72), "inch1200": ("inch1200", 1200 / 72)}
_GRAPHICS = {"GraphicalElement", "Illustration"}


def recognises(source: Source) -> bool:
    """Whether the file is ALTO, by its root."""
    return source.root == "alto"


def read(source: Source, seed: str) -> tuple[Sheet, ...]:
    """The pages of the file: lines in its order, blocks and articles begun where it says so, sizes from its styles."""
    root = source.xml
    assert root is not None
    unit = next((e.text or "" for e in root.iter() if name(e) == "MeasurementUnit"), "pixel")
    unit, point = _UNITS.get(unit.strip(), _UNITS["pixel"])
    known = {e.attrib["ID"]: e for e in root.iter() if "ID" in e.attrib and "Style" in name(e)}
    sizes = {id_: number(e.get("FONTSIZE")) for id_, e in known.items() if e.get("FONTSIZE")}
    styles = {id_: size * point for id_, size in sizes.items()} if point else {}
    tags = {e.attrib["ID"]: e for e in root.iter() if "ID" in e.attrib and name(e).endswith("Tag")}
    return tuple(
        sheet(seed, _lines(page, styles, tags), _frame(page, unit), _rules(page))
        for page in root.iter()
        if name(page) == "Page"
    )


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


def _lines(
    page: Element, styles: Mapping[str, float], tags: Mapping[str, Element]
) -> Iterator[Line]:
    numbers = count(1)
    article = None
    for block in (element for element in page.iter() if name(element) == "TextBlock"):
        about = [tags[ref] for ref in block.get("TAGREFS", "").split() if ref in tags]
        of = next((tag.get("ID") for tag in about if tag.get("TYPE") == "article"), None)
        border: Border | None = "article" if of and of != article else "block"
        article = of or article
        label = next((tag.get("LABEL", "") for tag in about if tag.get("TYPE") != "article"), "")
        for line in (element for element in block if name(element) == "TextLine"):
            yield _line(line, next(numbers), border, block.get("TYPE") or label, styles)
            border = None


def _line(
    line: Element, number_: int, border: Border | None, label: str, styles: Mapping[str, float]
) -> Line:
    strings = [element for element in line if name(element) in ("String", "HYP")]
    words = [(element.get("CONTENT", ""), _box(element)) for element in strings]
    text = _hyphenated(joined(words), strings)
    place = _box(line) or around(place for _, place in words)
    refs = [ref for element in (line, *strings) for ref in element.get("STYLEREFS", "").split()]
    named = [styles[ref] for ref in refs if ref in styles]
    sure = [(number(e.get("WC")), len(e.get("CONTENT", ""))) for e in strings if e.get("WC")]
    letters = sum(length for _, length in sure)
    return Line(
        number=number_,
        text=text,
        box=place,
        size=max(named, key=named.count) if named else type_size(place, text),
        vertical=is_upright(place, text),
        confidence=sum(wc * length for wc, length in sure) / letters if letters else None,
        hint=hint_of(label),
        border=border,
    )


def _hyphenated(text: str, strings: list[Element]) -> str:
    """A hyphen at the end of a line belongs to the word before it: “Zei -” is “Zei-”."""
    if not strings or name(strings[-1]) != "HYP":
        return text
    hyphen = strings[-1].get("CONTENT", "")
    return text.removesuffix(hyphen).rstrip() + hyphen
