"""Every kind of page that a newspaper prints, as cases: ``cases/pages/*.yml``, each with what was
given, what is expected, and why.

A case's ``given`` is the text of a seed; ``{name}`` in it stands for one of the paragraphs at the
head of ``texts.yml``. ``articles`` are compared in order and by the keys that the case names: a
paragraph by its beginning, a head line whole; a key with ``null`` must be absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from press.model import Article, Line, Page
from press.repair import Reading, mend
from press.segment import segment

FOLDER = Path(__file__).parent / "cases" / "pages"
TEXTS = yaml.safe_load((FOLDER / "texts.yml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One page, and what must be read from it."""

    name: str
    given: str
    articles: list[dict[str, Any]]
    others: dict[str, Any]
    xfail: str | None


def page_of(text: str, seed: str = "case") -> Page:
    """A page as the reader hands it over."""
    return Page(
        seed=seed,
        sha256="0" * 64,
        lines=tuple(Line(number=n, text=line) for n, line in enumerate(text.split("\n"), 1)),
    )


@cache
def cases() -> tuple[Case, ...]:
    """Every case of every file, in order."""
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        if path.stem == "texts":
            continue
        for number, row in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            given = row["given"]
            for key, value in TEXTS.items():
                given = given.replace("{" + key + "}", value)
            assert row["why"], f"{path.stem}: case {number} says no why"
            others = {
                key: value
                for key, value in row.items()
                if key not in ("given", "articles", "why", "xfail")
            }
            name = f"{path.stem}-{number}-{row['why']}"
            found.append(
                Case(
                    name=name,
                    given=given,
                    articles=row["articles"],
                    others=others,
                    xfail=row.get("xfail"),
                )
            )
    return tuple(found)


def read(case: Case) -> Reading:
    """The reading of a case's page."""
    return mend(segment(page_of(case.given)))


def mistakes(case: Case, reading: Reading) -> list[str]:
    """Everything that a reading has otherwise than its case."""
    if len(reading.articles) != len(case.articles):
        return [
            (
                f"{len(reading.articles)} articles: "
                f"{[article.headline for article in reading.articles]}"
            )
        ]
    found = [
        f"{key} of article {number}: {shown!r}, not {value!r}"
        for number, (article, want) in enumerate(
            zip(reading.articles, case.articles, strict=True), 1
        )
        for key, value in want.items()
        if not _agrees(shown := _shown(article, key), value, key)
    ]
    loose = {
        "furniture": [item.text for item in reading.furniture],
        "dropped": [item.text for item in reading.dropped],
    }
    loose["notices"] = [notice.code for notice in reading.notices]
    return found + [
        f"{key}: {loose[key]!r}, not {value!r}"
        for key, value in case.others.items()
        if loose[key] != value
    ]


def _shown(article: Article, key: str) -> Any:
    if key == "paragraphs":
        return [paragraph.text for paragraph in article.paragraphs]
    if key == "subheads":
        return [paragraph.text for paragraph in article.paragraphs if paragraph.kind == "subhead"]
    if key == "captions":
        return [
            caption.text + (f" {caption.credit}" if caption.credit else "")
            for caption in article.captions
        ]
    if key == "jumps":
        return [f"{jump.direction} {jump.page}" for jump in article.jumps]
    if key == "authors":
        return [author.name for author in article.authors]
    return getattr(article, key)


def _agrees(shown: Any, value: Any, key: str) -> bool:
    if key == "paragraphs":
        wanted = [TEXTS.get(text, text) for text in value]
        return len(shown) == len(wanted) and all(
            text.startswith(want) for text, want in zip(shown, wanted, strict=True)
        )
    return bool(shown == value)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_page(case: Case, request: pytest.FixtureRequest) -> None:
    if case.xfail:
        request.applymarker(pytest.mark.xfail(reason=case.xfail, strict=True))
    assert not mistakes(case, read(case))
