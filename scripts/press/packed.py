"""Packed values: what an archive has most of is kept as bytes and unpacked where it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TypeVar, overload

import msgspec

from press.model import Archive, Article, ArticleSummary, Page
from press.text.summary import heading

Value = TypeVar("Value")

pack: Callable[[object], bytes] = msgspec.msgpack.Encoder().encode


def unpacker(kind: type[Value]) -> Callable[[bytes], Value]:
    """What makes a value of its kind again of what ``pack`` made; what is no such value is a ``ValueError``."""
    return msgspec.msgpack.Decoder(kind).decode


class Articles(Sequence[Article]):
    """Articles in their order: the headings of all are at hand, the articles themselves are fetched one by one."""

    def __init__(self, headings: Iterable[ArticleSummary], named: Callable[[str], Article]) -> None:
        """``named`` fetches an article by its id."""
        self.headings, self.named = tuple(headings), named
        self.known: tuple[tuple[Page, ...], Mapping[str, str]] | None = (
            None  # their versions, when they are of these pages
        )

    @classmethod
    def of(cls, articles: Sequence[Article]) -> Articles:
        """Any articles."""
        return (
            articles
            if isinstance(articles, cls)
            else cls(
                map(heading, articles), {article.id: article for article in articles}.__getitem__
            )
        )

    @overload
    def __getitem__(self, at: int) -> Article: ...
    @overload
    def __getitem__(self, at: slice) -> Articles: ...
    def __getitem__(self, at: int | slice) -> Article | Articles:
        """One article, or some of them."""
        return (
            Articles(self.headings[at], self.named)
            if isinstance(at, slice)
            else self.named(self.headings[at].id)
        )

    def __len__(self) -> int:
        """How many."""
        return len(self.headings)

    def __eq__(self, other: object) -> bool:
        """Whether they are the same articles."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


def headings(archive: Archive) -> tuple[ArticleSummary, ...]:
    """The headings of all articles, in the archive's order."""
    return Articles.of(archive.articles).headings


def runs(archive: Archive) -> list[tuple[ArticleSummary, ...]]:
    """The headings, those together that follow each other on one page."""
    return [tuple(found) for _, found in groupby(headings(archive), key=attrgetter("seed"))]


def versions(archive: Archive) -> Mapping[str, str]:
    """What each article follows from, beside the tables and the program: its id with a part of the digests of its seeds and sidecars."""
    articles = Articles.of(archive.articles)
    if articles.known is None or articles.known[0] is not archive.pages:
        pages = {page.seed: f"{page.sha256[:16]}{page.sidecar[:16]}" for page in archive.pages}
        articles.known = (
            archive.pages,
            {
                one.id: f"{one.id} {' '.join([pages.get(seed, '') for seed, _ in one.places])}"
                for one in articles.headings
            },
        )
    return articles.known[1]
