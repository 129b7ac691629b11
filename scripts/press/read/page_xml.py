"""PAGE XML, of Transkribus, eScriptorium and OCR-D: regions with lines, in the reading order that
the file states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from press.model import Border, Box, Frame, Line
from press.read.labels import hint_of
from press.read.sheet import (
    Sheet,
    by_article,
    corners,
    is_upright,
    joined,
    number,
    sheet,
    type_size,
)
from press.read.source import Source, name

# What Transkribus writes of an article: custom="structure {id:a12; type:article;}".
_ARTICLE = re.compile(r"structure\s*\{[^}]*\bid:\s*([^;}]+)[^}]*\}")
_ARTICLE_TYPE = re.compile(r"structure\s*\{[^}]*\btype:\s*article\b")
_GROUPS = {"OrderedGroup", "OrderedGroupIndexed", "UnorderedGroup", "UnorderedGroupIndexed"}
_DRAWN = {"SeparatorRegion", "ImageRegion", "GraphicRegion", "LineDrawingRegion", "ChartRegion"}


def recognises(source: Source) -> bool:
    """Whether the file is PAGE XML, by its root."""
    return source.root == "pcgts"


def read(source: Source, seed: str) -> tuple[Sheet, ...]:
    """The page: regions in the order that it states, then those that it does not name; articles
    where it groups them.
    """
    assert source.xml is not None
    return tuple(_sheet(page, seed) for page in source.xml.iter() if name(page) == "Page")


def _sheet(page: Element, seed: str) -> Sheet:
    width, height = page.get("imageWidth"), page.get("imageHeight")
    frame = width and height and Frame(width=number(width), height=number(height), unit="px")
    drawn = [place for part in page.iter() if name(part) in _DRAWN and (place := _box(part))]
    return sheet(seed, by_article(_lines(page)), frame or None, drawn)


def _lines(page: Element) -> Iterator[tuple[str | None, Line]]:
    """The lines in the order that is stated, each with the article that it is said to be of."""
    for region, group in _regions(page):
        border: Border | None = "block"
        hint = hint_of(region.get("type"))
        for line in _printed(region):
            text, sure = _text(line)
            place = _box(line)
            found = Line(
                number=1,
                text=text,
                box=place,
                size=type_size(place, text) if line is not region else None,
                vertical=is_upright(place, text),
                confidence=sure,
                hint=hint,
                border=border,
            )
            yield _article(line) or _article(region) or group, found
            border = None


def _printed(region: Element) -> Sequence[Element]:
    """The lines of a region; itself, when it has text but no lines."""
    lines = [part for part in region if name(part) == "TextLine"]
    return lines or ([region] if _text(region)[0] else [])


def _regions(page: Element) -> Iterator[tuple[Element, str | None]]:
    """Text regions with the id of the group that is their article."""
    regions = {
        part.get("id", str(at)): part
        for at, part in enumerate(page.iter())
        if name(part) == "TextRegion"
    }
    order = next((part for part in page if name(part) == "ReadingOrder"), None)
    for ref, group in _order(order):
        if ref in regions:
            yield regions.pop(ref), group
    yield from ((region, None) for region in regions.values())


def _order(order: Element | None) -> Iterator[tuple[str, str | None]]:
    """The ids of regions as the file orders them, each with the id of its group if that is an
    article.
    """
    stack: list[tuple[Element, str | None]] = [(part, None) for part in reversed(order or [])]
    while stack:
        part, group = stack.pop()
        if ref := part.get("regionRef"):
            yield ref, group
        if name(part) in _GROUPS:
            about = f"{part.get('type', '')} {part.get('caption', '')}".lower()
            inner = part.get("id") if "article" in about else group
            parts = sorted(part, key=lambda one: number(one.get("index", "0")))
            stack += ((one, inner) for one in reversed(parts))


def _article(part: Element) -> str | None:
    custom = part.get("custom", "")
    found = _ARTICLE.search(custom) if _ARTICLE_TYPE.search(custom) else None
    return found[1].strip() if found else None


def _text(part: Element) -> tuple[str, float | None]:
    """The first reading of a line (or region) and how sure it is; put together from its words where
    it has none itself.
    """
    readings = [one for one in part if name(one) == "TextEquiv"]
    if not readings:
        words = [one for one in part if name(one) == "Word"]
        return joined([(_text(word)[0], _box(word)) for word in words]), None
    first = min(readings, key=lambda one: number(one.get("index", "0")))
    text = next((one.text or "" for one in first if name(one) == "Unicode"), "")
    return text, number(first.get("conf")) if first.get("conf") else None


def _box(part: Element) -> Box | None:
    points = next((one.get("points") for one in part if name(one) == "Coords"), None)
    return corners([point.split(",") for point in points.split()]) if points else None
