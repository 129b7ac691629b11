"""One built and served site for all the processes of a test run.

The first process that needs the site builds and serves it, and stays until the others are done.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from filelock import FileLock

PATIENCE, STEP = 300.0, 0.2  # seconds to wait for the others, and between two looks


@contextmanager
def shared(folder: Path, serve: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """What ``serve`` gives in the first process that comes, the same in all that come later.

    ``folder`` is one that the processes have in common.
    """
    state, lock = folder / "shared.json", FileLock(folder / "shared.lock")
    with lock:
        if found := _join(state):
            owned = None
        else:
            owned = serve()
            found = owned.__enter__()
            state.write_text(json.dumps({"found": found, "users": [os.getpid()]}))
    try:
        yield found
    finally:
        with lock:
            _leave(state)
        if owned:
            _wait(state, lock)
            owned.__exit__(None, None, None)


def _join(state: Path) -> str | None:
    """What is served, for one process more; None when nothing is."""
    if not state.exists():
        return None
    known = json.loads(state.read_text())
    state.write_text(json.dumps(known | {"users": [*known["users"], os.getpid()]}))
    return str(known["found"])


def _leave(state: Path) -> None:
    known = json.loads(state.read_text())
    users = [user for user in known["users"] if user != os.getpid() and _lives(user)]
    state.write_text(json.dumps(known | {"users": users}))


def _wait(state: Path, lock: FileLock) -> None:
    """Until nobody needs it any more; whoever comes then begins anew."""
    for _ in range(int(PATIENCE / STEP)):
        with lock:
            _leave(state)
            if not json.loads(state.read_text())["users"]:
                break
        time.sleep(STEP)
    with lock:
        state.unlink()


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
