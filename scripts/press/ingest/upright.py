"""Lines that run down, put right where the finder of lines took their first characters for a
line across.
"""

from __future__ import annotations

import numpy as np

# A box so many times as high as wide holds a line that runs down.
UPRIGHT = 1.8
# The first characters of lines that run down are as high as those are wide, and stand right above
# them: give or take these parts of the width.
_ALIKE, _ABOVE = (0.6, 1.7), (-0.6, 0.8)
# How much of the box across the lines that run down must account for.
_SHARE = (0.55, 1.5)


def regrouped(quads: np.ndarray) -> np.ndarray:
    """The corners of lines (n × 4 × 2), a line across that heads two that run down given to them.

    向 and 中 at the heads of 向新向优 and 中国经济破浪前行, side by side, look like a line 中向.
    """
    low, high = quads.min(axis=1), quads.max(axis=1)
    size = high - low
    down = size[:, 1] > UPRIGHT * size[:, 0]
    found = quads.copy()
    gone = np.zeros(len(quads), dtype=bool)
    for at in np.flatnonzero(~down & (size[:, 0] > 1.4 * size[:, 1])):
        middle = (low[:, 0] + high[:, 0]) / 2
        below = down & (low[at, 0] < middle) & (middle < high[at, 0])
        width = np.maximum(1.0, size[:, 0])
        apart = (low[:, 1] - high[at, 1]) / width
        below &= (apart > _ABOVE[0]) & (apart < _ABOVE[1])
        alike = size[at, 1] / width
        below &= (alike > _ALIKE[0]) & (alike < _ALIKE[1])
        share = size[below, 0].sum() / size[at, 0]
        if below.sum() > 1 and _SHARE[0] < share < _SHARE[1]:
            found[below, :2, 1] = low[at, 1]
            gone[at] = True
    kept: np.ndarray = found[~gone]
    return kept
