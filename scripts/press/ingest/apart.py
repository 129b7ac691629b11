"""Work on files of strangers in a process of its own: a bomb ends it, not the program."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from engine.errors import UserError

Value = TypeVar("Value")
# A page of a newspaper needs 0.3 GB and 2 seconds at the most; drawn to be read, 0.5 GB and 6.
MEMORY = 2 * 1024**3
SECONDS = 120.0


def apart(path: Path, work: Callable[..., Value], *given: object) -> Value:
    """What ``work`` makes of what it is given; ``UserError`` when it needs too much of the
    machine.
    """
    here, there = multiprocessing.Pipe(duplex=False)
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_in_bounds, args=(there, work, given), daemon=True)
    process.start()
    there.close()
    try:
        found = here.recv() if here.poll(SECONDS) else None
    except (EOFError, OSError):
        found = None
    finally:
        process.kill()
        process.join()
    if found is None:
        raise UserError(
            path,
            None,
            f"needs more than {MEMORY // 1024**3} GB of memory or {SECONDS:.0f} seconds",
            "print it to a PDF anew, or give the page's picture",
        )
    value, mistake = found
    if mistake:
        raise mistake
    result: Value = value
    return result


def _in_bounds(answer: Connection, work: Callable[..., object], given: tuple[object, ...]) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # a system without such bounds: what the file needs is bounded by its size and time
    try:
        answer.send((work(*given), None))
    except UserError as mistake:
        answer.send((None, mistake))
    except MemoryError:
        answer.close()
