"""Articles of an archive of any size: what lists say of them is at hand, each article is fetched
where it is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import overload

from press.model import Archive, Article, ArticleSummary
from press.text.summary import heading


class Articles(Sequence[Article]):
    """Articles in their order: the headings of all are at hand, the articles themselves are fetched
    one by one.
    """

    def __init__(self, headings: Iterable[ArticleSummary], source: Mapping[str, Article]) -> None:
        """``source`` has the articles by their ids."""
        self.headings, self.source = tuple(headings), source

    @classmethod
    def of(cls, articles: Sequence[Article]) -> Articles:
        """Any articles."""
        if isinstance(articles, cls):
            return articles
        return cls(map(heading, articles), {article.id: article for article in articles})

    def named(self, id_: str) -> Article:
        """The article with an id."""
        return self.source[id_]

    @overload
    def __getitem__(self, at: int) -> Article: ...
    @overload
    def __getitem__(self, at: slice) -> Articles: ...
    def __getitem__(self, at: int | slice) -> Article | Articles:
        """One article, or some of them."""
        if isinstance(at, slice):
            return Articles(self.headings[at], self.source)
        return self.named(self.headings[at].id)

    def __len__(self) -> int:
        """How many."""
        return len(self.headings)

    def __eq__(self, other: object) -> bool:
        """Whether they are the same articles."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


class OfPages(Mapping[str, Article]):
    """The articles of some pages by their ids, which begin with the page's seed."""

    def __init__(self, pages: Mapping[str, Sequence[Article]]) -> None:
        """``pages`` has the articles of each page, by its seed."""
        self._pages = pages

    def __getitem__(self, id_: str) -> Article:
        """The article with an id."""
        for article in self._pages[id_.rpartition("-")[0]]:
            if article.id == id_:
                return article
        raise KeyError(id_)

    def __iter__(self) -> Iterator[str]:
        """All ids; every page is looked at."""
        return (article.id for articles in self._pages.values() for article in articles)

    def __len__(self) -> int:
        """How many; every page is looked at."""
        return sum(1 for _ in self)


class Gathered(Mapping[str, Article]):
    """Articles from several sources, by their ids."""

    def __init__(self, sources: Mapping[str, Mapping[str, Article]]) -> None:
        """``sources`` has for each id the source that has the article."""
        self._sources = sources

    def __getitem__(self, id_: str) -> Article:
        """The article with an id."""
        return self._sources[id_][id_]

    def __iter__(self) -> Iterator[str]:
        """All ids."""
        return iter(self._sources)

    def __len__(self) -> int:
        """How many."""
        return len(self._sources)


def headings(archive: Archive) -> tuple[ArticleSummary, ...]:
    """The headings of all articles, in the archive's order."""
    return Articles.of(archive.articles).headings


def runs(archive: Archive) -> list[tuple[ArticleSummary, ...]]:
    """The headings, those together that follow each other on one page."""
    return [tuple(found) for _, found in groupby(headings(archive), key=attrgetter("seed"))]


def versions(archive: Archive) -> Mapping[str, str]:
    """What each article follows from, beside the tables and the program: its id with a part of the
    digests of its seeds and sidecars.
    """
    pages = {page.seed: f"{page.sha256[:16]}{page.sidecar[:16]}" for page in archive.pages}
    return {
        one.id: f"{one.id} {' '.join([pages.get(seed, '') for seed, _ in one.places])}"
        for one in headings(archive)
    }
