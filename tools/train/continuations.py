"""Learn which text goes on where: pages with gold → ``scripts/press/repair/continuations.json``.

    python tools/train/continuations.py --out continuations.json COUNTS=FOLDER,FOLDER... COUNTS=...

The first folder of each fold has pages as they come: probabilities are calibrated on them (Platt
1999); others may have more of what is hard, and are read again with every mark before a cut moved
behind it.

Each fold is pages of some issues, and the counts of characters (``ngrams.py``) of all other issues:
what a cut says is observed on articles that the counts have not seen. Two logistic regressions
(scikit-learn), of the pairs and of their rivals; the second learns from scores of the first, and
the figures are of pages, whose folds were left out of the training.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

import numpy as np
from align import plain
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from press import read
from press.model import Page
from press.repair.body_text import BodyText
from press.repair.candidates import Candidate, Features, candidates
from press.repair.overlaps import overlap, read_twice
from press.repair.probability import probabilities, rivalry, score
from press.segment import segment
from press.text import ngrams

# How many characters of each side must stand together in a paragraph of the gold.
_SEEN = 6
# A pair that is only true by chance, or false by a fault of the gold, must not count too much.
_STRENGTH = 1.0
_THRESHOLDS = (0.999, 0.995, 0.99, 0.98, 0.97, 0.95, 0.9, 0.8, 0.5, 0.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The candidate pairs of a page, which of them are one sentence, and the fold of its issues.

    ``usual``: its kinds of noise come as often as on pages that people have.
    """

    fold: int
    usual: bool
    pairs: tuple[Candidate, ...]
    true: tuple[bool, ...]


def sheets(folder: Path, fold: int, usual: bool) -> Iterator[Sheet]:
    """The candidates of every page of a folder, without what overlaps."""
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        gold = json.loads(path.read_text("utf-8"))
        paragraphs = [plain(_text(p)) for a in gold["articles"] for p in a["paragraphs"]]
        page = read.read(path.with_name(f"{name}.txt"))
        for version in (page,) if usual else (page, marks_moved(page, paragraphs)):
            text = BodyText(segment(version).articles)
            pairs = tuple(candidates(text, {one.before: one for one in read_twice(text)}))
            true = tuple(
                _is_one(text.text(one.before), text.text(one.after), paragraphs) for one in pairs
            )
            yield Sheet(fold=fold, usual=usual, pairs=pairs, true=true)


def marks_moved(page: Page, paragraphs: list[str]) -> Page:
    """The page with each comma at the end of a line at the beginning of its rest, the next line."""
    lines = list(page.lines)
    printed = [at for at, line in enumerate(lines) if line.text.strip()]
    for above, below in pairwise(printed):
        mark = lines[above].text[-1]
        if mark in "，、" and _is_one(lines[above].text, lines[below].text, paragraphs):
            lines[above] = replace(lines[above], text=lines[above].text[:-1])
            lines[below] = replace(lines[below], text=mark + lines[below].text)
    return replace(page, lines=tuple(lines))


def _text(paragraph: Any) -> str:
    return paragraph if isinstance(paragraph, str) else str(paragraph.get("text", ""))


def _is_one(before: str, after: str, paragraphs: list[str]) -> bool:
    once = before.removesuffix(overlap(before, after))
    left, right = plain(once)[-_SEEN:], plain(after)[:_SEEN]
    return any(left + right in paragraph for paragraph in paragraphs)


def fit(rows: Sequence[Features], wanted: Sequence[bool]) -> dict[str, float]:
    """The weight of each feature."""
    vectors = DictVectorizer()
    known = vectors.fit_transform([dict(row) for row in rows])
    regression = LogisticRegression(C=_STRENGTH, max_iter=1000, fit_intercept=False)
    regression.fit(known, np.array(wanted))
    names = vectors.get_feature_names_out()
    return {str(n): round(float(w), 3) for n, w in zip(names, regression.coef_[0], strict=True)}


