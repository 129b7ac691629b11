"""The last stage: generated files into docs/, whole or not at all.

A new tree is laid out elsewhere (every file that did not change is a hard link to the old one) and the two are exchanged
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
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path

from engine.errors import UserError
from engine.staging import StagingTree, content_of, same, walk

LISTING, LISTING_HERE = ".generated", ".generated-here"
# What is no path under docs/, among lines of paths: /etc/passwd, ../a.md, a//b.md, a/./b.md, a merge conflict's mark. As it begins with
# one of three characters, the others are passed over quickly.
_OUTSIDE = re.compile(r"[\0\n/](?:\.{0,2}[\n/]|(?<=\0)|(?<=\n)(?:<{7}|={7}|>{7}))")
# Which of the two lists a file is in, its path under docs/, and its content: as it is, in a file of its own that is used up, or None where
# it lies there as it should be.
Files = Iterable[tuple[str, str, bytes | str | Path | None]]
# The files that people put under docs/, when they are asked for.
Hand = Callable[[], Collection[str]]
# Files from whose change on a publication is a large one: to link them takes as long as to look at all of an archive of 10,000 articles.
_LARGE = 10_000
AT_FDCWD = {
    "linux": -100,
    "darwin": -2,
}  # "relative to the working directory", as each kernel numbers it
EXCHANGE = {
    "linux": ("renameat2", 2),
    "darwin": ("renameatx_np", 2),
}  # the call and its flag that swap two names in one step
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
def build_lock(docs: Path, waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
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


def compare(files: Files, docs: Path) -> Changes:
    """Say what ``publish`` would do to what is committed, and touch nothing; ``files`` are those alone."""
    return _Difference(docs, (LISTING,)).take(files)


def publish(
    files: Files,
    docs: Path,
    draft: StagingTree | None = None,
    hand: Hand | None = None,
    *,
    all_: bool = True,
) -> Changes:
    """Make the generated part of docs/ be ``files``, whole or not at all; say what changed.

    They are taken one by one, so that an archive larger than memory can be published. Files written by hand are carried over as they
    are, also when they are edited meanwhile (``hand`` are those that were there when the draft was begun); a generated path that would
    overwrite one is refused. An unchanged file keeps its inode and time. Where ``files`` are not ``all_``, what was generated before and
    is not among them stays. Killed at any moment it leaves all of the old tree or all of the new. Power cuts are left to the file
    system's own care.
    """
    docs = docs.resolve()
    with _plainly(docs):
        draft, hand = draft or StagingTree(docs), hand or partial(tuple, hand_written(docs))
        try:
            difference = _Difference(docs, (LISTING, LISTING_HERE), draft, all_=all_)
            changes = difference.take(files)
            if changes:
                draft.drop(changes.removed)
                if docs.is_dir():
                    _exchange(draft.top, docs)
                    _carry_over(draft.top, docs, difference.paths | {*changes.removed}, hand())
                else:
                    draft.take_place()
                if len(changes.added) + len(changes.changed) + len(changes.removed) > _LARGE:
                    draft.begin_next()
        finally:
            draft.close()
    return changes


class _Difference:
    """What a publication changes, found file by file; what is new or changed is laid out in a draft when there is one."""

    def __init__(
        self,
        docs: Path,
        listings: Sequence[str],
        draft: StagingTree | None = None,
        *,
        all_: bool = True,
    ) -> None:
        self.docs, self.draft, self.listings, self.all = docs, draft, listings, all_
        self.paths: set[str] = set()
        self.real = {""}
        self.added: list[str] = []
        self.changed: list[str] = []

    @cached_property
    def listed(self) -> tuple[frozenset[str], ...]:
        """What earlier builds generated, list by list."""
        return tuple(_listed(self.docs, name) for name in self.listings)

    def is_listed(self, path: str) -> bool:
        """Whether an earlier build generated it."""
        return any(path in listed for listed in self.listed)

    def take(self, files: Files) -> Changes:
        """Go through all the files, and then their lists; no list of what is not committed when there is nothing such."""
        mine: dict[str, list[str]] = {name: [] for name in self.listings}
        for name, path, content in files:
            mine[name].append(path)
            if content is not None:
                self._sort(path, content.encode() if isinstance(content, str) else content)
        if not self.all:
            given = {path for paths in mine.values() for path in paths} | mine.keys()
            for paths, listed in zip(mine.values(), self.listed, strict=True):
                paths.extend(listed - given)
        for name, paths in mine.items():
            if paths or name == LISTING:
                self._sort(name, "".join(f"{path}\n" for path in sorted(paths)).encode())
                paths.append(name)
        self._refuse([path for paths in mine.values() for path in paths])
        removed = sorted(
            {
                path
                for listed in self.listed
                for path in listed - self.paths
                if (self.docs / path).is_file()
            }
        )
        return Changes(
            added=tuple(sorted(self.added)),
            changed=tuple(sorted(self.changed)),
            removed=tuple(removed),
        )

    def _sort(self, path: str, content: bytes | Path) -> None:
        """Say of one file whether it is new, changed or as it was."""
        assert not _outside(path), f"a stage gave a path that is not under docs/: {path!r}"
        self._enter(path.rpartition("/")[0])
        old = self.docs / path
        if same(old, content):
            return
        there = old.exists()
        if there and not self.is_listed(path):
            raise _in_the_way(old)
        (self.changed if there else self.added).append(path)
        if self.draft:
            self.draft.lay(path, content)

    def _enter(self, folder: str) -> None:
        """No folder is one by a link, for nothing leaves docs/; one that takes a generated file's name takes its place."""
        if folder in self.real:
            return
        self._enter(folder.rpartition("/")[0])
        lying = self.docs / folder
        if lying.is_symlink():
            raise UserError(
                lying,
                None,
                "is a link, and generated pages go there",
                "put a real folder in its place",
            )
        if lying.is_file():
            if not self.is_listed(folder):
                raise _in_the_way(lying)
            if self.draft:
                self.draft.drop([folder])
        self.real.add(folder)

    def _refuse(self, paths: Collection[str]) -> None:
        """No two paths that are one, also where capitals are not told apart."""
        self.paths = set(paths)
        assert len(self.paths) == len(paths), (
            f"two stages gave one path: {sorted(path for path in self.paths if list(paths).count(path) > 1)}"
        )
        if len({*map(str.casefold, paths)}) == len(paths):
            return
        spelled = {path.casefold(): path for path in paths}
        for path in paths:
            if (other := spelled[path.casefold()]) != path:
                raise UserError(
                    path,
                    None,
                    f"differs from {other} in capitals only",
                    "rename one of the two seeds",
                )


