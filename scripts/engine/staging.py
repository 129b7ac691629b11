"""Trees of files: what is in them, whether two files hold the same, and a tree that is to take another's place."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

_NO_LINKS = {
    errno.EPERM,
    errno.EOPNOTSUPP,
    errno.EMLINK,
    errno.ENOSYS,
}  # a file system that has no (more) hard links: copy instead
# Bytes that are compared at a time.
_PIECE = 1 << 20


class StagingTree:
    """A tree that is to take another's place: at first it holds all that lies there, by links; then what is new is laid out in it."""

    def __init__(self, of: Path, kept: Path | None = None) -> None:
        """``of`` need not be there. Where the draft may be ``kept``, on the device of ``of``, it begins with what an earlier one left there;
        otherwise it lies beside ``of``, and ``close`` removes it. It is begun when something is laid out; ``begin`` may be given to
        somebody who does it before.
        """
        self.top, self.kept = kept or of.with_name(f".{of.name}.new"), kept is not None
        self.begin: Callable[[], object] = partial(twin, of, self.top)
        self._of, self._begun, self._folders = of, False, set[str]()

    def lay(self, path: str, content: bytes | Path) -> None:
        """Lay out a file; one that lies elsewhere is moved."""
        to = self._at(path)
        if isinstance(content, Path):
            shutil.move(content, to)
        else:
            to.unlink(missing_ok=True)  # it may be in the other tree as well
            to.write_bytes(content)

    def drop(self, paths: Iterable[str]) -> None:
        """Take files away, and the folders that are empty then."""
        emptied = set[str]()
        for path in paths:
            if not (lying := self._at(path)).is_dir():  # a folder may have taken its name
                lying.unlink(missing_ok=True)
            emptied |= {str(parent) for parent in PurePosixPath(path).parents}
        for folder in sorted(
            emptied - {"."}, reverse=True
        ):  # what lies within a folder comes before it
            with contextlib.suppress(OSError):  # something else lies there
                (self.top / folder).rmdir()
        self._folders -= emptied

    def take_place(self) -> None:
        """Go to where nothing lies."""
        self.top.rename(self._of)

    def begin_next(self) -> None:
        """Begin the next draft, if it is kept, so that the next publication need not: after a large one that takes long."""
        if self.kept:
            twin(self._of, self.top)

    def close(self) -> None:
        """Leave behind only what is kept."""
        if not self.kept:
            remove(self.top)

    def _at(self, path: str) -> Path:
        """Where a file goes, its folders made."""
        if not self._begun:
            self.begin()
            self._begun = True
        parent = path.rpartition("/")[0]
        if parent not in self._folders:
            (self.top / parent).mkdir(parents=True, exist_ok=True)
            self._folders.add(parent)
        return self.top / path


def twin(of: Path, to: Path) -> None:
    """Let a tree hold what another on its device holds and nothing else, file for file by links; those that are there already stay."""
    to.mkdir(parents=True, exist_ok=True)
    folders = [""]
    while folders:
        folder = folders.pop()
        theirs, mine = _entries(f"{of}/{folder}"), _entries(f"{to}/{folder}")
        for name, which in mine.items() - theirs.items():
            if which is None:
                shutil.rmtree(f"{to}/{folder}{name}")
            else:
                os.unlink(f"{to}/{folder}{name}")  # noqa: PTH108  (a Path for each of 50,000 files costs half a second)
        for name, which in theirs.items():
            if which is None:
                folders.append(f"{folder}{name}/")
                if name not in mine or mine[name] is not None:
                    os.mkdir(f"{to}/{folder}{name}")  # noqa: PTH102
            elif mine.get(name) != which:
                with contextlib.suppress(FileNotFoundError):  # it went just now
                    link(f"{of}/{folder}{name}", f"{to}/{folder}{name}")


def _entries(folder: str) -> dict[str, int | None]:
    """What lies in a folder, by name: None for a folder, for a file (a link is one) the number by which its device knows it."""
    try:
        with os.scandir(folder) as entries:
            return {
                entry.name: None if entry.is_dir(follow_symlinks=False) else entry.inode()
                for entry in entries
            }
    except FileNotFoundError:
        return {}


def walk(top: Path) -> Iterator[tuple[str, bool]]:
    """Every path under ``top`` and whether it is a folder, folders before what is in them; a link is a file and not followed."""
    folders = [""] if top.is_dir() else []
    while folders:
        folder = folders.pop()
        with os.scandir(f"{top}/{folder}") as entries:
            for entry in entries:
                within = entry.is_dir(follow_symlinks=False)
                yield f"{folder}{entry.name}", within
                if within:
                    folders.append(f"{folder}{entry.name}/")


def link(old: str, new: str) -> None:
    """Let a file be in two trees; where the file system has no links, as a copy."""
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(old, new, follow_symlinks=False)


def remove(tree: Path) -> None:
    """Take a tree away, as far as the file system lets us; the next publication tries again."""
    shutil.rmtree(tree, ignore_errors=True)


def same(old: Path, content: bytes | Path) -> bool:
    """Whether a file holds the content; ``filecmp`` would remember by modification times."""
    if isinstance(content, bytes):
        return content_of(old) == content
    if not old.is_file() or old.stat().st_size != content.stat().st_size:
        return False
    with old.open("rb") as one, content.open("rb") as other:
        return all(piece == other.read(_PIECE) for piece in iter(lambda: one.read(_PIECE), b""))


def content_of(path: Path) -> bytes | None:
    """What a file holds; None where there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
