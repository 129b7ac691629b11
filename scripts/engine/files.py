"""Folders and files: what lies in a folder, the sums of files, a file laid out whole, a folder that
mirrors another.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from engine.errors import UserError

# What a file holds; where that is much, piece by piece.
Content = str | bytes | Iterable[bytes]
# What lies in a folder: each path with its file's number on the device; None for a folder, -1 for a
# link.
Scan = Mapping[str, int | None]
LINK = -1
# Bytes that are read or written at a time.
_PIECE = 1 << 18
# Threads that read files: more than two are slower on two cores (42,000 files, 422 MB: 0.6 s by
# two, 0.8 by four, 2.2 by one).
_THREADS = 2


class Sum(NamedTuple):
    """A file's size in bytes and its SHA-256."""

    size: int
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> Sum:
        """Of a content at hand."""
        return cls(len(content), hashlib.sha256(content).hexdigest())


def folder(path: Path) -> Path:
    """Where a folder really lies; what is no folder, or a link that leads nowhere, is a
    ``UserError``.
    """
    if path.is_symlink() and not path.exists():
        raise UserError(path, None, "is a link that leads nowhere", "mend or remove it")
    if path.exists() and not path.is_dir():
        raise UserError(path, None, "is a file, and a folder is needed there", "move it away")
    return path.resolve()


def scan(top: Path) -> dict[str, int | None]:
    """What lies in a folder, folders before what is in them; links are not followed. Nothing where
    there is no folder.
    """
    found: dict[str, int | None] = {}
    folders = [""] if top.is_dir() else []
    while folders:
        within = folders.pop()
        with os.scandir(f"{top}/{within}") as entries:
            for entry in entries:
                path = f"{within}{entry.name}"
                if entry.is_symlink():
                    found[path] = LINK
                elif entry.is_dir():
                    found[path] = None
                    folders.append(f"{path}/")
                else:
                    found[path] = entry.inode()
    return found


def sums(top: Path, paths: Iterable[str]) -> dict[str, Sum]:
    """The sums of files in a folder, whatever their times say; of one that is gone, none."""
    listed = sorted(paths)
    parts = [listed[number::_THREADS] for number in range(_THREADS)]
    with ThreadPoolExecutor(_THREADS) as pool:
        found = pool.map(lambda part: [(path, sum_of(f"{top}/{path}")) for path in part], parts)
        return {path: one for path, one in chain.from_iterable(found) if one}


def sum_of(path: str) -> Sum | None:
    """The sum of a file; None where there is none."""
    whole, size = hashlib.sha256(), 0
    try:
        file = os.open(path, os.O_RDONLY)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        while piece := os.read(file, _PIECE):
            size += len(piece)
            whole.update(piece)
        return Sum(size, whole.hexdigest())
    except IsADirectoryError:
        return None
    finally:
        os.close(file)


def read(path: Path) -> Iterator[bytes]:
    """What a file holds, piece by piece."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def pieces(content: Content) -> Iterable[bytes]:
    """A content piece by piece."""
    if isinstance(content, str):
        return (content.encode(),)
    return (content,) if isinstance(content, bytes) else content


def lay(top: Path, path: str, content: Content) -> Sum:
    """Lay out a file in a folder; one that holds the same stays, and what is in its way goes. No
    file is written in place.
    """
    place, size, whole = top / path, 0, hashlib.sha256()
    make_way(top, path)
    fresh = place.with_name(f"{place.name[:200]}.fresh")
    with fresh.open("wb") as file:
        for piece in pieces(content):
            size += file.write(piece)
            whole.update(piece)
    found = Sum(size, whole.hexdigest())
    if sum_of(str(place)) == found:
        fresh.unlink()
    else:
        fresh.replace(place)
    return found


def make_way(top: Path, path: str) -> None:
    """Make the folders of a path; a file that has a folder's name goes, and a folder that has the
    file's.
    """
    place = top / path
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        for parent in place.parents:
            if parent.is_file() or parent.is_symlink():
                parent.unlink()
        place.parent.mkdir(parents=True, exist_ok=True)
    if place.is_symlink():
        place.unlink()
    elif place.is_dir():
        shutil.rmtree(place)


def mirror(of: Path, theirs: Scan, to: Path) -> None:
    """Let a folder hold what a scan of another found there and nothing else, links left out: hard
    links, or copies.
    """
    if to.is_dir() and of.is_dir() and to.stat().st_dev != of.stat().st_dev:
        shutil.rmtree(to)  # numbers of files say nothing on another device
    to.mkdir(parents=True, exist_ok=True)
    mine = scan(to)
    stray = [path for path, which in mine.items() if which == LINK or theirs.get(path, 0) != which]
    for path in reversed(stray):
        remove(to, path)
    for path, which in theirs.items():
        if which is None:
            (to / path).mkdir(exist_ok=True)
        elif which != LINK and mine.get(path) != which:
            twin(of / path, to / path)


def twin(old: Path, new: Path) -> None:
    """Let a file be in two folders; where the file system cannot, as a copy. One that is gone by
    now is left out.
    """
    try:
        os.link(old, new, follow_symlinks=False)
    except FileNotFoundError:
        return
    except OSError:
        shutil.copy2(old, new, follow_symlinks=False)


def remove(top: Path, path: str) -> None:
    """Take away a file, or a folder that is empty."""
    place = top / path
    if place.is_symlink() or not place.is_dir():
        place.unlink(missing_ok=True)
    elif not any(place.iterdir()):
        place.rmdir()


def prune(top: Path, paths: Sequence[str]) -> None:
    """Take files away, and the folders that are empty then."""
    for path in paths:
        remove(top, path)
    for within in sorted(set(folders_above(paths)), reverse=True):
        remove(top, within)


def folders_above(paths: Collection[str]) -> Iterator[str]:
    """The folders that some paths lie in.

    >>> list(folders_above(["a/b/c.md"]))
    ['a/b', 'a']
    """
    for path in paths:
        while path := path.rpartition("/")[0]:
            yield path
