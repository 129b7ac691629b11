"""The page of an article: as in print, safe with any text, with all that a reader is promised."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils import meta

import theme_pages
from browse_sample import ARCHIVE, HOSTILE, LEAD, OLDER
from effort import tries
from pages_of import pages_of
from press.model import Archive, Article, Author, Caption, Jump, Place, Repair
from press.render import article
from press.render.catalogue import catalogue
from press.render.rules import RULES

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda text: bool(text.strip())
)
# All elements that a page may have; a seed's text must not bring another.
KNOWN = set(
    [
        "p",
        "a",
        "h1",
        "h2",
        "h3",
        "div",
        "span",
        "details",
        "summary",
        "nav",
        "ol",
        "ul",
        "li",
        "sub",
        "br",
        "section",
        "pre",
        "b",
        "del",
        "ins",
        "code",
        "abbr",
        "aside",
        "small",
        "article",
        "label",
        "input",
        "button",
        "img",
    ]
)


class Reader(HTMLParser):
    """The elements of a page and the text of those with an id."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.texts: dict[str, str] = {}
        self._open: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        id_ = dict(attrs).get("id")
        self.tags.add(tag)
        if id_:
            self.ids.append(id_)
            self.texts[id_] = ""
        if tag not in ("br", "input", "img"):
            self._open.append(id_)

    def handle_endtag(self, tag: str) -> None:
        """Note its end."""
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Add text to every element that is open."""
        for id_ in filter(None, self._open):
            self.texts[id_] += data


def page(shown: Article, archive: Archive = ARCHIVE) -> tuple[dict[str, object], str, Reader]:
    """The front matter of an article's page, its HTML, and what a reader finds in it."""
    others = tuple(shown if each.id == shown.id else each for each in archive.articles)
    files = pages_of(article.pages(catalogue(replace(archive, articles=others))))
    path = f"{shown.url.rstrip('/')}.md"
    body = theme_pages.shown(path, files[path])
    reader = Reader()
    reader.feed(body)
    return meta.get_data(files[path])[1], body, reader


def unblanked(text: str) -> str:
    return re.sub(r"\s+", "", text)


@settings(max_examples=tries(20, 200), deadline=None)
@given(ANY_TEXT)
def test_any_text_is_text(text: str) -> None:
    shown = replace(
        LEAD,
        title=text,
        kicker=text,
        subtitle=text,
        column=text,
        byline=text,
        dateline=text,
        credit=text,
        authors=(Author(name=text, role="记者"),),
        captions=(Caption(text=text, credit=text, place=LEAD.places[0]),),
        paragraphs=tuple(replace(paragraph, text=text) for paragraph in LEAD.paragraphs),
        jumps=(Jump(direction="to", page=9, text=text, place=LEAD.places[0]),),
        repairs=(Repair(rule=text, seed=LEAD.seed, line=1, before=text, after=text, why=text),),
    )
    fields, _, reader = page(shown)
    assert reader.tags <= KNOWN
    assert unblanked(str(fields["title"])) == unblanked(text)
    assert unblanked(reader.texts["p1"]) == unblanked(text)


def test_hostile_text_brings_no_element() -> None:
    _, body, reader = page(OLDER)
    assert reader.tags <= KNOWN
    assert unblanked(reader.texts["p1"]) == unblanked(HOSTILE)
    assert not re.search(r'="\s*javascript:', html.unescape(body))


def test_every_id_stands_once() -> None:
    for shown in ARCHIVE.articles:
        reader = page(shown)[2]
        assert len(reader.ids) == len(set(reader.ids))


def test_a_theme_says_its_terms_and_leads_to_its_passages() -> None:
    _, body, _ = page(LEAD)
    assert "安全生产×3" in html.unescape(body)
    assert '<a href="#p2">第2段</a>' in body


@pytest.mark.parametrize(
    ("number", "text", "expected"),
    [
        (9, "(下转第九版)", "下转第九版；第九版未收录。"),
        (2, "（下转第二版）", "下转第二版；第二版已收录，但未能确认哪一篇是续文："),
        (None, "（下转）", "下转；该版未收录。"),
    ],
)
def test_a_continuation_that_is_missing_is_said(
    number: int | None, text: str, expected: str
) -> None:
    shown = replace(
        LEAD, jumps=(Jump(direction="to", page=number, text=text, place=LEAD.places[0]),)
    )
    assert expected in html.unescape(page(shown)[1])


def test_the_second_half_of_a_joined_article_is_marked() -> None:
    first, second = (
        LEAD.paragraphs[0],
        replace(LEAD.paragraphs[1], places=(Place(seed="c", first=6, last=6),)),
    )
    shown = replace(
        LEAD, paragraphs=(first, second), places=(*LEAD.places, Place(seed="c", first=6, last=6))
    )
    assert "（以下见第2版）" in page(shown)[1]


