"""Files into a folder that others look at, whole or not at all.

A staging tree mirrors the folder (every file that did not change is a hard link); what is new is
laid out in it, and the two change places. Whoever looks at the folder, at any moment and after any
crash, sees all of the old or all of the new. Where they cannot change places (another device, a
mount point), each file is replaced whole, one after the other.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from engine.errors import UserError
from engine.files import LINK, Scan, Sum, folder, folders_above, make_way, mirror, prune, scan, twin

# The lists of what was generated: what is committed, and what follows from it and is made by every
# build.
LISTING, LISTING_HERE = ".generated", ".generated-here"
# The call that lets two names change places in one step, its flag, and what "relative to the
# working directory" is there.
_EXCHANGE = {"linux": ("renameat2", 2, -100), "darwin": ("renameatx_np", 2, -2)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a build does to a folder: paths that it adds, changes and removes, each in order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs at all."""
        return bool(self.added or self.changed or self.removed)


def changes(wanted: Mapping[str, Sum], there: Mapping[str, Sum], ours: Collection[str]) -> Changes:
    """What is to be done for the files to be as ``wanted``; of those that are ``there``, the others
    of ``ours`` go.
    """
    return Changes(
        added=tuple(sorted(wanted.keys() - there.keys())),
        changed=tuple(sorted(path for path, one in wanted.items() if there.get(path, one) != one)),
        removed=tuple(sorted(there.keys() & set(ours) - wanted.keys())),
    )


@contextlib.contextmanager
def build_lock(build: Path, name: str, waiting: Callable[[], object]) -> Iterator[None]:
    """Hold a folder's name for one build at a time; a second one says so through ``waiting`` and
    waits.
    """
    folder(build).mkdir(parents=True, exist_ok=True)
    lock = FileLock(build / f"{name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


class StagingTree:
    """The tree that is to take a folder's place: it begins with what lies there."""

    def __init__(self, of: Path, top: Path, there: Scan) -> None:
        """``there`` is a scan of the folder, which need not be; the tree at ``top`` may be an
        earlier one.
        """
        self.top, self._of, self._there = top, of, there
        folder(top.parent).mkdir(parents=True, exist_ok=True)
        if top.is_symlink() or not top.is_dir():
            top.unlink(missing_ok=True)
        mirror(of, there, top)

    def publish(self, found: Changes, ours: Collection[str]) -> None:
        """Let the tree take the folder's place, without what goes. ``ours`` are all files that
        builds make or made.

        What a person saved or deleted since the scan, among all other files, is as that person left
        it.
        """
        prune(self.top, found.removed)
        self._of.mkdir(parents=True, exist_ok=True)
        links = (path for path, which in self._there.items() if which == LINK)
        for path in (path for path in links if path not in ours):
            make_way(self.top, path)
            twin(self._of / path, self.top / path)
        if exchange(self.top, self._of):
            self._carry_over(ours)
        else:
            for path in (*found.added, *found.changed):
                _replace(self.top, self._of, path)
            prune(self._of, found.removed)

    def _carry_over(self, ours: Collection[str]) -> None:
        left = {path: which for path, which in scan(self.top).items() if path not in ours}
        for path, which in left.items():
            if which is None:
                if path not in self._there:
                    (self._of / path).mkdir(parents=True, exist_ok=True)
            elif not _is(self._of / path, which):
                make_way(self._of, path)
                (self.top / path).replace(self._of / path)
        gone = self._there.keys() - left.keys() - set(ours) - set(folders_above(ours))
        prune(self._of, sorted(gone, reverse=True))


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places: in one step of the kernel, where there is no such call in two;
    whether they have.
    """
    if one.stat().st_dev != other.stat().st_dev:
        return False
    name, flag, here = _EXCHANGE.get(sys.platform, ("", 0, 0))
    call = getattr(ctypes.CDLL(None), name, None) if name else None
    if call and call(here, os.fsencode(one), here, os.fsencode(other), flag) == 0:
        return True
    aside = other.with_name(f".{other.name}.old")
    try:
        other.rename(aside)
    except OSError:  # a mount point
        return False
    one.rename(other)
    aside.rename(one)
    return True


def _replace(top: Path, of: Path, path: str) -> None:
    """Bring a file from one device to another, whole or not at all."""
    make_way(of, path)
    fresh = of / f"{path}.fresh"
    shutil.copyfile(top / path, fresh)
    fresh.replace(of / path)


def listed(docs: Path) -> dict[str, frozenset[str]]:
    """What earlier builds generated, by list. A line that is no path under docs/ (a merge
    conflict's mark) is passed over.
    """
    return {
        name: frozenset(filter(is_path, _lines(docs / name))) for name in (LISTING, LISTING_HERE)
    }


def is_path(line: str) -> bool:
    """Whether a line is a path within a folder.

    >>> [is_path(line) for line in ("a/b.md", "/etc/passwd", "../a.md", "a//b", "<<<<<<< ours", "")]
    [True, False, False, False, False, False]
    """
    steps = line.split("/")
    return not line.startswith(("<<<<<<<", "=======", ">>>>>>>")) and not {"", ".", ".."} & {*steps}


def listing(paths: Iterable[str]) -> bytes:
    """A list of generated files."""
    return "".join(f"{path}\n" for path in sorted(paths)).encode()


def hand_written(docs: Path, there: Scan | None = None) -> tuple[str, ...]:
    """The files under docs/ that no build made, in order; ``there`` is a scan of it."""
    ours = {LISTING, LISTING_HERE}.union(*listed(docs).values())
    found = scan(docs) if there is None else there
    return tuple(
        sorted(path for path, which in found.items() if which is not None and path not in ours)
    )


def refuse_strange(
    docs: Path, wanted: Iterable[str], fresh: Iterable[str], there: Scan, hand: Collection[str]
) -> None:
    """No two ``wanted`` files differ in capitals only, and no ``fresh`` one replaces what people
    wrote, or leaves docs/ by a link.
    """
    names: dict[str, str] = {}
    for path in sorted(wanted):
        other = names.setdefault(path.casefold(), path)
        if other != path:
            what = f"differs from {other} in capitals only"
            raise UserError(path, None, what, "rename one of the two seeds")
    taken = {*hand, *folders_above(hand)}
    for path in fresh:
        for step in folders_above([path]):
            if there.get(step) == LINK:
                what, todo = "is a link, and generated pages go there", "put a real folder there"
                raise UserError(docs / step, None, what, todo)
        in_the_way = [step for step in (path, *folders_above([path])) if step in hand]
        if in_the_way or path in taken:
            what = f"is in the way of a generated page and not listed in {LISTING}"
            raise UserError(docs / (in_the_way or [path])[0], None, what, "move it elsewhere")


def _is(path: Path, which: int) -> bool:
    """Whether a file is the one of that number; a link is never taken for another."""
    try:
        return which != LINK and path.lstat().st_ino == which
    except (FileNotFoundError, NotADirectoryError):
        return False


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
