"""Learn which text goes on where: pages with gold → ``scripts/press/repair/continuations.json``.

    python tools/train/continuations.py --out scripts/press/repair/continuations.json --held-out FOLDER... FOLDER...

A logistic regression (scikit-learn) over the candidate pairs of the pages; its calibration (Platt 1999) is fitted on the
pages held out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

import numpy as np
from align import plain
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from press import read
from press.repair.body_text import BlockRef, BodyText, Continuation
from press.repair.candidates import Features, candidates, score
from press.segment import segment

# How many characters of each side must stand together in a paragraph of the gold.
_SEEN = 6
# A false join puts a sentence into print that nobody wrote: it counts so many times.
_FALSE = 3.0
_STRENGTH = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A candidate pair and whether it is one sentence; ``page`` is its page's name."""

    page: str
    features: Features
    true: bool


def samples(folder: Path) -> Iterator[Sample]:
    """The candidates of every page, once as they are and once without those that are easily told."""
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        gold = json.loads(path.read_text("utf-8"))
        paragraphs = [plain(_text(p)) for a in gold["articles"] for p in a["paragraphs"]]
        text = BodyText(segment(read.read(path.with_name(f"{name}.txt"))).articles)
        links: dict[BlockRef, Continuation] = {}
        for _ in range(2):
            for one in candidates(text, links):
                true = _is_one(text.text(one.before), text.text(one.after), paragraphs)
                yield Sample(page=name, features=one.features, true=true)
                if true and "strong" in one.features and one.before not in links:
                    found = Continuation(before=one.before, after=one.after, rule=one.rule)
                    links = links | {one.before: found}


def _text(paragraph: Any) -> str:
    return paragraph if isinstance(paragraph, str) else str(paragraph.get("text", ""))


def _is_one(before: str, after: str, paragraphs: list[str]) -> bool:
    left, right = plain(before)[-_SEEN:], plain(after)[:_SEEN]
    return any(left + right in paragraph for paragraph in paragraphs)


def main() -> None:
    """Train, calibrate, and write the weights with their date, data and digest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--held-out", nargs="+", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    known = [sample for folder in options.folders for sample in samples(folder)]
    held = [sample for folder in options.held_out for sample in samples(folder)]
    weights = fit(known)
    slope, shift = calibrate(held, weights)
    data = {"weights": weights, "slope": slope, "shift": shift}
    about = {
        "made": datetime.now(UTC).date().isoformat(),
        "pairs": len(known),
        "true": sum(sample.true for sample in known),
        "held-out": len(held),
        "digest": hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest(),
    }
    text = json.dumps({"about": about, **data}, ensure_ascii=False, indent=1, sort_keys=True)
    options.out.write_text(text + "\n", "utf-8")
    print(text)


def fit(known: list[Sample]) -> dict[str, float]:
    """The weight of each feature."""
    vectors = DictVectorizer()
    rows = vectors.fit_transform([dict(sample.features) for sample in known])
    wanted = np.array([sample.true for sample in known])
    regression = LogisticRegression(C=_STRENGTH, max_iter=2000, fit_intercept=False)
    regression.fit(rows, wanted, sample_weight=np.where(wanted, 1.0, _FALSE))
    names = vectors.get_feature_names_out()
    return {str(n): round(float(w), 3) for n, w in zip(names, regression.coef_[0], strict=True)}


def calibrate(held: list[Sample], weights: dict[str, float]) -> tuple[float, float]:
    """Slope and shift that make the score a probability on pages held out."""
    scores = np.array([[score(sample.features, weights)] for sample in held])
    platt = LogisticRegression(C=1e6).fit(scores, np.array([sample.true for sample in held]))
    return round(float(platt.coef_[0][0]), 3), round(float(platt.intercept_[0]), 3)


if __name__ == "__main__":
    main()
