"""Bad input and bad folders, from the command line: each gives docs or one clear line, in bounded
time.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import build
from press import read
from press.model import Page
from test_build import COMMAND, ROOT, made


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder of seeds with the project's own tables and none of its pages."""
    shutil.copytree(ROOT / "seeds" / "tables", tmp_path / "seeds" / "tables")
    return tmp_path / "seeds"


BAD = {
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, 2),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 40, 2),
    "a Word file": (b"PK\x03\x04 word/document.xml" + bytes(range(256)) * 40, 2),
    "a WebP picture": (b"RIFF\x00\x10\x00\x00WEBPVP8 " + bytes(range(256)) * 40, 2),
    "a film of a telephone": (b"\x00\x00\x00\x18ftypheic" + bytes(range(256)) * 40, 2),
    "two encodings": (
        "# 标题\n\n本报讯 乌海市的天气很好，市民都出来散步了。\n".encode() * 2
        + "乌海市的天气很好".encode("gb18030"),
        2,
    ),
    "two encodings, the other first": (
        ("乌海市的天气很好，市民都出来散步了。\n" * 20).encode("gb18030") + "乌海市".encode() * 5,
        2,
    ),
    "a character cut in two": ("乌海市的天气很好，市民都出来散步了。".encode()[:-2], 2),
    "random bytes": (bytes(itertools.islice(itertools.cycle(range(0, 256, 7)), 5000)), None),
    "nothing": (b"", 0),
    "blanks": (" \n\u3000\n\t\n".encode() * 100, 0),
    "GBK": ("# 标题\n\n本报讯 乌海市的天气很好，市民都出来散步了。".encode("gb18030"), 0),
    "UTF-16": ("# 标题\n\n本报讯 乌海市的天气很好。".encode("utf-16"), 0),
    "only headlines": ("# 一\n\n# 二\n\n# 三\n".encode(), 0),
    "no headline": ("本报讯 正文。\n".encode() * 3, 0),
    "deep nesting": (b"> " * 5000 + "字".encode(), 0),
    "one long line": (("乌海市" * 100_000).encode(), 0),
    "many lines": (b"a\n" * 5_000, 0),
    "brackets": (("（" * 20_000).encode(), 0),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gives_docs_or_one_clear_line(
    seeds: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data, code = BAD[name]
    seeds.joinpath("bad.txt").write_bytes(data)
    found = made(seeds)
    assert code is None or found == code
    errors = capsys.readouterr().err.strip().splitlines()
    assert len(errors) == (1 if found == 2 else 0)
    assert found != 2 or "bad.txt" in errors[0]


def test_a_seed_that_vanishes_or_cannot_be_read_is_one_line(
    seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (seeds / "gone.txt").symlink_to(seeds / "nowhere.txt")
    assert made(seeds) == 2
    assert "gone.txt: cannot be read" in capsys.readouterr().err
    (seeds / "gone.txt").unlink()
    (seeds / "loop.txt").symlink_to(seeds / "loop.txt")
    assert made(seeds) == 2
    assert "loop.txt: cannot be read" in capsys.readouterr().err


def test_folders_that_cannot_be_are_one_line(
    seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = seeds / "a.txt"
    page.write_text("# 甲\n\n本报讯 甲。", encoding="utf-8")
    for words, line in (
        (["--seeds", str(page)], "a.txt: is not a folder"),
        (["--seeds", str(seeds), "--docs", str(seeds)], "holds the seeds"),
        (["--seeds", str(seeds), "--docs", str(seeds.parent)], "holds the seeds"),
        (["--seeds", str(seeds), "--docs", str(page)], "is a file, and a folder is needed there"),
    ):
        assert build.main(words) == 2
        assert line in capsys.readouterr().err
    assert page.read_text(encoding="utf-8").startswith("# 甲")


def test_a_page_by_hand_that_is_not_in_utf8_is_one_line(
    seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (seeds.parent / "docs").mkdir()
    (seeds.parent / "docs" / "about.md").write_bytes("# 关于".encode("gb18030"))
    assert made(seeds) == 2
    assert "about.md: is not in UTF-8; " in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
def test_a_report_that_nobody_can_read_is_one_line(seeds: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, "--seeds", str(seeds), "--docs", str(seeds.parent / "docs")],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert (seeds.parent / "docs" / "index.md").exists()


def test_a_seed_that_vanishes_meanwhile_is_one_line(
    seeds: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        (seeds / name).write_text("# 甲\n\n本报讯 甲。", encoding="utf-8")
    before = read.read

    def first_read(path: Path) -> Page:
        (seeds / "b.txt").unlink(missing_ok=True)
        return before(path)

    monkeypatch.setattr(read, "read", first_read)
    assert made(seeds) == 2
    assert "b.txt: cannot be read (No such file or directory)" in capsys.readouterr().err
    assert not (seeds.parent / "docs").exists()


def test_what_is_no_file_of_text_is_refused_at_once(
    seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for make in (lambda path: path.mkdir(), os.mkfifo, lambda path: path.symlink_to("/dev/zero")):
        make(path := seeds / "odd.txt")
        assert made(seeds) == 2
        assert "odd.txt: is no file; " in capsys.readouterr().err
        path.rmdir() if path.is_dir() else path.unlink()


@pytest.mark.parametrize(
    "name",
    [
        "index.txt",
        "...txt",
        "a\nb.txt",
        "..\\..\\x.txt",
        "{{7*7}}.txt",
        "--proof.txt",
        "'\"<b>&.txt",
        "%2e%2e%2f.txt",
        "长" * 80 + ".txt",
    ],
)
def test_a_seed_may_have_any_name(seeds: Path, name: str) -> None:
    (seeds / name).write_text("# 甲\n\n本报讯 甲的事情说了一遍又一遍。\n", encoding="utf-8")
    assert made(seeds) == 0
    assert all(
        path.resolve().is_relative_to(seeds.parent / "docs")
        for path in (seeds.parent / "docs").rglob("*")
    )


def test_a_name_that_is_not_in_utf8_is_a_name(seeds: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(seeds) + b"/\xff\xfe.txt")).write_text(
            "# 甲\n\n本报讯 甲的事情。", encoding="utf-8"
        )
    except OSError:
        return  # this file system keeps no such name
    assert made(seeds) == 0


def test_two_seeds_that_differ_in_capitals_only_are_refused(
    seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "A.txt"):
        (seeds / name).write_text("# 甲\n\n本报讯 甲。", encoding="utf-8")
    if len(list(seeds.glob("*.txt"))) < 2:
        return  # this file system has kept them apart already
    assert made(seeds) == 2
    assert "same address" in capsys.readouterr().err
