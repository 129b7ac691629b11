#!/usr/bin/env python3
"""Measures the search on made-up archives: ``python benchmarks/search.py 1000 10000 100000``.

For each size the index is built a file at a time, served by Python's own server and asked through the shipped search page in a
fresh Chromium. Bytes are what goes over the wire: index files as they are, the page's own programs as a server would gzip them.
The clock of the first result starts when the whole query is put into the field of a fresh browser whose search has just been opened:
it has the manifest and the tables of folding, and nothing else of the index.
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
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT)]

from benchmarks import synthetic  # noqa: E402

from press.index import index_files  # noqa: E402

CHROMIUM_WORDS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
LATER = 60
FRESH = 8
COUNTED = "document.querySelectorAll('.press-find__results li').length || document.querySelector('.press-find__nothing')"
# The search page without the rest of the site; the theme's partial makes the same elements.
SHELL = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>检索</title>
<link rel="stylesheet" href="../assets/search/search.css"><script type="module" src="../assets/search/search.js"></script>
<div data-press="search-page"></div>"""


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
    synthetic.article, synthetic.tags, synthetic.mentions = map(clock.timed, (synthetic.article, synthetic.tags, synthetic.mentions))
    began, size, files, writing = time.process_time(), 0, 0, 0.0
    for path, data in index_files(synthetic.archive(count)):
        started = time.process_time()
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        size, files = size + len(data), files + 1
        writing += time.process_time() - started
    spent = time.process_time() - began - clock.seconds - writing
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"ms": spent / count * 1000, "memory": memory, "bytes": size / count, "files": files}


class Counting(SimpleHTTPRequestHandler):
    """Serves files and adds up what they weigh on the wire."""

    sent = requests = 0

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_head(self) -> Any:
        """Count a file before it is sent."""
        path = Path(self.translate_path(self.path))
        if path.is_file() and path.suffix != ".html":
            type(self).sent += path.stat().st_size if path.suffix == ".bin" else len(gzip.compress(path.read_bytes()))
            type(self).requests += 1
        return super().send_head()


def queries(count: int) -> list[str]:
    """What people look for: names, words, phrases of headlines, numbers, stretches of text, two words at once."""
    random = Random(count)
    found = []
    for at in range(LATER):
        article = synthetic.article(random.randrange(count))
        text = max((paragraph.text for paragraph in article.paragraphs), key=len)
        cut = random.randrange(len(text) - 12)
        title = article.title or ""
        kinds = (
            article.authors[0].name, text[cut : cut + 2], text[cut : cut + 4], title[: random.randrange(3, 9)],
            text[cut : cut + random.randrange(5, 13)], f"{text[cut : cut + 2]} {title[:2]}", f"{random.randrange(1, 3000)}天",
            synthetic.person(10_000 + random.randrange(synthetic.NAMES)),
        )
        found.append(kinds[at % len(kinds)].replace('"', ""))
    return found


def ask(page: Any, query: str) -> float:
    """Put a query into the field; milliseconds until a result stands on the page."""
    return float(page.evaluate(
        """async ([query, counted]) => {
          const field = document.querySelector("input[type=search]");
          document.querySelectorAll(".press-find__results li, .press-find__nothing").forEach((item) => item.remove());
          const began = performance.now();
          field.value = query;
          field.dispatchEvent(new Event("input", { bubbles: true }));
          const done = new Function(`return ${counted}`);
          while (!done()) await new Promise((next) => setTimeout(next, 2));
          return performance.now() - began;
        }""",
        [query, COUNTED],
    ))


def search(count: int, folder: Path) -> dict[str, float]:
    """Weight and time of first and later searches."""
    from playwright.sync_api import sync_playwright

    handler = partial(Counting, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/search/"
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_WORDS)

        def fresh(query: str) -> tuple[float, int, Any]:
            page = browser.new_context().new_page()
            Counting.sent = Counting.requests = 0
            page.goto(address)
            page.wait_for_selector("input[type=search]")
            page.wait_for_load_state("networkidle")
            return ask(page, query), Counting.sent, page

        asked = queries(count)
        firsts = [fresh(query)[:2] for query in asked[:FRESH]]
        page = fresh("PM2.5")[2]
        weights, times, requests = [], [], []
        for query in asked[FRESH:]:
            Counting.sent = Counting.requests = 0
            times.append(ask(page, query))
            page.wait_for_load_state("networkidle")
            weights.append(Counting.sent)
            requests.append(Counting.requests)
        common = fresh(synthetic.word(0))[1]
        browser.close()
        server.shutdown()
    ordered = sorted(weights)
    return {
        "first": median(weight for _, weight in firsts), "first_most": max(weight for _, weight in firsts), "later": median(weights), "later90": ordered[len(ordered) * 9 // 10],
        "common": common, "first_ms": median(ms for ms, _ in firsts), "later_ms": median(times), "requests": median(requests),
    }


def measure(count: int) -> dict[str, float]:
    """Everything about one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = build(count, folder)
        shutil.copytree(ROOT / "docs" / "assets" / "search", folder / "assets" / "search")
        (folder / "search" / "index.html").write_text(SHELL, encoding="utf-8")
        return figures | search(count, folder)


ROWS = (
    ("index, ms an article", "ms", 1, 2), ("memory, MB", "memory", 1, 1000), ("index, KB an article", "bytes", 1000, None),
    ("files", "files", 1, None), ("first search, median KB", "first", 1000, (100, 150)), ("first search, most of 8, KB", "first_most", 1000, None), ("later search, median KB", "later", 1000, (60, 100)),
    ("later search, 90th percentile KB", "later90", 1000, None), ("files fetched by a later search", "requests", 1, None),
    ("commonest character, first search, KB", "common", 1000, 300), ("first result, ms", "first_ms", 1, 300), ("later result, median ms", "later_ms", 1, None),
)


def main(sizes: list[int]) -> None:
    """Each size in a process of its own; a Markdown table."""
    results = []
    for size in sizes:
        done = subprocess.run([sys.executable, __file__, "--one", str(size)], check=True, capture_output=True, text=True)
        results.append(json.loads(done.stdout))
        print(f"{size}: done", file=sys.stderr)
    print("| | " + " | ".join(f"{size:,}" for size in sizes) + " | budget |")
    print("|---|" + "---:|" * (len(sizes) + 1))
    for label, key, unit, budget in ROWS:
        limits = "" if budget is None else " / ".join(map(str, budget)) if isinstance(budget, tuple) else str(budget)
        print(f"| {label} | " + " | ".join(f"{result[key] / unit:,.{2 if key == 'ms' else 0}f}" for result in results) + f" | {limits} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
    else:
        main([int(word.replace("_", "")) for word in sys.argv[1:]] or [1000, 10_000])
