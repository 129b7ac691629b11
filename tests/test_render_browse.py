"""The browse pages: what they say, where they lead, and that they stay small and steady as the
archive grows.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from browse_sample import (
    ARCHIVE,
    HOSTILE,
    KINDS,
    LEAD,
    REPAIRED,
    SECOND,
    SENTENCE,
    UNDATED,
    Html,
    files_of,
    page,
)
from effort import tries
from pages_of import pages_of
from press.model import Archive, Mention, Term, Theme
from press.model.urls import column_url, file_of
from press.render import columns, editions, home, names, proof_pages, themes
from press.render.catalogue import catalogue
from press.render.edition import layout
from press.render.entries import excerpt, marked
from press.render.months import years
from press.render.terms_in_text import first_uses
from press.render.theme_matrix import theme_matrix

# Low digits as high ones.
HIGH = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₓ", "0123456789x")
# Addresses that other modules or people fill.
ELSEWHERE = ("search/", "articles/")


@cache
def pages() -> dict[str, Html]:
    """The sample's pages, read."""
    return {path: Html(text, path) for path, text in files_of(REPAIRED).items()}


def url_of(path: str) -> str:
    """The address at which MkDocs serves a file."""
    return (
        path.removesuffix("index.md")
        if path.endswith("index.md")
        else path.removesuffix(".md") + "/"
    )


def test_every_link_leads_somewhere() -> None:
    articles = {
        article.url: {part.id for part in article.paragraphs} for article in REPAIRED.articles
    }
    for path, html in pages().items():
        for link in html.links:
            address, _, anchor = urljoin(f"/{url_of(path)}", link).removeprefix("/").partition("#")
            address = unquote(address)
            if address.startswith("articles/"):
                assert address in articles, f"{path}: {link}"
                assert not anchor or anchor in articles[address], f"{path}: {link}"
            elif not address.startswith(ELSEWHERE):
                assert file_of(address) in pages(), f"{path}: {link}"
                assert not anchor or anchor in pages()[file_of(address)].ids, f"{path}: {link}"


def test_titles_and_descriptions_are_unique_and_there() -> None:
    heads = [html.front for path, html in pages().items() if path != "index.md"]
    for key in ("title", "description"):
        values = [head[key] for head in heads]
        assert all(values)
        assert len(set(values)) == len(values), key
    assert all(len(head["description"]) <= 120 for head in heads)


def test_headings_go_down_one_step_at_a_time_and_ids_are_unique() -> None:
    for path, html in pages().items():
        assert html.headings.count(1) == 1, path
        assert html.headings[0] == 1, path
        assert all(
            after <= before + 1
            for before, after in zip(html.headings, html.headings[1:], strict=False)
        ), path
        assert len(set(html.ids)) == len(html.ids), path


def test_hostile_text_is_text() -> None:
    shown = [
        path
        for path, html in pages().items()
        if "<script>alert(1)</script> **粗** [链]" in html.text
    ]
    assert {file_of(column_url(HOSTILE)), "editions/2026/02/07.md", "editions/2026/02.md"} <= set(
        shown
    )
    for path, html in pages().items():
        assert "script" not in html.tags, path
        assert not any(link.startswith("javascript:") for link in html.links), path


def test_home_has_the_newest_edition_in_page_order_with_its_decks() -> None:
    html = pages()["index.md"]
    for printed in (
        "2026年2月10日前后（推定）",
        "引题",
        "全市安全生产工作会议召开",
        "周金星出席",
        "安全生产工作会议召开。",
        "图片新闻",
        "(王超 摄)",
    ):
        assert printed in html.text
    assert (
        html.text.index("全市安全生产工作会议召开")
        < html.text.index("生产忙")
        < html.text.index("蓝天成常态")
    )
    assert "描绘新图景" in html.text, "a page without a date has a place of its own"
    assert HOSTILE[:8] not in html.text, "an older edition is not on the front page"


