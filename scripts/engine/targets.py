"""Sheaves: files of docs/ that are made together, and only when what they are made of is not what it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from engine.cache import digest
from press.model.urls import file_of

# What a file holds; where that is much, piece by piece.
Content = str | bytes | Iterable[bytes]


class Made(NamedTuple):
    """Files by their paths under docs/, and a note for whoever needs to know of them even when they are not made again."""

    files: Iterable[tuple[str, Content]]
    note: Any = None


class Target:
    """Some files that are made together, under a name of their own; ``key`` is a digest of what they are a function of, or None."""

    __slots__ = ("key", "large", "make", "name")

    def __init__(
        self, name: str, of: object, make: Callable[[], Made], *, large: bool = False
    ) -> None:
        """``of`` is all that they are a function of beside the tables and the program: versions of articles and pages, and plain values.

        None: nobody has said, and they are made every time. A ``large`` sheaf takes as long, or as much room, as many others.
        """
        self.name, self.make, self.large = name, make, large
        self.key = None if of is None else digest(of)


def leaf(url: str, of: object, make: Callable[[], tuple[str, str]]) -> Target:
    """The sheaf of one page, by its address; ``make`` gives its path and text."""
    return Target(file_of(url), of, lambda: Made((make(),)))


def files(sheaves: Iterable[Target]) -> Iterator[tuple[str, bytes]]:
    """The files of all sheaves, made here and now."""
    for sheaf in sheaves:
        yield from ((path, b"".join(pieces(content))) for path, content in sheaf.make().files)


def pieces(content: Content) -> Iterable[bytes]:
    """A content piece by piece."""
    return (
        (content.encode(),)
        if isinstance(content, str)
        else (content,)
        if isinstance(content, bytes)
        else content
    )
