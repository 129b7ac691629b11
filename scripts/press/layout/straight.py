"""Lines with boxes → items: set straight, and measured in the body's own type, so that no unit and
no picture's size matters.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from press.model import Box, Line

# Lines that stand one below the other and are about as wide show how a page is askew; fewer pairs
# show nothing.
_LEAST_PAIRS = 12
# No page that a person took a picture of on purpose is turned by more than this (a tenth of its
# height).
_STEEPEST = 0.1
# Lines with fewer characters say little about the size of the body's type.
_LONG = 6
# A box that is so many ems high holds several lines; their pitch in ems is about this.
_LINES, _PITCH = 2.2, 1.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line as the layout sees it: ``at`` is its index on the page, all lengths are in ems of the
    body's type.

    ``block`` says that its text is several printed lines.
    """

    at: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    vertical: bool = False
    block: bool = False

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Its middle from left to right."""
        return (self.left + self.right) / 2


def ems(text: str) -> float:
    """How many ems a text takes: a character of ASCII is half as wide as a Chinese one.

    >>> ems("乌海5G")
    3.0
    """
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def height_of(line: Line) -> float:
    """The height of a line's type in the unit of its box."""
    assert line.box is not None
    across, down = line.box.right - line.box.left, line.box.bottom - line.box.top
    return line.size or (across if line.vertical else down)


def em_in(box: Box, text: str) -> float:
    """The width of a character of a line, or of a block of lines, in its box.

    >>> em_in(Box(left=0, top=0, right=50, bottom=13), "本报讯昨日")
    10.0
    >>> round(em_in(Box(left=0, top=0, right=50, bottom=27), "本报讯昨日本报讯昨日"))
    10
    """
    wide, high, count = box.right - box.left, box.bottom - box.top, max(0.5, ems(text))
    line = wide / count
    return line if high <= _LINES * line else math.sqrt(wide * high / count / _PITCH)


def em_of(lines: Sequence[Line]) -> float:
    """The width of a character of the body, in the unit of the boxes: OCR draws boxes higher than
    the type, not wider.
    """
    widths = [
        em_in(line.box, line.text)
        for line in lines
        if line.box and not line.vertical and len(line.text) >= _LONG
    ]
    return median(widths) if widths else body_height(lines)


def _is_block(line: Line) -> bool:
    """Whether the text of a box is several printed lines."""
    assert line.box is not None
    wide, high = line.box.right - line.box.left, line.box.bottom - line.box.top
    return not line.vertical and len(line.text) >= _LONG and high > _LINES * wide / ems(line.text)


def body_height(lines: Sequence[Line]) -> float:
    """The height of the type in which most of the page is set, in the unit of its boxes."""
    long = [line for line in lines if len(line.text) >= _LONG and not line.vertical] or lines
    single = [line for line in long if line.box and not _is_block(line)] or long
    sizes = sorted((height_of(line), len(line.text)) for line in single)
    half, seen = sum(weight for _, weight in sizes) / 2, 0
    for size, weight in sizes:
        seen += weight
        if seen >= half:
            return size
    return 1.0


def items_of(lines: Sequence[Line], rules: Sequence[Box] = ()) -> tuple[list[Item], list[Box]]:
    """The lines with text and a box, and the rules, set straight; lengths are in ems of the
    body.
    """
    seen = [
        (at, line) for at, line in enumerate(lines) if line.box is not None and line.text.strip()
    ]
    if not seen:
        return [], []
    em = em_of([line for _, line in seen]) or 1.0
    slope = slope_of([line for _, line in seen], em)
    usual = body_height([line for _, line in seen]) or 1.0
    found = []
    for at, line in sorted(seen, key=_place):
        assert line.box is not None
        place = straightened(line.box, slope)
        found.append(
            Item(
                at=at,
                text=line.text.strip(),
                left=place.left / em,
                top=place.top / em,
                right=place.right / em,
                bottom=place.bottom / em,
                size=_size(line, slope, em, usual),
                vertical=line.vertical,
                block=_is_block(line),
            )
        )
    known = sorted(rules, key=lambda box: (box.top, box.left, box.bottom, box.right))
    return found, [_scaled(straightened(rule, slope), em) for rule in known]


def _place(seen: tuple[int, Line]) -> tuple[float, float, float, float, str]:
    box = seen[1].box
    assert box is not None
    return box.top, box.left, box.bottom, box.right, seen[1].text


def straightened(box: Box, slope: float) -> Box:
    """A box on the page turned back: what lies ``slope`` to the right of a place above it lies
    below it again.

    >>> box = straightened(Box(left=99, top=200, right=199, bottom=211), -0.01)
    >>> [round(side) for side in (box.left, box.top, box.right, box.bottom)]
    [101, 199, 201, 209]
    """
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    wide, high = box.right - box.left, box.bottom - box.top
    left = across - slope * down - (wide - abs(slope) * high) / 2
    top = down + slope * across - max(high - abs(slope) * wide, high / 2) / 2
    return Box(
        left=left,
        top=top,
        right=left + wide - abs(slope) * high,
        bottom=top + max(high - abs(slope) * wide, high / 2),
    )


def _size(line: Line, slope: float, em: float, usual: float) -> float:
    """The size of a line's type over that of the body.

    Where only the box shows it, it is the smaller of what its height and its width say: a quotation
    mark or a turned page makes a box higher, letters set apart make it wider.
    """
    assert line.box is not None
    across, down = line.box.right - line.box.left, line.box.bottom - line.box.top
    long, short = (down, across) if line.vertical else (across, down)
    size = height_of(line)
    if abs(size - short) > short / 100:
        return max(0.1, size / usual)
    if _is_block(line):
        return max(0.1, em_in(line.box, line.text) / em)
    thin = max(short / 2, short - abs(slope) * long)
    return max(0.1, min(thin / usual, long / max(1.0, ems(line.text)) / em))


def _scaled(box: Box, em: float) -> Box:
    return Box(left=box.left / em, top=box.top / em, right=box.right / em, bottom=box.bottom / em)


def slope_of(lines: Sequence[Line], em: float) -> float:
    """How far a page is turned: how much farther to the right its columns are for each step
    down.
    """
    seen = sorted(
        (line.box for line in lines if line.box and not line.vertical and len(line.text) >= _LONG),
        key=lambda box: (box.top, box.left),
    )
    drifts: list[float] = []
    for number, above in enumerate(seen):
        for below in seen[number + 1 : number + 60]:
            down = below.top - above.top
            if down > 3 * em:
                break
            left, right = below.left - above.left, below.right - above.right
            if down > 0.7 * em and max(abs(left), abs(right)) < 0.4 * em:
                drifts.append((left + right) / 2 / down)
    found = median(drifts) if len(drifts) >= _LEAST_PAIRS else 0.0
    return found if abs(found) <= _STEEPEST else 0.0