def test_home_leads_to_the_newest_passage_and_to_the_paragraph_of_a_figure() -> None:
    html = pages()["index.md"]
    assert html.links.count(f"./{LEAD.url}#p2") == 2
    assert "269条 172条" in html.text.replace("\n", "")
    assert "./search/" in html.links


def test_home_of_an_empty_archive_says_so_much() -> None:
    empty = Archive(
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
    html = Html(files_of(empty)["index.md"], "index.md")
    assert "共收录 0 篇" in html.text
    assert "最新一期" not in html.text


def test_calendar_shows_days_gaps_and_inferred_dates() -> None:
    html = pages()["editions/2026/02.md"]
    assert "8日缺" in html.text
    assert "9日缺" in html.text
    assert "6日缺" not in html.text, "nothing is missing before the first edition"
    assert "2026年2月10日前后（推定）：10约" in html.text
    assert {"../../../editions/2026/02/07/", "../../../editions/2026/02/10/"} <= set(html.links)


def test_only_years_and_months_that_exist_have_pages() -> None:
    found = {path for path in pages() if path.startswith("editions/")}
    assert found == {
        "editions/index.md",
        "editions/2026.md",
        "editions/2026/02.md",
        "editions/2026/02/07.md",
        "editions/2026/02/10.md",
        "editions/undated.md",
        "editions/undated/d.md",
    }


def test_a_page_of_which_the_year_or_month_is_known_is_listed_there() -> None:
    pages = (*ARCHIVE.pages, page("y", "2026", None), page("m", "2026-02", None))
    found = files_of(replace(ARCHIVE, pages=pages))
    assert "../../editions/undated/y/" in Html(found["editions/2026.md"], "editions/2026.md").links
    assert (
        "../../../editions/undated/m/"
        in Html(found["editions/2026/02.md"], "editions/2026/02.md").links
    )
    assert {"../../editions/undated/y/", "../../editions/undated/m/"} <= set(
        Html(found["editions/undated.md"], "editions/undated.md").links
    )


def test_edition_has_its_pages_in_order_with_neighbours_and_basis() -> None:
    html = pages()["editions/2026/02/10.md"]
    assert html.text.index("第1版") < html.text.index("第2版")
    assert {"#page-b", "#page-c"} <= set(html.links)
    assert "上一期" in html.text
    assert "下一期" not in html.text
    assert "最晚的新闻日期为2月9日" in html.text
    assert "两版相接（接前版）" in html.text, "an article that goes on is on both pages"


def test_layout_has_the_blocks_in_reading_order() -> None:
    boxes = layout(catalogue(ARCHIVE), "b")
    assert [(box["title"], box["parts"]) for box in boxes] == [
        ("全市安全生产工作会议召开", ["栏目", "主题", "署名", "正文21字"]),
        ("生产忙", ["正文6字"]),
    ]


def test_pages_of_two_papers_on_one_day_are_one_edition() -> None:
    both = replace(
        ARCHIVE, pages=(*ARCHIVE.pages, replace(page("e", "2026-02-07", 1), paper="内蒙古日报"))
    )
    html = Html(files_of(both)["editions/2026/02/07.md"], "editions/2026/02/07.md")
    assert "乌海日报 第1版" in html.text
    assert "内蒙古日报 第1版" in html.text


def test_theme_gives_the_sentence_and_the_very_paragraph() -> None:
    html = pages()["themes/safety.md"]
    assert SENTENCE in html.text
    assert f"../../{LEAD.url}#p2" in html.links
    assert "安全生产 ×3" in html.text
    assert "周金星" in html.text
    assert "赵晖" not in html.text, "who reports is not what it is about"
    assert "“北京、首都”与“乌海”同句" in html.text
    assert "单独出现即可认定" in html.text
    assert "食品安全" in html.text


def test_only_the_names_of_its_passages_belong_to_a_theme_that_the_deck_does_not_name() -> None:
    tag = ARCHIVE.tags[LEAD.id][0]
    aside = replace(tag, terms=tag.terms[1:])
    assert [name.id for name, _ in themes.names(catalogue(ARCHIVE), (tag,))] == ["zhou-jinxing"]
    assert not themes.names(catalogue(ARCHIVE), (aside,)), "周金星 is in p1, the passage is p2"


def test_a_theme_with_no_articles_has_a_page() -> None:
    assert "还没有文章属于这个专题" in pages()["themes/ecology.md"].text


def test_themes_meet_in_a_drawing_and_in_a_table() -> None:
    both = (
        ARCHIVE.tags[LEAD.id][0],
        replace(ARCHIVE.tags[LEAD.id][0], theme="ecology", passages=()),
    )
    shared = replace(ARCHIVE, tags={LEAD.id: both, SECOND.id: both[1:]})
    matrix: list[dict[str, Any]] = theme_matrix(catalogue(shared))
    assert [[cell["count"] for cell in row["cells"]] for row in matrix] == [[2, 1], [1, 1]]
    html = Html(files_of(shared)["themes/index.md"], "themes/index.md")
    assert {"svg", "title", "table", "caption"} <= html.tags


def test_a_fifth_theme_needs_its_row_alone() -> None:
    fifth = Theme(
        id="culture",
        label="文化",
        english="Culture",
        intro="书法。",
        terms=(Term(text="书法", weight=3.0),),
    )
    found = files_of(replace(ARCHIVE, themes=(*ARCHIVE.themes, fifth)))
    assert "文化" in Html(found["index.md"], "index.md").text
    assert "书法。" in Html(found["themes/culture.md"], "themes/culture.md").text


def test_name_has_every_mention_its_office_and_the_date_of_it() -> None:
    html = pages()["names/zhou-jinxing.md"]
    assert "市委书记（2026年2月10日前后（推定）的报道）" in html.text.replace("\n", "")
    assert "市委书记周金星讲话。" in html.text
    assert f"../../{LEAD.url}#p1" in html.links


def test_only_names_of_the_table_have_pages() -> None:
    found = {path for path in pages() if path.startswith("names/")}
    assert found == {
        "names/index.md",
        "names/zhou-jinxing.md",
        "names/zhao-hui.md",
        "names/nobody.md",
    }
    assert "没有出现" in pages()["names/nobody.md"].text


def test_labels_that_differ_in_punctuation_are_one_column() -> None:
    assert column_url(LEAD.column or "") == column_url(SECOND.column or "")
    text = pages()[file_of(column_url(LEAD.column or ""))].text
    assert "全市安全生产工作会议召开" in text
    assert "蓝天成常态" in text


def test_a_term_without_a_meaning_is_given_none() -> None:
    html = pages()["terms/n1571.md"]
    assert "没有可靠解释" in html.text
    assert "“1571”工作部署。" in html.text
    assert "又作" not in html.text, "1571 is no other form of “1571”"
    assert "对业务和安全都负责。" in pages()["terms/index.md"].text
    assert {"n1571", "yi-gang-shuang-ze"} <= set(pages()["terms/index.md"].ids)


def test_first_uses_are_one_of_each_term() -> None:
    assert first_uses(ARCHIVE.uses[UNDATED.id]) == {"p1": ["n1571", "yi-gang-shuang-ze"]}


def test_proof_shows_every_line_its_rule_and_what_settles_a_doubt() -> None:
    html = pages()["proofs/b.md"]
    for said in (
        "stands_alone",
        "long_text",
        "open-sentence",
        "断在栏底",
        "duplicate caption",
        "editors",
        "没人认领",
        "未归入",
        "栏目",
    ):
        assert said in html.text
    assert "decisions:\n  - do: join\n    quote: 全市排查隐患" in html.text
    assert html.front["robots"] == "noindex"
    readable = catalogue(REPAIRED)
    strips = proof_pages.page_strips(readable, "b")
    assert [line.text for strip in strips for line in strip.lines] == [
        line.text for line in REPAIRED.lines["b"]
    ], "every line once, in order"


def test_proofs_are_out_of_the_readers_way() -> None:
    for path, html in pages().items():
        if not path.startswith("proofs/"):
            assert not any("proofs/" in link for link in html.links), path


@given(st.text("安全，。；ab", max_size=200), st.integers(10, 80))
def test_an_excerpt_keeps_its_hit_and_invents_nothing(text: str, longest: int) -> None:
    found = excerpt(f"{text}269条{text}", "269条", longest)
    assert "269条" in found
    assert found.removeprefix("……").removesuffix("……") in f"{text}269条{text}"


@given(st.text(max_size=50), st.lists(st.text(max_size=4), max_size=4))
def test_marking_changes_no_character(text: str, hits: list[str]) -> None:
    pieces = marked(text, hits)
    blank = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
    assert blank.sub("", "".join(pieces)).translate(HIGH) == blank.sub("", text).translate(HIGH)
    known = {blank.sub("", hit).translate(HIGH) for hit in hits}
    assert {blank.sub("", piece).translate(HIGH) for piece in pieces[1::2]} <= known


def test_years_of_nothing_are_none() -> None:
    assert years(()) == ()


def test_home_without_any_known_date_shows_what_there_is() -> None:
    undated = replace(
        ARCHIVE,
        pages=tuple(replace(one, date=None) for one in ARCHIVE.pages),
        articles=tuple(replace(one, date=None) for one in ARCHIVE.articles),
    )
    text = Html(files_of(undated)["index.md"], "index.md").text
    assert "日期都还未知" in text
    assert "全市安全生产工作会议召开" in text
    assert "描绘新图景" in text


TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40
) | st.sampled_from([HOSTILE, "../..", "index", "2026", "CON", "---", "🀄" * 40])


