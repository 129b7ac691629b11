"""The lines of the data files: what each form says of an article, made once for all of them and
remembered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from engine.cache import Cache, Row, digest, program
from engine.workers import parallel_map
from press.export.ninjs import to_item
from press.export.record import line, recorder
from press.export.spreadsheet import row
from press.model import Archive
from press.model.urls import Site
from press.packed import Articles, pack, runs, unpacker, versions

# What is remembered of a run: its articles as records, its articles as rows and news items, and,
# last, both keys and what it holds.
_RECORDS, _ROWS, _RUN = "lines", "rows", "run"
# A page's lines take half a millisecond to make where only related articles are others, otherwise
# one; to begin a process takes 30.
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


# A run that is not remembered.
_NOTHING = Run("", "", ())
_said, _shown, _run = unpacker(tuple[Said, ...]), unpacker(tuple[Shown, ...]), unpacker(Run)


class Lines:
    """The lines of an archive; ``runs`` are in its order, by the id of their first article."""

    def __init__(self, runs: dict[str, Run], memory: Cache) -> None:
        """The runs as they are remembered."""
        self.runs, self._memory = runs, memory

    def said(self, run: str) -> tuple[Said, ...]:
        """The records of a run; no more than these need be in memory at once."""
        return _said(self._memory.get(_RECORDS, run))

    def shown(self, run: str) -> tuple[Shown, ...]:
        """The rows and news items of a run."""
        return _shown(self._memory.get(_ROWS, run))


def lines(archive: Archive, site: Site, memory: Cache) -> Lines:
    """The lines of an archive; those that the memory has are not made again."""
    found = [[heading.id for heading in run] for run in runs(archive)]
    keys = _keys(archive, site, found)
    before = {id_: _run(value) for id_, _, value in memory.rows(_RUN)}
    missing = [run for run in found if before.get(run[0], _NOTHING)[:2] != keys[run[0]]]
    record, item, named = (
        recorder(archive),
        to_item(archive, site),
        Articles.of(archive.articles).named,
    )

    def made(run: Sequence[str]) -> list[Row]:
        articles, of, (records, rows) = [record(named(id_)) for id_ in run], run[0], keys[run[0]]
        said = [Said(one["url"], one["date"], line(one)) for one in articles]
        values = [(_RECORDS, of, records, pack(said))]
        if before.get(of, _NOTHING).rows != rows:
            shown = [
                Shown(one["date"], row(one).encode(), line(item(one)) if site.address else b"")
                for one in articles
            ]
            values.append((_ROWS, of, rows, pack(shown)))
        return [*values, (_RUN, of, records, pack(Run(records, rows, _holds(said))))]

    gone = (_RECORDS, _ROWS, _RUN) if before.keys() - keys else ()
    memory.keep(
        (value for values in parallel_map(made, missing, _PAGES) for value in values), keys, *gone
    )
    now = {id_: _run(value) for id_, _, value in memory.rows(_RUN)} if missing else before
    return Lines({run: now[run] for run in keys}, memory)


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


def _keys(
    archive: Archive, site: Site, runs: Sequence[Sequence[str]]
) -> dict[str, tuple[str, str]]:
    """What the records and the rows of each run follow from, by its first article's id, in order;
    only records name related articles.
    """
    version = versions(archive)
    world = digest(program(), repr(archive.themes), repr(archive.names), site.address)
    rows = {run[0]: digest(world, [version[id_] for id_ in run]) for run in runs}
    return {
        run[0]: (digest(rows[run[0]], [archive.related.get(id_) for id_ in run]), rows[run[0]])
        for run in runs
    }
