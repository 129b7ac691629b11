"""A progress bar on long runs: nothing in the first second, nothing at all where there is no
terminal.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
PATIENCE = 1.0  # seconds before a person asks whether it still runs
WIDTH = 30


def progress(items: Iterable[Item], what: str, total: int) -> Iterator[Item]:
    """Give the items one by one and draw on the terminal how far they are; the bar is wiped at the
    end.
    """
    began, drawn = time.monotonic(), 0.0
    for number, item in enumerate(items):
        now = time.monotonic()
        if sys.stderr.isatty() and now - began > PATIENCE and now - drawn > 0.1:
            drawn = now
            full = WIDTH * number // total
            sys.stderr.write(f"\r{what} [{'#' * full}{'.' * (WIDTH - full)}] {number}/{total}")
            sys.stderr.flush()
        yield item
    if drawn:
        sys.stderr.write("\r" + " " * (WIDTH + len(what) + 24) + "\r")
