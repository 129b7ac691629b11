"""What a program really reads, written down with digests as it reads it."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from engine.files import sum_of

_STANDARD = sysconfig.get_path("stdlib")
_PACKAGES = (sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))


class Recorder:
    """Python's audit hook for opened files; it cannot be taken away again, and so there is one,
    which mostly sleeps.
    """

    def __init__(self) -> None:
        """Begin to listen."""
        self.found: dict[str, str] | None = None
        self.own = ""
        sys.addaudithook(self._hear)

    def _hear(self, event: str, given: tuple[Any, ...]) -> None:
        if event != "open" or self.found is None or not isinstance(given[0], (str, os.PathLike)):
            return
        path, found = os.path.abspath(given[0]), self.found  # noqa: PTH100  (asked for each open)
        if path in found or path.startswith(self.own) or path.endswith(".pyc"):
            return
        self.found = None  # what is read here is not meant
        try:
            if stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
                found.update(digests([path]))
        except OSError:
            pass  # it is not there; whoever opens it says so
        finally:
            self.found = found


@contextlib.contextmanager
def recorded(own: Path) -> Iterator[Mapping[str, str]]:
    """Every file that is opened meanwhile, with the digest of what it held, but for those in the
    folder ``own``.
    """
    recorder, found = _recorder(), dict[str, str]()
    recorder.found, recorder.own = found, f"{own.absolute()}{os.sep}"
    try:
        yield found
    finally:
        recorder.found = None


@cache
def _recorder() -> Recorder:
    return Recorder()


def loaded() -> dict[str, str]:
    """The files of all modules that this process has loaded, with digests; not those of Python
    itself, which its version tells.
    """
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    ours = (path for path in files if path and not path.startswith(_STANDARD))
    theirs = (path for path in files if path and path.startswith(_PACKAGES))
    return digests({*ours, *theirs})


def digests(paths: Iterable[str]) -> dict[str, str]:
    """The digests of files; of one that is gone, none."""
    found = {path: sum_of(path) for path in paths}
    return {path: one.sha256 for path, one in found.items() if one}


def same(read: Mapping[str, str]) -> bool:
    """Whether files hold what they held when they were read."""
    return digests(read) == read


def names(folders: Iterable[str]) -> list[str]:
    """The names of all files in some folders, for one that comes may take another's place; links
    are followed.
    """
    walks = (os.walk(folder, followlinks=True) for folder in folders)
    return sorted(f"{top}/{file}" for walk in walks for top, _, files in walk for file in files)
