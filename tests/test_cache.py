"""The cache gives back what it was given, and nothing else, whatever becomes of its file."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

import build
import works
from engine import cache as cache_
from engine import workers
from engine.cache import Cache, CacheCorrupt, Stored
from engine.errors import UserError

SEEDS = Path(__file__).parent.parent / "seeds"


def filled(path: Path | None = None, count: int = 3) -> Cache:
    """A cache with some values."""
    cache = Cache(path)
    cache.put(("a", str(number), "k", bytes([number % 256]) * 2000) for number in range(count))
    return cache


def test_what_was_put_is_there_for_the_next_one_and_what_is_not_named_is_forgotten(
    tmp_path: Path,
) -> None:
    filled(tmp_path / "c.sqlite").put([("b", "1", "k", b"other")])
    again = Cache(tmp_path / "c.sqlite")
    assert again.keys("a") == {"0": "k", "1": "k", "2": "k"}
    again.put([("a", "1", "l", b"new")])
    again.keep("a", ["1", "2"])
    assert again.keys("a") == {"1": "l", "2": "k"}
    assert (again.get("a", "1"), again.get("b", "1")) == (b"new", b"other")


def test_another_version_remembers_nothing(tmp_path: Path) -> None:
    Cache(tmp_path / "c.sqlite", "one").put([("a", "1", "k", b"")])
    assert Cache(tmp_path / "c.sqlite", "one").keys("a") == {"1": "k"}
    assert Cache(tmp_path / "c.sqlite", "two").keys("a") == {}


def test_values_are_made_of_what_is_read_here_by_processes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "cores", lambda: 2)
    cache = filled(count=100)
    names = {str(number): str(number) for number in range(100)}
    cache.map(("b",), names, dict.fromkeys(names, "k"), works.doubled, cache)
    assert Stored[bytes](cache, "b", names, bytes)["7"] == bytes([7]) * 4000
    cache.put([("b", "7", "k", b"kept")])
    cache.map(("b",), names, {**dict.fromkeys(names, "k"), "8": "l"}, works.doubled, cache)
    assert (cache.get("b", "7"), cache.keys("b")["8"]) == (b"kept", "l")


def test_one_without_a_path_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    cache = filled()
    assert len(list(tmp_path.iterdir())) == 1
    del cache
    assert not list(tmp_path.iterdir())


def flipped(at: float) -> Callable[[Path], None]:
    """One byte that is another, so far into the file."""

    def spoil(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[int(at * (len(data) - 1))] ^= 0xFF
        path.write_bytes(data)

    return spoil


def cut(to: float) -> Callable[[Path], None]:
    """A file that ends there."""
    return lambda path: os.truncate(path, int(to * path.stat().st_size))


def said(statement: str) -> Callable[[Path], None]:
    """What a statement of SQL does to it."""

    def spoil(path: Path) -> None:
        with sqlite3.connect(path) as file:
            file.executescript(statement)
        file.close()

    return spoil


# Ways in which a file may be spoilt.
SPOILT: dict[str, Callable[[Path], object]] = {
    "empty": cut(0),
    "half": cut(0.5),
    "head only": cut(0.01),
    "no database": lambda path: path.write_bytes(b"what is this\n" * 1000),
    "another's end": lambda path: path.write_bytes(path.read_bytes() + os.urandom(5000)),
    "no table": said("DROP TABLE packed"),
    "another table": said(
        "DROP TABLE packed; CREATE TABLE packed (a); INSERT INTO packed VALUES (1)"
    ),
    "values gone": said("DELETE FROM packed WHERE kind NOT IN ('reading', 'target')"),
    "values of another": said("UPDATE packed SET value = (SELECT max(value) FROM packed)"),
    "values of another kind": said("UPDATE packed SET value = 'text'"),
    "values of nobody": said("UPDATE packed SET value = NULL"),
    "sums gone": said("UPDATE packed SET checksum = NULL"),
    "keys of another": said(
        "UPDATE packed SET key = (SELECT max(key) FROM packed WHERE kind = 'target')"
    ),
    "names of another": said("UPDATE packed SET name = name || 'x' WHERE kind = 'articles'"),
    **{f"flipped at {at}": flipped(at) for at in (0.0, 0.001, 0.3, 0.5, 0.7, 0.9, 1.0)},
}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with docs/ of the project's seeds, and what a build keeps beside it."""
    folder = tmp_path_factory.mktemp("built")
    assert build.main(["--seeds", str(SEEDS), "--docs", str(folder / "docs"), "--doubts", "0"]) == 0
    return folder


def tree(top: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    files = (path for path in sorted(top.rglob("*")) if path.is_file())
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("way", SPOILT)
def test_a_build_whose_cache_is_spoilt_makes_what_it_needs_again(
    way: str, built: Path, tmp_path: Path
) -> None:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    cache, page = tmp_path / ".build" / "docs.sqlite", tmp_path / "docs" / "index.md"
    SPOILT[way](cache)
    page.write_text("spoilt, so that there is something to be made")
    words = ["--seeds", str(SEEDS), "--docs", str(tmp_path / "docs"), "--doubts", "0"]
    assert build.main(words) == 0
    assert tree(tmp_path / "docs") == tree(built / "docs")
    assert Cache(cache).keys("target")


def test_no_flipped_byte_gives_another_value(tmp_path: Path) -> None:
    path, random = tmp_path / "c.sqlite", Random(2026)
    filled(path, 20)
    good, values = path.read_bytes(), dict(Cache(path).values("a"))
    for _ in range(200):
        path.write_bytes(good)
        flipped(random.random())(path)
        try:
            found = dict(Cache(path).values("a"))
        except CacheCorrupt:
            assert not path.exists()
            continue
        assert found.items() <= values.items()


@pytest.mark.parametrize("kind", ["a file", "a dangling link", "a folder for the file"])
def test_a_place_that_cannot_be_is_one_line_and_leaves_docs(
    kind: str, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(built / "docs", tmp_path / "docs")
    if kind == "a file":
        (tmp_path / ".build").write_text("mine")
    elif kind == "a dangling link":
        (tmp_path / ".build").symlink_to(tmp_path / "nowhere")
    else:
        (tmp_path / ".build" / "docs.sqlite").mkdir(parents=True)
    assert build.main(["--seeds", str(SEEDS), "--docs", str(tmp_path / "docs")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert tree(tmp_path / "docs") == tree(built / "docs")


def test_a_disk_that_is_full_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path / "c.sqlite")
    monkeypatch.setattr(cache_, "_PATIENCE", 1)
    with cache._file() as file:
        file.execute("PRAGMA max_page_count = 5")
    with pytest.raises(UserError, match="full; make room on the disk"):
        cache.put([("a", "1", "k", bytes(100_000))])
    assert cache.keys("a") == {}
