"""Targets → files of a staging tree: what is as it was made lies there already, the rest is made by
processes side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from engine.cache import Cache, Row, digest, pack, unpacker
from engine.files import Sum, lay, pieces
from engine.targets import Target
from engine.workers import parallel_map

# A file as it was made: its path and sum.
File = tuple[str, Sum]
# What somebody wants to know of a file besides, from its path and content.
Look = Callable[[str, bytes], object]
# The kinds of what is remembered of a target: its record, and what was looked up in its files.
_RECORD, _LOOK = "target", "look"
# Targets from which on it is worth sending the archive to other processes, for each; and how many
# these take at a time.
_LEAST, _TOGETHER = 500, 16
# Targets whose records are written at a time.
_WRITTEN = 64


class TargetRecord(NamedTuple):
    """A target as it was made: its files and note."""

    files: tuple[File, ...]
    note: Any = None


class Task(NamedTuple):
    """What all targets of a run share: the targets, the tree to lay files out in (None: only their
    sums are asked), what to look up.
    """

    targets: Sequence[Target]
    tree: Path | None
    look: Look


class BuildState(NamedTuple):
    """What earlier builds made: the keys of targets by name, and the sums of all files that lie in
    the folder now.
    """

    keys: Mapping[str, str]
    there: Mapping[str, Sum]
    cache: Cache

    @classmethod
    def of(cls, cache: Cache, there: Mapping[str, Sum]) -> BuildState:
        """The state that a cache knows of."""
        return cls(cache.keys(_RECORD), there, cache)

    def kept(self, keys: Mapping[str, str]) -> dict[str, TargetRecord]:
        """The records of targets that are as they would be made now: under these keys, with all
        their files there as they were.
        """
        unpack, found = unpacker(TargetRecord), dict[str, TargetRecord]()
        for name, packed in self.cache.values(_RECORD):
            if keys.get(name) and self.keys.get(name) == keys[name]:
                record: TargetRecord = unpack(packed)
                if all(self.there.get(path) == one for path, one in record.files):
                    found[name] = record
        return found


class Builder:
    """Makes the targets of one build."""

    def __init__(self, state: BuildState, world: str, tree: Path | None, look: Look) -> None:
        """``world`` is a digest of what all targets are a function of; ``tree`` and ``look`` are as
        in ``Task``.
        """
        self._state, self._world, self._tree, self._look = state, world, tree, look

    def make(self, targets: Iterable[Target]) -> dict[str, TargetRecord]:
        """The records of the targets by name, those that are not as they would be made now made
        anew.
        """
        named = {target.name: target for target in targets}
        keys = {name: one.key and digest(self._world, one.key) for name, one in named.items()}
        records = self._state.kept(keys)
        missing = [target for name, target in named.items() if name not in records]
        rows: list[Row] = []
        for target, (record, looks) in zip(_large_first(missing), self._made(missing), strict=True):
            name, records[target.name] = target.name, record
            rows += [(_RECORD, name, keys[name], pack(record)), (_LOOK, name, "", pack(looks))]
            if len(rows) >= _WRITTEN:
                self._state.cache.put(rows)
                rows = []
        self._state.cache.put(rows)
        return records

    def looks(self, names: Collection[str]) -> Iterator[bytes]:
        """What was looked up in the files of each target: a list, packed."""
        for name, packed in self._state.cache.values(_LOOK):
            if name in names:
                yield packed

    def keep(self, names: Collection[str]) -> None:
        """Forget all other targets."""
        for kind in (_RECORD, _LOOK):
            self._state.cache.keep(kind, names)

    def _made(self, missing: Sequence[Target]) -> Iterator[tuple[TargetRecord, list[object]]]:
        """Large targets by processes of their own: what these took for one they never give back."""
        large, small = ([one for one in missing if one.large is size] for size in (True, False))
        for some, least, together in ((large, 1, 1), (small, _LEAST, _TOGETHER)):
            task = Task(some, self._tree, self._look)
            yield from parallel_map(_make, range(len(some)), task, least=least, together=together)


def _large_first(targets: Iterable[Target]) -> list[Target]:
    return sorted(targets, key=lambda target: not target.large)


def _make(task: Task, number: int) -> tuple[TargetRecord, list[object]]:
    target = task.targets[number]
    made = target.make()
    files, looks = list[File](), list[object]()
    for path, content in made.files:
        if not target.large:
            content = b"".join(pieces(content))  # noqa: PLW2901  (the same, in one piece)
            looks.append(task.look(path, content))
        files.append((path, _laid(task.tree, path, content)))
    return TargetRecord(tuple(files), made.note), looks


def _laid(tree: Path | None, path: str, content: Any) -> Sum:
    return lay(tree, path, content) if tree else Sum.of(b"".join(pieces(content)))
