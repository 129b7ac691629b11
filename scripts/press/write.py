"""The last stage: generated files into docs/, whole or not at all.

A new tree is laid out beside docs/ (every file that did not change is a hard link to the old one) and the two are exchanged
in one step of the file system. Whoever looks at docs/, at any moment and after any crash, sees all of the old or all of the new.
``docs/.generated`` lists what was generated, so that strays can be removed and nothing written by hand is ever touched;
``docs/.generated-here`` lists, likewise, what follows from it and is not committed (search index, feeds, other forms of the data).
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from press.errors import Mistake
from press.processes import spread
from press.trees import Tree, content_of, link, remove, same, walk

LISTING, LISTING_HERE = ".generated", ".generated-here"
# Fewer files to link than these are not worth a second process.
_LINKS = 10_000
# A path under docs/ with its content: as it is, in a file of its own that is used up, or None where it lies there as it should be.
Files = Iterable[tuple[str, bytes | str | Path | None]]
AT_FDCWD = {"linux": -100, "darwin": -2}  # "relative to the working directory", as each kernel numbers it
EXCHANGE = {"linux": ("renameat2", 2), "darwin": ("renameatx_np", 2)}  # the call and its flag that swap two names in one step
TODO = {
    errno.ENOSPC: "make room on the disk and build again; the old docs are untouched",
    errno.EDQUOT: "make room in your quota and build again; the old docs are untouched",
    errno.EROFS: "the file system is read-only; choose another folder with --docs",
    errno.ENOTDIR: "a file is where the folder should be; choose another with --docs",
    errno.EBUSY: "the folder is a mount point and cannot be exchanged; choose a folder inside it with --docs",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a build does to docs/: paths that it adds, changes and removes, each in order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs at all."""
        return bool(self.added or self.changed or self.removed)


