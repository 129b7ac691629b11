"""How well the decoder learns: each folder of pages is held out in turn.

    python tools/train/evaluate.py FOLDER FOLDER...

Put issues into folders so that none is in two of them. Printed are the share of blocks with the
right role and the F1 of the beginnings of articles, each with its 95 % interval (bootstrap over
pages).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from segment import Sample, samples, train

from press.segment.decode import likeliest, loaded
from press.segment.labels import begins, role_of

_RESAMPLES, _SEED = 1000, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was counted on one page."""

    blocks: int
    right: int
    begun: int
    said: int
    hit: int


def counted(wanted: Sequence[str], found: Sequence[str]) -> Counts:
    """A page's labels compared with those of the gold."""
    pairs = list(zip(wanted, found, strict=True))
    return Counts(
        blocks=len(pairs),
        right=sum(role_of(a) == role_of(b) for a, b in pairs),
        begun=sum(begins(a) for a in wanted),
        said=sum(begins(b) for b in found),
        hit=sum(begins(a) and begins(b) for a, b in pairs),
    )


def roles(pages: Sequence[Counts]) -> float:
    """The share of blocks with the right role."""
    return sum(page.right for page in pages) / max(1, sum(page.blocks for page in pages))


def beginnings(pages: Sequence[Counts]) -> float:
    """The F1 of the beginnings of articles."""
    both = sum(page.begun + page.said for page in pages)
    return 2 * sum(page.hit for page in pages) / max(1, both)


def interval(pages: Sequence[Counts], figure: Callable[[Sequence[Counts]], float]) -> str:
    """A figure with its 95 % interval."""
    dice = random.Random(_SEED)  # noqa: S311  (a bootstrap, no secret)
    drawn = sorted(figure(dice.choices(pages, k=len(pages))) for _ in range(_RESAMPLES))
    low, high = drawn[_RESAMPLES // 40], drawn[-_RESAMPLES // 40]
    return f"{figure(pages):.3f} ({low:.3f}-{high:.3f})"


def main() -> None:
    """Hold out each folder in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    folders: list[Path] = parser.parse_args().folders
    known: dict[Path, list[Sample]] = {folder: list(samples(folder)) for folder in folders}
    for held_out in folders:
        others = [page for folder in folders if folder != held_out for page in known[folder]]
        weights = loaded(train(others))
        pages = [counted(wanted, likeliest(own, weights)) for _, own, wanted in known[held_out]]
        told = interval(pages, roles), interval(pages, beginnings)
        print(
            f"{held_out}: {len(pages)} pages, roles {told[0]}, beginnings F1 {told[1]}", flush=True
        )


if __name__ == "__main__":
    main()
