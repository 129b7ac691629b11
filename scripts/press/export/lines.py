"""The lines of the data files: what each form says of an article, made once for all of them and
remembered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from engine.cache import Cache, Stored, digest
from press.export.ninjs import to_item
from press.export.record import line, recorder
from press.export.spreadsheet import row
from press.model import Archive, Article
from press.model.urls import Site
from press.packed import Articles, runs, versions

# What is kept of a run: its articles as records, what it holds of each period; its articles as rows
# and news items.
_SAID = _RECORDS, _HELD = "records", "held"
_ROWS = "rows"
# A page's lines take half a millisecond to make where only related articles are others, otherwise
# one.
_PAGES = 60
UNDATED = "undated"


class Said(NamedTuple):
    """What an article is as a record: one line of JSON with its line end. ``date`` is in EDTF."""

    url: str
    date: str | None
    record: bytes


class Shown(NamedTuple):
    """What it is in the forms that name no other articles: a row of the sheet, and a news item
    where the site's address is known.
    """

    date: str | None
    row: bytes
    item: bytes


class Held(NamedTuple):
    """What a run has of one period: how many articles, and the bytes of their records."""

    period: str
    articles: int
    size: int


class Run(NamedTuple):
    """The articles of a page that follow each other: keys of their records and of their rows, and
    what it holds of each period.
    """

    records: str
    rows: str
    held: tuple[Held, ...]


class Lines:
    """The lines of an archive; ``runs`` are in its order, by the id of their first article."""

    def __init__(self, cache: Cache, runs: dict[str, Run]) -> None:
        """The runs as they are kept."""
        self.runs = runs
        self._said: Stored[tuple[Said, ...]] = Stored(cache, _RECORDS, runs, tuple[Said, ...])
        self._shown: Stored[tuple[Shown, ...]] = Stored(cache, _ROWS, runs, tuple[Shown, ...])

    def said(self, run: str) -> tuple[Said, ...]:
        """The records of a run; no more than these need be in memory at once."""
        return self._said[run]

    def shown(self, run: str) -> tuple[Shown, ...]:
        """The rows and news items of a run."""
        return self._shown[run]


def lines(archive: Archive, site: Site, cache: Cache) -> Lines:
    """The lines of an archive; those that the cache has are not made again."""
    found = {run[0].id: [heading.id for heading in run] for run in runs(archive)}
    version, shared = versions(archive), (archive, site)
    world = digest(repr(archive.themes), repr(archive.names), site.address)
    rows = {id_: digest(world, [version[one] for one in ids]) for id_, ids in found.items()}
    records = {
        id_: digest(rows[id_], [archive.related.get(one) for one in ids])
        for id_, ids in found.items()
    }  # only these name related articles
    cache.map((_ROWS,), found, rows, _to_rows, shared, least=_PAGES)
    cache.map(_SAID, found, records, _to_records, shared, least=_PAGES)
    held = Stored[tuple[Held, ...]](cache, _HELD, found, tuple[Held, ...]).all()
    return Lines(cache, {id_: Run(records[id_], rows[id_], held[id_]) for id_ in found})


def _to_records(shared: tuple[Archive, Site], ids: Sequence[str]) -> Sequence[object]:
    record = recorder(shared[0])
    articles = [record(article) for article in _named(shared[0], ids)]
    said = [Said(one["url"], one["date"], line(one)) for one in articles]
    return said, _holds(said)


def _to_rows(shared: tuple[Archive, Site], ids: Sequence[str]) -> Sequence[object]:
    (archive, site), record = shared, recorder(shared[0])
    item = to_item(archive, site)
    articles = [record(article) for article in _named(archive, ids)]
    return (
        [
            Shown(one["date"], row(one).encode(), line(item(one)) if site.address else b"")
            for one in articles
        ],
    )


def _named(archive: Archive, ids: Iterable[str]) -> Iterable[Article]:
    return map(Articles.of(archive.articles).named, ids)


def period(date: str | None) -> str:
    """The month of a date, its year when the month is not known, or ``undated``.

    >>> period("2026-02-10~"), period("2026-02?"), period("2026~"), period(None)
    ('2026-02', '2026-02', '2026', 'undated')
    """
    return date[:7].rstrip("~?%") if date else UNDATED


def _holds(found: Iterable[Said]) -> tuple[Held, ...]:
    articles, sizes = Counter[str](), Counter[str]()
    for said in found:
        articles[period(said.date)] += 1
        sizes[period(said.date)] += len(said.record)
    return tuple(Held(of, count, sizes[of]) for of, count in articles.items())
