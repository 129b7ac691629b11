"""Whole pages as they are read by rules alone: the text that a golden file holds.

`python tests/golden_pages.py` writes them anew.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOLDENS = ROOT / "tests" / "goldens"
HEADS = ("column", "kicker", "title", "subtitle", "byline", "dateline", "credit")
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "scripts"))

from press import read, repair, segment  # noqa: E402
from press.layout import arrange  # noqa: E402
from press.model import Article  # noqa: E402


def reading_of(seed: Path) -> str:
    """How the rules read a seed without its sidecar: every article with its heads, text, captions
    and repairs, then the rest.
    """
    with tempfile.TemporaryDirectory() as folder:
        reading = repair.mend(segment.segment(arrange(read.read(Path(shutil.copy(seed, folder))))))
    lines = [line for article in reading.articles for line in _article(article)]
    lines += [f"furniture {item.line}: {item.text}" for item in reading.furniture]
    lines += [f"dropped {item.line} ({item.reason}): {item.text}" for item in reading.dropped]
    lines += [f"notice {notice.line} {notice.code}: {notice.text}" for notice in reading.notices]
    return "\n".join(lines) + "\n"


def _article(article: Article) -> Iterator[str]:
    yield (
        f"== {article.id} {article.kind}, lines {article.places[0].first}–{article.places[0].last}"
    )
    for head in HEADS:
        if text := getattr(article, head):
            yield f"{head}: {text}"
    for paragraph in article.paragraphs:
        lines = ",".join(str(place.first) for place in paragraph.places)
        yield f"{paragraph.id} {paragraph.kind} {lines}: {paragraph.text}"
        for mend in paragraph.repairs:
            yield f"    {mend.rule} {mend.line}: {mend.before} → {mend.after}"
    for photo in article.captions:
        yield (
            f"caption {photo.place.first}: {photo.text}{' ' + photo.credit if photo.credit else ''}"
        )
    for jump in article.jumps:
        yield f"jump {jump.direction} {jump.page}: {jump.text}"
    yield ""


if __name__ == "__main__":
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        (GOLDENS / f"{path.stem}.txt").write_text(reading_of(path), encoding="utf-8")
        print("written:", path.stem)
