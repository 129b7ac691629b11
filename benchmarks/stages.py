"""One build with every stage timed, as a process of its own: prints one line of JSON. ``benchmarks/run.py`` calls it."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import build
from press import export, index, link, read, relate, render, repair, segment, tag

STAGES: tuple[tuple[str, ModuleType, str], ...] = (
    ("read", read, "read_folder"), ("segment", segment, "segment"), ("repair", repair, "mend"), ("repair", repair, "gather"),
    ("tag", tag, "tag"), ("link", link, "mention"), ("link", link, "uses"), ("relate", relate, "relate"),
    ("render", render, "pages"), ("index", index, "index_files"), ("export", export, "export"),
    ("export", export, "share"), ("export", export, "sitemap"), ("write", build, "publish"),
)  # fmt: skip


def timed(seconds: dict[str, float], stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The same work, its time added to its stage's; of a generator, the time that it takes to give each item."""

    def clocked(step: Callable[[], Any]) -> Any:
        began = time.process_time()
        try:
            return step()
        finally:
            seconds[stage] = seconds.get(stage, 0.0) + time.process_time() - began

    def run(*given: Any, **named: Any) -> Any:
        result = clocked(lambda: work(*given, **named))
        return drawn(result) if isinstance(result, Iterator) else result

    def drawn(items: Iterator[Any]) -> Iterator[Any]:
        end = object()
        while (item := clocked(lambda: next(items, end))) is not end:
            yield item

    return run


if __name__ == "__main__":
    spent: dict[str, float] = {}
    for stage, module, name in STAGES:
        setattr(module, name, timed(spent, stage, getattr(module, name)))
    with contextlib.redirect_stdout(io.StringIO()):
        code = build.main(sys.argv[1:])
    spent["write"] -= sum(spent.get(stage, 0.0) for stage in ("render", "index", "export"))  # the writer draws their files from them
    print(json.dumps({stage: round(seconds, 3) for stage, seconds in spent.items()}))
    sys.exit(code)
