"""How long a page takes to be read and how much memory, format by format: a table in Markdown.

    python benchmarks/intake.py FILE ...

Each file is read in a process of its own, as `make add` reads it: text formats into lines, a PDF
into ALTO, a picture (with the optional set of packages) into ALTO. Run it on a machine that does
nothing else.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))


def one(path: Path) -> str:
    """The row of one file: lines, seconds of clock and processors, the most memory in MB."""
    from desk.ocr_set import reader
    from press.ingest import pages_of

    began, busy = time.perf_counter(), time.process_time()
    lines = sum(len(new.sheet.lines) for new in pages_of(path, reader))
    took, worked = time.perf_counter() - began, time.process_time() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"| {path.name} | {lines} | {took:.2f} | {worked:.2f} | {memory:.0f} |"


def main(words: list[str]) -> None:
    """A table of all files, or with ``--one`` the row of one."""
    if words[:1] == ["--one"]:
        print(one(Path(words[1])))
        return
    print(
        "| file | lines | seconds | processor | MB |\n| --- | --- | --- | --- | --- |", flush=True
    )
    for path in words:
        command = [sys.executable, __file__, "--one", path]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        print(done.stdout.strip() or f"| {path} | {done.stderr.strip().splitlines()[-1]} |")


if __name__ == "__main__":
    main(sys.argv[1:])
