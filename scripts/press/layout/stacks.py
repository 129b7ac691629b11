"""Items → stacks: lines of one size that stand one below the other in a column, with nothing
between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from press.layout.straight import Item
from press.model import Box

# Parts of one printed line that an OCR program parted are nearer than columns are to each other, in
# ems.
_APART = 2.2
# Two lines of a stack: the smaller type over the larger, the white between them over the larger
# type, how far their edges may differ in ems.
_ALIKE, _WHITE, _EDGE = 0.8, 1.1, 1.2
# The white that parts a stack, beyond what is usual in it, in ems.
_BREAK = 0.45
# How far up and down a row looks for the edges of its column, and what it may stand out of it, in
# ems.
_NEAR, _SLACK = 3.5, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One printed line: an item, or the parts of it from left to right."""

    items: tuple[Item, ...]
    left: float
    top: float
    right: float
    bottom: float
    size: float
    vertical: bool
    start: float = 0.0
    end: float = 0.0

    @property
    def text(self) -> str:
        """What is printed."""
        return "".join(item.text for item in self.items)

    @property
    def middle(self) -> float:
        """The middle of the row."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Rows one below the other; a stack of vertical rows goes from right to left."""

    rows: tuple[Row, ...]
    left: float
    top: float
    right: float
    bottom: float
    size: float
    vertical: bool

    @property
    def width(self) -> float:
        """The width of its column."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height."""
        return self.bottom - self.top


def row_of(items: Sequence[Item]) -> Row:
    """A printed line of its parts."""
    longest = max(items, key=lambda item: (len(item.text), -item.at))
    return Row(
        items=tuple(items),
        left=min(item.left for item in items),
        top=min(item.top for item in items),
        right=max(item.right for item in items),
        bottom=max(item.bottom for item in items),
        size=longest.size,
        vertical=longest.vertical,
        start=min(item.left for item in items),
        end=max(item.right for item in items),
    )


def stack_of(rows: Sequence[Row]) -> Stack:
    """A stack of its rows."""
    return Stack(
        rows=tuple(rows),
        left=min(row.left for row in rows),
        top=min(row.top for row in rows),
        right=max(row.right for row in rows),
        bottom=max(row.bottom for row in rows),
        size=median(row.size for row in rows),
        vertical=rows[0].vertical,
    )


def rows_of(items: Iterable[Item]) -> list[Row]:
    """The printed lines, from top to bottom: parts that stand side by side in one line of a column
    are put together.
    """
    known = sorted(items, key=lambda item: (item.left, item.top, item.at))
    rows: list[list[Item]] = []
    for item in known:
        mine = (
            None
            if item.vertical
            else next((row for row in rows if _beside(row[-1], item, known)), None)
        )
        if mine is None:
            rows.append([item])
        else:
            mine.append(item)
    return sorted(map(row_of, rows), key=lambda row: (row.top, row.left))


def _beside(left: Item, right: Item, items: Sequence[Item]) -> bool:
    """Whether two items are parts of one printed line: lines near by run across the gap between
    them and do not stop at it.
    """
    gap = right.left - left.right
    if left.vertical or not -1 < gap < _APART or not _ALIKE <= left.size / right.size <= 1 / _ALIKE:
        return False
    shared = min(left.bottom, right.bottom) - max(left.top, right.top)
    if shared < 0.6 * min(left.height, right.height):
        return False
    at = (left.right + right.left) / 2
    across = stop = 0
    for item in items:
        near = abs(item.top - left.top) < _NEAR and item is not left and item is not right
        if near and not item.vertical and _ALIKE <= left.size / item.size <= 1 / _ALIKE:
            across += item.left < at - 0.8 and item.right > at + 0.8
            stop += -1.2 < item.right - at < 0.3 or -0.3 < item.left - at < 1.2
    return across > stop


def in_columns(rows: Sequence[Row]) -> list[Row]:
    """The rows with the edges of their columns: those of the widest row near by that a row fits
    under, where nothing stands beside it.
    """
    found: list[Row] = []
    for row in rows:
        near = [
            o
            for o in rows
            if o is not row and not o.vertical and abs(o.top - row.top) < _NEAR + row.size
        ]
        beside = [
            o
            for o in near
            if min(o.bottom, row.bottom) - max(o.top, row.top) > 0.3 * min(o.size, row.size)
        ]
        start, end = row.left, row.right
        for other in sorted(near, key=lambda o: o.left - o.right):
            left, right = min(other.left, row.left), max(other.right, row.right)
            if (
                other.left < row.left + _SLACK
                and other.right > row.right - _SLACK
                and _ALIKE <= other.size / row.size <= 1 / _ALIKE
                and not any(min(o.right, right) - max(o.left, left) > 0.3 for o in beside)
            ):
                start, end = left, right
                break
        found.append(replace(row, start=start, end=end))
    return found


