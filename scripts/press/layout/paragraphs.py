"""Zones → lines in reading order, each with its geometry: where it stands, and how likely a paragraph begins with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from press.layout.order import Zone
from press.layout.pairs import LARGE, column_of
from press.layout.stacks import Row, Stack
from press.model import Border, Geometry, Line
from press.text.cuts import CLOSING, is_open

# The white between two columns, in ems: of 1.1 to 1.8 on the pages at hand.
_GUTTER = 1.5
# An indent, and how much a last line leaves free, in ems of their type.
_INDENT, _SHORT = 1.2, 1.4
# How likely a paragraph begins: by an indent; below a short line that closes; below a short line of verse; none of them. Set by hand from
# the shares of the printed lines of 36 pages: .99, .9, .8, .01.
_BY_INDENT, _BELOW_CLOSED, _BELOW_SHORT, _RUNS_ON = 0.99, 0.9, 0.8, 0.01
_LARGE_GAP = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The measures of a page that all its lines share, in ems."""

    left: float
    top: float
    width: float
    height: float
    column: float
    pitch: float


def placed(zones: Sequence[Zone], lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of the zones in reading order, with geometry, and with a border where the format has none."""
    stacks = [stack for zone in zones for stack in zone.stacks]
    sheet = _sheet(stacks)
    for number, zone in enumerate(zones):
        last: tuple[Stack, Row] | None = None
        for run, stack in enumerate(zone.stacks):
            beside = run >= len(zone.text)
            for at, row in enumerate(stack.rows):
                above = None if beside and at == 0 else last
                likely = _begins(row, stack, above, sheet)
                gap = _gap(row, above, sheet)
                last = stack, row
                for part, item in enumerate(row.items):
                    geometry = Geometry(
                        zone=number,
                        column=max(0, round((stack.left - sheet.left) / (sheet.column + _GUTTER))),
                        span=max(1, round((stack.width + _GUTTER) / (sheet.column + _GUTTER))),
                        run=run,
                        rel_size=round(item.size, 2),
                        indent=round(max(0.0, _indent(row, stack)) if part == 0 else 0.0, 1),
                        fill=round(min(1.0, (row.right - row.left) / max(1.0, stack.width)), 2),
                        left=round((item.left - sheet.left) / sheet.width, 3),
                        top=round((item.top - sheet.top) / sheet.height, 3),
                        starts_paragraph=likely if part == 0 else 0.0,
                        gap=gap,
                    )
                    line = lines[item.at]
                    begins = part == 0 and likely >= 0.5
                    border: Border = "block" if begins else "run-on"
                    yield replace(line, geometry=geometry, border=line.border or border)


def _sheet(stacks: Sequence[Stack]) -> Sheet:
    left, top = min(s.left for s in stacks), min(s.top for s in stacks)
    gaps = sorted(
        below.top - above.top
        for stack in stacks
        for above, below in zip(stack.rows, stack.rows[1:], strict=False)
        if stack.size < LARGE and not stack.vertical
    )
    return Sheet(
        left=left,
        top=top,
        width=max(1.0, max(s.right for s in stacks) - left),
        height=max(1.0, max(s.bottom for s in stacks) - top),
        column=column_of(stacks),
        pitch=max(0.5, gaps[len(gaps) // 2]) if gaps else 1.4,
    )


def _indent(row: Row, stack: Stack) -> float:
    """How far a row begins from the left edge of its column, in ems of its type."""
    if stack.vertical:
        return (row.top - stack.top) / max(0.5, stack.size)
    return (row.left - min(stack.left, row.start)) / max(0.5, stack.size)


def _left_free(row: Row, stack: Stack) -> float:
    """How much of its column a row leaves free at its end, in ems of its type."""
    return (max(stack.right, row.end) - row.right) / max(0.5, stack.size)


def _gap(row: Row, above: tuple[Stack, Row] | None, sheet: Sheet) -> float | None:
    """The white between a row and the one that is read before it, over the pitch of the body, where that stands above it."""
    if above is None or above[1].bottom > row.top + 0.5 or above[1].right < row.left:
        return None
    return round(min(20.0, (row.top - above[1].bottom) / sheet.pitch), 2)


def _begins(row: Row, stack: Stack, above: tuple[Stack, Row] | None, sheet: Sheet) -> float:
    """How likely a paragraph, or anything else of its own, begins with a row."""
    if above is None:
        return 1.0
    before, last = above
    if stack.vertical or before.vertical or not 0.88 <= row.size / last.size <= 1 / 0.88:
        return 1.0
    if row.size >= LARGE:
        return 0.0 if before is stack else 1.0
    if before is not stack and len(before.rows) == 1 and before.size < LARGE and not is_open(last.text):
        return 1.0
    free = _left_free(last, before)
    indent = _indent(row, stack)
    if _centred(row, stack) or _centred(last, before):
        return 1.0
    if _INDENT < indent:
        return _BY_INDENT
    if free > _SHORT:
        return _BELOW_CLOSED if CLOSING.search(last.text[-4:]) else _BELOW_SHORT
    return _RUNS_ON


def _centred(row: Row, stack: Stack) -> bool:
    """Whether a row stands in the middle of its column with white on both sides: a subhead, a byline."""
    left, right = _indent(row, stack), _left_free(row, stack)
    return min(left, right) > 0.8 and abs(left - right) < 1.0
