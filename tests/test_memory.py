"""The memory gives back what it was given, whoever reads meanwhile, and whatever becomes of its file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

import build
from engine.cache import Cache, CacheCorrupt
from engine.errors import UserError
from engine.workers import parallel_map

SEEDS = Path(__file__).parent.parent / "seeds"


def test_what_was_kept_is_there_for_the_next_one_and_what_is_not_named_is_forgotten(
    tmp_path: Path,
) -> None:
    Cache(tmp_path / "m.sqlite").keep(
        [("a", "1", "k", b"one"), ("a", "2", "k", b"two"), ("b", "1", "k", b"other")],
        ["1", "2"],
        "a",
    )
    again = Cache(tmp_path / "m.sqlite")
    assert again.keys("a") == {"1": "k", "2": "k"}
    again.keep([("a", "1", "l", b"new")], ["1"], "a")
    assert (again.keys("a"), again.get("a", "1"), again.keys("b")) == (
        {"1": "l"},
        b"new",
        {"1": "k"},
    )


def test_rows_may_be_made_of_what_is_read_here_by_processes() -> None:
    memory = Cache()
    memory.keep(
        (("a", str(number), "k", bytes(70_000)) for number in range(600)), map(str, range(600)), "a"
    )
    doubled = parallel_map(
        lambda number: ("b", str(number), "k", memory.get("a", str(number)) * 2), range(600), 1
    )
    memory.keep(doubled, map(str, range(600)), "b")
    assert len(memory.keys("b")) == 600
    assert memory.get("b", "599") == bytes(140_000)


def test_one_without_a_path_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    memory = Cache()
    memory.keep([("a", "1", "k", b"one")], ["1"], "a")
    assert memory.get("a", "1") == b"one"
    assert len(list(tmp_path.iterdir())) == 1
    del memory
    assert not list(tmp_path.iterdir())


def test_where_nothing_can_be_written_it_is_forgotten_afterwards(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    memory = Cache(tmp_path / "file" / "m.sqlite")
    memory.keep([("a", "1", "k", b"one")], ["1"], "a")
    assert memory.get("a", "1") == b"one"
    assert (tmp_path / "file").read_text() == ""


def test_a_file_that_is_damaged_within_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    Cache(path).keep(
        (("a", str(number), "k", bytes(5000)) for number in range(100)), map(str, range(100)), "a"
    )
    path.write_bytes(path.read_bytes()[:-200_000] + b"\xff" * 200_000)
    damaged = Cache(path)
    with pytest.raises(CacheCorrupt):
        [damaged.get("a", str(number)) for number in range(100)]
    assert Cache(path).keys("a") == {}


def test_a_build_whose_memory_is_damaged_makes_all_of_it_again(tmp_path: Path) -> None:
    words = ["--seeds", str(SEEDS), "--docs", str(tmp_path / "docs")]
    assert build.main(words) == 0
    path, before = (
        tmp_path / ".build" / "docs.sqlite",
        (tmp_path / "docs" / "index.md").stat().st_ino,
    )
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * path.stat().st_size)
    assert build.main(words) == 0
    assert (tmp_path / "docs" / "index.md").stat().st_ino == before
    assert Cache(path).keys("sheaf")


def test_a_disk_that_is_full_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory, connect = Cache(tmp_path / "m.sqlite"), sqlite3.connect

    def small(path: Path, timeout: float) -> sqlite3.Connection:
        file = connect(path, timeout=timeout)
        file.execute("PRAGMA max_page_count = 3")
        return file

    monkeypatch.setattr("sqlite3.connect", small)
    with pytest.raises(UserError, match="full; make room on the disk"):
        memory.keep([("a", "1", "k", bytes(100_000))], ["1"], "a")