def pair_weights(known: Sequence[Sheet]) -> dict[str, float]:
    """The weights of the observations of a pair."""
    rows = [pair.features for sheet in known for pair in sheet.pairs]
    return fit(rows, [true for sheet in known for true in sheet.true])


def observed(known: Sequence[Sheet]) -> list[tuple[Sheet, list[Features]]]:
    """Every page with what rivals say of its pairs, under weights learned without its fold."""
    found = []
    for fold in sorted({sheet.fold for sheet in known}):
        weights = pair_weights([sheet for sheet in known if sheet.fold != fold])
        for sheet in known:
            if sheet.fold == fold:
                scores = [score(pair.features, weights) for pair in sheet.pairs]
                found.append((sheet, rivalry(sheet.pairs, scores)))
    return found


def page_weights(seen: Sequence[tuple[Sheet, list[Features]]]) -> dict[str, float]:
    """The weights of what rivals say."""
    rows = [row for _, rows in seen for row in rows]
    return fit(rows, [true for sheet, _ in seen for true in sheet.true])


def scores_of_usual(
    seen: Sequence[tuple[Sheet, list[Features]]],
) -> Iterator[tuple[Sheet, list[float]]]:
    """Every usual page with its pairs' log-odds under weights learned without its fold."""
    for fold in sorted({sheet.fold for sheet, _ in seen}):
        weights = page_weights([each for each in seen if each[0].fold != fold])
        for sheet, rows in seen:
            if sheet.fold == fold and sheet.usual:
                yield sheet, [score(row, weights) for row in rows]


def calibrate(scored: Sequence[tuple[Sheet, list[float]]]) -> tuple[float, float]:
    """Slope and shift that make log-odds those of usual pages."""
    values = np.array([[value] for _, scores in scored for value in scores])
    platt = LogisticRegression(C=1e6).fit(values, [t for sheet, _ in scored for t in sheet.true])
    return round(float(platt.coef_[0][0]), 3), round(float(platt.intercept_[0]), 3)


def figures(
    scored: Sequence[tuple[Sheet, list[float]]], slope: float, shift: float
) -> Iterator[str]:
    """For each threshold, how many pairs of usual pages would be joined, and how many are true."""
    rated = [
        each
        for sheet, scores in scored
        for each in zip(
            probabilities(sheet.pairs, [slope * value + shift for value in scores]),
            sheet.true,
            strict=True,
        )
    ]
    for threshold in _THRESHOLDS:
        joined = [true for probability, true in rated if probability >= threshold]
        yield f"{threshold}: {sum(joined)} of {len(joined)} right"


def main() -> None:
    """Train, and write the weights with their date, figures and digest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folds", nargs="+", help="COUNTS=FOLDER,FOLDER...")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    known: list[Sheet] = []
    for number, fold in enumerate(options.folds):
        counts, _, folders = fold.partition("=")
        ngrams.use(Path(counts))
        for at, folder in enumerate(folders.split(",")):
            known += sheets(Path(folder), number, usual=at == 0)
    seen = observed(known)
    scored = list(scores_of_usual(seen))
    slope, shift = calibrate(scored)
    about: dict[str, Any] = {
        "made": datetime.now(UTC).date().isoformat(),
        "pages": len(known),
        "pairs": sum(len(sheet.pairs) for sheet in known),
        "true": sum(sum(sheet.true) for sheet in known),
        "held-out": list(figures(scored, slope, shift)),
    }
    data: dict[str, Any] = {"pair": pair_weights(known), "page": page_weights(seen)}
    data |= {"slope": slope, "shift": shift}
    about["digest"] = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    text = json.dumps({"about": about, **data}, ensure_ascii=False, indent=1, sort_keys=True)
    options.out.write_text(text + "\n", "utf-8")
    print(text)


if __name__ == "__main__":
    main()
