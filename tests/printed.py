"""Articles for tests, from as little as a case says of them, and the cases themselves."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from press.model import Article, Caption, Paragraph, Place

# What an article need not have.
BLANK = (
    *("paper", "date", "page", "column", "kicker", "title", "subtitle", "byline", "dateline"),
    "credit",
)
CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file: what is given, what is expected and why.

    ``xfail`` has the reason where the program is known to fail.
    """
    rows: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    assert all(row.keys() - {"xfail"} == {"given", "expect", "why"} for row in rows)
    return rows


def each(name: str) -> pytest.MarkDecorator:
    """A test for each case of a file; one that is known to fail must fail, so that it is noticed
    when it passes.
    """
    return pytest.mark.parametrize(
        "case",
        [
            pytest.param(row, id=row["why"], marks=_known(row) if "xfail" in row else ())
            for row in cases(name)
        ],
    )


def _known(row: dict[str, Any]) -> pytest.MarkDecorator:
    return pytest.mark.xfail(reason=row["xfail"], strict=True)


def article(
    text: str | list[str] = "", *, id: str = "000_a-1", captions: tuple[str, ...] = (), **parts: Any
) -> Article:
    """An article with the given paragraphs; ``captions`` are texts, every other part is its own."""
    place = Place(seed=id.rpartition("-")[0], first=1, last=1)
    paragraphs = tuple(
        Paragraph(id=f"p{number}", text=line, kind="text", places=(place,))
        for number, line in enumerate([text] if isinstance(text, str) else text, 1)
        if line
    )
    blank: dict[str, Any] = dict.fromkeys(BLANK)
    fixed: dict[str, Any] = {
        "id": id,
        "kind": "news",
        "authors": (),
        "paragraphs": paragraphs,
        "jumps": (),
        "repairs": (),
        "places": (place,),
        "captions": tuple(Caption(text=caption, credit=None, place=place) for caption in captions),
    }
    return Article(**{**blank, **fixed, **parts})
