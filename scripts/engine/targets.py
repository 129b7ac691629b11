"""Targets: files that are made together, and only when what they are made of is not what it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from engine.cache import digest
from engine.files import Content, pieces


class Made(NamedTuple):
    """Files by their paths, and a note for whoever needs to know of them even when they are not
    made again.
    """

    files: Iterable[tuple[str, Content]]
    note: Any = None


class Target:
    """Some files that are made together, under a name of their own; ``key`` is a digest of what
    they are made of.
    """

    __slots__ = ("key", "large", "make", "name")

    def __init__(
        self, name: str, of: object, make: Callable[[], Made], *, large: bool = False
    ) -> None:
        """``of`` is all that the files are a function of beside the builder's world: plain values.

        None: nobody has said, and they are made every time. ``make`` can be pickled: a function of
        a module, or a ``partial`` of one. A ``large`` target takes as long, or as much room, as
        many others.
        """
        self.name, self.make, self.large = name, make, large
        self.key = "" if of is None else digest(of)


def leaf(url: str, of: object, make: Callable[[], tuple[str, str]]) -> Target:
    """The target of one page, named by its address; ``make`` gives its path and text."""
    return Target(url, of, partial(_page, make))


def _page(make: Callable[[], tuple[str, str]]) -> Made:
    return Made((make(),))


def files(targets: Iterable[Target]) -> Iterator[tuple[str, bytes]]:
    """The files of all targets, made here and now."""
    for target in targets:
        yield from ((path, b"".join(pieces(content))) for path, content in target.make().files)
