"""How often a notice is right: for each code, the share of notices that stand near a true mistake.

    python tools/train/notices.py SCORER.py FOLDER PREDICTIONS

The scorer is a module with ``score_page(gold, prediction, source, detail)`` that leaves the
mistakes as (kind, first line, last line) in ``detail["misses"]``.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

# How many lines from a mistake a notice may stand.
_NEAR = 2


def near(line: int, mistakes: list[tuple[str, int, int]]) -> bool:
    """Whether a line is at a mistake; of a join, at one of its two sides."""
    return any(
        min(abs(line - first), abs(line - last)) <= _NEAR
        if kind in ("join", "unjoined")
        else first - _NEAR <= line <= last + _NEAR
        for kind, first, last in mistakes
    )


def load(path: str) -> Any:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Print, for each code, how many notices there are and which share is near a mistake."""
    scorer, folder, predictions = load(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for path in sorted(folder.glob("*.gold.json")):
        gold, name = json.loads(path.read_text("utf-8")), path.name.removesuffix(".gold.json")
        source = path.with_name(gold.get("source_file") or f"{name}.txt").read_text("utf-8")
        prediction = json.loads((predictions / f"{name}.json").read_text("utf-8"))
        detail: dict[str, Any] = {}
        scorer.score_page(gold, prediction, source, detail)
        for notice in prediction["notices"]:
            given[notice["code"]] += 1
            right[notice["code"]] += near(notice["line"] or 0, detail["misses"])
    for code, count in given.most_common():
        print(f"{code:24} {count:6} {right[code] / count:.2f}")


if __name__ == "__main__":
    main()
