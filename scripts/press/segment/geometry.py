"""Geometry → features: where a block stands on its page and how large its type is, for formats that
have boxes.

A page without boxes has none of these features; the words decide alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from press.model import Geometry
from press.segment.pieces import Piece

# The borders between classes: of the type's height over the body's, of white over the body's line
# height, of the
# share of the column that a line fills, of the share of the page above it, of the probability of a
# new paragraph.
_SIZES = (0.75, 0.9, 1.1, 1.25, 1.5, 1.9, 2.6)
_GAPS = (0.2, 0.6, 1.2, 2.5)
_FILLS = (0.3, 0.6, 0.9, 1.05)
_TOPS = (0.05, 0.12, 0.93)
_STARTS = (0.2, 0.8)
_INDENTS = (0.5, 1.5, 2.5, 5.0)
# Larger type is that of a headline or a label.
_LARGE = 1.12


def geometry_features(blocks: Sequence[Piece]) -> list[Mapping[str, float]]:
    """The features of every block, in order; empty where its page has no boxes."""
    found: list[Mapping[str, float]] = []
    zones = _zones(blocks)
    for at, block in enumerate(blocks):
        own = block.geometry
        if own is None:
            found.append({})
            continue
        above = blocks[at - 1].geometry if at else None
        below = blocks[at + 1].geometry if at + 1 < len(blocks) else None
        names = (
            *_own(own),
            *zones[own.zone],
            *_beside("above", own, above),
            *_beside("below", own, below),
        )
        found.append(dict.fromkeys((*names, *_crossed(block, names)), 1.0))
    return found


# What the items of a box of briefs begin with.
_BULLETS = "■●◆▲"
# Features that say more together than one by one: a paragraph of a zone that has no headline, for
# instance.
_CROSSED = (
    ("size=", "above-other-zone"), ("size=", "above-same-zone"), ("zone-heads=", "starts="),
    ("zone-size=", "size="), ("zone-begins=", "zone-heads="), ("zone-size=", "above-same-zone"),
)  # fmt: skip


def _crossed(block: Piece, names: Sequence[str]) -> tuple[str, ...]:
    """Pairs of a block's features, and its bullet with the headlines of its zone."""
    pairs = [
        f"{one}&{two}"
        for left, right in _CROSSED
        for one in names
        if one.startswith(left)
        for two in names
        if two.startswith(right)
    ]
    if block.text[:1] in _BULLETS:
        pairs += [f"bullet&{one}" for one in names if one.startswith("zone-heads=")]
    return tuple(pairs)


def _zones(blocks: Sequence[Piece]) -> dict[int, tuple[str, ...]]:
    """What the blocks of a zone have in common: its largest type, how it begins, how many
    paragraphs it has.
    """
    found: dict[int, list[Geometry]] = {}
    for block in blocks:
        if block.geometry and not block.inline:
            found.setdefault(block.geometry.zone, []).append(block.geometry)
    return {zone: _in_common(inside) for zone, inside in found.items()}


def _in_common(inside: Sequence[Geometry]) -> tuple[str, ...]:
    heads = sum(one.rel_size >= _LARGE for one in inside)
    return (
        f"zone-size={bisect_right(_SIZES, max(one.rel_size for one in inside))}",
        f"zone-heads={min(4, heads)}",
        f"zone-paragraphs={bisect_right((1, 2, 4, 8), len(inside) - heads)}",
        f"zone-begins={bisect_right(_SIZES, inside[0].rel_size)}",
    )


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
