"""What the processes of a test run share is made once, and stays until the last is done."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

TESTS = Path(__file__).parent
PROGRAM = """
import sys, time
from contextlib import contextmanager
from pathlib import Path
from browser.shared import shared
folder = Path(sys.argv[1])
@contextmanager
def serve():
    made = folder / "made"
    made.write_text(made.read_text() + "x" if made.exists() else "x")
    yield "here"
    (folder / "gone").touch()
with shared(folder, serve) as found:
    print(found, flush=True)
    (folder / sys.argv[2]).touch()
    while not (folder / "last").exists():
        time.sleep(0.05)
    time.sleep(float(sys.argv[3]))
    assert not (folder / "gone").exists(), "it went before the last was done"
"""


def started(folder: Path, name: str, seconds: str) -> subprocess.Popen[str]:
    """A process that shares, begun, with what it shares at hand."""
    command = [sys.executable, "-c", PROGRAM, str(folder), name, seconds]
    process = subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE, text=True)
    while process.poll() is None and not (folder / name).exists():
        time.sleep(0.05)
    return process


def test_it_is_made_once_and_stays_until_the_last_is_done(tmp_path: Path) -> None:
    processes = [started(tmp_path, "first", "0"), started(tmp_path, "last", "1")]
    said = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert said == ["here\n", "here\n"]
    assert (tmp_path / "made").read_text() == "x"
    assert (tmp_path / "gone").exists()
