"""Learn which stack of lines is read after which: pages → ``scripts/press/layout/weights.json``.

    python tools/train/layout.py --out scripts/press/layout/weights.json FOLDER

FOLDER holds a folder for each page: ``gold.json`` with its printed lines in reading order
(``lines`` with ``id box size article role``, ``articles``, ``images.jpg.mm_to_px``), and beside it
``page.pdf`` and ``rapidocr.json`` where there are any.
The library is scikit-learn (boosted trees by histograms).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from press.ingest import pdf
from press.layout.pairs import FEATURES, table
from press.layout.stacks import Stack, rows_of, stacks_of
from press.layout.straight import items_of
from press.model import Box, Line
from press.read import formats
from press.read.source import Source

# Chosen on quarters of the pages that were held back.
SETTINGS = {
    "max_iter": 100,
    "max_leaf_nodes": 12,
    "learning_rate": 0.12,
    "l2_regularization": 2.0,
    "min_samples_leaf": 20,
    "early_stopping": False,
    "random_state": 0,
}
# Each page is also shown stretched, so that no gutter and no leading is learned by heart.
STRETCHED = ((1.0, 1.0), (1.12, 1.1), (0.88, 0.93))
# What is read on from line to line; captions, credits and pull quotes stand beside it.
FLOW = {"column", "kicker", "title", "subtitle", "byline", "body", "subhead", "jump"}
_MM_TO_PT = 72 / 25.4
# How much of the smaller of two boxes they share when they are of one printed line.
_SHARED = 0.4

Matrix = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The pairs of a page: features, whether the second follows the first, how much it counts."""

    rows: list[tuple[float, ...]]
    follows: list[bool]
    weights: list[float]


def samples(folder: Path) -> Iterator[Sample]:
    """Every page of a folder as each of its files has it, also stretched."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    for lines, rules, to_mm in _sources(folder, gold):
        found = {
            at: _line_at(line.box, to_mm, gold["lines"])
            for at, line in enumerate(lines)
            if line.box
        }
        items, straight = items_of(lines, rules)
        stacks = stacks_of(rows_of(items), straight)
        for across, down in STRETCHED:
            wide = [_stretched(stack, across, down) for stack in stacks]
            yield _sample(wide, [_box(rule, across, down) for rule in straight], found, gold)


def _sources(
    folder: Path, gold: Mapping[str, Any]
) -> Iterator[tuple[Sequence[Line], Sequence[Box], Matrix]]:
    """Lines and rules: the true ones, the PDF's, OCR's; and their unit's way to millimetres."""
    yield tuple(_true_line(at, line) for at, line in enumerate(gold["lines"], 1)), (), np.eye(3)
    path = folder / "page.pdf"
    if path.exists() and (sheet := pdf.text(path, path.read_bytes(), 1)):
        yield sheet.lines, sheet.rules, np.diag([1 / _MM_TO_PT, 1 / _MM_TO_PT, 1.0])
    path = folder / "rapidocr.json"
    if path.exists():
        seen = formats.sheets(Source(path.read_bytes()), folder.name)[0]
        yield seen.lines, seen.rules, np.linalg.inv(np.array(gold["images"]["jpg"]["mm_to_px"]))


def _true_line(number: int, line: Mapping[str, Any]) -> Line:
    left, top, right, bottom = line["box"]
    box = Box(left=left, top=top, right=right, bottom=bottom)
    upright, size = bool(line.get("vertical")), line["size"] / _MM_TO_PT
    return Line(number=number, text=line["text"], box=box, size=size, vertical=upright)


def _line_at(box: Box, to_mm: Matrix, lines: Sequence[Mapping[str, Any]]) -> int | None:
    """The id of the printed line that a box shows."""
    ends = [
        to_mm @ np.array([x, y, 1.0]) for x, y in ((box.left, box.top), (box.right, box.bottom))
    ]
    (left, top), (right, bottom) = (end[:2] / end[2] for end in ends)
    best: tuple[float, int] | None = None
    for line in lines:
        x0, y0, x1, y1 = line["box"]
        across, down = min(x1, right) - max(x0, left), min(y1, bottom) - max(y0, top)
        least = min((x1 - x0) * (y1 - y0), (right - left) * (bottom - top))
        if min(across, down) > 0 and across * down > _SHARED * least:
            best = max(best or (0.0, 0), (across * down, int(line["id"])))
    return best[1] if best else None


