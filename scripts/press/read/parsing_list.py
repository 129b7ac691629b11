"""PP-StructureV3 and PaddleOCR-VL: ``parsing_res_list``, blocks with labels, and the printed lines
where the result has them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from press.model import Border, Box, Line
from press.read import line_json
from press.read.blocks import BlockText, lines_of
from press.read.labels import hint_of
from press.read.sheet import Sheet, sheet
from press.read.source import Source
from press.read.spread import spread

# Where a result lies in what the program or its service writes around it.
_AROUND = ("res", "result", "prunedResult", "layoutParsingResults")
# A block's own text and the lines seen in it are the same print when they share this part of their
# characters.
_SAME = 0.9


def recognises(source: Source) -> bool:
    """Whether a JSON file has a ``parsing_res_list``, however deep in the program's wrapping."""
    return bool(_results(source.json))


def read(source: Source, seed: str) -> tuple[Sheet, ...]:
    """The pages: the printed lines of each block where they agree with its text, else the block as
    it is.
    """
    return tuple(
        sheet(seed, _numbered(_lines(result)), line_json.frame_of(result))
        for result in _results(source.json)
    )


def _results(value: Any, depth: int = 0) -> list[Mapping[str, Any]]:
    if isinstance(value, list) and depth < len(_AROUND):
        found = [_results(item, depth + 1) for item in value[:1000]]
        return [result for results in found for result in results] if all(found) else []
    if not isinstance(value, Mapping):
        return []
    if isinstance(value.get("parsing_res_list"), list):
        return [value]
    return next((r for key in _AROUND if (r := _results(value.get(key), depth + 1))), [])


def _numbered(lines: Iterator[Line]) -> Iterator[Line]:
    numbers = count(1)
    return (replace(line, number=next(numbers)) for line in lines)


def _lines(result: Mapping[str, Any]) -> Iterator[Line]:
    items = [item for item in result["parsing_res_list"] if isinstance(item, Mapping)]
    blocks = list(spread(map(_block, items)))
    seen = [line for line in _seen(result) if line.text.strip()]
    inside: list[list[Line]] = [[] for _ in blocks]
    outside: list[Line] = []
    for line in seen:
        home = _home(line, blocks)
        (outside if home is None else inside[home]).append(line)
    for block, lines in zip(blocks, inside, strict=True):
        if lines and _alike(block.text, lines):
            border: Border | None = "block"
            for line in lines:
                yield replace(line, hint=hint_of(block.label), border=border)
                border = None
        else:
            yield from lines_of([block])
    yield from outside


def _block(item: Mapping[str, Any]) -> BlockText:
    label, text, place = (
        item.get(f"block_{key}", item.get(key)) for key in ("label", "content", "bbox")
    )
    text = text if isinstance(text, str) else ""
    empty = not text.strip() and hint_of(str(label)) == "text"
    return BlockText(
        str(label or ""),
        text,
        line_json.rectangle_of(place) if place else None,
        border="run-on" if empty else "block",
    )


def _seen(result: Mapping[str, Any]) -> Iterator[Line]:
    found = line_json.seen(result.get("overall_ocr_res") or {})
    return line_json.lines(found or ())


def _home(line: Line, blocks: Sequence[BlockText]) -> int | None:
    """The smallest block that the middle of a line lies in."""
    assert line.box is not None
    across, down = (line.box.left + line.box.right) / 2, (line.box.top + line.box.bottom) / 2
    homes = [
        (_area(block.box), at)
        for at, block in enumerate(blocks)
        if block.box
        and block.box.left <= across <= block.box.right
        and block.box.top <= down <= block.box.bottom
    ]
    return min(homes)[1] if homes else None


def _area(place: Box) -> float:
    return (place.right - place.left) * (place.bottom - place.top)


def _alike(text: str, lines: Sequence[Line]) -> bool:
    """Whether a block's text is that of its lines, in whatever order."""
    own = Counter("".join(text.split()))
    seen = Counter("".join("".join(line.text for line in lines).split()))
    return (own & seen).total() >= _SAME * max(own.total(), seen.total(), 1)
