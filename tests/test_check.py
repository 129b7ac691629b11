"""No link within the site is dead, whoever wrote it."""

from __future__ import annotations

import pytest

from press.render import link_check
from press.render.link_check import Dead
from press.render.markdown import block, front_matter, inline

PAGES = {
    "index.md": '<a href="articles/a/3/#p1">甲</a> <a href="./">首页</a> [关于](about.md)',
    "about.md": '# 关于\n\n[首页](index.md) [规模](maintain/scale.md#速度) [外](https://example.org/x) <a href="mailto:x@example.org">信</a>',
    "maintain/scale.md": "[关于](../../about/)\n\n## 速度\n\n[数据](../data/articles.json) [关于](../about.md)",
    "editions/-index.md": '---\ntitle: \'![](images/a.jpg) <a href="z">\'\n---\n\n<a href="../../">首页</a><a href="../-index/">自己</a>',
    "articles/a/3.md": '正文 {: #p1 }\n\n<p id="p2">二</p>\n<a href="#p2">二</a><a href="../../../">首页</a><img src="../../../qr/a.svg"><a href="../../../columns/%E7%94%9F/">',
    "columns/生.md": '<a href="../../articles/a/3/?x=1&amp;y=2#p2">',
}
FILES = {"data/articles.json", "qr/a.svg"}


def dead_links(pages: dict[str, str], files: set[str]) -> list[Dead]:
    """The dead links of pages."""
    asked: dict[link_check.Target, Dead] = {}
    for path, text in pages.items():
        asked = {**link_check.links(path, text), **asked}
    return [
        asked[target]
        for target in link_check.dead(
            asked, {path: link_check.about(text) for path, text in pages.items()}, files
        )
    ]


def test_what_leads_somewhere_is_left_alone() -> None:
    assert dead_links(PAGES, FILES) == []


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ('<a href="articles/a/4/">', "articles/a/4/"),
        ('<a href="articles/a/3">', "articles/a/3"),
        ('<a href="articles/a/3/#p9">', "articles/a/3/#p9"),
        ('<img src="qr/b.svg">', "qr/b.svg"),
        ("[x](nowhere.md)", "nowhere.md"),
        ('<a href="about.md">', "about.md"),
    ],
)
def test_a_dead_link_is_told_with_its_line(text: str, target: str) -> None:
    dead = dead_links({**PAGES, "index.md": f"一\n二\n{text}"}, FILES)
    assert [(link.path, link.line, link.target) for link in dead] == [("index.md", 3, target)]


def test_a_dead_link_with_a_title_is_told_too() -> None:
    dead = dead_links({**PAGES, "index.md": '[x](articles/a/5/ "意")'}, FILES)
    assert [link.target for link in dead] == ["articles/a/5/"]


def test_what_looks_like_a_link_in_printed_text_is_none() -> None:
    text = block(inline('<a href="x"> [甲](y) href="z" ![](w)'), "p1")
    front = front_matter({"title": '<a href="no link here">', "text": "[x](y)"})
    assert dead_links({**PAGES, "index.md": front + text}, FILES) == []


def test_a_page_that_the_theme_lays_out_has_places_of_its_own() -> None:
    pages = {**PAGES, "editions/1.md": front_matter({"title": "一", "layout": "edition"})}
    assert dead_links({**pages, "index.md": '<a href="editions/1/#page-a">'}, FILES) == []
