"""Measure the whole chain on made-up archives of growing size, and its peers on the same Markdown:
a report in Markdown.

    python benchmarks/run.py [--peers VENV] 100 1000 10000

Each step is a command of its own; its time is the wall's and the processor's,
its memory the peak of all its processes together, pages that they share counted once.
The exponent between two sizes is the slope in a log-log chart: 1 is linear.
Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from benchmarks import seeds  # noqa: E402
from benchmarks.synthetic import A_PAGE  # noqa: E402

from engine.publish import hand_written  # noqa: E402

MORE = 7  # pages that are added one by one
WAIT, LOOK = (
    0.02,
    0.25,
)  # seconds between two looks whether a command has ended, and at its memory, which takes longer
# seconds for a peer: Zensical 0.0.72 waits for itself for ever at 10,000 articles (64,000 files)
PATIENCE = 120.0
# The least that makes a page of Hugo's: the content in a frame.
LAYOUT = (
    "<!doctype html><html lang=zh><head><title>{{ .Title }}</title></head><body><article>{{ "
    ".Content }}</article></body></html>"
)
HUGO = (
    "title = 'x'\ndisableKinds = ['taxonomy', 'term', 'RSS']\n[markup.goldmark.renderer]\n"
    "unsafe = true\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one process took: seconds, seconds of the processor, peak memory in MB, and what it
    printed.
    """

    seconds: float
    cpu: float
    memory: float
    said: str


@dataclass(slots=True, kw_only=True)
class Size:
    """The figures of one size of archive, by their names in the report."""

    articles: int
    figures: dict[str, float] = field(default_factory=dict)
    stages: Mapping[str, float] = field(default_factory=dict)


def main(words: Sequence[str] | None = None) -> int:
    """Measure each size and print the report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers", type=Path, help="an environment that has hugo and zensical")
    parser.add_argument("sizes", type=int, nargs="*", default=[100, 1000])
    options = parser.parse_args(words)
    sizes = []
    for articles in options.sizes:
        print(f"measuring {articles} articles …", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            sizes.append(measure(Path(folder), articles, options.peers and options.peers.resolve()))
    print(report(sizes))
    return 0


def measure(work: Path, articles: int, peers: Path | None) -> Size:
    """The figures of one size, in a project of its own with this one's settings and templates."""
    size = Size(articles=seeds.write(work / "seeds", articles) * A_PAGE)
    _copy(work)
    size.figures |= _told("press", _build(work)) | _told(
        "site", _build(work, "site", "--to", str(work / "site"))
    )
    size.figures |= _bytes(work / "site")
    if peers:
        _lay_out(work, work / "peers")
    size.figures |= _told("one page more", _one_more(work, size.articles))
    size.figures |= _told(
        "nothing new", _build(work, "site", "--from-seeds", "--to", str(work / "site"))
    )
    size.stages = json.loads(
        run(
            [
                sys.executable,
                str(ROOT / "benchmarks" / "stages.py"),
                "--seeds",
                str(work / "seeds"),
                "--docs",
                str(work / "other" / "docs"),
            ],
            work,
        ).said
    )
    size.figures |= _peers(work / "peers", peers) if peers else {}
    return size


def _copy(work: Path) -> None:
    shutil.copytree(
        ROOT / "scripts", work / "scripts", ignore=shutil.ignore_patterns("__pycache__")
    )
    for path in ("mkdocs.yml", *(f"docs/{name}" for name in hand_written(ROOT / "docs"))):
        (work / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, work / path)


