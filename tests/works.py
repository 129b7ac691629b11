"""Functions that tests send to other processes: these import them from here."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from engine.cache import Cache
from engine.errors import UserError


def square(of: int, number: int) -> tuple[int, int]:
    """A number times another, and who says so."""
    return of * number, os.getpid()


def mistaken(at: int, number: int) -> int:
    """The number, but for one that is a user's mistake."""
    if number == at:
        raise UserError("a.txt", number, "is wrong", "mend it")
    return number


def killed(at: int, number: int) -> int:
    """The number, but for one at which the process ends as when memory runs out."""
    if number == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def sleeping(folder: Path, number: int) -> int:
    """Leave a mark, and take very long."""
    (folder / f"{number}").write_text(str(os.getpid()))
    time.sleep(600)
    return number


def doubled(cache: Cache, name: str) -> tuple[bytes]:
    """A value of the cache, twice."""
    return (cache.get("a", name) * 2,)
