"""Sheaves: files of docs/ that are made together, and only when what they are made of is not what it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from press.addresses import file_of


class Made(NamedTuple):
    """Files by their paths under docs/, and a note for whoever needs to know of them even when they are not made again."""

    files: Iterable[tuple[str, bytes | str]]
    note: Any = None


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Some files that are made together, under a name of their own.

    ``of`` is all that they are a function of beside the tables and the program: versions of articles and pages, and plain values.
    None: nobody has said, and they are made every time. A ``large`` sheaf takes as long as many others.
    """

    name: str
    of: object
    make: Callable[[], Made]
    large: bool = False


def leaf(url: str, of: object, make: Callable[[], tuple[str, str]]) -> Sheaf:
    """The sheaf of one page, by its address; ``make`` gives its path and text."""
    return Sheaf(file_of(url), of, lambda: Made((make(),)))


def files(sheaves: Iterable[Sheaf]) -> Iterator[tuple[str, bytes | str]]:
    """The files of all sheaves, made here and now."""
    for sheaf in sheaves:
        yield from sheaf.make().files
