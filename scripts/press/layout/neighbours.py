"""What stands next to a stack: above, below, to the left; and the frame around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from press.layout.stacks import Row, Stack
from press.model import Box
from press.text.cuts import is_open

# Larger type than this, over the body's, is that of a headline, a label, a pull quote, an
# advertisement.
LARGE = 1.12
# A line is full when less than this is left of its column, and indented when it begins between
# these, in ems.
_FULL, _INDENT, _MOST_INDENT = 0.9, 1.2, 3.5
# How far a stack looks for what stands next to it, and how much they must face each other, in ems.
_FAR, _FACING = 12.0, 0.4
# A drawn thing that is thicker than this is a frame, a tint or a picture, not a rule, in ems.
_THICK = 3.0

Measure = Callable[[Stack, Stack], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A stack with its neighbours as indices, and how its text begins and ends."""

    stack: Stack
    above: int | None
    above_gap: float
    below: int | None
    below_gap: float
    left: int | None
    frame: int | None
    open: bool
    full: bool
    indented: bool


def seen_of(stacks: Sequence[Stack], rules: Sequence[Box]) -> list[Seen]:
    """Every stack with its surroundings, in order."""
    frames = [r for r in rules if min(r.right - r.left, r.bottom - r.top) > _THICK]
    return [_seen(stack, stacks, frames) for stack in stacks]


def _seen(stack: Stack, stacks: Sequence[Stack], frames: Sequence[Box]) -> Seen:
    above, above_gap = _nearest(stack, stacks, lambda a, b: a.top - b.bottom, shared)
    below, below_gap = _nearest(stack, stacks, lambda a, b: b.top - a.bottom, shared)
    left, _ = _nearest(stack, stacks, lambda a, b: a.left - b.right, level)
    first, last = stack.rows[0], stack.rows[-1]
    return Seen(
        stack=stack,
        above=above,
        above_gap=above_gap,
        below=below,
        below_gap=below_gap,
        left=left,
        frame=_frame(stack, frames),
        open=is_open(last.text),
        full=free_of(last, stack) < _FULL * max(1.0, stack.size) / max(0.5, stack.size),
        indented=_INDENT < indent_of(first, stack) < _MOST_INDENT,
    )


def indent_of(row: Row, stack: Stack) -> float:
    """How far a row begins from the edge of its column, in ems of its type."""
    if stack.vertical:
        return (row.top - stack.top) / max(0.5, stack.size)
    return (row.left - min(stack.left, row.start)) / max(0.5, stack.size)


def free_of(row: Row, stack: Stack) -> float:
    """How much of its column a row leaves free at its end, in ems of its type."""
    if stack.vertical:
        return (stack.bottom - row.bottom) / max(0.5, stack.size)
    return (max(stack.right, row.end) - row.right) / max(0.5, stack.size)


def shared(one: Stack, two: Stack) -> float:
    """How much of the width of the page two stacks share; less than 0 is the white between them."""
    return min(one.right, two.right) - max(one.left, two.left)


def level(one: Stack, two: Stack) -> float:
    """How much of the height of the page two stacks share."""
    return min(one.bottom, two.bottom) - max(one.top, two.top)


def _nearest(
    stack: Stack, stacks: Sequence[Stack], away: Measure, facing: Measure
) -> tuple[int | None, float]:
    """The nearest stack on one side, and how far away it is."""
    best, least = None, _FAR
    for at, other in enumerate(stacks):
        if other is stack or facing(stack, other) <= _FACING:
            continue
        gap = away(stack, other)
        if -1.0 < gap < least:
            best, least = at, gap
    return best, least


def _frame(stack: Stack, frames: Sequence[Box]) -> int | None:
    """The smallest frame around a stack."""
    around = [
        ((frame.right - frame.left) * (frame.bottom - frame.top), at)
        for at, frame in enumerate(frames)
        if _holds(frame, stack)
    ]
    return min(around)[1] if around else None


def _holds(frame: Box, stack: Stack) -> bool:
    across = frame.left < stack.left + 1 and stack.right - 1 < frame.right
    return across and frame.top < stack.top + 1 and stack.bottom - 1 < frame.bottom
