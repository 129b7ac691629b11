"""Feeds of the newest articles, as Atom (RFC 4287) and JSON Feed 1.1: of all, and of each theme,
column and name.

A theme or name that no article speaks of yet has its feed already, so that it can be followed from
now on.

A feed must date its entries to the second, which no newspaper does: an entry is dated to the
beginning of its day in China; of an unknown day or month, to the first; of an unknown year, to
1970, after all others. Only a day that is beyond doubt is given as the day of publication, and
every entry says its date in words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from heapq import nsmallest
from itertools import chain
from typing import Any
from xml.etree import ElementTree

from engine.targets import Made, Target
from press.model import Archive, Article, ArticleSummary
from press.model.urls import Site, column_slug, column_url, name_url, theme_url
from press.packed import Articles, versions
from press.text.dates import DAYS, display, parse

# How many entries a feed carries: about a month of a four-page daily for the feed of all.
NEWEST = 100
# The length of an entry's summary, in characters.
SUMMARY = 200
UNDATED = "1970-01-01T00:00:00Z"
ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot carry, not even escaped: control characters, lone surrogates, U+FFFE, U+FFFF.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Item = dict[str, Any]
Entry = tuple[Item, ElementTree.Element]
# The path of a feed, its label, the page that it follows, its articles.
Shelf = tuple[str, str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its path under ``feeds/`` without extension, its title, the page that it follows, and
    the ids of its articles.
    """

    path: str
    title: str
    page: str
    articles: tuple[str, ...]


class Entries:
    """The entries of the archive's articles, each made once though several feeds have it."""

    def __init__(self, archive: Archive, site: Site) -> None:
        """Of these articles, at this site."""
        self._of = archive, site
        self.entry = lru_cache(maxsize=10 * NEWEST)(self._made)

    def __reduce__(self) -> tuple[object, ...]:
        """How they are sent to another process: unmade."""
        return Entries, self._of

    def _made(self, id_: str) -> Entry:
        archive, site = self._of
        labels = {theme.id: theme.label for theme in archive.themes}
        tags = [labels[tag.theme] for tag in archive.tags.get(id_, ())]
        return _entry(Articles.of(archive.articles).named(id_), tags, site)


def feeds(archive: Archive, site: Site) -> Iterator[Target]:
    """``feeds/….xml`` and ``feeds/….json``, each with the newest articles first, those of one day
    in the order of the paper.
    """
    articles = Articles.of(archive.articles).headings
    newest_first = sorted(articles, key=lambda article: moment(article.date), reverse=True)
    place = {article.id: number for number, article in enumerate(newest_first)}
    version, entries = versions(archive), Entries(archive, site)
    for feed in _feeds(archive, articles, site.name):
        newest = nsmallest(NEWEST, (place[article] for article in feed.articles))
        ids = [newest_first[number].id for number in newest]
        of = feed.title, feed.page, site.address, [version[id_] for id_ in ids]
        yield Target(f"feeds/{feed.path}", of, partial(_feed, feed, ids, entries, site))


def _feed(feed: Feed, ids: Sequence[str], entries: Entries, site: Site) -> Made:
    chosen = [entries.entry(id_) for id_ in ids]
    path = f"feeds/{feed.path}"
    return Made(
        [(f"{path}.xml", _atom(feed, chosen, site)), (f"{path}.json", _json(feed, chosen, site))]
    )


def _feeds(archive: Archive, headings: Sequence[ArticleSummary], name: str) -> Iterator[Feed]:
    yield Feed(path="all", title=name, page="", articles=tuple(article.id for article in headings))
    yield from (
        Feed(path=path, title=f"{label} · {name}", page=page, articles=shelf)
        for path, label, page, shelf in chain(
            _of_themes(archive), _of_columns(headings), _of_names(archive)
        )
    )


def _of_themes(archive: Archive) -> Iterator[Shelf]:
    tagged = _shelves((tag.theme, tag.article) for tags in archive.tags.values() for tag in tags)
    for theme in archive.themes:
        yield f"themes/{theme.id}", theme.label, theme_url(theme.id), tagged.get(theme.id, ())