@given(TEXT, TEXT, TEXT)
@settings(max_examples=tries(15, 150), deadline=None)
def test_any_text_gives_pages_that_are_whole_and_safe(
    label: str, title: str, sentence: str
) -> None:
    told = replace(
        LEAD,
        column=label,
        title=title,
        subtitle=sentence,
        paragraphs=(replace(LEAD.paragraphs[0], text=sentence),),
    )
    mention = Mention(
        name="zhou-jinxing", article=LEAD.id, where="p1", text=sentence[:3], sentence=sentence
    )
    readable = catalogue(
        replace(
            ARCHIVE,
            articles=(told,),
            mentions={LEAD.id: (mention,)},
            tags={},
            uses={},
            terms=(),
            names=ARCHIVE.names[:1],
        )
    )
    found = pages_of(
        sheaf for kind in (home, editions, names, columns) for sheaf in kind.pages(readable)
    )
    assert all(
        ".." not in path and len(path.encode()) < 250 and not path.startswith("/") for path in found
    )
    for path, text in found.items():
        html = Html(text, path)
        assert html.headings.count(1) == 1, path
        assert not {"script", "style", "img", "iframe"} & html.tags, path
        assert len(set(html.ids)) == len(html.ids), path
    if title.strip():
        assert "".join(title.split()) in "".join(
            Html(found["editions/2026/02/10.md"], "editions/2026/02/10.md").text.split()
        )


@pytest.mark.parametrize("seed", ["2026", "undated", "page-2", "index", "README"])
def test_a_seed_may_have_any_name_without_taking_an_address(seed: str) -> None:
    many = (*(page(f"n{count}", None, None) for count in range(120)), page(seed, "2026", None))
    readable = catalogue(replace(ARCHIVE, pages=many, articles=(), tags={}, mentions={}, uses={}))
    paths = [path for kind in KINDS for path in pages_of(kind.pages(readable))]
    assert len(set(paths)) == len(paths)


def test_every_mention_is_there_however_many() -> None:
    many = tuple(
        Mention(
            name="zhou-jinxing",
            article=LEAD.id,
            where="p1",
            text="周金星",
            sentence=f"周金星第{count}次讲话。",
        )
        for count in range(30)
    )
    text = Html(
        files_of(replace(ARCHIVE, mentions={LEAD.id: many}))["names/zhou-jinxing.md"],
        "names/zhou-jinxing.md",
    ).text
    assert all(f"周金星第{count}次讲话。" in text for count in range(30))
    assert "另有 22 处" in text
