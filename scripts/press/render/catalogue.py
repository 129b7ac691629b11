"""The archive's articles as readers ask for them: by edition, theme, name and column.

Made in one pass over the headings of the archive; every list is in the archive's own order: by
date, the unknown last, then by page, then by place on the page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from press.model import Archive, Article, ArticleSummary, Mention, Page, Tag, TermUse
from press.model.urls import column_slug, edition_url
from press.packed import Articles, versions
from press.text.dates import When, display, parse, sort_key

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The printed pages of one day, of whatever paper; a page whose day is unknown stands alone."""

    url: str
    date: str | None
    pages: tuple[Page, ...]

    @property
    def when(self) -> When | None:
        """The date as far as it is known."""
        return parse(self.date) if self.date else None

    @property
    def dated(self) -> bool:
        """Whether the edition has a day, if only an inferred one, and a place in the calendar."""
        return bool(self.when and self.when.day)

    @property
    def text(self) -> str:
        """The date as readers see it."""
        return display(self.date)

    @property
    def papers(self) -> tuple[str, ...]:
        """The names of its papers, each once."""
        return tuple(dict.fromkeys(page.paper for page in self.pages if page.paper))


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column label, as it was first printed, and what stood under it."""

    slug: str
    label: str
    articles: tuple[ArticleSummary, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The archive and the ways into it, by the ids of articles, seeds, themes, names and terms.

    ``articles`` are the headings, ``text`` gives a whole article. ``versions`` are what each
    article follows from: what a page shows of an article is a function of it.
    """

    archive: Archive
    articles: Mapping[str, ArticleSummary]
    text: Callable[[str], Article]
    pages: Mapping[str, Page]
    editions: tuple[Edition, ...]
    edition_of: Mapping[str, Edition]
    on_page: Mapping[str, tuple[ArticleSummary, ...]]
    tags: Mapping[str, tuple[Tag, ...]]
    mentions: Mapping[str, tuple[Mention, ...]]
    uses: Mapping[str, tuple[TermUse, ...]]
    columns: Mapping[str, Column]
    versions: Mapping[str, str]


def catalogue(archive: Archive) -> Catalogue:
    """The catalogue of an archive."""
    packed = Articles.of(archive.articles)
    articles = {heading.id: heading for heading in packed.headings}
    editions = _editions(archive.pages)
    return Catalogue(
        archive=archive,
        articles=articles,
        text=packed.named,
        pages={page.seed: page for page in archive.pages},
        editions=editions,
        edition_of={page.seed: edition for edition in editions for page in edition.pages},
        on_page=_by_page(packed.headings),
        tags=_grouped((tag.theme, tag) for id_ in articles for tag in archive.tags.get(id_, ())),
        mentions=_grouped(
            (mention.name, mention) for id_ in articles for mention in archive.mentions.get(id_, ())
        ),
        uses=_grouped((use.term, use) for id_ in articles for use in archive.uses.get(id_, ())),
        columns=_columns(packed.headings),
        versions=versions(archive),
    )


def articles_of(catalogue: Catalogue, edition: Edition) -> tuple[ArticleSummary, ...]:
    """The articles that begin in an edition, in page order."""
    return tuple(
        article
        for page in edition.pages
        for article in catalogue.on_page.get(page.seed, ())
        if article.seed == page.seed
    )


def lead_headline(catalogue: Catalogue, edition: Edition) -> str:
    """The first headline of an edition."""
    return next((article.headline for article in articles_of(catalogue, edition)), "（无文章）")


def _editions(pages: Iterable[Page]) -> tuple[Edition, ...]:
    """Editions from the oldest to the newest, those without a day last."""
    editions = []
    for url, together in _grouped((edition_url(page), page) for page in pages).items():
        in_order = tuple(
            sorted(together, key=lambda page: (page.paper or "", page.page or 10_000, page.seed))
        )
        date = min((page.date for page in in_order), key=sort_key)
        editions.append(Edition(url=url, date=date, pages=in_order))
    return tuple(
        sorted(
            editions, key=lambda edition: (not edition.dated, sort_key(edition.date), edition.url)
        )
    )


def _by_page(articles: Iterable[ArticleSummary]) -> Mapping[str, tuple[ArticleSummary, ...]]:
    """The articles of each seed in order of place; one joined from two halves is on both pages."""
    placed: defaultdict[str, dict[str, tuple[int, ArticleSummary]]] = defaultdict(dict)
    for article in articles:
        for seed, first in article.places:
            placed[seed].setdefault(article.id, (first, article))
    return {
        seed: tuple(article for _, article in sorted(found.values(), key=lambda pair: pair[0]))
        for seed, found in placed.items()
    }


def _columns(articles: Iterable[ArticleSummary]) -> Mapping[str, Column]:
    by_slug = _grouped(
        (column_slug(article.column), article) for article in articles if article.column
    )
    return {
        slug: Column(slug=slug, label=found[0].column or "", articles=found)
        for slug, found in by_slug.items()
    }


def _grouped(pairs: Iterable[tuple[str, Item]]) -> dict[str, tuple[Item, ...]]:
    groups: defaultdict[str, list[Item]] = defaultdict(list)
    for key, item in pairs:
        groups[key].append(item)
    return {key: tuple(items) for key, items in groups.items()}
