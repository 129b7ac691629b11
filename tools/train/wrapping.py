"""Learn which lines of a wrapped page run on: pages with gold → ``segment/wrapping.json``.

    python tools/train/wrapping.py --out scripts/press/segment/wrapping.json FOLDER...

A logistic regression (scikit-learn) over neighbouring lines; what is false counts more often than
what is true.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

import numpy as np
from align import plain
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from press import read
from press.segment import forms
from press.segment.wrapping import Features, features, width

# How many characters of each side must stand together in a text of the gold.
_SEEN = 6
# A false join puts a sentence into print that nobody wrote: it counts so many times.
_FALSE = 4.0
_STRENGTH = 0.5

Sample = tuple[Features, bool]


def samples(folder: Path) -> Iterator[Sample]:
    """Every pair of neighbouring lines of the pages that are wrapped."""
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        page = read.read(path.with_name(f"{name}.txt"))
        usual = width(page.lines)
        if not usual:
            continue
        gold = json.loads(path.read_text("utf-8"))
        texts = [plain(text) for text in _texts(gold)]
        leads = {plain(_lead(article)) for article in gold["articles"]}
        lines = [line for line in page.lines if line.text.strip(forms.BLANK)]
        for at in range(len(lines) - 1):
            above, below = plain(lines[at].text), plain(lines[at + 1].text)
            seam = above[-_SEEN:] + below[:_SEEN]
            runs_on = above not in leads and any(seam in text for text in texts)
            yield features(lines, at, usual), runs_on


def _texts(gold: dict[str, Any]) -> Iterator[str]:
    """Every paragraph and caption of the gold, the first behind its byline."""
    for article in gold["articles"]:
        parts = [
            part if isinstance(part, str) else str(part.get("text", ""))
            for part in (*article["paragraphs"], *(article.get("captions") or []))
        ]
        yield from parts
        yield _lead(article) + (parts[0] if parts else "")


def _lead(article: dict[str, Any]) -> str:
    return (article.get("byline") or "") + (article.get("dateline") or "")


def main() -> None:
    """Train and write the weights with their date, data and digest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    known = [sample for folder in options.folders for sample in samples(folder)]
    vectors = DictVectorizer()
    rows = vectors.fit_transform([dict(found) for found, _ in known])
    wanted = np.array([true for _, true in known])
    regression = LogisticRegression(C=_STRENGTH, max_iter=3000, fit_intercept=False)
    regression.fit(rows, wanted, sample_weight=np.where(wanted, 1.0, _FALSE))
    names = vectors.get_feature_names_out()
    found = {str(n): round(float(w), 3) for n, w in zip(names, regression.coef_[0], strict=True)}
    about = {
        "made": datetime.now(UTC).date().isoformat(),
        "lines": len(known),
        "run-on": int(wanted.sum()),
        "digest": hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest(),
    }
    text = json.dumps(
        {"about": about, "weights": found}, ensure_ascii=False, indent=1, sort_keys=True
    )
    options.out.write_text(text + "\n", "utf-8")
    print(f"{about['lines']} lines, {about['run-on']} run on → {options.out}")


if __name__ == "__main__":
    main()