def _box(box: Box, across: float, down: float) -> Box:
    return Box(
        left=box.left * across,
        top=box.top * down,
        right=box.right * across,
        bottom=box.bottom * down,
    )


def _stretched(stack: Stack, across: float, down: float) -> Stack:
    def edges(one: Any) -> dict[str, float]:
        return {
            "left": one.left * across,
            "right": one.right * across,
            "top": one.top * down,
            "bottom": one.bottom * down,
        }

    rows = tuple(
        replace(row, **edges(row), start=row.start * across, end=row.end * across)
        for row in stack.rows
    )
    return replace(stack, **edges(stack), rows=rows)


def _sample(
    stacks: Sequence[Stack],
    rules: Sequence[Box],
    found: Mapping[int, int | None],
    gold: Mapping[str, Any],
) -> Sample:
    pairs, rows = table(stacks, rules)
    lines = [
        [
            line
            for row in stack.rows
            for item in row.items
            if (line := found.get(item.at)) is not None
        ]
        for stack in stacks
    ]
    following = _following(gold)
    known = {line["id"] for line in gold["lines"] if line["article"] is not None}
    inside = [bool(own) and own[0] in known for own in lines]
    return Sample(
        rows=rows,
        follows=[
            bool(lines[a] and lines[b]) and following.get(lines[a][-1]) == lines[b][0]
            for a, b in pairs
        ],
        weights=[float(inside[a] or inside[b]) for a, b in pairs],
    )


def _following(gold: Mapping[str, Any]) -> dict[int, int]:
    """The line that is read after each, in one article or in one box of briefs."""
    kinds = [article["type"] for article in gold["articles"]]
    flow = [line for line in gold["lines"] if line["article"] is not None and line["role"] in FLOW]
    found = {}
    for one, two in pairwise(flow):
        first, second = one["article"], two["article"]
        briefs = kinds[first] == kinds[second] == "brief" and two["role"] in ("body", "title")
        if first == second or briefs:
            found[int(one["id"])] = int(two["id"])
    return found


def train(known: Sequence[Sample]) -> dict[str, Any]:
    """The learned trees, node by node: feature (-1: a leaf), threshold, left, right, value."""
    model = HistGradientBoostingClassifier(**SETTINGS).fit(
        np.array([row for sample in known for row in sample.rows], dtype=np.float64),
        np.array([follows for sample in known for follows in sample.follows]),
        sample_weight=np.array([weight for sample in known for weight in sample.weights]),
    )
    trees = [
        [
            [-1, 0, 0, 0, round(float(node["value"]), 4)]
            if node["is_leaf"]
            else [
                int(node["feature_idx"]),
                round(float(node["num_threshold"]), 6),
                int(node["left"]),
                int(node["right"]),
                0,
            ]
            for node in tree.nodes
        ]
        for (tree,) in model._predictors
    ]
    base = round(float(model._baseline_prediction.ravel()[0]), 4)
    return {"base": base, "features": list(FEATURES), "trees": trees}


def main() -> None:
    """Train on the folder and write the trees with their date, data, settings and digest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    folders = sorted(path.parent for path in options.folder.glob("*/gold.json"))
    known = [sample for folder in folders for sample in samples(folder)]
    found = train(known)
    about = {
        "made": datetime.now(UTC).date().isoformat(),
        "pages": len(folders),
        "pairs": sum(len(sample.rows) for sample in known),
        "settings": SETTINGS,
        "digest": hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest(),
    }
    text = json.dumps({"about": about, **found}, separators=(",", ":"), sort_keys=True)
    options.out.write_text(text.replace("],[[", "],\n[[") + "\n", "utf-8")
    print(f"{about['pages']} pages, {about['pairs']} pairs → {options.out}, {len(text) >> 10} KB")


if __name__ == "__main__":
    main()
