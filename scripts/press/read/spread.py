"""A text that runs over several boxes: which part of it is printed in which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from press.model import Border, Box
from press.read.blocks import BlockText

# A piece of text smaller than this part of its paragraph, or of its box, is the fault of the
# estimate.
_SLIVER = 0.12


def spread(blocks: Iterable[BlockText]) -> Iterator[BlockText]:
    """Blocks whose paragraphs each stand in the box that they are printed in.

    A model gives a text that runs on in the next column with the first of its boxes and leaves the
    other blocks empty; it may have several paragraphs then. By their lengths and the room in the
    boxes each is given its own place; where a paragraph runs on, an empty block says so.
    """
    group: list[BlockText] = []
    for block in blocks:
        if group and block.border != "run-on":
            yield from _placed(group)
            group = []
        group.append(block)
    yield from _placed(group)


def _placed(group: Sequence[BlockText]) -> Iterator[BlockText]:
    head = group[0] if group else None
    parts = [part for part in head.text.split("\n") if part.strip()] if head else []
    boxes = [block.box for block in group if block.box]
    if head is None or len(parts) < 2 or len(boxes) < 2 or len(boxes) < len(group):
        yield from group
        return
    total = sum(map(len, parts))
    begin = 0.0
    for part in parts:
        end = begin + len(part) / total
        border: Border = "block"
        for place in _within(boxes, begin, end):
            text = part if border == "block" else ""
            yield head._replace(text=text, box=place, border=border)
            border = "run-on"
        begin = end


def _within(boxes: Sequence[Box], begin: float, end: float) -> Iterator[Box]:
    """The pieces of boxes, put one below the other, from one share of their room to another."""
    areas = [(box.right - box.left) * (box.bottom - box.top) for box in boxes]
    total, before = sum(areas) or 1.0, 0.0
    found = []
    for box, area in zip(boxes, areas, strict=True):
        room = area / total
        first, last = max(begin, before), min(end, before + room)
        if last > first:
            high = box.bottom - box.top
            top, bottom = ((at - before) / room * high + box.top for at in (first, last))
            share = (last - first) / min(room, end - begin)
            found.append((share, replace(box, top=top, bottom=bottom)))
        before += room
    kept = [place for share, place in found if share >= _SLIVER]
    yield from kept or [place for _, place in found[:1]]
