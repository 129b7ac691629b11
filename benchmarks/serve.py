"""How soon ``make serve`` shows a change: ``python benchmarks/serve.py 1000 10000``.

On a made-up archive of each size: from the moment that a file is saved to the moment that the
server gives a page with the change. First newspaper pages are added, then old ones corrected, each
when all that follows from the one before is made; last one old page again and again, sooner than
that. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from benchmarks import seeds  # noqa: E402
from benchmarks.synthetic import A_PAGE  # noqa: E402

from engine.publish import hand_written  # noqa: E402

CHANGES = 7  # of each kind
LOOK, PATIENCE = 0.05, 300.0  # seconds between two looks, and for each wait
SOON = (1, 3, 5, 7)  # seconds from one change that is shown to the next that does not wait


class Server:
    """A server on a project of its own."""

    def __init__(self, work: Path, articles: int) -> None:
        """Make the seeds, and begin."""
        self.seeds, self.articles = work / "seeds", seeds.write(work / "seeds", articles) * A_PAGE
        shutil.copytree(
            ROOT / "scripts", work / "scripts", ignore=shutil.ignore_patterns("__pycache__")
        )
        for path in ("mkdocs.yml", *(f"docs/{name}" for name in hand_written(ROOT / "docs"))):
            (work / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, work / path)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.log = work / "log"
        command = [
            sys.executable,
            str(work / "scripts" / "build.py"),
            "--doubts",
            "0",
            "serve",
            "--address",
            self.address,
        ]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=work, stdout=log, stderr=log)
        self._wait(lambda: "serving" in self.log.read_text())
        self.sites = self._sites()

    def shown(self, proof: str, word: str) -> float:
        """Seconds until the proof of a page has a word."""
        return self._wait(lambda: word in self._got(f"proofs/{proof}/"))

    def whole(self) -> None:
        """Wait until nothing more follows from a change: the server says twice of each that the
        site is made.
        """
        self._wait(lambda: self._sites() >= self.sites + 1)
        self.sites = self._sites()

    def _sites(self) -> int:
        return self.log.read_text().count("\nserve: ")

    def _got(self, path: str) -> str:
        try:
            with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=PATIENCE) as page:
                return str(page.read().decode())
        except urllib.error.HTTPError:
            return ""

    def _wait(self, there: Callable[[], bool]) -> float:
        began = time.perf_counter()
        while not there():
            if self.process.poll() is not None or time.perf_counter() - began > PATIENCE:
                raise SystemExit(self.log.read_text()[-2000:])
            time.sleep(LOOK)
        return time.perf_counter() - began


def added(server: Server) -> Iterator[float]:
    """Pages added one by one."""
    for number in range(CHANGES):
        seeds.write(server.seeds, A_PAGE, first=server.articles + number * A_PAGE)
        yield server.shown(max(path.stem for path in server.seeds.glob("*.txt")), "校样")
        server.whole()


def corrected(server: Server) -> Iterator[float]:
    """A word put into the longest paragraph of pages of long ago."""
    pages = sorted(server.seeds.glob("*.txt"))
    for number in range(CHANGES):
        yield _corrected(server, pages[number * len(pages) // (CHANGES + 1)], number)
        server.whole()


def again(server: Server) -> Iterator[float]:
    """The same page corrected again and again."""
    page = sorted(server.seeds.glob("*.txt"))[len(list(server.seeds.glob("*.txt"))) // 2]
    for number, soon in enumerate(SOON * 2):
        yield _corrected(server, page, CHANGES + number)
        time.sleep(soon)


def _corrected(server: Server, page: Path, number: int) -> float:
    blocks = page.read_text(encoding="utf-8").split("\n\n")
    longest, word = max(blocks, key=len), f"第{number}次改正{Random(number).randrange(10**6)}"
    page.write_text(
        "\n\n".join(
            block.replace(block[:20], block[:20] + word, 1) if block is longest else block
            for block in blocks
        ),
        encoding="utf-8",
    )
    return server.shown(page.stem, word)


def main() -> int:
    """A row for each size and kind of change."""
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a shell's background has it ignored, and so would the servers
    print("| articles | change | seconds, median | least | most |\n|---|---|---|---|---|")
    for size in map(int, sys.argv[1:] or ["1000"]):
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            server = Server(Path(folder), size)
            for kind in (added, corrected, again):
                found = list(kind(server))
                print(
                    (
                        f"| {server.articles:,} | {(kind.__doc__ or '').rstrip('.')} | "
                        f"{median(found):.1f} | {min(found):.1f} | {max(found):.1f} |"
                    ),
                    flush=True,
                )
            server.process.send_signal(signal.SIGINT)
            server.process.wait(PATIENCE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