def test_a_change_is_told_at_its_paragraph_and_in_the_notes() -> None:
    repair = Repair(
        rule="overlap",
        seed=LEAD.seed,
        line=3,
        before="汇报。\n报，",
        after="汇报，",
        why="栏末重复",
    )
    paragraphs = (replace(LEAD.paragraphs[0], repairs=(repair,)), *LEAD.paragraphs[1:])
    body = html.unescape(page(replace(LEAD, paragraphs=paragraphs, repairs=(repair,)))[1])
    assert f'{RULES["overlap"]}：<a href="#n1">校勘1</a>' in body
    assert "校勘（1处）" in body
    assert "<del>汇报。⏎报，</del> → <ins>汇报，</ins>。栏末重复" in body


def test_headlines_that_are_alike_are_told_apart() -> None:
    twin = replace(LEAD, id="b-90", places=(Place(seed="b", first=90, last=91),))
    files = pages_of(article.pages(catalogue(replace(ARCHIVE, articles=(*ARCHIVE.articles, twin)))))
    heads = [
        meta.get_data(text)[1]
        for path, text in files.items()
        if path in {f"{each.url.rstrip('/')}.md" for each in (LEAD, twin)}
    ]
    assert (
        len({head["apart"] for head in heads}) == len({head["description"] for head in heads}) == 2
    )


@pytest.mark.parametrize(
    ("date", "number", "authors", "subtitle", "expected"),
    [
        (
            "2000-11-20",
            15,
            ("丁文详",),
            None,
            "丁文详. 数字革命与竞争国际化[N]. 中国青年报，2000-11-20（15）.",
        ),  # the standard's own example, 8.5.3
        (
            "2026-02-10~",
            None,
            ("甲", "乙", "丙"),
            "——副题",
            "甲，乙，丙. 数字革命与竞争国际化：副题[N]. 中国青年报，[2026-02-10].",
        ),
        (
            "2026-02",
            2,
            ("甲", "乙", "丙", "丁"),
            None,
            "甲，乙，丙，等. 数字革命与竞争国际化[N]. 中国青年报，2026-02（2）.",
        ),
        (None, None, (), None, "数字革命与竞争国际化[N]. 中国青年报，[出版日期不详]."),
    ],
)
def test_the_standards_form(
    date: str | None,
    number: int | None,
    authors: tuple[str, ...],
    subtitle: str | None,
    expected: str,
) -> None:
    cited = replace(
        LEAD,
        title="数字革命与竞争国际化",
        subtitle=subtitle,
        paper="中国青年报",
        date=date,
        page=number,
        authors=tuple(Author(name=name, role="") for name in authors),
    )
    body = html.unescape(page(cited)[1])
    address = f"{theme_pages.ADDRESS}{cited.url}"
    assert f'<pre data-press="print">{expected}</pre>' in body
    online = expected.replace("[N]", "[N/OL]") + f" {address}."
    assert f'<pre data-press="online">{online}</pre>' in body


def test_an_item_without_a_headline_is_cited_by_a_title_of_our_own_in_brackets() -> None:
    assert str(page(replace(LEAD, title=None))[0]["cite_as"]).startswith("[")


def test_the_page_is_plain_markdown_below_its_front_matter() -> None:
    told = replace(
        LEAD, captions=(Caption(text="图为会场。", credit="王超 摄", place=LEAD.places[0]),)
    )
    archive = replace(ARCHIVE, articles=(told, *ARCHIVE.articles[2:]))
    files = pages_of(article.pages(catalogue(archive)))
    for text in files.values():
        _, front, body = re.split(r"^---$\n?", text, maxsplit=2, flags=re.M)
        assert not re.search(r"<[a-z/!]", front + body), "no HTML"
        assert "&#" not in body
        assert body.count("\n\n\n") == 0


def test_one_changed_sentence_is_one_changed_line_of_text() -> None:
    first = replace(LEAD.paragraphs[0], text=LEAD.paragraphs[0].text.replace("会议", "大会"))
    changed = replace(LEAD, paragraphs=(first, *LEAD.paragraphs[1:]))
    path = f"{LEAD.url.rstrip('/')}.md"
    old, new = (
        pages_of(article.pages(catalogue(replace(ARCHIVE, articles=(one,)))))[path].splitlines()
        for one in (LEAD, changed)
    )
    assert len(old) == len(new)
    body = old.index("---", 1)
    assert [at for at in range(body, len(old)) if old[at] != new[at]] == [
        old.index(LEAD.paragraphs[0].text)
    ]
