"""Work by several processes: the results in order, an error of one raised here, no process left behind."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import build
from engine import workers
from engine.errors import UserError
from engine.workers import Apart, aside, parallel_map

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "cores", lambda: 2)


@pytest.mark.parametrize("count", [0, 1, 5, 1000])
@pytest.mark.parametrize("together", [1, 16])
def test_the_results_come_in_the_order_of_the_items(count: int, together: int) -> None:
    found = list(
        parallel_map(lambda number: (number * number, os.getpid()), range(count), 2, together)
    )
    assert [square for square, _ in found] == [number * number for number in range(count)]
    assert (os.getpid() in {process for _, process in found}) == (0 < count < 4), (
        "few items are not sent anywhere"
    )
    assert not multiprocessing.active_children()


def test_a_taker_that_stops_leaves_no_process_behind() -> None:
    results = parallel_map(lambda number: number, range(10_000), 2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_a_taker_that_stops_while_results_are_given_leaves_nobody_waiting() -> None:
    """A process that is killed amid its result would keep the lock that all others, and this one, wait for."""
    for wait in range(6):
        results = parallel_map(
            lambda number: bytes(20_000_000 * min(number, 1)), range(12), 2, 1, in_order=False
        )
        next(results)
        time.sleep(wait / 100)
        results.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_an_error_of_one_process_is_raised_here() -> None:
    def work(number: int) -> int:
        if number == 500:
            raise UserError("a.txt", number, "is wrong", "mend it")
        return number

    with pytest.raises(UserError, match=r"^a\.txt:500: is wrong; mend it$"):
        list(parallel_map(work, range(1000), 2))
    assert not multiprocessing.active_children()


def test_a_mistake_among_many_pages_is_one_line_and_touches_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "seeds" / "tables", tmp_path / "seeds" / "tables")
    for number in range(40):
        (tmp_path / "seeds" / f"p{number}.txt").write_text(
            f"# 甲{number}\n\n本报讯 甲的事情说了一遍又一遍。\n", encoding="utf-8"
        )
    (tmp_path / "seeds" / "p33.yml").write_text("titel: 甲\n", encoding="utf-8")
    assert build.main(["--seeds", str(tmp_path / "seeds"), "--docs", str(tmp_path / "docs")]) == 2
    said = capsys.readouterr().err
    assert (said.count("\n"), "p33.yml:1: unknown key “titel”; " in said) == (1, True)
    assert not (tmp_path / "docs").exists()


def test_when_the_first_process_is_killed_the_others_end() -> None:
    program = """
import os, time
from engine import workers
workers.cores = lambda: 2
def work(number):
    os.write(1, b"begun\\n")
    time.sleep(60)
    os.write(1, b"done\\n")
list(workers.parallel_map(work, range(4), 2, 1))
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT / "scripts", stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout
        assert [first.stdout.readline() for _ in range(2)] == ["begun\n"] * 2
        first.kill()
        assert first.stdout.read() == "", "nobody is there any more to say that it is done"


def test_a_work_aside_is_done_by_another_process_and_given_when_asked_for() -> None:
    one, other = aside(os.getpid, lambda: bytes(1_000_000))
    assert other() == bytes(1_000_000), "they may be asked for in any order, and again"
    assert one() == one() != os.getpid()


def test_a_work_aside_that_comes_to_nothing_is_done_when_it_is_asked_for() -> None:
    this = os.getpid()

    def work() -> int:
        if os.getpid() != this:
            os._exit(3)
        return 7

    one, other = aside(lambda: 6, work)
    assert (other(), one()) == (7, 6)


def test_a_work_aside_that_nobody_can_ask_for_any_more_is_ended() -> None:
    [result] = aside(lambda: time.sleep(600))
    [process] = multiprocessing.active_children()
    del result
    process.join(10)
    assert process.exitcode == -signal.SIGKILL


def begun(folder: Path, name: str) -> Path:
    """A file, once it is there."""
    until = time.monotonic() + 20
    while not (path := folder / name).exists():
        assert time.monotonic() < until, f"{name} never came"
        time.sleep(0.01)
    return path


def test_a_work_apart_may_begin_others_and_gives_what_it_found() -> None:
    apart = Apart(
        lambda decided: [os.getpid(), *parallel_map(lambda number: number, range(100), 2)]
    )
    process, *numbers = apart.wait()
    assert process != os.getpid()
    assert numbers == [*range(100)]
    assert apart.end() is None, "that was all"


def test_a_work_apart_is_ended_with_all_that_it_has_begun(tmp_path: Path) -> None:
    def forever(number: int) -> None:
        (tmp_path / f"{number}").write_text(str(os.getpid()))
        time.sleep(600)

    apart = Apart(lambda decided: [*parallel_map(forever, range(2), 1, 1)])
    others = [int(begun(tmp_path, str(number)).read_text() or 0) for number in range(2)]
    assert apart.end() is None
    until = time.monotonic() + 20
    while any(alive(process) for process in others if process):
        assert time.monotonic() < until, "they go on"
        time.sleep(0.01)
    assert not multiprocessing.active_children()


def alive(process: int) -> bool:
    """Whether there is such a process that does anything."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_work_apart_that_must_not_be_ended_is_waited_for(tmp_path: Path) -> None:
    def work(decided: Callable[[], object]) -> str:
        decided()
        (tmp_path / "decided").touch()
        begun(tmp_path, "go on")
        return "all of it"

    apart = Apart(work)
    begun(tmp_path, "decided")
    threading.Timer(0.3, (tmp_path / "go on").touch).start()
    assert apart.end() == "all of it"


def test_a_work_apart_that_comes_to_nothing_gives_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    def work(decided: object) -> None:
        raise ValueError("no")

    assert Apart(work).wait() is None
    assert "ValueError: no" in capfd.readouterr().err
