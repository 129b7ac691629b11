"""One build with every stage timed, in one process: prints one line of JSON, seconds of the
processor by stage. ``run.py`` calls it.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import build
from engine import builder, workers
from press import export, pipeline, read, repair, segment
from press.annotate import link, relate, tag

STAGES: tuple[tuple[str, ModuleType, str], ...] = (
    ("read", read, "read"),
    ("segment", segment, "segment"),
    ("repair", repair, "mend"),
    ("repair", repair, "gather"),
    ("tag", tag, "tag"),
    ("link", link, "mention"),
    ("link", link, "uses"),
    ("relate", relate, "relate"),
    ("relate", pipeline, "bonds"),
    ("export", export, "lines"),
)
# A target's stage by how its name begins; all others are pages.
TARGETS = (
    ("search/index", "index"),
    *((begin, "export") for begin in ("data/", "qr/", "feeds/", "rest", "robots", "sitemap")),
)


def timed(
    seconds: dict[str, float], stage: Callable[..., str], work: Callable[..., Any]
) -> Callable[..., Any]:
    """The same work, its time added to its stage's."""

    def run(*given: Any, **named: Any) -> Any:
        began = time.process_time()
        try:
            return work(*given, **named)
        finally:
            name = stage(*given)
            seconds[name] = seconds.get(name, 0.0) + time.process_time() - began

    return run


def of_target(task: Any, number: int) -> str:
    """The stage that makes a target."""
    name = task.targets[number].name
    return next((stage for begin, stage in TARGETS if name.startswith(begin)), "render")


if __name__ == "__main__":
    spent: dict[str, float] = {}
    for stage, module, name in STAGES:
        setattr(module, name, timed(spent, lambda *_, stage=stage: stage, getattr(module, name)))
    builder._make = timed(spent, of_target, builder._make)
    workers.cores = lambda: 1
    began = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        code = build.main(sys.argv[1:])
    spent["write and the rest"] = time.process_time() - began - sum(spent.values())
    print(json.dumps({stage: round(seconds, 3) for stage, seconds in spent.items()}))
    sys.exit(code)
