"""The comparison of two built sites: what a reader or a machine would miss is found, what is only
written otherwise is not.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.site_diff import BuiltSite, differences

ADDRESS = "https://a.example/paper/"
PAGE = """<html><head><title>题</title><meta name="DC.title" content="题">
<meta name="generator" content="x">
<link rel="stylesheet" href="../assets/stylesheets/main.1.css">
<script type="application/ld+json">{"a": "\\u9898", "b": 1}</script></head>
<body><a class="md-skip" href="#_1">跳</a><article><h1>题</h1>
<p>甲<b>乙</b> <a href="../names/%E7%94%B2/">丙</a></p></article></body></html>"""


def built(folder: Path, page: str = PAGE, data: str = "1", more: tuple[str, ...] = ()) -> BuiltSite:
    """A site of one page and some files."""
    for name, text in {
        "a/index.html": page,
        "data/a.json": data,
        "assets/javascripts/b.1.js": data,
        "search.json": data,
        **dict.fromkeys(more, ""),
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return BuiltSite(folder, ADDRESS)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("甲<b>", "甲 <b>", ["text differs: `a/index.html`: “题 甲乙 丙” against “题 甲 乙 丙”"]),
        (
            "../names/",
            "../../names/",
            [
                "link missing: `a/index.html`: https://a.example/paper/names/甲/",
                "link too many: `a/index.html`: https://a.example/names/甲/",
            ],
        ),
        ("<title>题", "<title>首页", ["head lacks: `a/index.html`: title: 题"]),
        ('content="题"', 'content="别"', ["head lacks: `a/index.html`: DC.title: 题"]),
        ('"b": 1', '"b": 2', ['head lacks: `a/index.html`: {"a": "题", "b": 1}']),
        ("%E7%94%B2", "甲", []),
        ("../names/", "/paper/./names/", []),
        ("\\u9898", "题", []),
        ("<b>乙</b>", "<span class=k>乙</span>", []),
        ("main.1.css", "classic/main.2.css", []),
        ('content="x"', 'content="y"', []),
        ("#_1", "#__skip", []),
    ],
)
def test_a_page(old: str, new: str, said: list[str], tmp_path: Path) -> None:
    assert old in PAGE
    assert (
        list(
            differences(
                built(tmp_path / "ours"), built(tmp_path / "theirs", PAGE.replace(old, new))
            )
        )
        == said
    )


def test_pages_and_files(tmp_path: Path) -> None:
    ours, theirs = (
        built(tmp_path / "ours", more=("b/index.html", "x.txt")),
        built(tmp_path / "theirs", data="2", more=("c/index.html", "y.txt")),
    )
    assert list(differences(ours, theirs)) == [
        "page missing: `b/index.html`",
        "page too many: `c/index.html`",
        "file missing: `x.txt`",
        "file too many: `y.txt`",
        "file differs: `data/a.json`",
    ]


def test_a_sitemap_is_its_addresses(tmp_path: Path) -> None:
    first, second = (
        "<url><loc>https://a.example/a/</loc><lastmod>2026-02-10</lastmod></url>",
        "<url><loc>\nhttps://a.example/b/ </loc></url>",
    )
    built(tmp_path / "ours")
    built(tmp_path / "theirs")
    for folder, text in (
        ("ours", first + second),
        ("theirs", second + first.replace("<lastmod>2026-02-10</lastmod>", "")),
    ):
        (tmp_path / folder / "sitemap.xml").write_text(text)
    ours, theirs = (BuiltSite(tmp_path / folder, ADDRESS) for folder in ("ours", "theirs"))
    assert list(differences(ours, theirs)) == []
    (tmp_path / "theirs" / "sitemap.xml").write_text(first)
    assert list(differences(ours, BuiltSite(tmp_path / "theirs", ADDRESS))) == [
        "file differs: `sitemap.xml`"
    ]
