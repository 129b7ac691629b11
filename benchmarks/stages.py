"""One build with every stage timed, as a process of its own: prints one line of JSON. ``benchmarks/run.py`` calls it."""

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

STAGES: tuple[tuple[str, ModuleType, str], ...] = (
    ("read", build.read, "read_folder"), ("segment", build.segment, "segment"), ("repair", build.repair, "mend"), ("repair", build.repair, "gather"),
    ("tag", build.tag, "tag"), ("link", build.link, "mention"), ("link", build.link, "uses"), ("relate", build.relate, "relate"),
    ("render", build.render, "render"), ("index", build.index, "build_index"), ("export", build.export, "export"),
    ("export", build.export, "share"), ("export", build.export, "sitemap"), ("write", build, "publish"),
)  # fmt: skip


def timed(seconds: dict[str, float], stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The same work, its time added to its stage's."""

    def run(*given: Any, **named: Any) -> Any:
        began = time.process_time()
        try:
            return work(*given, **named)
        finally:
            seconds[stage] = seconds.get(stage, 0.0) + time.process_time() - began

    return run


if __name__ == "__main__":
    spent: dict[str, float] = {}
    for stage, module, name in STAGES:
        setattr(module, name, timed(spent, stage, getattr(module, name)))
    with contextlib.redirect_stdout(io.StringIO()):
        code = build.main(sys.argv[1:])
    print(json.dumps({stage: round(seconds, 3) for stage, seconds in spent.items()}))
    sys.exit(code)
