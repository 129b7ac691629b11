"""Trees of files: what is in them, whether two files hold the same, and a file in two trees."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS}  # a file system that has no (more) hard links: copy instead
# Bytes that are compared at a time.
_PIECE = 1 << 20


class Tree:
    """A tree of files in the making."""

    def __init__(self, top: Path) -> None:
        """Nothing is in it yet."""
        self.top, self.made = top, set[str]()

    def place(self, path: str) -> Path:
        """Where a file goes, its folders made."""
        self.room(path)
        return self.top / path

    def room(self, path: str) -> None:
        """Make the folders of a file."""
        parent = path.rpartition("/")[0]
        if parent not in self.made:
            (self.top / parent).mkdir(parents=True, exist_ok=True)
            self.made.add(parent)


def walk(top: Path) -> Iterator[tuple[str, bool]]:
    """Every path under ``top`` and whether it is a folder, folders before their files; a link is a file and not followed."""
    if not top.is_dir():
        return
    for folder, folders, names in os.walk(top, onerror=_stop):
        under = folder[len(str(top)) :].replace(os.sep, "/").lstrip("/")
        for name in sorted(folders):
            yield f"{under}/{name}".lstrip("/"), not (Path(folder) / name).is_symlink()
        for name in sorted(names):
            yield f"{under}/{name}".lstrip("/"), False


def _stop(error: OSError) -> None:
    """A folder that cannot be listed cannot be carried over either."""
    raise error


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
