"""A whole issue in one text is taken in as its pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.ingest import pages_of
from press.read.issue import split_issue

WHEAT = (
    "# 麦子熟了\n\n" + "麦子熟得比往年早了六天，合作社的收割机分成三组下地，白天收，夜里烘。\n" * 6
)
SCHOOL = (
    "# 小田长在操场边\n\n"
    + "学校的操场边种了两亩试验田，学生们每周下地两次，记下苗高和叶数。\n" * 6
)
MARKS = [
    ("第01版：要闻\n", "第02版：民生\n"),
    ("--- Page 1 ---\n", "--- Page 2 ---\n"),
    ("", "\x0c"),
]


@pytest.mark.parametrize(("first", "second"), MARKS)
def test_an_issue_is_cut_at_its_marks(first: str, second: str) -> None:
    text = f"{first}{WHEAT}{second}{SCHOOL}"
    parts = split_issue(text)
    assert "".join(part for _, part in parts) == text
    assert [number for number, _ in parts] == ([1, 2] if first else [None, None])


@pytest.mark.parametrize(
    "text",
    [
        WHEAT + SCHOOL,
        "第1版：要闻\n第2版：民生\n" + WHEAT,
        f"第4版(要闻)\n{WHEAT}第4版(要闻)\n{SCHOOL}",
        f"第4版\n{WHEAT}第4版\n{SCHOOL}",
        f"{WHEAT}（下转第2版）\n{SCHOOL}（上接第3版）\n",
    ],
)
def test_must_not_change_one_page(text: str) -> None:
    assert split_issue(text) == ((None, text),)


def test_make_add_takes_the_pages(tmp_path: Path) -> None:
    path = tmp_path / "issue.txt"
    path.write_text(f"第03版：要闻\n{WHEAT}第04版：民生\n{SCHOOL}", "utf-8")
    pages = list(pages_of(path, lambda *_: pytest.fail("no picture")))
    assert [(page.number, page.sheet.page) for page in pages] == [(1, 3), (2, 4)]
    assert "".join(page.data.decode() for page in pages) == path.read_text("utf-8")
