"""What earlier builds found out: a value by its kind and name, with the key that says what it was made from.

One SQLite file beside docs/. It only ever saves time: a key is a digest of everything that a value is a function of, the program
included, and a file that cannot be read is begun anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import platform
import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

_TABLE = "CREATE TABLE IF NOT EXISTS packed (kind TEXT, name TEXT, key TEXT, value BLOB, PRIMARY KEY (kind, name)) WITHOUT ROWID"
# Packages whose code has a part in what the press makes.
_PACKAGES = ("jinja2", "markupsafe", "msgspec", "numpy", "pyyaml", "charset-normalizer", "zxing-cpp")


class Memory:
    """The memory in a file; without a path it is empty and forgets. ``put`` is kept when ``keep`` is called, all of it or nothing."""

    def __init__(self, path: Path | None) -> None:
        """Open it."""
        self._path = path

    def recall(self, kind: str) -> Mapping[str, tuple[str, bytes]]:
        """All values of a kind with their keys, by name."""
        if self._path is None or not self._path.exists():
            return {}
        try:
            with contextlib.closing(sqlite3.connect(self._path)) as file:
                return {name: (key, value) for name, key, value in file.execute("SELECT name, key, value FROM packed WHERE kind = ?", (kind,))}
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
            return {}

    def keep(self, kind: str, new: Mapping[str, tuple[str, bytes]], names: Iterable[str]) -> None:
        """Write new values of a kind, and forget those of it that are not among ``names``. A disk that is full keeps what was."""
        if self._path is None:
            return
        with contextlib.suppress(OSError, sqlite3.DatabaseError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(self._path)) as file, file:
                file.execute(_TABLE)
                gone = {name for (name,) in file.execute("SELECT name FROM packed WHERE kind = ?", (kind,))} - set(names)
                file.executemany("DELETE FROM packed WHERE kind = ? AND name = ?", ((kind, name) for name in gone))
                file.executemany("INSERT OR REPLACE INTO packed VALUES (?, ?, ?, ?)", ((kind, name, key, value) for name, (key, value) in new.items()))


FORGETFUL = Memory(None)


def digest(*parts: object) -> str:
    """A short name for plain values: texts, numbers, None, and tuples of them.

    >>> digest("a", ("b", 1)) == digest("a", ("b", 1)) != digest("a", "b", 1)
    True
    """
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@cache
def program() -> str:
    """A digest of the press itself: its code, data and templates, and the packages and the Python that it runs on."""
    whole = hashlib.sha256(f"{platform.python_version()} {[(name, importlib.metadata.version(name)) for name in _PACKAGES]}".encode())
    here = Path(__file__).resolve().parent
    for path in (here.parent / "build.py", *sorted(here.rglob("*")), *sorted((here.parent / "pages").rglob("*"))):
        if path.is_file() and path.suffix != ".pyc":
            whole.update(f"{path.relative_to(here.parent)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()
