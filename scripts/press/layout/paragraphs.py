"""Zones → lines in reading order, each with its geometry: where it stands, and how likely a
paragraph begins with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from press.layout.neighbours import LARGE, free_of, indent_of
from press.layout.order import Zone
from press.layout.pairs import LEAD, column_of
from press.layout.stacks import Row, Stack
from press.model import Border, Geometry, Line
from press.text.cuts import CLOSING, is_open

# The white between two columns, in ems: of 1.1 to 1.8 on the pages at hand.
_GUTTER = 1.5
# An indent, and how much a last line leaves free, in ems of their type.
_INDENT, _SHORT = 1.2, 1.4
# How likely a paragraph begins: by an indent; below a short line that closes; below a short line of
# verse; none of them. Set by hand.
_BY_INDENT, _BELOW_CLOSED, _BELOW_SHORT, _RUNS_ON = 0.99, 0.9, 0.8, 0.01
# From here on a paragraph is taken to begin.
_LIKELY = 0.5
# The sizes of two lines of one headline, the smaller over the larger.
_ALIKE = 0.88
# Fewer lines are no verse.
_VERSE = 4
# No more lines are a subtitle with its byline.
_FEW = 3


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
    """The lines of the zones in reading order, with geometry and with borders; a format's own
    border of an article stays.
    """
    sheet = _sheet([stack for zone in zones for stack in zone.stacks])
    for number, zone in enumerate(zones):
        last: tuple[Stack, Row] | None = None
        for run, stack in enumerate(zone.stacks):
            if run >= len(zone.text):
                last = None
            for row in stack.rows:
                geometry = _geometry(row, stack, last, sheet)
                last = stack, row
                for item in row.items:
                    yield _bordered(lines[item.at], replace(geometry, zone=number, run=run))
                    geometry = replace(geometry, starts_paragraph=0.0)


def _bordered(line: Line, geometry: Geometry) -> Line:
    border: Border = "block" if geometry.starts_paragraph >= _LIKELY else "run-on"
    return replace(
        line, geometry=geometry, border="article" if line.border == "article" else border
    )


def _geometry(row: Row, stack: Stack, above: tuple[Stack, Row] | None, sheet: Sheet) -> Geometry:
    column = sheet.column + _GUTTER
    return Geometry(
        zone=0,
        column=max(0, round((stack.left - sheet.left) / column)),
        span=max(1, round((stack.width + _GUTTER) / column)),
        run=0,
        rel_size=round(row.size, 2),
        indent=round(max(0.0, indent_of(row, stack)), 1),
        fill=round(min(1.0, (row.right - row.left) / max(1.0, stack.width)), 2),
        left=round((row.left - sheet.left) / sheet.width, 3),
        top=round((row.top - sheet.top) / sheet.height, 3),
        starts_paragraph=_begins(row, stack, above),
        gap=_gap(row, above, sheet),
    )


def _sheet(stacks: Sequence[Stack]) -> Sheet:
    left, top = min(s.left for s in stacks), min(s.top for s in stacks)
    gaps = sorted(
        below.top - above.top
        for stack in stacks
        for above, below in pairwise(stack.rows)
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


def _gap(row: Row, above: tuple[Stack, Row] | None, sheet: Sheet) -> float | None:
    """The white between a row and the one that is read before it, over the pitch of the body, where
    that stands above it.
    """
    if above is None or above[1].bottom > row.top + 0.5 or above[1].right < row.left:
        return None
    return round(min(20.0, (row.top - above[1].bottom) / sheet.pitch), 2)


def _begins(row: Row, stack: Stack, above: tuple[Stack, Row] | None) -> float:
    """How likely a paragraph, or anything else of its own, begins with a row."""
    if above is None or _apart(row, stack, *above):
        return 1.0
    if row.size >= LARGE and stack.size >= LARGE:
        return 0.0
    before, last = above
    rest = _centred(row, stack) and _runs_out(last, before)
    if indent_of(row, stack) > _INDENT and not rest:
        return _BY_INDENT
    if free_of(last, before) > _SHORT:
        return _BELOW_CLOSED if CLOSING.search(last.text[-4:]) else _BELOW_SHORT
    return _RUNS_ON


def _apart(row: Row, stack: Stack, before: Stack, last: Row) -> bool:
    """Whether the look of two rows says that they are not of one paragraph: size, direction, a
    centred line, blocks of text.
    """
    if stack.vertical != before.vertical or row.items[0].block or last.items[0].block:
        return True
    centred = _centred(last, before) or (_centred(row, stack) and not _runs_out(last, before))
    alike = _ALIKE <= row.size / last.size <= 1 / _ALIKE
    if stack is before and stack.size >= LARGE:
        return not alike
    if stack is before:
        return centred or _ragged(stack) or _is_byline(row, stack)
    heading = len(before.rows) == 1 and not is_open(last.text)
    return centred or not alike or heading or max(stack.size, before.size) >= LARGE


def _runs_out(row: Row, stack: Stack) -> bool:
    """Whether a row fills its column and does not close its sentence."""
    return is_open(row.text) and free_of(row, stack) < _SHORT


def _is_byline(row: Row, stack: Stack) -> bool:
    """Whether a row of a few by themselves names who wrote: 本报记者 曹玲娟 below a subtitle."""
    return len(stack.rows) <= _FEW and LEAD.match(row.text) is not None


def _ragged(stack: Stack) -> bool:
    """Whether most rows of a stack end before its edge: verse, a list."""
    full = sum(free_of(row, stack) < _SHORT for row in stack.rows)
    return len(stack.rows) >= _VERSE and full * 2 < len(stack.rows)


def _centred(row: Row, stack: Stack) -> bool:
    """Whether a row stands in the middle of its column with white on both sides: a subhead, a
    byline.
    """
    left, right = indent_of(row, stack), free_of(row, stack)
    return min(left, right) > 0.8 and abs(left - right) < 1.0
