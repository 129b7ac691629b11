"""Packed values: what an archive has most of is kept as bytes and unpacked where it is looked at.

Ten thousand articles take 75 MB as values, packed 35, and to unpack one takes 10 µs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar, overload

import msgspec

from press.headings import heading
from press.model import Archive, Article, Heading

Value = TypeVar("Value")
# Articles that are kept unpacked: those of a newspaper page and their neighbours.
_ARTICLES = 128

pack: Callable[[object], bytes] = msgspec.msgpack.Encoder().encode
_article = lru_cache(_ARTICLES)(msgspec.msgpack.Decoder(Article).decode)


def unpacker(kind: type[Value]) -> Callable[[bytes], Value]:
    """What makes a value of its kind again of what ``pack`` made; what is no such value is a ``ValueError``."""
    return msgspec.msgpack.Decoder(kind).decode


class Articles(Sequence[Article]):
    """Articles in their order, packed, with their headings."""

    def __init__(self, packed: Iterable[bytes], headings: Iterable[Heading]) -> None:
        """The two in the same order."""
        self.packed, self.headings = tuple(packed), tuple(headings)

    @classmethod
    def of(cls, articles: Sequence[Article]) -> Articles:
        """Any articles, packed."""
        return articles if isinstance(articles, cls) else cls(map(pack, articles), map(heading, articles))

    @overload
    def __getitem__(self, at: int) -> Article: ...
    @overload
    def __getitem__(self, at: slice) -> Articles: ...
    def __getitem__(self, at: int | slice) -> Article | Articles:
        """One article, or some of them, packed."""
        return Articles(self.packed[at], self.headings[at]) if isinstance(at, slice) else _article(self.packed[at])

    def __len__(self) -> int:
        """How many."""
        return len(self.packed)

    def __eq__(self, other: object) -> bool:
        """Whether they are the same articles."""
        return isinstance(other, Sequence) and self.packed == Articles.of(other).packed

    __hash__ = None  # type: ignore[assignment]


class Numbered(Mapping[str, Article]):
    """The same by their ids."""

    def __init__(self, articles: Articles) -> None:
        """Of these articles."""
        self._articles, self._at = articles, {heading.id: at for at, heading in enumerate(articles.headings)}

    def __getitem__(self, article: str) -> Article:
        """The article of an id."""
        return self._articles[self._at[article]]

    def __iter__(self) -> Iterator[str]:
        """All ids, in the archive's order."""
        return iter(self._at)

    def __len__(self) -> int:
        """How many."""
        return len(self._at)


def headings(archive: Archive) -> tuple[Heading, ...]:
    """The headings of all articles, in the archive's order."""
    return Articles.of(archive.articles).headings


def versions(archive: Archive) -> dict[str, str]:
    """What each article follows from, beside the tables and the program: its id with a part of the digests of its seeds and sidecars."""
    pages = {page.seed: f"{page.sha256[:16]}{page.sidecar[:16]}" for page in archive.pages}
    return {one.id: " ".join((one.id, *(pages.get(seed, "") for seed, _ in one.places))) for one in headings(archive)}
