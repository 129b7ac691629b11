"""The site in one file: nothing is missing, and the same site is the same file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from desk.zip import pack
from engine.errors import UserError

FILES = {
    "index.html": "首页",
    "articles/甲/1/index.html": "文章",
    "search/index/a.bin": "卷",
    "empty.txt": "",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site."""
    for name, text in FILES.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, encoding="utf-8")
    return tmp_path / "site"


def test_what_comes_out_is_what_went_in(site: Path, tmp_path: Path) -> None:
    pack(site, tmp_path / "new" / "site.zip")
    shutil.unpack_archive(tmp_path / "new" / "site.zip", tmp_path / "out")
    assert {
        path.relative_to(tmp_path / "out").as_posix(): path.read_text(encoding="utf-8")
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    } == FILES


def test_the_same_site_is_the_same_file(site: Path, tmp_path: Path) -> None:
    pack(site, tmp_path / "one.zip")
    for path in site.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    pack(site, tmp_path / "other.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


def test_mistakes_leave_the_old_zip(site: Path, tmp_path: Path) -> None:
    pack(site, tmp_path / "site.zip")
    old = (tmp_path / "site.zip").read_bytes()
    with pytest.raises(UserError, match="is no built site; run `make site`"):
        pack(tmp_path / "nowhere", tmp_path / "site.zip")
    assert (tmp_path / "site.zip").read_bytes() == old
    with pytest.raises(UserError, match="cannot be written"):
        pack(site, site / "index.html" / "site.zip")
