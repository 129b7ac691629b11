"""The docs laid out for a successor are those that a build would write for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.successors import _into_folders
from engine.publish import LISTING
from press.model import urls
from press.render.link_check import address

GENERATED = (
    "index.md",
    "articles/a/1.md",
    "themes/index.md",
    "themes/safety.md",
    "themes/safety/2026.md",
    "names/readme-x.md",
    "data/articles.json",
)


def test_pages_go_where_a_build_puts_them_when_each_has_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*GENERATED, "about.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / LISTING).write_text("\n".join(GENERATED))
    before = {address(name): name for name in GENERATED if name.endswith(".md")}
    assert all(urls.file_of(url) == name for url, name in before.items())
    _into_folders(tmp_path)
    monkeypatch.setattr(urls, "OWN_FOLDERS", True)
    assert {url: (tmp_path / urls.file_of(url)).read_text() for url in before} == before
    assert (tmp_path / "about.md").is_file(), "what people wrote stays where it is"
