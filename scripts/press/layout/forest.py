"""The learned judgement on two stacks: boosted trees, of which each adds its leaf to the
log-odds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """One tree, node by node: the feature that is asked, its threshold, where to go; a leaf goes to
    itself.
    """

    feature: Indices
    threshold: Numbers
    left: Indices
    right: Indices
    value: Numbers
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """The trees of a model, what they begin with, and the names of the features in their order."""

    base: float
    trees: tuple[Tree, ...]
    features: tuple[str, ...]


@cache
def forest() -> Forest:
    """The trees that come with the program (``tools/train/layout.py`` makes them)."""
    data = json.loads(Path(__file__).with_name("weights.json").read_text("utf-8"))
    return Forest(
        base=float(data["base"]),
        trees=tuple(_tree(nodes) for nodes in data["trees"]),
        features=tuple(data["features"]),
    )


def _tree(nodes: Sequence[Sequence[float]]) -> Tree:
    """A tree of rows: feature (-1 for a leaf), threshold, left, right, value."""
    columns = np.array(nodes, dtype=np.float64).T
    leaf = columns[0] < 0
    here = np.arange(len(nodes))
    return Tree(
        feature=np.where(leaf, 0, columns[0]).astype(np.int64),
        threshold=np.where(leaf, np.inf, columns[1]),
        left=np.where(leaf, here, columns[2]).astype(np.int64),
        right=np.where(leaf, here, columns[3]).astype(np.int64),
        value=columns[4],
        depth=_depth(nodes, 0),
    )


def _depth(nodes: Sequence[Sequence[float]], at: int) -> int:
    feature, _, left, right, _ = nodes[at]
    return 0 if feature < 0 else 1 + max(_depth(nodes, int(left)), _depth(nodes, int(right)))


def log_odds(rows: Sequence[Sequence[float]]) -> Numbers:
    """How much speaks for each row of features, in nats; 0 is as much as against it."""
    known = forest()
    if not len(rows):
        return np.zeros(0)
    table = np.array(rows, dtype=np.float64)
    total = np.full(len(table), known.base)
    every = np.arange(len(table))
    for tree in known.trees:
        at = np.zeros(len(table), dtype=np.int64)
        for _ in range(tree.depth):
            down = table[every, tree.feature[at]] <= tree.threshold[at]
            at = np.where(down, tree.left[at], tree.right[at])
        total += tree.value[at]
    return total
