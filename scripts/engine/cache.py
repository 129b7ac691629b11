"""What a build finds out, kept for the next one: values by kind and name, each with a key that says
what it was made from.

One SQLite file. It only ever saves work: a key is a digest of all that a value is a function of,
the program included, and a checksum says of each value that is read whether it is what was written.
A file that is spoilt, in whatever way, is thrown away.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import tempfile
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from engine.errors import StartAgain, UserError
from engine.files import folder
from engine.workers import parallel_map

Item = TypeVar("Item")
Shared = TypeVar("Shared")
Value = TypeVar("Value")
# What makes of an item its values, one for each kind; the first argument is what all items share.
Work = Callable[[Shared, Item], Sequence[object]]
# A value with its kind, name and key.
Row = tuple[str, str, str, bytes]

_TABLE = """CREATE TABLE IF NOT EXISTS packed
    (kind TEXT, name TEXT, key TEXT, value BLOB, checksum BLOB, PRIMARY KEY (kind, name)) WITHOUT
    ROWID
    """
# So that keys are found without the values, which lie beside them in the table.
_INDEX = "CREATE INDEX IF NOT EXISTS keys ON packed (kind, name, key)"
_PUT = "INSERT OR REPLACE INTO packed VALUES (?, ?, ?, ?, ?)"
_ONE = "SELECT key, value, checksum FROM packed WHERE kind = ? AND name = ?"
_ALL = "SELECT name, key, value, checksum FROM packed WHERE kind = ?"
# What SQLite says when the disk, the folder's rights or another program are to blame, and not what
# the file holds.
_NOT_OURS = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_BUSY")
# What it says when another process has thrown the file away.
_GONE = "SQLITE_READONLY_DBMOVED"
# The kind and name under which the version is kept.
_VERSION = "version"
# Seconds that one process waits for another to have read or written.
_PATIENCE = 60
# Rows that are written at a time.
_TOGETHER = 64
# Values that are kept unpacked: articles are asked for page by page, and one that continues
# elsewhere goes to and fro.
_UNPACKED = 8

pack: Callable[[object], bytes] = msgspec.msgpack.Encoder().encode


class CacheCorrupt(StartAgain):
    """The file is not as it was written, and is gone; a build that starts again makes all of it
    anew.
    """


class Cache:
    """The values in a file; without a path, in one of its own that goes with it. Other processes
    may read it meanwhile.
    """

    def __init__(self, path: Path | None = None, version: str = "") -> None:
        """Open the file, or begin it; what one of another ``version`` kept is forgotten."""
        self.path = path or _of_its_own()
        self._connection: sqlite3.Connection | None = None
        if path is None:
            weakref.finalize(self, self.path.unlink, missing_ok=True)
        folder(self.path.parent).mkdir(parents=True, exist_ok=True)
        with self._file() as file:
            file.execute("PRAGMA synchronous = OFF")  # a checksum finds what a power cut spoils
            file.execute(_TABLE)
            file.execute(_INDEX)
        if version and self.keys(_VERSION) != {_VERSION: version}:
            with self._file() as file, file:
                file.execute("DELETE FROM packed")
            self.put([(_VERSION, _VERSION, version, b"")])

    def __reduce__(self) -> tuple[object, ...]:
        """How it is sent to another process: by its path."""
        return Cache, (self.path,)

    def __del__(self) -> None:
        """Close the file."""
        if connection := getattr(self, "_connection", None):
            connection.close()

    def keys(self, kind: str) -> dict[str, str]:
        """The keys of all values of a kind, by name."""
        with self._file() as file:
            return dict(file.execute("SELECT name, key FROM packed WHERE kind = ?", (kind,)))

    def get(self, kind: str, name: str) -> bytes:
        """A value that is there."""
        with self._file() as file:
            for key, value, checksum in file.execute(_ONE, (kind, name)):
                return self._verified((kind, name, key, value), checksum)
        raise self.spoilt()

    def values(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """All values of a kind, by name."""
        with self._file() as file:
            for name, key, value, checksum in file.execute(_ALL, (kind,)):
                yield name, self._verified((kind, name, key, value), checksum)

    def read(self, kind: str, type_: type[Value]) -> dict[str, Value]:
        """All values of a kind, by name, unpacked."""
        unpack = unpacker(type_)
        try:
            return {name: unpack(value) for name, value in self.values(kind)}
        except msgspec.MsgspecError as error:
            raise self.spoilt() from error

    def put(self, rows: Iterable[Row]) -> None:
        """Write values; those of one call are there together or not at all."""
        with self._file() as file, file:
            file.executemany(_PUT, ((*row, _checksum(row)) for row in rows))

    def keep(self, kind: str, names: Collection[str]) -> None:
        """Forget the values of a kind that have other names."""
        gone = [(kind, name) for name in self.keys(kind).keys() - set(names)]
        if gone:
            with self._file() as file, file:
                file.executemany("DELETE FROM packed WHERE kind = ? AND name = ?", gone)

    def outdated(self, kinds: Sequence[str], keys: Mapping[str, str]) -> list[str]:
        """The names whose values are not there under these keys."""
        known = [self.keys(kind) for kind in kinds]
        return [name for name, key in keys.items() if any(one.get(name) != key for one in known)]

    def map(
        self,
        kinds: Sequence[str],
        items: Mapping[str, Item],
        keys: Mapping[str, str],
        work: Work[Shared, Item],
        shared: Shared,
        *,
        least: int = 8,
    ) -> None:
        """See that the values of all items, and no others, are there: ``work`` makes those that are
        not there under their keys.

        ``work`` and ``least`` are as for ``parallel_map``.
        """
        missing = self.outdated(kinds, keys)
        made = parallel_map(work, [items[name] for name in missing], shared, least=least)
        rows: list[Row] = []
        for name, values in zip(missing, made, strict=True):
            both = zip(kinds, values, strict=True)
            rows += [(kind, name, keys[name], pack(value)) for kind, value in both]
            if len(rows) >= _TOGETHER:
                self.put(rows)
                rows = []
        self.put(rows)
        for kind in kinds:
            self.keep(kind, keys.keys())

    def _verified(self, row: Row, checksum: object) -> bytes:
        if not isinstance(row[3], bytes) or checksum != _checksum(row):
            raise self.spoilt()
        return row[3]

    def spoilt(self) -> CacheCorrupt:
        """Throw the file away; what to raise then."""
        for path in (self.path, Path(f"{self.path}-journal")):
            path.unlink(missing_ok=True)
        return CacheCorrupt(f"{self.path} is spoilt")

    @contextlib.contextmanager
    def _file(self) -> Iterator[sqlite3.Connection]:
        """The file; what SQLite says of it becomes one line for a person, or begins it anew."""
        try:
            if self._connection is None:
                self._connection = sqlite3.connect(
                    self.path, timeout=_PATIENCE, check_same_thread=False
                )
            yield self._connection
        except sqlite3.DatabaseError as error:
            name = getattr(error, "sqlite_errorname", "")
            if name == _GONE or not name.startswith(_NOT_OURS):
                raise self.spoilt() from error
            todo = "make room on the disk, or see that the file can be read and written"
            raise UserError(self.path, None, str(error), f"{todo}; docs/ is as it was") from error


class Stored(Mapping[str, Value], Generic[Value]):
    """The values of one kind by name, each read where it is asked for."""

    def __init__(self, cache: Cache, kind: str, names: Iterable[str], type_: Any) -> None:
        """``type_`` is what the values are, for msgspec."""
        self._of, self._names = (cache, kind, type_), tuple(dict.fromkeys(names))
        self._known = frozenset(self._names)
        unpack = unpacker(type_)
        self._get = lru_cache(_UNPACKED)(lambda name: unpack(cache.get(kind, name)))

    def __reduce__(self) -> tuple[object, ...]:
        """How it is sent to another process: with the cache's path."""
        cache, kind, type_ = self._of
        return Stored, (cache, kind, self._names, type_)

    def __getitem__(self, name: str) -> Value:
        """One value."""
        if name not in self._known:
            raise KeyError(name)
        found: Value = self._get(name)
        return found

    def __iter__(self) -> Iterator[str]:
        """The names, in order."""
        return iter(self._names)

    def __len__(self) -> int:
        """How many."""
        return len(self._names)

    def all(self) -> dict[str, Value]:
        """All values, read at once, in the order of their names."""
        cache, kind, type_ = self._of
        found = cache.read(kind, type_)
        if not self._known <= found.keys():
            raise cache.spoilt()
        return {name: found[name] for name in self._names}


def unpacker(kind: Any) -> Callable[[bytes], Any]:
    """What makes a value of its kind again of what ``pack`` made."""
    return msgspec.msgpack.Decoder(kind).decode


def digest(*parts: object) -> str:
    """A short name for plain values: texts, numbers, None, and tuples of them.

    >>> digest("a", ("b", 1)) == digest("a", ("b", 1)) != digest("a", "b", 1)
    True
    """
    try:
        plain = pack(parts)  # three times as fast as ``repr``
    except (UnicodeEncodeError, OverflowError):  # half of a character, a number of twenty digits
        plain = repr(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(plain, digest_size=12).hexdigest()


def _of_its_own() -> Path:
    handle, path = tempfile.mkstemp(suffix=".sqlite")
    os.close(handle)
    return Path(path)


def _checksum(row: Row) -> bytes:
    kind, name, key, value = row
    head = f"{kind}\0{name}\0{key}\0".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(head + value, digest_size=16).digest()
