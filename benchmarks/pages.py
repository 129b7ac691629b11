"""How long one page takes to read, and how the time grows with its length: a table in Markdown.

    python benchmarks/pages.py [SEED ...]

Reading is what the press does with one page alone: segment and mend. The second table repeats units
that have been slow once, or could be: each at two lengths, eight times apart. An exponent of 1 is
linear. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import math
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from press import read, repair, segment  # noqa: E402
from press.layout import arrange  # noqa: E402
from press.model import Line, Page  # noqa: E402

UNITS = (
    "水",
    "甲乙。　　",
    " ",
    "# ",
    "![",
    "<",
    "<div ",
    "**",
    "“",
    "> ",
    "图为水。（王超 摄）",
    "（下转第二版）",
    "—— ",
    "【",
    "水\n",
    "麦子熟了\n",
    "收割机在麦田里作业。\n",
    "王超\n",
)
SMALL, LARGE = 8_000, 64_000
REPEATS = 5


def seconds(page: Page) -> float:
    """Processor seconds to read a page, the best of several."""
    best = math.inf
    for _ in range(REPEATS):
        began = time.process_time()
        repair.mend(segment.segment(arrange(page)))
        best = min(best, time.process_time() - began)
    return best


def page_of(text: str) -> Page:
    """A page of a text."""
    lines = tuple(Line(number=number, text=line) for number, line in enumerate(text.split("\n"), 1))
    return Page(seed="page", sha256="", lines=lines)


def main(names: list[str]) -> None:
    """Print the two tables."""
    print("| page | characters | ms |\n| --- | ---: | ---: |")
    for path in map(Path, names or sorted(map(str, (ROOT / "seeds").glob("*.txt")))):
        page = read.read(path)
        print(
            f"| {path.stem} | {sum(len(line.text) for line in page.lines):,} | "
            f"{1000 * seconds(page):.1f} |"
        )
    print(
        f"\n| unit | {SMALL:,} characters, ms | {LARGE:,}, ms | exponent |\n| --- | ---: "
        "| ---: | ---: |"
    )
    for unit in UNITS:
        small, large = (seconds(page_of(unit * (size // len(unit)))) for size in (SMALL, LARGE))
        growth = math.log(max(large, 1e-6) / max(small, 1e-6)) / math.log(LARGE / SMALL)
        print(f"| {unit!r} | {1000 * small:.1f} | {1000 * large:.1f} | {growth:.2f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
