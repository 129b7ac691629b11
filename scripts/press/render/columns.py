"""栏目: what stood under each column label."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from engine.targets import Target, leaf
from press.model import ArticleSummary
from press.model.urls import column_slug, column_url
from press.render.browse import browse_page
from press.render.catalogue import Catalogue, Column
from press.render.entries import story
from press.render.list_pages import ListPage, list_pages, newness, numbered_pages
from press.render.markdown import Row, low
from press.text.dates import display

SECTION = ("栏目", "columns/")


def pages(catalogue: Catalogue) -> Iterator[Target]:
    """The index of columns and the pages of each."""
    in_order = sorted(
        catalogue.columns.values(), key=lambda column: (-len(column.articles), column.label)
    )
    for index in numbered_pages(SECTION[1], in_order):
        yield leaf(index.url, None, partial(_overview, index))
    for column in catalogue.columns.values():
        url = column_url(column.label)
        for page in list_pages(url, column.articles, lambda article: article.date):
            versions = [catalogue.versions[article.id] for article in page.items]
            of = column.label, page.frame, versions
            yield leaf(page.url, of, partial(_column, column, page))


def _overview(page: ListPage[Column]) -> tuple[str, str]:
    return browse_page(
        page.url,
        "columns",
        title=SECTION[0] + (f"：{page.label}" if page.label else ""),
        description=f"报纸的栏目，共{page.total}个，附各栏目的文章。{page.label}",
        crumbs=[SECTION] if page.label else [],
        total=page.total,
        turns=page.turns,
        columns=[_listed(column) for column in page.items],
    )


def _listed(column: Column) -> Row:
    newest = max(column.articles, key=lambda article: newness(article.date))
    return Row(
        name=low(column.label),
        url=column_url(column.label),
        articles=len(column.articles),
        newest=display(newest.date),
        headline=low(newest.headline),
    )


def _column(column: Column, page: ListPage[ArticleSummary]) -> tuple[str, str]:
    own = SECTION, (column.label, column_url(column.label))
    return browse_page(
        page.url,
        "column",
        title=f"{column.label}（栏目）" + (f"：{page.label}" if page.label else ""),
        description=f"栏目“{column.label}”{page.label}的文章，共{page.total}篇，按日期排列。",
        crumbs=own if page.label else own[:1],
        feed="" if page.label else f"columns/{column_slug(column.label)}",
        name=low(column.label),
        part=page.label,
        total=page.total,
        turns=page.turns,
        stories=[story(article, column=False) for article in page.items],
    )
