"""Geometry → features: where a block stands on its page and how large its type is, for formats that have boxes.

A page without boxes has none of these features; the words decide alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from press.model import Geometry
from press.segment.pieces import Piece

# The borders between classes: of the type's height over the body's, of white over the body's line height, of the
# share of the column that a line fills, of the share of the page above it, of the probability of a new paragraph.
_SIZES = (0.75, 0.9, 1.1, 1.25, 1.5, 1.9, 2.6)
_GAPS = (0.2, 0.6, 1.2, 2.5)
_FILLS = (0.3, 0.6, 0.9, 1.05)
_TOPS = (0.05, 0.12, 0.93)
_STARTS = (0.2, 0.8)
_INDENTS = (0.5, 1.5, 2.5, 5.0)


def geometry_features(blocks: Sequence[Piece]) -> list[Mapping[str, float]]:
    """The features of every block, in order; empty where its page has no boxes."""
    found: list[Mapping[str, float]] = []
    for at, block in enumerate(blocks):
        own = block.geometry
        if own is None:
            found.append({})
            continue
        above = blocks[at - 1].geometry if at else None
        below = blocks[at + 1].geometry if at + 1 < len(blocks) else None
        names = (*_own(own), *_beside("above", own, above), *_beside("below", own, below))
        found.append(dict.fromkeys(names, 1.0))
    return found


def _own(own: Geometry) -> tuple[str, ...]:
    gap = "first" if own.gap is None else str(bisect_right(_GAPS, own.gap))
    return (
        "has-geometry",
        f"size={bisect_right(_SIZES, own.rel_size)}",
        f"span={min(own.span, 4)}",
        f"gap={gap}",
        f"fill={bisect_right(_FILLS, own.fill)}",
        f"top={bisect_right(_TOPS, own.top)}",
        f"starts={bisect_right(_STARTS, own.starts_paragraph)}",
        f"box-indent={bisect_right(_INDENTS, own.indent)}",
    )


def _beside(side: str, own: Geometry, other: Geometry | None) -> tuple[str, ...]:
    """What the block has to do with the one above or below it."""
    if other is None:
        return (f"{side}-edge-of-page",)
    ratio = own.rel_size / other.rel_size if other.rel_size else 1.0
    return (
        f"{side}-{'same' if own.zone == other.zone else 'other'}-zone",
        f"{side}-{'same' if own.run == other.run else 'other'}-run",
        f"{side}-{'same' if own.column == other.column else 'other'}-column",
        f"{side}-ratio={bisect_right((0.6, 0.85, 1.18, 1.6), ratio)}",
        f"{side}-size={bisect_right(_SIZES, other.rel_size)}",
    )