def stacks_of(rows: Sequence[Row], rules: Sequence[Box] = ()) -> list[Stack]:
    """The stacks of a page, from top to bottom."""
    across = in_columns([row for row in rows if not row.vertical])
    below = {id(row): _seen(row, across, 1) for row in across}
    above = {id(row): _seen(row, across, -1) for row in across}
    following: dict[int, Row] = {}
    followed: set[int] = set()
    for row in across:
        down = below[id(row)]
        alone = len(down) == 1 and [id(up) for up in above[id(down[0])]] == [id(row)]
        if alone and _stacked(row, down[0]) and not _ruled(row, down[0], rules):
            following[id(row)] = down[0]
            followed.add(id(down[0]))
    found: list[Stack] = []
    for row in across:
        if id(row) not in followed:
            chain = [row]
            while id(chain[-1]) in following:
                chain.append(following[id(chain[-1])])
            found += map(stack_of, _parted(chain))
    found += _vertical([row for row in rows if row.vertical])
    return sorted(found, key=lambda stack: (stack.top, stack.left))


def _overlap(one: Row, two: Row) -> float:
    return min(one.end, two.end) - max(one.start, two.start)


def _seen(row: Row, rows: Sequence[Row], way: int) -> list[Row]:
    """The rows that a row sees when it looks down (1) or up (-1), as far as a stack may reach."""
    reach = _WHITE * row.size + _EDGE
    near = [
        other
        for other in rows
        if other is not row
        and (_gap(row, other) if way > 0 else _gap(other, row)) < reach
        and way * (other.top + other.bottom - row.top - row.bottom)
        > 0.6 * min(row.size, other.size)
        and _overlap(row, other) > 0.3
    ]
    return [
        one
        for one in near
        if not any(
            two is not one
            and way * (one.top + one.bottom - two.top - two.bottom) > 0.6 * min(one.size, two.size)
            and _overlap(one, two) > 0.3
            for two in near
        )
    ]


def _gap(above: Row, below: Row) -> float:
    return below.top - above.bottom


def _stacked(above: Row, below: Row) -> bool:
    """Whether two rows, one right below the other, are of one stack."""
    em = max(above.size, below.size)
    if not _ALIKE <= above.size / below.size <= 1 / _ALIKE or _gap(above, below) > _WHITE * em:
        return False
    inside = _EDGE * em
    holds = (above.start - inside < below.start and below.end < above.end + inside) or (
        below.start - inside < above.start and above.end < below.end + inside
    )
    left, right = abs(above.start - below.start), abs(above.end - below.end)
    centred = abs(above.middle - below.middle) < inside
    return holds and (left < inside or right < inside or centred)


def _ruled(above: Row, below: Row, rules: Sequence[Box]) -> bool:
    """Whether a printed rule, or the edge of a frame, parts two rows."""
    left, right = max(above.left, below.left), min(above.right, below.right)
    top, bottom = (above.top + above.bottom) / 2, (below.top + below.bottom) / 2
    return any(
        top < edge < bottom and min(rule.right, right) - max(rule.left, left) > 0.5 * (right - left)
        for rule in rules
        for edge in (rule.top, rule.bottom)
    )


def _parted(chain: Sequence[Row]) -> Iterator[list[Row]]:
    """A chain cut where the white is more than is usual in it."""
    gaps = [below.top - above.bottom for above, below in pairwise(chain)]
    usual = median(gaps) if gaps else 0.0
    part = [chain[0]]
    for row, gap in zip(chain[1:], gaps, strict=True):
        if gap > usual + _BREAK * max(row.size, 1.0):
            yield part
            part = []
        part.append(row)
    yield part


def _vertical(rows: Sequence[Row]) -> Iterator[Stack]:
    """Vertical rows side by side, from right to left."""
    left = sorted(rows, key=lambda row: (-row.left, row.top))
    while left:
        part = [left.pop(0)]
        for row in list(left):
            last = part[-1]
            if (
                -0.5 * last.size < last.left - row.right < 1.2 * max(last.size, row.size)
                and min(last.bottom, row.bottom) - max(last.top, row.top) > 0
                and _ALIKE <= last.size / row.size <= 1 / _ALIKE
            ):
                part.append(row)
                left.remove(row)
        yield stack_of(part)
