"""What a build finds out, piece by piece: a value by its kind and name, with the key that says what it was made from.

One SQLite file: what a build needs again it reads from there, so that an archive may be larger than memory; and the next build finds
what this one made. It only ever saves work: a key is a digest of everything that a value is a function of, the program included.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec

from engine.errors import UserError

_TABLE = "CREATE TABLE IF NOT EXISTS packed (kind TEXT, name TEXT, key TEXT, value BLOB, PRIMARY KEY (kind, name)) WITHOUT ROWID"
# So that keys are found without the values, which lie beside them in the table.
_INDEX = "CREATE INDEX IF NOT EXISTS keys ON packed (kind, name, key)"
# Packages whose code has a part in what the press makes, as the folders are called that say their versions.
_PACKAGES = (
    "jinja2-",
    "markupsafe-",
    "msgspec-",
    "numpy-",
    "pyyaml-",
    "charset_normalizer-",
    "zxing_cpp-",
)
# Rows that are written at a time: to write takes a moment however few they are, and they lie in memory until then.
_TOGETHER = 256
# Seconds that one process waits for another to have read or written.
_PATIENCE = 60
# A kind, a name of it, its key, its value.
Row = tuple[str, str, str, bytes]


class CacheCorrupt(Exception):  # noqa: N818  (it is no error of anybody)
    """The file cannot be read, and is gone; a build that begins again makes all of it anew."""


class Cache:
    """The memory in a file; without a path, or where that cannot be written, in one of its own that goes with it."""

    def __init__(self, path: Path | None = None) -> None:
        """Open it, or begin it."""
        self._maker, self._readers = os.getpid(), dict[int, sqlite3.Connection]()
        self._own = path is None or not _writable(path)
        self._path = _of_its_own() if self._own or path is None else path
        with self._file() as file, _whole(self._path):
            file.execute(_TABLE)
            file.execute(_INDEX)

    @property
    def room(self) -> Path:
        """Where a build may lay out what it makes: a folder beside the file, that nobody else uses."""
        return self._path.with_suffix(".made")

    def place(self, beside: Path) -> Path | None:
        """Where a tree may stay for the next build that is to change places with a folder; None where there is no such place."""
        stays = not self._own and self._path.parent.stat().st_dev == beside.parent.stat().st_dev
        return self._path.with_suffix(".tree") if stays else None

    def __del__(self) -> None:
        """A file of its own is nobody's afterwards; the processes that this one begot leave it alone."""
        for reader in self._readers.values():
            reader.close()
        if self._own and self._maker == os.getpid():
            self._path.unlink(missing_ok=True)

    def keys(self, kind: str) -> dict[str, str]:
        """The keys of all values of a kind, by name."""
        with self._file() as file, _whole(self._path):
            return dict(file.execute("SELECT name, key FROM packed WHERE kind = ?", (kind,)))

    def rows(self, kind: str) -> Iterator[tuple[str, str, bytes]]:
        """All values of a kind: name, key, value."""
        with self._file() as file, _whole(self._path):
            yield from file.execute("SELECT name, key, value FROM packed WHERE kind = ?", (kind,))

    def get(self, kind: str, name: str) -> bytes:
        """A value that is there."""
        with _whole(self._path):
            [(value,)] = self._open().execute(
                "SELECT value FROM packed WHERE kind = ? AND name = ?", (kind, name)
            )
            assert isinstance(value, bytes)
            return value

    def keep(self, rows: Iterable[Row], names: Iterable[str], *kinds: str) -> None:
        """Write the rows as they come, some at a time, and forget those of the kinds that are not among ``names``.

        Nothing is locked while rows are made: whoever makes them may read here.
        """
        gone = [(kind, name) for kind in kinds for name in self.keys(kind).keys() - set(names)]
        rest = iter(rows)
        while some := list(islice(rest, _TOGETHER)):
            with self._file() as file, _whole(self._path):
                file.executemany("INSERT OR REPLACE INTO packed VALUES (?, ?, ?, ?)", some)
        if gone:
            with self._file() as file, _whole(self._path):
                file.executemany("DELETE FROM packed WHERE kind = ? AND name = ?", gone)

    def _open(self) -> sqlite3.Connection:
        """The connection for reading, one for each process."""
        process = os.getpid()
        if process not in self._readers:
            self._readers[process] = sqlite3.connect(self._path, timeout=_PATIENCE)
        return self._readers[process]

    @contextlib.contextmanager
    def _file(self) -> Iterator[sqlite3.Connection]:
        with contextlib.closing(sqlite3.connect(self._path, timeout=_PATIENCE)) as file, file:
            yield file


def _of_its_own() -> Path:
    handle, path = tempfile.mkstemp(suffix=".sqlite")
    os.close(handle)
    return Path(path)


def _writable(path: Path) -> bool:
    """Whether the file is there, or can be made, and can be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(path)) as file:
            file.execute("BEGIN IMMEDIATE")
    except (OSError, sqlite3.OperationalError):
        return False
    except sqlite3.DatabaseError:
        path.unlink()
    return True


@contextlib.contextmanager
def _whole(path: Path) -> Iterator[None]:
    """Turn what SQLite says into one line for a person, or begin anew."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise UserError(
            path,
            None,
            str(error),
            "make room on the disk and build again; the old docs are untouched",
        ) from error
    except sqlite3.DatabaseError as error:
        path.unlink(missing_ok=True)
        raise CacheCorrupt from error


def digest(*parts: object) -> str:
    """A short name for plain values: texts, numbers, None, and tuples of them.

    >>> digest("a", ("b", 1)) == digest("a", ("b", 1)) != digest("a", "b", 1)
    True
    """
    try:
        plain = msgspec.msgpack.encode(parts)  # three times as fast as ``repr``
    except (UnicodeEncodeError, OverflowError):  # half of a character, a number of twenty digits
        plain = repr(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(plain, digest_size=12).hexdigest()


def installed() -> list[str]:
    """The packages with their versions: msgspec-0.22.0.dist-info. (To ask ``importlib.metadata`` takes twenty milliseconds.)

    >>> {name[: name.index("-") + 1].lower() for name in installed()} == set(_PACKAGES)
    True
    """
    return sorted(
        path.name
        for place in sys.path
        for path in Path(place).glob("*-info")
        if path.name.lower().startswith(_PACKAGES)
    )


@cache
def program() -> str:
    """A digest of the press itself, as it runs: its code and data, and the packages and the Python that it runs on; not the templates."""
    whole = hashlib.sha256(f"{platform.python_version()} {installed()}".encode())
    scripts = Path(__file__).resolve().parents[1]
    rooms = (path for room in ("engine", "press") for path in sorted((scripts / room).rglob("*")))
    for path in (scripts / "build.py", *rooms):
        if path.is_file() and path.suffix != ".pyc":
            whole.update(
                f"{path.relative_to(scripts)}\0".encode()
                + hashlib.sha256(path.read_bytes()).digest()
            )
    return whole.hexdigest()
