"""A page held askew is set straight from its lines; one that lies straight is left alone."""

from __future__ import annotations

import math

import numpy as np
import pytest

from press.ingest import straighten
from press.ingest.upright import regrouped

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


def quad(left: float, top: float, width: float, height: float) -> list[list[float]]:
    right, bottom = left + width, top + height
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


def test_first_characters_of_lines_that_run_down_are_theirs() -> None:
    columns = [quad(0, 60, 50, 350), quad(60, 60, 50, 150)]
    found = regrouped(np.array([quad(0, 5, 110, 50), *columns, quad(300, 0, 400, 30)]))
    assert [one[:, 1].min() for one in found] == [5, 5, 0]


@pytest.mark.parametrize(
    ("across", "why"),
    [
        (quad(0, 5, 400, 50), "a headline over more than the two"),
        (quad(0, -300, 110, 50), "far above"),
        (quad(0, 30, 110, 22), "smaller type"),
    ],
)
def test_a_line_across_stays_a_line(across: list[list[float]], why: str) -> None:
    columns = [quad(0, 60, 50, 350), quad(60, 60, 50, 150)]
    assert len(regrouped(np.array([across, *columns]))) == 3, why
