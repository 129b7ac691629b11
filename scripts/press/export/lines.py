"""The lines of the data files: what each form says of an article, made once for all of them and remembered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from press.export.ninjs import to_item
from press.export.record import line, recorder
from press.export.sheet import row
from press.export.site import Site
from press.memory import Memory, Row, digest, program
from press.model import Archive
from press.packed import Articles, headings, pack, unpacker, versions
from press.processes import spread

_KIND = "lines"
# A page's lines take 4 ms to make.
_PAGES = 32


class Said(NamedTuple):
    """What the data files say of an article: as a record and as a news item in JSON, and as a row of the sheet, each with its line end.

    ``date`` is in EDTF. Without the site's address there is no news item.
    """

    url: str
    date: str | None
    record: bytes
    row: bytes
    item: bytes


_said = unpacker(tuple[Said, ...])


class Lines:
    """The lines of an archive, in its order; ``runs`` are the articles of a page that follow each other, by the id of the first, with a key."""

    def __init__(self, runs: dict[str, str], memory: Memory) -> None:
        """The runs as they are remembered."""
        self.runs, self._memory = runs, memory

    def of(self, run: str) -> tuple[Said, ...]:
        """The lines of a run."""
        return _said(self._memory.get(_KIND, run))

    def __iter__(self) -> Iterator[Said]:
        """All lines; no more than a page's are in memory at once."""
        return (said for run in self.runs for said in self.of(run))


def lines(archive: Archive, site: Site, memory: Memory) -> Lines:
    """The lines of an archive; those that the memory has are not made again."""
    runs = [[heading.id for heading in run] for _, run in groupby(headings(archive), key=lambda heading: heading.seed)]
    keys = _keys(archive, site, runs)
    before = memory.keys(_KIND)
    missing = [run for run in runs if before.get(run[0]) != keys[run[0]]]
    record, item, named = recorder(archive), to_item(archive, site), Articles.of(archive.articles).named

    def said(id_: str) -> Said:
        article = named(id_)
        found = record(article)
        return Said(article.url, article.date, _line(found), row(found).encode(), _line(item(found)) if site.address else b"")

    def made(run: Sequence[str]) -> Row:
        return _KIND, run[0], keys[run[0]], pack(tuple(map(said, run)))

    memory.keep(spread(made, missing, _PAGES), keys, _KIND)
    return Lines(keys, memory)


def _keys(archive: Archive, site: Site, runs: Sequence[Sequence[str]]) -> dict[str, str]:
    """What the lines of each run follow from, by its first article's id, in order."""
    version = versions(archive)
    world = digest(program(), repr(archive.themes), repr(archive.names), site.address)
    related = {id_: [(link.to, link.why) for link in links] for id_, links in archive.related.items()}
    return {run[0]: digest(world, [(version[id_], related.get(id_)) for id_ in run]) for run in runs}


def _line(value: object) -> bytes:
    return f"{line(value)}\n".encode()
