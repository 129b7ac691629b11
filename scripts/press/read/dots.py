"""dots.ocr: a list of cells, each with a category, a box, and its text as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from press.read.blocks import BlockText, lines_of
from press.read.line_json import rectangle_of
from press.read.sheet import Sheet, sheet
from press.read.source import Source


def recognises(source: Source) -> bool:
    """Whether a JSON file is a list of cells with ``bbox`` and ``category``."""
    value = source.json
    if not isinstance(value, list) or not value:
        return False
    return all(isinstance(item, Mapping) and {"bbox", "category"} <= set(item) for item in value)


def read(source: Source, seed: str) -> tuple[Sheet, ...]:
    """The page, its cells in their order; its size is not in the file."""
    return (sheet(seed, lines_of(map(_block, source.json))),)


def _block(item: Mapping[str, Any]) -> BlockText:
    return BlockText(str(item["category"]), str(item.get("text") or ""), rectangle_of(item["bbox"]))
