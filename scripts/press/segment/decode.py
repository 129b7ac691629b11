"""The likeliest labels of a page: a linear-chain conditional random field with learned weights,
decoded exactly (Viterbi).

The score of a labelling is the sum, block by block, of the weights of the block's features under
its label and of the weight
of the step from the label before. Time and memory are linear in the number of blocks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from press.segment.context import Context, contexts_of
from press.segment.features import Features, features
from press.segment.labels import END, START, begins, may_follow, role_of, state_after
from press.segment.pieces import Piece

# What a sidecar makes of the two sides of a join: running text, whatever it looks like.
RUNNING = "running"
_IMPOSSIBLE, _UNWANTED = -1e9, -1e6
# How many features a decision names.
_NAMED = 3
# A text of this length with a comma is a sentence; to lose one costs so many nats.
# Set by hand, on no measurement: a page of two articles lost one so without it.
_SENTENCE, _LOST = 30, 3.0
# The roles of labels that a sidecar's role allows, where they are others than its own.
_ALLOWED = {
    RUNNING: ("body",),
    "row": ("body",),
    "byline": ("byline", "sign"),
    "credit": ("credit", "caption-credit"),
    "jump": ("jump-to", "jump-from"),
}

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The learned weights. ``emission`` has for each feature a row of a weight a label;
    ``transition`` is from row to column.

    ``first`` is 0 where a page may begin with a label; all scores are in nats.
    """

    labels: tuple[str, ...]
    emission: dict[str, Scores]
    transition: Scores
    first: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A block with its role. ``why`` names the features that decided, ``margin`` is how far (in
    nats) any other label is behind.
    """

    piece: Piece
    role: str
    why: str
    begins: bool
    margin: float
    after_end: bool


@cache
def weights() -> Weights:
    """The weights that come with the program."""
    return loaded(json.loads(Path(__file__).with_name("weights.json").read_text("utf-8")))


def loaded(data: Mapping[str, Any]) -> Weights:
    """Weights from the form in which they are stored: labels, emission, transition."""
    labels = tuple(data["labels"])
    index = {label: at for at, label in enumerate(labels)}
    emission = {name: np.zeros(len(labels)) for name in data["emission"]}
    for name, row in data["emission"].items():
        for label, weight in row.items():
            emission[name][index[label]] = weight
    allowed = np.array([[may_follow(state_after(a), b) for b in labels] for a in labels])
    transition = np.where(allowed, np.array(data["transition"]), _IMPOSSIBLE)
    first = np.array([0.0 if may_follow(START, label) else _IMPOSSIBLE for label in labels])
    return Weights(labels=labels, emission=emission, transition=transition, first=first)


def decode(pieces: Sequence[Piece]) -> tuple[Step, ...]:
    """The blocks of a page with the labels of the best reading."""
    contexts = tuple(contexts_of(tuple(pieces)))
    if not contexts:
        return ()
    known = weights()
    found = features(contexts)
    scores = np.array(
        [_emission(own, known) + _limits(c, known) for own, c in zip(found, contexts, strict=True)]
    )
    forward = _best_before(scores, known)
    backward = _best_after(scores, known)
    path = _path(scores, forward, known)
    total = forward + backward - scores
    steps: list[Step] = []
    for at, label in enumerate(path):
        margin = float(total[at, label] - np.delete(total[at], label).max())
        block = contexts[at].piece
        steps.append(
            Step(
                piece=block,
                role=role_of(known.labels[label]),
                why="sidecar" if block.forced else _why(found[at], label, known),
                begins=begins(known.labels[label]),
                after_end=at > 0 and state_after(known.labels[path[at - 1]]) == END,
                margin=min(margin, -_UNWANTED),
            )
        )
    return tuple(steps)


def likeliest(found: Sequence[Features], known: Weights) -> list[str]:
    """The labels of the best reading from features alone: for measuring."""
    if not found:
        return []
    scores = np.array([_emission(own, known) for own in found])
    return [known.labels[at] for at in _path(scores, _best_before(scores, known), known)]


def _emission(own: Features, known: Weights) -> Scores:
    """The score of each label for one block."""
    total = np.zeros(len(known.labels))
    for name, value in own.items():
        row = known.emission.get(name)
        if row is not None:
            total += row if value == 1.0 else row * value
    return total


def _limits(context: Context, known: Weights) -> Scores:
    """0 for the labels that a block may have, else far below: a picture is one, and a sidecar's
    word counts.
    """
    block = context.piece
    sure = block.certain or block.form in ("image", "rule")
    named = block.forced or (block.form if sure else None)
    if named is None:
        return _caution(block, known)
    roles = _ALLOWED.get(named, (named,))
    return np.array([0.0 if role_of(label) in roles else _UNWANTED for label in known.labels])


def _caution(block: Piece, known: Weights) -> Scores:
    """What it costs to take a sentence for furniture: lost text is worse than a line too much."""
    is_text = block.form is None and len(block.text) >= _SENTENCE and "，" in block.text
    cost = -_LOST if is_text else 0.0
    return np.array([cost if role_of(label) == "furniture" else 0.0 for label in known.labels])


def _best_before(scores: Scores, known: Weights) -> Scores:
    """For each block and label: the score of the best reading of the page up to it."""
    best = np.empty_like(scores)
    best[0] = scores[0] + known.first
    for at in range(1, len(scores)):
        best[at] = scores[at] + (best[at - 1][:, None] + known.transition).max(axis=0)
    return best


def _best_after(scores: Scores, known: Weights) -> Scores:
    """For each block and label: the score of the best reading from it to the end of the page."""
    best = np.empty_like(scores)
    best[-1] = scores[-1]
    for at in range(len(scores) - 2, -1, -1):
        best[at] = scores[at] + (known.transition + best[at + 1][None, :]).max(axis=1)
    return best


def _path(scores: Scores, forward: Scores, known: Weights) -> list[int]:
    """The labels of the best reading, found from its end."""
    path = [int(forward[-1].argmax())]
    for at in range(len(scores) - 1, 0, -1):
        path.append(int((forward[at - 1] + known.transition[:, path[-1]]).argmax()))
    return path[::-1]


def _why(own: Features, label: int, known: Weights) -> str:
    """The features that spoke loudest for a label, the loudest first."""
    weight_of = {
        name: float(known.emission[name][label]) * value
        for name, value in own.items()
        if name in known.emission
    }
    loudest = sorted(weight_of, key=lambda name: (-weight_of[name], name))[:_NAMED]
    return " ".join(name for name in loudest if weight_of[name] > 0) or "transition"
