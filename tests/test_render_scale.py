"""The browse pages of an archive that has grown: linear time, pages of bounded size, lists cut
by year.
"""

from __future__ import annotations

import datetime
import itertools
from dataclasses import replace
from functools import cache
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from browse_sample import ARCHIVE, LEAD, SENTENCE, Html, files_of, page, story
from effort import tries
from press.model import Archive, Article, Mention, Page, Passage, Tag, TermCount, TermUse
from press.model.urls import column_url
from press.render.list_pages import LONGEST, list_pages, numbered_pages


@given(
    st.lists(
        st.sampled_from([None, "2024", "2024-05", "2025-01-02", "2025-01-02~", "2026-02-10"]),
        max_size=400,
    )
)
def test_a_list_keeps_every_item_once_on_pages_of_bounded_size(
    dates: list[str | None],
) -> None:
    items = list(enumerate(sorted(dates, key=lambda date: (date is None, date or ""))))
    first, *parts = list_pages("themes/x/", items, lambda item: item[1])
    assert first.total == len(items)
    assert all(len(shelf.items) <= LONGEST for shelf in (first, *parts))
    assert [
        item
        for shelf in parts or (first,)
        for item in (shelf.items if parts else sorted(shelf.items))
    ] == items
    assert len({shelf.url for shelf in (first, *parts)}) == len(parts) + 1
    linked = {
        first.url,
        *(url for shelf in (first, *parts) for _, url in (*shelf.years, *shelf.parts)),
    }
    assert linked == {shelf.url for shelf in (first, *parts)}, "every page is linked, and no other"


@given(st.integers(0, 3_000))
def test_a_numbered_list_is_read_from_page_to_page(count: int) -> None:
    pages = list(numbered_pages("names/", range(count)))
    assert [item for shelf in pages for item in shelf.items] == list(range(count))
    for shelf, after in itertools.pairwise(pages):
        assert after.url in dict(shelf.parts).values()
    assert all(len(shelf.parts) <= 11 for shelf in pages)


def test_a_new_item_changes_two_pages_of_a_long_list() -> None:
    items = [f"{2000 + number // 90}-01-{number % 28 + 1:02}" for number in range(900)]
    before = {shelf.url: shelf.items for shelf in list_pages("x/", sorted(items), str)}
    after = {
        shelf.url: shelf.items for shelf in list_pages("x/", [*sorted(items), "2009-12-31"], str)
    }
    assert sum(after[url] != before.get(url) for url in after) == 2


def grown(count: int) -> Archive:
    """An archive of ``count`` articles in one theme, one column, of one name, ten a day, one
    day in twenty unknown.
    """
    articles: list[Article] = []
    found: list[Page] = []
    for day in range(count // 10):
        date = (
            (datetime.date(2016, 1, 1) + datetime.timedelta(days=day)).isoformat()
            if day % 20
            else None
        )
        found.append(page(f"s{day:05}", date, 1))
        articles += [
            replace(
                LEAD,
                id=f"s{day:05}-{line}",
                date=date,
                places=story(f"s{day:05}", line, date, 1).places,
            )
            for line in range(2, 12)
        ]
    articles.sort(key=lambda article: (article.date is None, article.date or "", article.id))
    return replace(
        ARCHIVE,
        pages=tuple(found),
        articles=tuple(articles),
        blocks={},
        notices=(),
        dropped=(),
        furniture=(),
        tags={one.id: (_tag(one),) for one in articles},
        mentions={
            one.id: tuple(replace(mention, article=one.id) for mention in _mentions())
            for one in articles
        },
        uses={
            one.id: (TermUse(term="n1571", article=one.id, where="p1", sentence="落实“1571”。"),)
            for one in articles
        },
    )


def _tag(article: Article) -> Tag:
    hits = (TermCount(term="隐患", count=1, weight=3.0, where="p2"),)
    passage = Passage(
        theme="safety", article=article.id, paragraph="p2", score=3.0, terms=hits, sentence=SENTENCE
    )
    return Tag(theme="safety", article=article.id, score=3.0, terms=hits, passages=(passage,) * 3)


def _mentions() -> tuple[Mention, ...]:
    return ARCHIVE.mentions[LEAD.id]


def test_a_new_seed_changes_one_page_of_a_long_list_of_proofs() -> None:
    before = grown(1_500)
    after = replace(before, pages=(*before.pages, page("s99999", None, 1)))
    old, new = (
        {
            path: text
            for path, text in files_of(archive).items()
            if path.startswith(("proofs/index", "proofs-more/"))
        }
        for archive in (before, after)
    )
    assert len(old) == len(new) == 4, "150 seeds: sixty with most doubts, and all"
    assert [path for path in new if new[path] != old[path]] == ["proofs-more/page-4.md"]
    listed = "".join(text for path, text in new.items() if path.startswith("proofs-more/"))
    assert not [one.seed for one in after.pages if f"/{one.seed}/" not in listed]


def test_many_articles_give_pages_of_bounded_size() -> None:
    found = files_of(grown(tries(2_500, 10_000)))
    sizes = {path: len(text.encode()) for path, text in found.items()}
    longest = max(sizes, key=lambda path: sizes[path])
    assert sizes[longest] <= 110_000, f"{longest}: {sizes[longest]}"


@cache
def grown_pages() -> dict[str, str]:
    """The pages of an archive whose lists have grown past one page."""
    return files_of(grown(1_500))


@pytest.mark.parametrize(
    "name",
    [
        "themes/safety",
        "names/zhou-jinxing",
        "terms/n1571",
        column_url(LEAD.column or "").rstrip("/"),
    ],
)
def test_grown_lists_are_split_by_year_and_every_page_is_reached(name: str) -> None:
    found = grown_pages()
    parts = sorted(path for path in found if path.startswith(f"{name}/"))
    assert {f"{name}/2016.md", f"{name}/2016/page-2.md", f"{name}/undated.md"} <= set(parts)
    linked = {f"{name}.md"}
    for path in (f"{name}.md", *parts):
        address = path.removesuffix(".md")
        linked |= {
            unquote(urljoin(f"/{address}/", link)).strip("/") + ".md"
            for link in Html(found[path], path).links
        }
    assert set(parts) <= linked
