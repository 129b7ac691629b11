"""A page held askew is set straight from its lines; one that lies straight is left alone."""

from __future__ import annotations

import math

import numpy as np
import pytest

from press.ingest import straighten

WIDTH, HEIGHT = 2000, 3000


def lines() -> np.ndarray:
    """The corners of the lines of four columns."""
    rows = [
        [[x, y], [x + 400, y], [x + 400, y + 30], [x, y + 30]]
        for x in (100, 560, 1020, 1480)
        for y in range(150, 2900, 45)
    ]
    return np.array(rows, dtype=float)


def held(degrees: float, perspective: float) -> np.ndarray:
    """A camera held askew, so many degrees turned, its right edge so much farther away."""
    turn, (x, y) = math.radians(degrees), (WIDTH / 2, HEIGHT / 2)
    rotation = np.array(
        [
            [math.cos(turn), -math.sin(turn), x - x * math.cos(turn) + y * math.sin(turn)],
            [math.sin(turn), math.cos(turn), y - x * math.sin(turn) - y * math.cos(turn)],
            [0, 0, 1],
        ]
    )
    away = np.array([[1, 0, 0], [0, 1, 0], [perspective / WIDTH, 0, 1]])
    matrix: np.ndarray = rotation @ away
    return matrix


@pytest.mark.parametrize(
    ("degrees", "perspective"), [(0.8, 0), (-3, 0), (0, 0.02), (1, 0.03), (-0.5, -0.03)]
)
def test_lines_are_level_and_columns_upright_afterwards(degrees: float, perspective: float) -> None:
    seen = straighten.mapped(held(degrees, perspective), lines())
    matrix = straighten.straight(seen, WIDTH, HEIGHT)
    assert matrix is not None
    straight = straighten.mapped(matrix, seen)
    slopes = (straight[:, 1, 1] - straight[:, 0, 1]) / (straight[:, 1, 0] - straight[:, 0, 0])
    assert np.abs(slopes).max() < math.tan(math.radians(0.2))
    edges = straight[:, 0, 0].reshape(4, -1)
    assert np.ptp(edges, axis=1).max() < 12


@pytest.mark.parametrize("few", [lines(), lines()[:3], np.empty((0, 4, 2))])
def test_a_page_that_is_straight_or_says_nothing_is_left_alone(few: np.ndarray) -> None:
    assert straighten.straight(few, WIDTH, HEIGHT) is None


def test_some_crooked_lines_do_not_turn_the_page() -> None:
    found = lines()
    found[::15, 1:3, 1] += 60
    assert straighten.straight(found, WIDTH, HEIGHT) is None
