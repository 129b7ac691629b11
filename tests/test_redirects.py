"""An address that must go leads on, in one step, to a page that is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import UserError
from export_sample import article
from pages_of import pages_of
from press.model import Archive
from press.render import redirects

ARCHIVE = Archive(
    pages=(),
    lines={},
    blocks={},
    articles=(),
    furniture=(),
    dropped=(),
    notices=(),
    themes=(),
    names=(),
)
THERE = {"articles/a/2.md", "themes/index.md"}


def made(tmp_path: Path, text: str) -> dict[str, str]:
    """The pages of a table."""
    (tmp_path / redirects.FILE).write_text(text, encoding="utf-8")
    return pages_of(redirects.pages(redirects.load(tmp_path), ARCHIVE, THERE))


def test_a_page_by_hand_that_has_no_folder_is_a_page(tmp_path: Path) -> None:
    (tmp_path / redirects.FILE).write_text("old/: about/\n", encoding="utf-8")
    assert list(pages_of(redirects.pages(redirects.load(tmp_path), ARCHIVE, {"about.md"}))) == [
        "old/index.md"
    ]


def test_no_table_is_no_redirect(tmp_path: Path) -> None:
    assert redirects.load(tmp_path) == {}
    assert made(tmp_path, "") == {}


def test_an_old_address_leads_to_the_new(tmp_path: Path) -> None:
    files = made(tmp_path, "articles/a/1/: articles/a/2/\nold/: themes/\n")
    assert sorted(files) == ["articles/a/1.md", "old/index.md"]
    assert "to: ../../../articles/a/2/\n" in files["articles/a/1.md"]
    assert "](../themes/)" in files["old/index.md"]
    assert "robots: noindex" in files["old/index.md"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("articles/a/1/: nowhere/", "redirects.yml:1: “nowhere/” is no page"),
        (
            "# \narticles/a/2/: themes/",
            "redirects.yml:2: “articles/a/2/” is a page of its own again; delete the row",
        ),
        ("a/: b/\nb/: themes/", "redirects.yml:1: “b/” is no page; lead to where that row leads"),
        ("a: themes/", "“a” is no address"),
        ("https://example.org/: themes/", "is no address"),
        ("../a/: themes/", "is no address"),
        ("- a/", "expected a mapping"),
    ],
)
def test_a_row_that_leads_nowhere_is_one_line(tmp_path: Path, text: str, line: str) -> None:
    with pytest.raises(UserError) as mistake:
        made(tmp_path, text)
    assert line in str(mistake.value)


def test_the_second_half_leads_to_the_whole(tmp_path: Path) -> None:
    whole = article("a", 2, former=("b-7", "a-2"))
    files = pages_of(redirects.pages({}, replace(ARCHIVE, articles=(whole,)), THERE))
    assert sorted(files) == ["articles/b/7.md"], "a page that is there is left alone"
    assert "to: ../../../articles/a/2/\n" in files["articles/b/7.md"]