@contextlib.contextmanager
def alone(docs: Path, waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Hold docs/ for one build at a time; a second one says so through ``waiting`` and waits. The lock dies with its process."""
    parent = docs.resolve().parent
    with _plainly(parent):
        parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(parent, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)  # also for processes that this one has begun
        os.close(handle)


def compare(files: Files, docs: Path, here: Files | None = None) -> Changes:
    """Say what ``publish`` would do, and touch nothing; with ``here`` left out, what is not committed is passed over."""
    return _Difference(docs).take(files, here)


def publish(files: Files, docs: Path, here: Files = (), clear: Callable[[Path], object] = remove) -> Changes:
    """Make the generated part of docs/ be ``files`` and ``here`` (path under docs, content), whole or not at all; say what changed.

    They are taken one by one, so that an archive larger than memory can be published. Files written by hand are carried over as they
    are, also when they are edited meanwhile; a generated path that would overwrite one is refused. An unchanged file keeps its inode
    and time. Killed at any moment it leaves all of the old tree or all of the new. Power cuts are left to the file system's own care.
    ``clear`` takes the old tree away; it may take its time.
    """
    docs = docs.resolve()
    fresh = docs.with_name(f".{docs.name}.new")
    with _plainly(docs):
        for left in (fresh, *docs.parent.glob(f"{fresh.name}-*")):
            remove(left)
        try:
            difference = _Difference(docs, Tree(fresh))
            changes = difference.take(files, here)
            if changes:
                _link_the_rest(changes, docs, Tree(fresh))
                if docs.is_dir():
                    _exchange(fresh, docs)
                    _carry_over(fresh, docs, generated=difference.paths | {*changes.removed})
                else:
                    fresh.rename(docs)
        finally:
            if fresh.exists():
                clear(fresh.rename(fresh.with_name(f"{fresh.name}-{os.getpid()}")))
    return changes


class _Difference:
    """What a publication changes, found file by file; what is new or changed is written into a tree when there is one."""

    def __init__(self, docs: Path, tree: Tree | None = None) -> None:
        self.docs, self.tree, self.listed = docs, tree, set[str]()
        self.paths: set[str] = set()
        self.spellings: dict[str, str] = {}
        self.real = {""}
        self.added: list[str] = []
        self.changed: list[str] = []

    def take(self, files: Files, here: Files | None) -> Changes:
        """Go through all the files, and then their lists; no list of what is not committed when there is nothing such."""
        parts = [(LISTING, files)] + ([] if here is None else [(LISTING_HERE, here)])
        self.listed = {path for name, _ in parts for path in _listed(self.docs, name)}
        for name, pairs in parts:
            mine = []
            for path, content in pairs:
                mine.append(path)
                self._sort(path, content.encode() if isinstance(content, str) else content)
            if mine or name == LISTING:
                self._sort(name, "".join(f"{path}\n" for path in sorted(mine)).encode())
        removed = sorted(path for path in self.listed - self.paths if (self.docs / path).is_file())
        return Changes(added=tuple(sorted(self.added)), changed=tuple(sorted(self.changed)), removed=tuple(removed))

    def _sort(self, path: str, content: bytes | Path | None) -> None:
        """Say of one file whether it is new, changed or as it was."""
        self._refuse(path)
        old = self.docs / path
        if content is None or same(old, content):
            return
        there = old.exists()
        if there and path not in self.listed:
            raise Mistake(old, None, f"is in the way of a generated page and not listed in {LISTING}", "move it elsewhere or delete it")
        (self.changed if there else self.added).append(path)
        if not self.tree:
            return
        if isinstance(content, Path):
            shutil.move(content, self.tree.place(path))
        else:
            self.tree.place(path).write_bytes(content)

    def _refuse(self, path: str) -> None:
        """No path that leaves docs/, also by a link; no two that are one where capitals are not told apart."""
        assert _inside(path), f"a stage gave a path that is not under docs/: {path!r}"
        other = self.spellings.setdefault(path.casefold(), path)
        assert path not in self.paths, f"two stages gave the path {path!r}"
        if other != path:
            raise Mistake(path, None, f"differs from {other} in capitals only", "rename one of the two seeds")
        self.paths.add(path)
        folder = path.rpartition("/")[0]
        while folder not in self.real:
            if (self.docs / folder).is_symlink():
                raise Mistake(self.docs / folder, None, "is a link, and generated pages go there", "put a real folder in its place")
            self.real.add(folder)
            folder = folder.rpartition("/")[0]


def by_hand(docs: Path) -> tuple[str, ...]:
    """The files under docs/ that no build made, in order."""
    with _plainly(docs):
        generated = _listed(docs, LISTING) | _listed(docs, LISTING_HERE)
        return tuple(sorted(path for path, folder in walk(docs) if not folder and path not in generated))


def _link_the_rest(changes: Changes, docs: Path, fresh: Tree) -> None:
    """Complete the new tree with links to all that stays as it is, and with the folders made by hand."""
    fresh.place("x")
    leave = {*changes.changed, *changes.removed}
    emptied = {str(parent) for path in changes.removed for parent in PurePosixPath(path).parents}
    stay = []
    for path, folder in walk(docs):
        if folder and path not in emptied:
            fresh.place(f"{path}/x")
        elif not folder and path not in leave:
            fresh.room(path)
            stay.append(path)

    def share(path: str) -> None:
        link(f"{docs}/{path}", f"{fresh.top}/{path}")  # no Path for each of 50,000 files: it costs as much as the link

    for _ in spread(share, stay, _LINKS, 256):
        pass


def _carry_over(old: Path, docs: Path, generated: set[str]) -> None:
    """Bring what a person saved in the old tree between its layout and the exchange into the new one."""
    for path, folder in walk(old):
        if folder or path in generated or (theirs := old / path).is_symlink():
            continue
        mine = docs / path
        if not mine.exists() or (not mine.samefile(theirs) and mine.read_bytes() != theirs.read_bytes()):
            mine.parent.mkdir(parents=True, exist_ok=True)
            theirs.replace(mine)


def _exchange(fresh: Path, docs: Path) -> None:
    """Swap two folders' names in one step of the kernel; where there is no such call, in two, with docs/ missing in between."""
    name, flag = EXCHANGE.get(sys.platform, ("", 0))
    call = getattr(ctypes.CDLL(None, use_errno=True), name, None) if name else None
    if call is not None:
        here = AT_FDCWD[sys.platform]
        if call(here, os.fsencode(fresh), here, os.fsencode(docs), flag) == 0:
            return
        number = ctypes.get_errno()
        if number not in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
            raise OSError(number, os.strerror(number), str(docs))
    aside = docs.with_name(f".{docs.name}.old")
    docs.rename(aside)
    fresh.rename(docs)
    aside.rename(fresh)


def _listed(docs: Path, name: str) -> set[str]:
    """What an earlier build generated, the list itself included. What is no path under docs/ (a merge conflict's mark) is passed over."""
    lines = (content_of(docs / name) or b"").decode(errors="replace").splitlines()
    return {name, *(line for line in lines if line and not line.startswith(("<<<<<<<", "=======", ">>>>>>>")) and _inside(line))}


def _inside(path: str) -> bool:
    return path != "" and "\0" not in path and not {"", ".", ".."}.intersection(path.split("/"))


@contextlib.contextmanager
def _plainly(docs: Path) -> Iterator[None]:
    """Turn what the file system says into one line for a person."""
    try:
        yield
    except OSError as error:
        todo = TODO.get(error.errno or 0, "make the folder writable or choose another with --docs; the old docs are untouched")
        raise Mistake(error.filename or docs, None, (error.strerror or str(error)).lower(), todo) from error
