"""Formats that give a page as blocks of text, each with a label and a box: one line of the page for
each line of a block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

from press.model import Border, Box, Hint, Line
from press.read.labels import hint_of
from press.read.sheet import is_upright


class BlockText(NamedTuple):
    """A block as a format has it: its label, its text, its box, the level of a heading, whether it
    runs on.
    """

    label: str
    text: str
    box: Box | None
    level: int = 0
    border: Border = "block"
    confidence: float | None = None


def lines_of(blocks: Iterable[BlockText]) -> Iterator[Line]:
    """A line for each block; ``sheet`` parts those of several.

    A picture is a line without text, and so is a block that is empty.

    The size of the type is not known; a block of one line that runs down is known by its box.
    """
    numbers = count(1)
    for block in blocks:
        hint: Hint | None = "heading" if block.level else hint_of(block.label)
        yield Line(
            number=next(numbers),
            text=block.text.strip("\n"),
            box=block.box,
            vertical=is_upright(block.box, block.text),
            confidence=block.confidence,
            hint=hint,
            level=block.level,
            border=block.border,
        )
