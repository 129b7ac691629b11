"""Learn the decoder's weights: pages with their gold → ``scripts/press/segment/weights.json``.

    python tools/train/segment.py --out scripts/press/segment/weights.json FOLDER[=TIMES]...

A folder holds pages (``NAME.txt``, ``NAME.xml`` …) beside ``NAME.gold.json``; small folders may
count several times.
The library is python-crfsuite (L-BFGS with L1 and L2).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pycrfsuite

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from align import labels

from press import read
from press.layout import arrange
from press.read.formats import SUFFIXES
from press.segment import pieces
from press.segment.context import contexts_of
from press.segment.features import Features, features
from press.segment.labels import ALL_LABELS, role_of

# Regularisation, rounds, and how often a feature must occur: set by hand, not searched for.
SETTINGS = {
    "c1": 0.2,
    "c2": 0.05,
    "max_iterations": 150,
    "feature.minfreq": 8,
    "feature.possible_transitions": True,
}
# What a label that no page has costs, in nats: only a sidecar or a form brings it about.
_UNSEEN = 6.0
# Weights are kept to this many digits; what rounds to nothing is left out.
_DIGITS = 3

Sample = tuple[str, list[Features], list[str]]


def samples(folder: Path) -> Iterator[Sample]:
    """Every page of a folder: its name, the features of its blocks and their labels."""
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        page = arrange(read.read(_seed(path.with_name(name))))
        blocks = tuple(b for b in pieces.pieces_of(page.lines) if b.form != "markup")
        if blocks:
            gold = json.loads(path.read_text("utf-8"))
            yield name, features(tuple(contexts_of(blocks))), labels(blocks, gold)


def _seed(stem: Path) -> Path:
    """The page beside a gold file, whatever its format."""
    return next(path for suffix in SUFFIXES if (path := stem.with_suffix(suffix)).exists())


def train(pages: list[Sample]) -> dict[str, Any]:
    """The weights learned from pages, as they are stored."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for _, found, wanted in pages:
        trainer.append(pycrfsuite.ItemSequence(found), wanted)
    trainer.set_params(SETTINGS)
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        return _stored(tagger)


def _stored(tagger: Any) -> dict[str, Any]:
    known = sorted(tagger.labels())
    info = tagger.info()
    emission: dict[str, dict[str, float]] = {}
    for (name, label), weight in sorted(info.state_features.items()):
        if rounded := round(weight, _DIGITS):
            emission.setdefault(name, {})[label] = rounded
    for label in sorted(set(ALL_LABELS) - set(known)):
        _add_unseen(label, known, emission)
    whole = sorted({*known, *ALL_LABELS})
    steps = [[round(info.transitions.get((a, b), 0.0), _DIGITS) for b in whole] for a in whole]
    return {"labels": whole, "emission": emission, "transition": steps}


def _add_unseen(label: str, known: list[str], emission: dict[str, dict[str, float]]) -> None:
    """A label that no page has: as one of its role that pages have, and unlikely."""
    alike = next((other for other in known if role_of(other) == role_of(label)), None)
    for row in emission.values():
        if alike in row:
            row[label] = row[alike]
    emission["any"][label] = round(emission["any"].get(label, 0.0) - _UNSEEN, _DIGITS)


def main() -> None:
    """Train on the folders and write the weights with their date, data, settings and digest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    pages: list[Sample] = []
    for named in options.folders:
        folder, _, times = named.partition("=")
        pages += list(samples(Path(folder))) * int(times or 1)
    found = train(pages)
    about = {
        "made": datetime.now(UTC).date().isoformat(),
        "pages": len(pages),
        "blocks": sum(len(wanted) for _, _, wanted in pages),
        "settings": SETTINGS,
        "digest": hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest(),
    }
    text = json.dumps({"about": about, **found}, ensure_ascii=False, indent=0, sort_keys=True)
    options.out.write_text(text + "\n", "utf-8")
    print(f"{about['pages']} pages, {about['blocks']} blocks → {options.out}, {len(text) >> 10} KB")


if __name__ == "__main__":
    main()
