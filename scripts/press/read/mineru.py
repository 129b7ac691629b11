"""MinerU: ``content_list.json``, blocks in thousandths of the page, and ``middle.json``, blocks
with their printed lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count, groupby
from typing import Any

from press.model import Border, Box, Frame, Line
from press.read.blocks import BlockText, lines_of
from press.read.labels import hint_of
from press.read.line_json import rectangle_of
from press.read.sheet import Sheet, is_upright, joined, number, sheet, type_size
from press.read.source import Source

_PERMILLE = Frame(width=1000, height=1000, unit="permille")
# Keys of pictures and tables whose text is printed beside them, and what it is.
_BESIDE = {
    "image_caption": "caption",
    "image_footnote": "caption",
    "chart_caption": "caption",
    "table_caption": "caption",
    "table_footnote": "caption",
    "list_items": "list_item",
}


def recognises_list(source: Source) -> bool:
    """Whether a JSON file is a list of blocks, each with a type and the page it stands on."""
    value = source.json
    if not isinstance(value, list) or not value:
        return False
    return all(isinstance(item, Mapping) and {"type", "page_idx"} <= set(item) for item in value)


def read_list(source: Source, seed: str) -> tuple[Sheet, ...]:
    """The pages of a content list, its blocks in their order."""
    pages = groupby(source.json, key=lambda item: item["page_idx"])
    return tuple(
        sheet(seed, lines_of(b for item in items for b in _blocks(item)), _PERMILLE)
        for _, items in pages
    )


def _blocks(item: Mapping[str, Any]) -> Iterator[BlockText]:
    place = rectangle_of(item["bbox"]) if item.get("bbox") else None
    kind, text = str(item["type"]), item.get("text") or item.get("table_body") or ""
    level = item.get("text_level")
    if text or "img_path" in item:
        level = level if isinstance(level, int) and not isinstance(level, bool) else 0
        yield BlockText(kind, str(text), place, level)
    for key, label in _BESIDE.items():
        beside = item.get(key) or []
        for one in beside if isinstance(beside, list) else [beside]:
            yield BlockText(label, str(one), place)


def recognises_middle(source: Source) -> bool:
    """Whether a JSON file has ``pdf_info`` with pages of blocks."""
    value = source.json
    pages = value.get("pdf_info") if isinstance(value, Mapping) else None
    return isinstance(pages, list) and bool(pages) and all(isinstance(p, Mapping) for p in pages)


def read_middle(source: Source, seed: str) -> tuple[Sheet, ...]:
    """The pages: blocks of the text in order, then what the program discarded, for that is printed
    as well.
    """
    return tuple(sheet(seed, _lines(page), _frame(page)) for page in source.json["pdf_info"])


def _frame(page: Mapping[str, Any]) -> Frame | None:
    size = page.get("page_size")
    if not isinstance(size, list) or len(size) != 2:
        return None
    return Frame(width=number(size[0]), height=number(size[1]), unit="pt")


def _lines(page: Mapping[str, Any]) -> Iterator[Line]:
    numbers = count(1)
    blocks = page.get("para_blocks") or page.get("preproc_blocks") or []
    stack = list(reversed([*blocks, *(page.get("discarded_blocks") or [])]))
    while stack:
        block = stack.pop()
        if not isinstance(block, Mapping):
            continue
        stack += reversed(block.get("blocks") or [])
        border: Border | None = "block"
        for line in block.get("lines") or []:
            yield _line(block, line, next(numbers), border)
            border = None


def _line(
    block: Mapping[str, Any], line: Mapping[str, Any], at: int, border: Border | None
) -> Line:
    spans = [span for span in line.get("spans") or [] if isinstance(span, Mapping)]
    words = [(str(s.get("content") or s.get("html") or ""), _box(s)) for s in spans]
    text, place = joined(words), _box(line)
    kind, level = str(block.get("type", "")), block.get("level")
    sure = [number(span["score"]) for span in spans if span.get("score") is not None]
    return Line(
        number=at,
        text=text,
        box=place,
        size=type_size(place, text),
        vertical=is_upright(place, text),
        confidence=sum(sure) / len(sure) if sure else None,
        hint=hint_of(kind),
        level=level if isinstance(level, int) else int(kind == "title"),
        border=border,
    )


def _box(item: Mapping[str, Any]) -> Box | None:
    return rectangle_of(item["bbox"]) if item.get("bbox") else None
