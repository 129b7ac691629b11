"""Work by several processes: the results in order, an error of one raised here, no process left."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import build
import works
from engine import workers
from engine.errors import UserError
from engine.workers import parallel_map

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "cores", lambda: 2)


@pytest.mark.parametrize("start", multiprocessing.get_all_start_methods())
def test_the_results_come_in_order_however_processes_start(
    start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if start == "fork":
        pytest.skip("no process of this program is a copy of another")
    monkeypatch.setattr(workers, "START", start)
    found = list(parallel_map(works.square, range(100), 3))
    assert [number for number, _ in found] == [3 * number for number in range(100)]
    assert os.getpid() not in {process for _, process in found}
    assert not multiprocessing.active_children()


def test_few_items_are_not_sent_anywhere() -> None:
    assert list(parallel_map(works.square, range(3), 3)) == [
        (3 * number, os.getpid()) for number in range(3)
    ]


def test_a_taker_that_stops_leaves_no_process_behind() -> None:
    results = parallel_map(works.square, range(1000), 1)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_an_error_of_one_process_is_raised_here() -> None:
    with pytest.raises(UserError, match=r"^a\.txt:50: is wrong; mend it$"):
        list(parallel_map(works.mistaken, range(100), 50))
    assert not multiprocessing.active_children()


def test_a_process_that_is_killed_is_one_line() -> None:
    with pytest.raises(UserError, match="was killed, perhaps because memory ran out"):
        list(parallel_map(works.killed, range(100), 50))


def test_when_the_first_process_is_killed_the_others_end(tmp_path: Path) -> None:
    program = f"""
import sys
sys.path[:0] = [{str(ROOT / "scripts")!r}, {str(ROOT / "tests")!r}]
from pathlib import Path
import works
from engine import workers
workers.cores = lambda: 2
if __name__ == "__main__":
    folder = Path({str(tmp_path)!r})
    list(workers.parallel_map(works.sleeping, range(2), folder, least=1, together=1))
"""
    (tmp_path / "first.py").write_text(program)
    with subprocess.Popen([sys.executable, str(tmp_path / "first.py")]) as first:
        others = [int(begun(tmp_path / str(number))) for number in range(2)]
        first.kill()
    until = time.monotonic() + 20
    while any(alive(process) for process in others):
        assert time.monotonic() < until, "they go on"
        time.sleep(0.02)


def begun(path: Path) -> str:
    """What a file holds, once it does."""
    until = time.monotonic() + 30
    while not path.exists() or not path.read_text():
        assert time.monotonic() < until, f"{path.name} never came"
        time.sleep(0.02)
    return path.read_text()


def alive(process: int) -> bool:
    """Whether there is such a process that does anything."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_mistake_among_many_pages_is_one_line_and_touches_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "seeds" / "tables", tmp_path / "seeds" / "tables")
    for number in range(40):
        text = f"# 甲{number}\n\n本报讯 甲的事情说了一遍又一遍。\n"
        (tmp_path / "seeds" / f"p{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "seeds" / "p33.yml").write_text("titel: 甲\n", encoding="utf-8")
    assert build.main(["--seeds", str(tmp_path / "seeds"), "--docs", str(tmp_path / "docs")]) == 2
    said = capsys.readouterr().err
    assert (said.count("\n"), "p33.yml:1: unknown key “titel”; " in said) == (1, True)
    assert not (tmp_path / "docs").exists()
