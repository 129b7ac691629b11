"""A picture of a page set straight: how the lines of print lie in it says how it was held."""

from __future__ import annotations

import numpy as np

# Lines at least so many times as long as high say which way they run.
_LONG = 6.0
# Fewer such lines say nothing; and a slope that moves the page's edges by less than this, in
# pixels, is none.
_FEW, _LEAST = 8, 2.0
# How far the left edges of lines one below the other may be apart, in parts of their height, to be
# one edge of a column.
_ASIDE = 1.0


def straight(quads: np.ndarray, width: int, height: int) -> np.ndarray | None:
    """The 3 × 3 matrix that sets a page of lines (corners of each: n × 4 × 2, from the top left
    clockwise) straight, from places in the picture; None when it is straight or nothing says.

    Lines of print should be level and the left edges of columns upright: both slopes are fitted as
    planes over the page, which is what a turn and a slight perspective make of them.
    """
    size = (width, height)
    level = _plane(*_level(quads), size)
    upright = _plane(*_upright(quads), size)
    if level is None:
        return None
    if upright is None:  # a turn leaves the edges of columns square to the lines
        upright = np.array([-level[0], 0.0, 0.0])
    page = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=float)
    moved = np.array([_moved(place, level, upright, size) for place in page])
    if np.abs(moved - page).max() < _LEAST:
        return None
    return _matrix(page, moved)


def _level(quads: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where long lines lie, how they slope (down over across), and how much they weigh: their
    length.
    """
    left, right = (quads[:, 0] + quads[:, 3]) / 2, (quads[:, 1] + quads[:, 2]) / 2
    high = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    across = right - left
    long = across[:, 0] > _LONG * high
    slope = across[long, 1] / across[long, 0]
    return (left[long] + right[long]) / 2, slope, across[long, 0]


def _upright(quads: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where the left edges of lines are that stand one below the other, how they slope (across over
    down), and their weight.
    """
    edge = (quads[:, 0] + quads[:, 3]) / 2
    high = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    places, slopes, weights = [], [], []
    order = np.argsort(edge[:, 1])
    for at in order:
        apart = edge - edge[at]
        column = (np.abs(apart[:, 0]) < _ASIDE * high[at]) & (apart[:, 1] > 8 * high[at])
        column &= (apart[:, 1] < 40 * high[at]) & (np.abs(high / high[at] - 1) < 0.3)
        if column.sum() < 3:
            continue
        slopes.append(float(np.median(apart[column, 0] / apart[column, 1])))
        places.append(edge[at] + np.median(apart[column], axis=0) / 2)
        weights.append(1.0)
    return np.array(places).reshape(-1, 2), np.array(slopes), np.array(weights)


def _plane(
    places: np.ndarray, slopes: np.ndarray, weights: np.ndarray, size: tuple[int, int]
) -> np.ndarray | None:
    """Slope = a + b·x + c·y with x and y from -1 to 1, fitted so that single wrong lines do not
    matter.
    """
    if len(slopes) < _FEW:
        return None
    x, y = (places / size * 2 - 1).T
    terms = np.stack([np.ones_like(x), x, y], axis=1)
    fitted = np.array([np.median(slopes), 0.0, 0.0])
    for _ in range(8):
        off = np.abs(slopes - terms @ fitted)
        spread = max(1.5 * float(np.median(off)), 1e-4)
        trust = weights / (1 + (off / spread) ** 2)
        square = terms.T @ (terms * trust[:, None]) + np.diag([0.0, 1e-2, 1e-2]) * trust.sum()
        fitted = np.linalg.solve(square, terms.T @ (trust * slopes))
    return fitted


def _moved(
    place: np.ndarray, level: np.ndarray, upright: np.ndarray, size: tuple[int, int]
) -> np.ndarray:
    """Where a place of the picture is on the straight page: the slopes summed up from the middle of
    the page.
    """
    width, height = size
    x, y = place / size * 2 - 1
    down = (level[0] * x + level[1] * x * x / 2 + level[2] * x * y) * width / 2
    across = (upright[0] * y + upright[1] * x * y + upright[2] * y * y / 2) * height / 2
    moved: np.ndarray = place - np.array([across, down])
    return moved


def _matrix(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """The projective map of four places to four others."""
    rows, values = [], []
    for (x, y), (u, v) in zip(before, after, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return np.append(np.linalg.solve(np.array(rows), np.array(values)), 1.0).reshape(3, 3)


def mapped(matrix: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Places (…, 2) after a projective map."""
    whole = np.concatenate([places, np.ones((*places.shape[:-1], 1))], axis=-1) @ matrix.T
    out: np.ndarray = whole[..., :2] / whole[..., 2:]
    return out
