"""An archive whose data lie in parts, and what its parts are made from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from export_sample import ARCHIVE, SITE, article, paragraph, parts_of
from press.export import DataPart, export, forms
from press.model import Archive, Notice, Page

# Bytes of a part that the archive below is too large for, as is its year 2026; its other years are
# not.
SOME = 20_000
SHORT, LONG = "短文。", "长文。" * 1000


def archive(*dated: tuple[str, str | None, str]) -> Archive:
    """An archive of an article a page: its seed, its date, its text; each page with a doubt."""
    return replace(
        ARCHIVE,
        tags={},
        mentions={},
        related={},
        dropped=(),
        furniture=ARCHIVE.furniture[:0],
        pages=tuple(
            Page(seed=seed, sha256=hashlib.sha256(seed.encode()).hexdigest(), lines=(), date=date)
            for seed, date, _ in dated
        ),
        articles=tuple(
            article(seed, 1, date=date, title=seed, paragraphs=(paragraph(1, text),))
            for seed, date, text in dated
        ),
        notices=tuple(
            Notice(code="open-sentence", seed=seed, line=1, text=seed) for seed, _, _ in dated
        ),
    )


DATED = (
    ("a", "2025-12-31", SHORT),
    ("b", "2026-01-05", LONG),
    ("c", "2026-02-10~", LONG),
    ("d", "2026-02", SHORT),
    ("e", "2026-12-31?", LONG),
    ("f", "2026~", SHORT),
    ("g", None, SHORT),
)
LARGE = archive(*DATED)
NAMES = ["2025", "2026-01", "2026-02", "2026-12", "2026", "undated"]


def ids(part: DataPart) -> list[str]:
    """The articles of a part."""
    return [json.loads(line)["id"] for said in part.said() for line in said.splitlines()]


def keys(found: Archive, most: int = SOME) -> dict[str, str | None]:
    """What the files of the parts are made from."""
    return {
        sheaf.name: sheaf.key
        for sheaf in [*export(parts_of(found, most)), *forms(found, parts_of(found, most), SITE)]
        if "articles" in sheaf.name
    }
