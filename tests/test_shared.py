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
    time.sleep(float(sys.argv[2]))
    assert not (folder / "gone").exists(), "it went before the last was done"
"""


def test_it_is_made_once_and_stays_until_the_last_is_done(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    started = []
    for seconds in ("0.5", "2"):
        command = [sys.executable, "-c", PROGRAM, str(tmp_path / "work"), seconds]
        started.append(subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE, text=True))
        time.sleep(0.3)
    said = [process.communicate()[0] for process in started]
    assert [process.returncode for process in started] == [0, 0]
    assert said == ["here\n", "here\n"]
    assert (tmp_path / "work" / "made").read_text() == "x"
    assert (tmp_path / "work" / "gone").exists()
