"""Printed rules in a picture: long dark strokes, level or upright, that are no part of the type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from press.model import Box

# Rules are looked for in a picture of this many pixels along its longer side.
_SIDE = 2_000
# The shortest rule, and the thickest, in parts of that side: 12 and 2 mm of a broadsheet.
_SHORT, _THICK = 0.022, 0.004
# A stroke that lies in the box of a line by more than this part is type: 一.
_IN_TYPE = 0.5


def rules_of(picture: np.ndarray, lines: Sequence[Box]) -> Iterator[Box]:
    """The boxes of the rules of a picture that is set straight, level ones first."""
    factor = min(1.0, _SIDE / max(picture.shape[:2]))
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dark = cv2.adaptiveThreshold(
        small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 10
    )
    longest = max(small.shape)
    short, thick = round(_SHORT * longest), _THICK * longest
    for shape in ((short, 1), (1, short)):
        strokes = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape[::-1], np.uint8))
        joined = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
        _, _, found, _ = cv2.connectedComponentsWithStats(joined)
        for left, top, width, height, _ in found[1:]:
            place = Box(
                left=float(left / factor),
                top=float(top / factor),
                right=float((left + width) / factor),
                bottom=float((top + height) / factor),
            )
            if min(width, height) <= thick and not any(_inside(place, line) for line in lines):
                yield place


def _inside(rule: Box, line: Box) -> bool:
    across = min(rule.right, line.right) - max(rule.left, line.left)
    down = min(rule.bottom, line.bottom) - max(rule.top, line.top)
    if across <= 0 or down <= 0:
        return False
    return max(across, down) > _IN_TYPE * max(rule.right - rule.left, rule.bottom - rule.top)
