"""Work on many items at once, by processes that start afresh: what they need is sent to them, on
every system alike.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from engine.errors import UserError

Item = TypeVar("Item")
Shared = TypeVar("Shared")
Result = TypeVar("Result")
# Fork servers begin a process in 20 ms; a spawned one, where there are none, imports the program
# anew (400 ms on two cores of 2026).
START = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def parallel_map(
    work: Callable[[Shared, Item], Result],
    items: Sequence[Item],
    shared: Shared,
    *,
    least: int = 8,
    together: int = 8,
) -> Iterator[Result]:
    """``work(shared, item)`` of every item, in order; by processes where each has ``least`` items
    to do.

    ``work`` is a function of a module, and items, results and ``shared``, which is sent once, can
    be pickled. A process takes ``together`` items at a time. An exception of ``work`` is raised
    here; a process that is killed is a ``UserError``.
    """
    count = min(cores(), len(items) // max(least, 1))
    if count < 2:
        yield from (work(shared, item) for item in items)
        return
    context = multiprocessing.get_context(START)
    with tempfile.TemporaryDirectory(prefix="press-") as folder:
        task = Path(folder) / "task"
        task.write_bytes(pickle.dumps((work, shared), pickle.HIGHEST_PROTOCOL))
        try:
            with ProcessPoolExecutor(count, context, initializer=_ready) as pool:
                yield from pool.map(partial(_do, task), items, chunksize=together)
        except BrokenProcessPool as error:
            raise UserError(
                "a worker process",
                None,
                "was killed, perhaps because memory ran out",
                "close other programs and build again; docs/ and site/ are as they were",
            ) from error


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _do(task: Path, item: Any) -> Any:
    work, shared = _loaded(task)
    return work(shared, item)


@lru_cache(maxsize=1)
def _loaded(task: Path) -> tuple[Callable[[Any, Any], Any], Any]:
    work, shared = pickle.loads(task.read_bytes())  # noqa: S301  (written by this very build)
    return work, shared


def _ready() -> None:
    """Ctrl-C is for the process that a person began; when that one is gone, however it went, this
    one ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