def _in_the_way(path: Path) -> UserError:
    return UserError(
        path,
        None,
        f"is in the way of a generated page and not listed in {LISTING}",
        "move it elsewhere or delete it",
    )


def hand_written(docs: Path) -> tuple[str, ...]:
    """The files under docs/ that no build made, in order."""
    with _plainly(docs):
        listed = _listed(docs, LISTING) | _listed(docs, LISTING_HERE)
        return tuple(
            sorted(path for path, folder in walk(docs) if not folder and path not in listed)
        )


def _carry_over(old: Path, docs: Path, generated: Collection[str], hand: Collection[str]) -> None:
    """Bring what a person saved or deleted in the old tree between its layout and the exchange into the new one."""
    there = {path for path, folder in walk(old) if not folder}.difference(generated)
    for path in there:
        mine, theirs = docs / path, old / path
        if not theirs.is_symlink() and (
            not mine.exists()
            or (not mine.samefile(theirs) and mine.read_bytes() != theirs.read_bytes())
        ):
            mine.parent.mkdir(parents=True, exist_ok=True)
            theirs.replace(mine)
    for path in {*hand}.difference(there, generated):
        (docs / path).unlink(missing_ok=True)


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


def _listed(docs: Path, name: str) -> frozenset[str]:
    """What an earlier build generated, the list itself included. What is no path under docs/ (a merge conflict's mark) is passed over."""
    return _paths(name, content_of(docs / name) or b"")


@lru_cache(2)  # both lists are looked at before and after the pages are made
def _paths(name: str, listing: bytes) -> frozenset[str]:
    text = listing.decode(errors="replace").rstrip("\n")
    lines = text.splitlines()
    return frozenset(
        [name, *([line for line in lines if not _outside(line)] if _outside(text) else lines)]
    )


def _outside(paths: str) -> bool:
    return bool(_OUTSIDE.search(f"\n{paths}\n"))


@contextlib.contextmanager
def _plainly(docs: Path) -> Iterator[None]:
    """Turn what the file system says into one line for a person."""
    try:
        yield
    except OSError as error:
        todo = TODO.get(
            error.errno or 0,
            "make the folder writable or choose another with --docs; the old docs are untouched",
        )
        raise UserError(
            error.filename or docs, None, (error.strerror or str(error)).lower(), todo
        ) from error
