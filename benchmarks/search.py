#!/usr/bin/env python3
"""Measures the search on made-up archives: ``python benchmarks/search.py 1000 10000 100000``.

For each size the index is built a file at a time, served by Python's own server and asked through
the shipped programs in a fresh Chromium. Bytes are what goes over the wire: index files as they
are, the page's own programs as a server would gzip them.

Two clocks run from the last key to the first result, in a browser that has nothing cached.
*Opened*: the search page is there, with the manifest and the tables of folding, and nothing else of
the index. *Cold*: a page is there as any page of the site is, with a script that waits for keys;
``/`` is pressed and the whole query typed at once. What is over a budget is marked ``!``.
"""

from __future__ import annotations

import gzip
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT)]

from benchmarks import synthetic  # noqa: E402

from press.index import index_files  # noqa: E402

CHROMIUM_WORDS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
FRESH, LATER = 12, 15  # queries of each kind: as the first of a visit, as later ones
HEAD = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>检索</title>
<link rel="stylesheet" href="../assets/search/search.css">
<script type="module" src="../assets/search/search.js"></script>"""
# The search page and any other page, each without the rest of the site; the theme's partial makes
# the same elements.
PAGES = {
    "search": f'{HEAD}<div data-press="search-page"></div>',
    "article": f"""{HEAD}<a href="../search/" data-press="search-button">检索</a>
