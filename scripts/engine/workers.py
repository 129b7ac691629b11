"""Work on many items at once, by as many processes as this one may use."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
# Items that a process takes at a time: their results lie in memory until they are asked for.
_TOGETHER = 16
# Parcels that each process may be ahead of whoever takes the results.
_AHEAD = 6
# What the processes work on: they are copies of this one, so that nothing has to be sent to them.
_WORK: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []


def parallel_map(
    work: Callable[[Item], Result], items: Sequence[Item], least: int, together: int = _TOGETHER, *,
    in_order: bool = True, meanwhile: Callable[[], object] = lambda: None,
) -> Iterator[Result]:  # fmt: skip
    """``work`` of every item, by processes of their own where there are ``least`` items for each and more than one core.

    An exception of ``work`` is raised here. Where processes cannot be copied (Windows) this one does it all. ``meanwhile`` is what this
    one does while the others begin.
    """
    workers = min(cores(), len(items) // max(least, 1))
    if workers < 2 or sys.platform == "win32":
        meanwhile()
        yield from map(work, items)
        return
    _WORK.append((work, items))
    room, ended = threading.Semaphore(workers * _AHEAD), threading.Event()

    def parcels() -> Iterator[tuple[int, int]]:
        for start in range(0, len(items), together):
            room.acquire()
            if ended.is_set():
                return
            yield start, start + together

    try:
        with multiprocessing.get_context("fork").Pool(workers, initializer=_ready) as pool:
            begun = (pool.imap if in_order else pool.imap_unordered)(_parcel, parcels())
            try:
                meanwhile()
                for results in begun:
                    room.release()
                    yield from results
            finally:  # a process that is ended while it gives its result keeps the lock under which all give theirs: they finish what they have
                ended.set()
                room.release()
                _exhaust(begun)
                pool.close()
                pool.join()
    finally:
        _WORK.pop()


def _exhaust(results: Iterator[object]) -> None:
    """Wait for what is still to come, whatever it is."""
    while True:
        try:
            next(results)
        except StopIteration:
            return
        except Exception:  # noqa: S112  (one has been raised, or nobody asks any more)
            continue


def aside(*works: Callable[[], Any]) -> tuple[Callable[[], Any], ...]:
    """Begin works in a process of their own, one after the other, and go on; what each gives is there when it is asked for.

    Where there is no process to spare, or where it comes to nothing, this one does a work when it is asked. What nobody can ask for
    any more is ended.
    """
    if not works or sys.platform == "win32" or cores() < 2:
        return works
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)

    def run() -> None:
        _ready()
        with contextlib.suppress(Exception):  # whoever asks does it again, and hears of it
            for work in works:
                sender.send(work())

    process = fork.Process(target=run, daemon=True)
    process.start()
    sender.close()

    found: list[Any] = []

    def result(number: int) -> Any:
        while len(found) <= number:
            try:
                found.append(receiver.recv())
            except EOFError:
                process.join()
                found.append(works[len(found)]())
        return found[number]

    weakref.finalize(result, process.kill)
    return tuple(partial(result, number) for number in range(len(works)))


class Apart:
    """A work in a process of its own, which may begin others, while this one goes on; it can be ended until it says that it must not be."""

    def __init__(self, work: Callable[[Callable[[], object]], Any]) -> None:
        """``work`` is given what it calls when it must no longer be ended."""
        fork = multiprocessing.get_context("fork")
        self._found, sender = fork.Pipe(duplex=False)
        self._decided = fork.Lock()

        def run() -> None:
            _lead(os.getpid())
            _ready()
            sender.send(work(self._decided.acquire))

        self._process = fork.Process(target=run)
        self._process.start()
        _lead(self._process.pid)  # whichever of the two comes first
        sender.close()

    def end(self) -> Any:
        """End it, with those that it has begun, or wait for it where it must not be ended."""
        if self._decided.acquire(block=False):
            with contextlib.suppress(ProcessLookupError):  # it has come to nothing
                os.killpg(self._process.pid or 0, signal.SIGKILL)
        return self.wait()

    def wait(self) -> Any:
        """What the work gives; None where it was ended or came to nothing."""
        try:
            return self._found.recv()
        except EOFError:
            return None
        finally:
            self._process.join()


def _lead(process: int | None) -> None:
    """Let a process lead a group of its own: Ctrl-C does not reach it, and it can be ended with all that it begins."""
    with contextlib.suppress(OSError):
        os.setpgid(process or 0, process or 0)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _parcel(run: tuple[int, int]) -> list[Any]:
    work, items = _WORK[-1]
    return [work(item) for item in items[slice(*run)]]


def _ready() -> None:
    """Ctrl-C is for the process that the person started; it ends the others, and when it is killed they end as well.

    What it collects is only what it made itself: to look at what was there would copy all of that, page by page.
    """
    gc.freeze()
    gc.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