def _of_columns(headings: Sequence[ArticleSummary]) -> Iterator[Shelf]:
    labels = {column_slug(head.column): head.column for head in reversed(headings) if head.column}
    labelled = _shelves((column_slug(head.column), head.id) for head in headings if head.column)
    for slug, shelf in labelled.items():
        yield f"columns/{slug}", labels[slug], column_url(labels[slug]), shelf


def _of_names(archive: Archive) -> Iterator[Shelf]:
    mentioned = _shelves(
        (mention.name, mention.article) for some in archive.mentions.values() for mention in some
    )
    for row in archive.names:
        yield f"names/{row.id}", row.name, name_url(row.id), mentioned.get(row.id, ())


def _shelves(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    shelves: dict[str, dict[str, None]] = {}
    for key, article in pairs:
        shelves.setdefault(key, {})[article] = None
    return {key: tuple(shelf) for key, shelf in shelves.items()}


@lru_cache(DAYS)
def moment(date: str | None) -> str:
    """The instant that a feed says for a date.

    >>> moment("2026-02-10~"), moment("2026"), moment(None)
    ('2026-02-10T00:00:00+08:00', '2026-01-01T00:00:00+08:00', '1970-01-01T00:00:00Z')
    """
    return f"{parse(date).first_day}T00:00:00+08:00" if date else UNDATED


def _published(date: str | None) -> str | None:
    """The instant of publication, when the day is beyond doubt."""
    return moment(date) if date and parse(date).certain == date and parse(date).day else None


def _entry(article: Article, tags: list[str], site: Site) -> Entry:
    """An article as an item of a JSON Feed and as an Atom entry."""
    text = next((part.text for part in article.paragraphs if part.kind == "text"), "")
    about = "，".join(
        part
        for part in (article.paper, display(article.date), article.page and f"第{article.page}版")
        if part
    )
    summary = f"（{about}）" + (text if len(text) <= SUMMARY else text[:SUMMARY] + "……")
    item: Item = {
        "id": site.url(article.url),
        "url": site.url(article.url),
        "title": article.headline,
        "content_text": summary,
        "date_published": _published(article.date),
        "authors": [{"name": author.name} for author in article.authors],
        "tags": tags,
        "_date": {"edtf": article.date},
    }
    return {key: value for key, value in item.items() if value}, _atom_entry(item, article.date)


def _atom_entry(item: Item, date: str | None) -> ElementTree.Element:
    entry = ElementTree.Element("entry")
    _add(entry, "title", item["title"])
    _add(entry, "id", item["id"])
    _add(entry, "link", href=item["url"])
    _add(entry, "updated", moment(date))
    if item["date_published"]:
        _add(entry, "published", item["date_published"])
    for author in item["authors"]:
        _add(_add(entry, "author"), "name", author["name"])
    for tag in item["tags"]:
        _add(entry, "category", term=tag)
    _add(entry, "summary", item["content_text"])
    return entry


def _atom(feed: Feed, entries: list[Entry], site: Site) -> bytes:
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-CN"})
    _add(root, "title", feed.title)
    _add(root, "id", site.url(f"feeds/{feed.path}.xml"))
    _add(
        root,
        "link",
        rel="self",
        type="application/atom+xml",
        href=site.url(f"feeds/{feed.path}.xml"),
    )
    _add(root, "link", rel="alternate", type="text/html", href=site.url(feed.page))
    _add(
        root,
        "updated",
        max((entry.findtext("updated", UNDATED) for _, entry in entries), default=UNDATED),
    )
    _add(_add(root, "author"), "name", site.name)
    root.extend(entry for _, entry in entries)
    ElementTree.indent(root, " ")
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _json(feed: Feed, entries: list[Entry], site: Site) -> bytes:
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": site.url(feed.page),
        "feed_url": site.url(f"feeds/{feed.path}.json"),
        "language": "zh-CN",
        "items": [item for item, _ in entries],
    }
    return (json.dumps(head, ensure_ascii=False, indent=1) + "\n").encode()


def _add(
    parent: ElementTree.Element, tag: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    child = ElementTree.SubElement(
        parent, tag, {key: NOT_XML.sub("\ufffd", value) for key, value in attributes.items()}
    )
    child.text = NOT_XML.sub("\ufffd", text) or None
    return child
