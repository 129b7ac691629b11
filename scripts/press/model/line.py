"""A line of a seed: its text, where it is printed, and what its format says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

# What a format says for certain that a line is: evidence for the decoder, never proof.
Hint = Literal[
    "column",
    "kicker",
    "title",
    "subtitle",
    "heading",
    "byline",
    "dateline",
    "text",
    "subhead",
    "caption",
    "credit",
    "jump",
    "table",
    "image",
    "formula",
    "advert",
    "furniture",
    "markup",
]
# Where a format says that a line begins an article or a block of text, or that it runs on from the
# line before.
Border = Literal["article", "block", "run-on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on the printed page in the unit of its ``Frame``, origin at the top left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The size of a printed page and the unit of its boxes: ``px``, ``pt``, ``mm``, ``mm10``,
    ``inch1200``, ``permille``.
    """

    width: float
    height: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """Where a line stands in the layout of its page, in measures that do not depend on the unit of
    the boxes.

    ``zone`` numbers the zones (candidates for an article) in reading order; ``column`` is the base
    column of the page that the line begins in, ``span`` how many it reaches over, ``run`` the
    number of the piece of a column in the zone. ``rel_size`` is the height of the type over that of
    the body; ``indent`` (in characters of the line) is counted from the left edge of its column,
    ``fill`` is the width of the line over that of its column, ``gap`` the white above it over the
    body's line height (None for the first of its piece of a column); ``left`` and ``top`` are
    shares of the page. ``starts_paragraph`` is how probable it is that a paragraph begins with the
    line, from its place alone.
    """

    zone: int
    column: int
    span: int
    run: int
    rel_size: float
    indent: float
    fill: float
    left: float
    top: float
    starts_paragraph: float
    gap: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a seed after the character rules; ``number`` is the line of the file on disk.

    In a format whose lines of the file are not those of the page (JSON, XML, tables) it counts the
    printed lines from 1, as the file has them.

    Formats with geometry give its ``box``, the height of its type (``size``, in the page's unit),
    how sure the reader of the print was (``confidence``, 0 to 1), and whether it is printed from
    top to bottom (``vertical``). ``hint``, ``level`` (of a heading, 0 for none) and ``border`` are
    what the format itself says of the line. ``geometry`` is what the layout of the page adds to a
    line with a box.
    """

    number: int
    text: str
    box: Box | None = None
    size: float | None = None
    vertical: bool = False
    confidence: float | None = None
    hint: Hint | None = None
    level: int = 0
    border: Border | None = None
    geometry: Geometry | None = None


def lines_between(lines: Sequence[Line], first: int, last: int) -> Sequence[Line]:
    """The lines from one number to another, both included, in the order in which they stand."""
    begins = next((at for at, line in enumerate(lines) if line.number == first), None)
    ends = next((at for at in reversed(range(len(lines))) if lines[at].number == last), None)
    return () if begins is None or ends is None else lines[begins : ends + 1]