def _one_more(work: Path, articles: int) -> Run:
    """The run in the middle of some that each add a page: how many other articles a page touches
    differs from page to page.

    What was written and deleted before is first brought to the disk, which would be busy with it
    meanwhile.
    """
    runs = []
    os.sync()
    for number in range(MORE):
        seeds.write(work / "seeds", A_PAGE, first=articles + number * A_PAGE)
        runs.append(_build(work, "site", "--from-seeds", "--to", str(work / "site")))
        print(
            f"{runs[-1].seconds:.2f} s, {runs[-1].cpu:.2f} processor s: {runs[-1].said}",
            file=sys.stderr,
        )
    return sorted(runs, key=lambda run: run.seconds)[MORE // 2]


def _told(name: str, run: Run) -> dict[str, float]:
    return {f"{name} s": run.seconds, f"{name} processor s": run.cpu, f"{name} MB": run.memory}


def _build(work: Path, *words: str) -> Run:
    return run([sys.executable, str(work / "scripts" / "build.py"), "--doubts", "0", *words], work)


def _lay_out(work: Path, to: Path) -> None:
    """The same docs/ for the peers, with the theme's templates; they are measured last, as they
    leave the disk much to do.
    """
    for part in ("docs", "scripts/theme"):
        shutil.copytree(work / part, to / part)
    shutil.copy(work / "mkdocs.yml", to)


def _peers(work: Path, peers: Path) -> dict[str, float]:
    """Zensical and Hugo on a docs/ that was laid out for them."""
    zensical = run(
        [str(peers / "bin" / "zensical"), "build", "-f", "mkdocs.yml"], work, patience=PATIENCE
    )
    (work / "layouts" / "_default").mkdir(parents=True)
    for name in ("single.html", "list.html"):
        (work / "layouts" / "_default" / name).write_text(LAYOUT, encoding="utf-8")
    (work / "hugo.toml").write_text(HUGO, encoding="utf-8")
    (work / "docs").rename(work / "content")
    for path in list((work / "content").rglob("index.md")):
        path.rename(
            path.with_name("_index.md")
        )  # with Hugo's own name for a page that has others beneath it
    hugo = run([str(peers / "bin" / "hugo"), "--quiet", "--destination", "hugo"], work)
    made = sum(1 for _ in (work / "hugo").rglob("*.html"))
    assert made > 50, f"hugo made {made} pages only"
    return _told("Hugo", hugo) | _told("Zensical", zensical)


def _bytes(site: Path) -> dict[str, float]:
    """The mean size of an article's HTML, and of all that is published for an article."""
    pages = [path.stat().st_size for path in (site / "articles").rglob("index.html")]
    whole = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    return {
        "KB of HTML an article": sum(pages) / len(pages) / 1000,
        "KB published an article": whole / len(pages) / 1000,
    }


def run(command: Sequence[str], folder: Path, patience: float = math.inf) -> Run:
    """Run a process to its end and measure it; one that fails ends the benchmark with what it said.

    One that is not done after ``patience`` seconds is ended, and its figures are no numbers.
    """
    began, memory = time.perf_counter(), 0.0
    looked = began
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            if time.perf_counter() - began > patience:
                process.kill()
                process.returncode = os.waitstatus_to_exitcode(os.wait4(process.pid, 0)[1])
                return Run(seconds=math.nan, cpu=math.nan, memory=math.nan, said="not done in time")
            if time.perf_counter() - looked > LOOK:
                memory, looked = max(memory, _memory(process.pid)), time.perf_counter()
            time.sleep(WAIT)
        _, status, usage = ended
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        said.seek(0)
        text = said.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit {process.returncode}\n{text[-2000:]}")
    return Run(seconds=seconds, cpu=usage.ru_utime + usage.ru_stime, memory=memory, said=text)


def _memory(process: int) -> float:
    """The memory of a process and all that come from it, in MB, what they share counted once; 0.0
    where the system does not tell (no Linux).
    """
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        children = (
            Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
        )
    except OSError:
        return 0.0
    own = sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return own / 1024 + sum(_memory(int(child)) for child in children)


def report(sizes: Sequence[Size]) -> str:
    """Tables of figures, of the press's stages, of exponents and of ratios to the peers."""
    heads = [f"{size.articles:,} articles" for size in sizes]
    figures = [
        (name, [size.figures.get(name, math.nan) for size in sizes]) for name in sizes[-1].figures
    ]
    stages = [
        (name, [1000 * size.stages.get(name, 0) / size.articles for size in sizes])
        for name in sizes[-1].stages
    ]
    wall, both = (
        [size.figures[f"press {unit}"] + size.figures[f"site {unit}"] for size in sizes]
        for unit in ("s", "processor s")
    )
    parts = [
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores.\n",
        _table(
            ["", *heads],
            [
                *figures,
                ("press and site, ms an article", _each(wall, sizes)),
                ("the same of the processor", _each(both, sizes)),
            ],
        ),
        _table(["press, ms an article", *heads], stages),
    ]
    if len(sizes) > 1:
        together = [("press and site s", wall), ("press and site processor s", both)]
        parts.append(_growth(sizes, [*figures, *together]))
    ratios = _ratios(sizes)
    parts += [_table(["ratio of processor times", *heads], ratios)] if ratios else []
    return "\n".join(parts)


def _growth(sizes: Sequence[Size], figures: Sequence[tuple[str, list[float]]]) -> str:
    """The exponents of times and sizes."""
    steps = [f"{a.articles:,} → {b.articles:,}" for a, b in pairwise(sizes)]
    rows = [
        (name, _exponents(sizes, values))
        for name, values in figures
        if name.endswith((" s", " MB"))
    ]
    return _table(["exponent", *steps], rows)


def _ratios(sizes: Sequence[Size]) -> list[tuple[str, list[float]]]:
    """The processor's time against that of each peer that was measured."""
    return [
        (
            f"site against {name}",
            [
                size.figures["site processor s"] / size.figures[f"{name} processor s"]
                for size in sizes
            ],
        )
        for name in ("Hugo", "Zensical")
        if f"{name} s" in sizes[-1].figures
    ]


def _each(seconds: Sequence[float], sizes: Sequence[Size]) -> list[float]:
    return [1000 * s / size.articles for s, size in zip(seconds, sizes, strict=True)]


def _exponents(sizes: Sequence[Size], values: Sequence[float]) -> list[float]:
    return [
        math.log(after / before) / math.log(large.articles / small.articles)
        for (small, large), (before, after) in zip(pairwise(sizes), pairwise(values), strict=True)
    ]


def _table(heads: Iterable[str], rows: Iterable[tuple[str, Sequence[float]]]) -> str:
    heads = list(heads)
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [
        f"| {name} | {' | '.join(f'{value:,.2f}' for value in values)} |" for name, values in rows
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