<dialog data-press="search-dialog"><div data-press="search-parts">
<input type="search" name="q" data-press="search-field"></div></dialog>""",
}
# From the last key to the first result, or to the word that there is none.
CLOCK = """() => {
  const done = ".press-find__results li, .press-find__nothing";
  document.querySelectorAll(done).forEach((item) => item.remove());
  window.spent = new Promise((resolve) => {
    let began;
    addEventListener("input", () => { began = performance.now(); }, true);
    const look = () => document.querySelector(done) && resolve(performance.now() - began);
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
}"""


class Clock:
    """Processor time spent on making articles, to be taken off that of the index."""

    seconds = 0.0

    def timed(self, make: Any) -> Any:
        """The same function, its time added up."""

        def run(*arguments: Any) -> Any:
            began = time.process_time()
            try:
                return make(*arguments)
            finally:
                self.seconds += time.process_time() - began

        return run


def build(count: int, folder: Path) -> dict[str, float]:
    """Write the index of an archive; how long and how large."""
    clock = Clock()
    synthetic.article, synthetic.tags, synthetic.mentions = map(
        clock.timed, (synthetic.article, synthetic.tags, synthetic.mentions)
    )
    began, size, files, writing = time.process_time(), 0, 0, 0.0
    for path, data in index_files(synthetic.archive(count)):
        started = time.process_time()
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        size, files = size + len(data), files + 1
        writing += time.process_time() - started
    spent = time.process_time() - began - clock.seconds - writing
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "ms": spent / count * 1000,
        "memory": memory,
        "bytes": size / count,
        "files": files / count,
    }


class Counting(SimpleHTTPRequestHandler):
    """Serves files over lasting connections and adds up what they weigh on the wire."""

    protocol_version = "HTTP/1.1"
    # Web servers send at once what there is; Python's holds a file back until its header is
    # acknowledged, 40 ms later.
    disable_nagle_algorithm = True
    lock = threading.Lock()
    sent = requests = 0

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_head(self) -> Any:
        """Count a file before it is sent."""
        path = Path(self.translate_path(self.path))
        if path.is_file() and path.suffix != ".html":
            weight = (
                path.stat().st_size
                if path.suffix == ".bin"
                else len(gzip.compress(path.read_bytes()))
            )
            with self.lock:
                Counting.sent += weight
                Counting.requests += 1
        return super().send_head()


def queries(count: int) -> dict[str, list[str]]:
    """What people look for, by kinds: names, words, phrases of headlines, numbers, stretches of
    text, two words at once.
    """
    random = Random(count)
    found: dict[str, list[str]] = {}
    for _ in range(FRESH + LATER):
        article = synthetic.article(random.randrange(count))
        text = max((paragraph.text for paragraph in article.paragraphs), key=len)
        cut = random.randrange(len(text) - 12)
        title = article.title or ""
        kinds = {
            "reporter": article.authors[0].name,
            "2 characters": text[cut : cut + 2],
            "4 characters": text[cut : cut + 4],
            "begin of a headline, 3–8": title[: random.randrange(3, 9)],
            "stretch of text, 5–12": text[cut : cut + random.randrange(5, 13)],
            "two parts of 2": f"{text[cut : cut + 2]} {title[:2]}",
            "number": f"{random.randrange(1, 3000)}天",
            "name": synthetic.person(10_000 + random.randrange(synthetic.NAMES)),
        }
        for kind, query in kinds.items():
            found.setdefault(kind, []).append(query.replace('"', ""))
    return found


class Asked(NamedTuple):
    """What one query took."""

    bytes: int
    requests: int
    ms: float


class Visitor:
    """A browser with nothing cached, on its first page."""

    def __init__(self, browser: Any, address: str) -> None:
        """Open the page."""
        self.page = browser.new_context().new_page()
        Counting.sent = Counting.requests = 0
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")

    def ask(self, query: str, key: str = "") -> Asked:
        """Put the query into the field, perhaps after a key that opens it."""
        self.page.evaluate(CLOCK)
        if key:
            self.page.keyboard.press(key)
        else:
            self.page.locator("input[type=search]").select_text()
        self.page.keyboard.insert_text(query)
        spent = self.page.evaluate("window.spent")
        self.page.wait_for_load_state("networkidle")
        asked = Asked(Counting.sent, Counting.requests, spent)
        Counting.sent = Counting.requests = 0
        return asked


# Long: server, browser and what is asked of them are of one session.
def search(count: int, folder: Path) -> dict[str, Any]:
    """Weight and time of first and later searches, by kinds."""
    from playwright.sync_api import sync_playwright

    handler = partial(Counting, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM_WORDS
        )

        def fresh(query: str, page: str = "search/", key: str = "") -> Asked:
            visitor = Visitor(browser, address + page)
            asked = visitor.ask(query, key)
            visitor.page.context.close()
            return asked

        kinds = queries(count)
        first = {kind: [fresh(query) for query in asked[:FRESH]] for kind, asked in kinds.items()}
        cold = [
            fresh(query, "article/", "/").ms for asked in kinds.values() for query in asked[:FRESH]
        ]
        visitor = Visitor(browser, address + "search/")
        visitor.ask("PM2.5")
        later = {
            kind: [visitor.ask(query) for query in asked[FRESH:]] for kind, asked in kinds.items()
        }
        common = fresh(synthetic.word(0)).bytes
        browser.close()
        server.shutdown()
    return {"first": first, "later": later, "cold": cold, "common": common}


def figures(found: dict[str, Any]) -> dict[str, float]:
    """The figures of the table from what was asked; ``first …`` and ``later …`` of each kind."""
    out: dict[str, float] = {
        "common": found["common"],
        "cold_ms": median(found["cold"]),
        "cold_most": max(found["cold"]),
    }
    for when in ("first", "later"):
        every = [asked for kind in found[when].values() for asked in kind]
        for kind, some in (("", every), *found[when].items()):
            out[f"{when} {kind}"] = median(asked.bytes for asked in some)
            out[f"{when} {kind} most"] = max(asked.bytes for asked in some)
        out[f"{when}_ms"] = median(asked.ms for asked in every)
        out[f"{when}_most"] = max(asked.ms for asked in every)
        out[f"{when}_files"] = median(asked.requests for asked in every)
    return out


def measure(count: int) -> dict[str, float]:
    """Everything about one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        built = build(count, folder)
        shutil.copytree(ROOT / "docs" / "assets" / "search", folder / "assets" / "search")
        for page, html in PAGES.items():
            (folder / page).mkdir(exist_ok=True)
            (folder / page / "index.html").write_text(html, encoding="utf-8")
        return built | figures(search(count, folder))


FIRST, NEXT = {10_000: 100, 100_000: 150}, {10_000: 60, 100_000: 100}  # KB
# Label, key, unit, budget: of all sizes, or by size.
Row = tuple[str, str, float, dict[int, float] | float | None]
ROWS: tuple[Row, ...] = (
    ("index, ms of processor time an article", "ms", 1, 2),
    ("memory of the build, MB", "memory", 1, 1000),
    ("index, KB an article", "bytes", 1000, None),
    ("files an article", "files", 1, None),
    ("first search, median KB", "first ", 1000, FIRST),
    ("first search, most KB", "first  most", 1000, FIRST),
    ("later search, median KB", "later ", 1000, NEXT),
    ("later search, most KB", "later  most", 1000, None),
    ("files fetched by a first search, median", "first_files", 1, None),
    ("files fetched by a later search, median", "later_files", 1, None),
    ("commonest character, first search, KB", "common", 1000, 300),
    ("first result, opened, median ms", "first_ms", 1, {10_000: 300}),
    ("first result, opened, most ms", "first_most", 1, None),
    ("first result, cold, median ms", "cold_ms", 1, {10_000: 300}),
    ("first result, cold, most ms", "cold_most", 1, None),
    ("later result, median ms", "later_ms", 1, None),
)


def table(rows: Sequence[Row], results: dict[int, dict[str, float]]) -> None:
    """Rows as Markdown, what is over its budget marked."""
    print("| | " + " | ".join(f"{size:,}" for size in results) + " | budget |")
    print("|---|" + "---:|" * (len(results) + 1))
    for label, key, unit, budget in rows:
        cells = []
        for size, result in results.items():
            limit = budget.get(size) if isinstance(budget, dict) else budget
            value = result[key] / unit
            over = " !" if limit is not None and value > limit else ""
            cells.append(f"{value:,.{2 if value < 10 else 0}f}{over}")
        told = " / ".join(map(str, budget.values())) if isinstance(budget, dict) else budget or ""
        print(f"| {label} | {' | '.join(cells)} | {told} |")


def main(sizes: list[int]) -> None:
    """Each size in a process of its own; two tables."""
    results: dict[int, dict[str, float]] = {}
    for size in sizes:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size)],
            check=True,
            capture_output=True,
            text=True,
        )
        results[size] = json.loads(done.stdout)
        print(f"{size}: done", file=sys.stderr)
    table(ROWS, results)
    print()
    print(
        "KB, median / most:\n\n| | "
        + " | ".join(f"{size:,}, first | {size:,}, later" for size in results)
        + " |"
    )
    print("|---|" + "---:|" * (2 * len(results)))
    for kind in queries(1):
        cells = [
            shares(result, f"{when} {kind}", limits.get(size))
            for size, result in results.items()
            for when, limits in (("first", FIRST), ("later", {}))
        ]
        print(f"| {kind} | {' | '.join(cells)} |")


def shares(result: dict[str, float], key: str, limit: float | None) -> str:
    """Median and most of one kind, marked when the most is over the budget."""
    middle, most = result[key] / 1000, result[f"{key} most"] / 1000
    return f"{middle:.0f} / {most:.0f}{' !' if limit is not None and most > limit else ''}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
    else:
        main([int(word.replace("_", "")) for word in sys.argv[1:]] or [1000, 10_000])
