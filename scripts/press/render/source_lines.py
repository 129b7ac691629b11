"""The lines of a seed behind each paragraph, so that a reader can hold the text against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from press.model import Article, Line, Page, Paragraph
from press.render.markdown import Listed, Row, one_line


class Seeds:
    """The lines of the seeds, found by their number."""

    def __init__(self, pages: Mapping[str, Page], lines: Mapping[str, tuple[Line, ...]]) -> None:
        """Take the pages and their lines, by seed."""
        self._pages, self._lines = pages, lines
        # Articles come page by page, and one in two halves goes to and fro.
        self._of = lru_cache(maxsize=4)(self._numbered)

    def __reduce__(self) -> tuple[object, ...]:
        """How they are sent to another process: without what was looked up."""
        return Seeds, (self._pages, self._lines)

    def line(self, seed: str, number: int) -> str:
        """The text of a line; a line that the seed does not have is empty."""
        return self._of(seed).get(number, "")

    def _numbered(self, seed: str) -> dict[int, str]:
        return {line.number: line.text for line in self._lines.get(seed, ())}

    def page(self, seed: str) -> str:
        """What readers call the printed page of a seed."""
        number = self._pages[seed].page
        return f"第{number}版" if number else "另一版"


def source_lines(article: Article, seeds: Seeds) -> list[dict[str, Listed]]:
    """The lines behind each paragraph, under its id.

    A number alone is a line that stands in the paragraph to the letter. ``part: true`` is a line
    that holds more than the paragraph, ``see`` the paragraph that has shown the line before,
    ``text`` a line that differs. It is a list, for not every builder keeps the order of a mapping.
    """
    shown: dict[tuple[str, int], str] = {}
    return [
        {paragraph.id: Listed(_lines(paragraph, seeds, shown))} for paragraph in article.paragraphs
    ]


def _lines(
    paragraph: Paragraph, seeds: Seeds, shown: dict[tuple[str, int], str]
) -> Iterator[int | Row]:
    for seed, number in _places(paragraph, seeds):
        text = seeds.line(seed, number).strip()
        before = shown.setdefault((seed, number), paragraph.id)
        yield _compared(number, text, paragraph, before)


def _places(paragraph: Paragraph, seeds: Seeds) -> list[tuple[str, int]]:
    """The lines of a paragraph that are not blank."""
    return [
        (place.seed, number)
        for place in paragraph.places
        for number in range(place.first, place.last + 1)
        if seeds.line(place.seed, number).strip()
    ]


def _compared(number: int, line: str, paragraph: Paragraph, before: str) -> int | Row:
    if line in paragraph.text:
        return number
    if paragraph.text in line:
        return Row(line=number, part=True)
    if before != paragraph.id:
        return Row(line=number, see=before)
    return Row(line=number, text=one_line(line))


def turns(article: Article, seeds: Seeds) -> dict[str, str]:
    """The printed page that the text goes on to, by the paragraph that begins on it."""
    found: dict[str, str] = {}
    seed = article.seed
    for paragraph in article.paragraphs:
        if not paragraph.places:
            continue
        began = paragraph.places[0].seed
        if began != seed:
            found[paragraph.id] = seeds.page(began)
        seed = paragraph.places[-1].seed
    return found
