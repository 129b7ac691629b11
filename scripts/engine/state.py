"""What earlier builds made, as it is remembered, and what of it still lies under docs/ as it was."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from engine import link_check
from engine.cache import Cache, program
from engine.publish import hand_written
from engine.staging import StagingTree
from engine.workers import aside
from press.export import Sum
from press.packed import unpacker

SHEAF, PROGRAM = "sheaf", "program"
# Bytes that are read of a file at a time.
_PIECE = 1 << 16


class File(NamedTuple):
    """What is remembered of a file: its path under docs/, its sum, and what a page says of itself."""

    path: str
    sum: Sum
    about: link_check.About | None


class TargetRecord(NamedTuple):
    """A sheaf as it was made: its files and note."""

    files: tuple[File, ...]
    note: Any = None


class Lying(NamedTuple):
    """What lies under docs/: files of earlier builds that are no more as these left them, and those that people put there."""

    spoilt: frozenset[str]
    hand_written: tuple[str, ...]


_remembered = unpacker(TargetRecord)


class BuildState:
    """The sheaves of earlier builds: ``key_of`` has the key of each by its name; ``lying`` says what lies under docs/."""

    def __init__(
        self,
        docs: Path,
        memory: Cache,
        draft: StagingTree | None = None,
        trusted: Mapping[str, str] | None = None,
    ) -> None:
        """Begin to look at docs/, and to begin a draft that is kept, while others read.

        ``trusted`` is what an earlier build left there, and is believed: the SHA-256 of each file by its path, empty for what people put
        there.
        """
        rows = (
            [*memory.rows(SHEAF)] if program() in memory.keys(PROGRAM) else []
        )  # what another program made is made anew
        self.key_of = {name: key for name, key, _ in rows}
        self._values = {name: value for name, _, value in rows}
        self._docs, self._trusted = docs, trusted
        begin = [draft.begin] if draft and draft.kept else []
        found, *begun = (
            aside(self._look, *begin) if trusted is None else (self._look, *aside(*begin))
        )
        if draft and begun:
            [draft.begin] = begun
        self.lying: Callable[[], Lying] = cache(found)

    def sheaf(self, name: str) -> TargetRecord:
        """A sheaf that was made."""
        return _remembered(self._values[name])

    def hand_written(self) -> tuple[str, ...]:
        """What people put under docs/."""
        return self.lying().hand_written

    def _look(self) -> Lying:
        docs, trusted = self._docs, self._trusted
        if trusted is None:
            return Lying(
                frozenset(path for path, sum_ in self._sums() if _sum(f"{docs}/{path}") != sum_),
                hand_written(docs),
            )
        theirs = (path for path, digest in trusted.items() if not digest and (docs / path).exists())
        return Lying(
            frozenset(path for path, sum_ in self._sums() if trusted.get(path) != sum_.sha256),
            tuple(sorted(theirs)),
        )

    def _sums(self) -> Iterator[tuple[str, Sum]]:
        for name in self.key_of:
            yield from ((path, sum_) for path, sum_, _ in self.sheaf(name).files if sum_.sha256)


def _sum(path: str) -> Sum | None:
    """The sum of a file; with bare calls, and few, for there are 50,000."""
    try:
        file = os.open(path, os.O_RDONLY)
        try:
            size, whole = 0, hashlib.sha256()
            while True:
                piece = os.read(file, _PIECE)
                size += len(piece)
                whole.update(piece)
                if (
                    len(piece) < _PIECE
                ):  # a file gives less at its end only; if it ever did before, it would be made anew
                    return Sum(size, whole.hexdigest())
        finally:
            os.close(file)
    except OSError:
        return None
