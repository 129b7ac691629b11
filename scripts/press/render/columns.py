"""栏目: what stood under each column label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from engine.targets import Target, leaf
from press.model import ArticleSummary
from press.model.urls import column_slug, column_url, href
from press.render.catalogue import Catalogue, Column
from press.render.entries import entry
from press.render.sheet import sheet
from press.render.shelves import Shelf, newness, number, shelve
from press.text.dates import display

SECTION = ("栏目", "columns/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A column in the index: how many articles, the newest date it has, and its newest headline."""

    label: str
    href: Markup
    articles: int
    newest: str
    headline: str
    date: str | None


def pages(catalogue: Catalogue) -> Iterator[Target]:
    """The index of columns and the pages of each."""
    listings = sorted(
        (_listing(column) for column in catalogue.columns.values()),
        key=lambda one: (-one.articles, one.label),
    )
    for shelf in number(SECTION[1], listings):
        yield leaf(shelf.url, None, partial(_overview, shelf))
    for column in catalogue.columns.values():
        for page in shelve(column_url(column.label), column.articles, lambda article: article.date):
            of = (
                column.label,
                page.frame,
                [catalogue.versions[article.id] for article in page.items],
            )
            yield leaf(page.url, of, partial(_shelf, column, page))


def _overview(shelf: Shelf[Listing]) -> tuple[str, str]:
    return sheet(
        shelf.url,
        "columns",
        title=SECTION[0] + (f"：{shelf.label}" if shelf.label else ""),
        shelf=shelf,
        crumbs=[SECTION] if shelf.label else [],
        description=f"报纸的栏目，共{shelf.total}个，附各栏目的文章。{shelf.label}",
    )


def _listing(column: Column) -> Listing:
    newest = max(column.articles, key=lambda article: newness(article.date))
    return Listing(
        label=column.label,
        href=href(column_url(column.label)),
        articles=len(column.articles),
        date=newest.date,
        newest=display(newest.date),
        headline=newest.headline,
    )


def _shelf(column: Column, shelf: Shelf[ArticleSummary]) -> tuple[str, str]:
    title = f"{column.label}（栏目）" + (f"：{shelf.label}" if shelf.label else "")
    return sheet(
        shelf.url,
        "column",
        title=title,
        label=column.label,
        shelf=shelf,
        crumbs=[SECTION, (column.label, column_url(column.label))] if shelf.label else [SECTION],
        feed="" if shelf.label else f"columns/{column_slug(column.label)}",
        description=f"栏目“{column.label}”{shelf.label}的文章，共{shelf.total}篇，按日期排列。",
        entries=tuple(entry(article) for article in shelf.items),
    )
