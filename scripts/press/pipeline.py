"""Seeds → readings: pages that are as they were come from memory, the others are read by processes side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from engine.cache import Cache, Row, digest, program
from engine.workers import parallel_map
from press import read, repair, segment
from press.annotate import link, tag
from press.annotate.features import bonds
from press.layout import arrange
from press.model import Archive, Article, ArticleSummary, Block, Bonds, Line, Mention, Tag, TermUse
from press.packed import Articles, headings, pack, unpacker, versions
from press.read.tables import Tables
from press.repair import Reading
from press.text.summary import heading

Value = TypeVar("Value")
# A page takes 10 to 30 ms to read, and its themes and names 2: fewer than these are not worth a second process (which takes 30 ms to begin).
_PAGES, _GROUPS = 8, 64
# Pages that are kept unpacked: articles come page by page, one in two halves goes to and fro.
_UNPACKED = 8
# What is remembered of a page: its reading, its articles, what is printed on it, what stands beside the articles, what may bind them to others.
_READING, _ARTICLES, _SHEET, _MARKS, _BONDS = "reading", "articles", "sheet", "marks", "bonds"
# What shows a person how far a long work is: the items one by one, what is done with them, and how many they are.
Watch = Callable[[Iterator[Value], str, int], Iterator[Value]]


class _Page(NamedTuple):
    """A reading without its articles and what is printed."""

    reading: Reading
    headings: tuple[ArticleSummary, ...]


class _Marks(NamedTuple):
    """What stands beside the articles of a page, by their ids."""

    tags: Mapping[str, tuple[Tag, ...]]
    mentions: Mapping[str, tuple[Mention, ...]]
    uses: Mapping[str, tuple[TermUse, ...]]


# Values with their keys, by kind and seed.
_AT_HAND: dict[tuple[str, str], tuple[str, Any]] = {}
_page, _marks = unpacker(_Page), unpacker(_Marks)
_articles, _sheet, _bonds = (
    unpacker(tuple[Article, ...]),
    unpacker(tuple[tuple[Line, ...], tuple[Block, ...]]),
    unpacker(tuple[Bonds, ...]),
)


class Sheets(Mapping[str, Value], Generic[Value]):
    """What is remembered of each page, by seed, looked up in the memory where it is asked for."""

    def __init__(
        self, memory: Cache, kind: str, seeds: Iterable[str], unpacked: Callable[[bytes], Value]
    ) -> None:
        """The values of a kind, of these seeds."""
        self._seeds = frozenset(seeds)
        self._of = lru_cache(_UNPACKED)(lambda seed: unpacked(memory.get(kind, seed)))

    def __getitem__(self, seed: str) -> Value:
        """The value of one page."""
        if seed not in self._seeds:
            raise KeyError(seed)
        return self._of(seed)

    def __iter__(self) -> Iterator[str]:
        """All seeds."""
        return iter(self._seeds)

    def __len__(self) -> int:
        """How many."""
        return len(self._seeds)


def gathered(folder: Path, rows: Tables, memory: Cache, watch: Watch[list[Row]]) -> Archive:
    """The archive of a folder of seeds, without what is laid beside the articles."""
    paths = {read.slug(path.stem): path for path in read.seeds(folder)}
    before = memory.keys(_READING)
    missing = [
        path for seed, path in paths.items() if before.get(seed) != _key(*read.versions(path))
    ]
    pages = watch(parallel_map(_read, missing, _PAGES), "reading", len(missing))
    memory.keep((row for page in pages for row in page), paths, _READING, _ARTICLES, _SHEET)
    readings = (page for _, page in _unpacked(_READING, memory, _page))
    fetch = _fetcher(memory)
    archive = repair.gather(
        (replace(page.reading, articles=Articles(page.headings, fetch)) for page in readings), rows
    )
    lines, blocks = (
        Sheets(memory, _SHEET, paths, lambda packed: _sheet(packed)[0]),
        Sheets(memory, _SHEET, paths, lambda packed: _sheet(packed)[1]),
    )
    return replace(archive, lines=lines, blocks=blocks)


def _fetcher(memory: Cache) -> Callable[[str], Article]:
    """What fetches an article by its id."""
    page = lru_cache(_UNPACKED)(
        lambda seed: {article.id: article for article in _articles(memory.get(_ARTICLES, seed))}
    )
    return lambda id_: page(id_.rpartition("-")[0])[id_]


def _key(seed: str, sidecar: str) -> str:
    return digest(program(), seed, sidecar)


def _read(path: Path) -> list[Row]:
    """What is remembered of a page that was cut and mended; last is what is looked for first."""
    whole = repair.mend(segment.segment(arrange(read.read(path))))
    page = whole.page
    light = replace(whole, page=replace(page, lines=()), blocks=(), articles=())
    values = {
        _ARTICLES: whole.articles,
        _SHEET: (page.lines, whole.blocks),
        _READING: _Page(light, tuple(map(heading, whole.articles))),
    }
    key = _key(page.sha256, page.sidecar)
    return [(kind, page.seed, key, pack(value)) for kind, value in values.items()]


def marked(archive: Archive, rows: Tables, memory: Cache) -> Archive:
    """The archive with its themes, mentions of names, uses of terms, and what may bind its articles."""
    groups: dict[str, list[str]] = {}
    for head in headings(archive):
        groups.setdefault(head.seed, []).append(head.id)
    named, version = Articles.of(archive.articles).named, versions(archive)
    before, tables = memory.keys(_MARKS), digest(program(), repr(rows))
    keys = {seed: digest(tables, [version[id_] for id_ in group]) for seed, group in groups.items()}
    missing = [seed for seed in groups if before.get(seed) != keys[seed]]

    def mark(seed: str) -> list[Row]:
        found = [named(id_) for id_ in groups[seed]]
        marks = _Marks(
            tag.tag(found, rows.themes),
            link.mention(found, rows.names),
            link.uses(found, rows.terms),
        )
        values = {
            _BONDS: bonds(found, marks.tags, marks.mentions, rows.themes, rows.names),
            _MARKS: marks,
        }  # here as well
        return [(kind, seed, keys[seed], pack(value)) for kind, value in values.items()]

    memory.keep(
        (row for marked_ in parallel_map(mark, missing, _GROUPS) for row in marked_),
        groups,
        _MARKS,
        _BONDS,
    )
    found = dict(_unpacked(_MARKS, memory, _marks))
    marks = [found[seed] for seed in groups]
    return replace(
        archive, tags=_merged(one.tags for one in marks), mentions=_merged(one.mentions for one in marks),
        uses=_merged(one.uses for one in marks), bonds=Sheets(memory, _BONDS, groups, _bonds),
    )  # fmt: skip


def _unpacked(
    kind: str, memory: Cache, unpack: Callable[[bytes], Value]
) -> Iterator[tuple[str, Value]]:
    """All values of a kind by seed; in a process that builds again and again (``serve``) those that have their keys of before are at hand."""
    for seed, key, value in memory.rows(kind):
        if (kind, seed) not in _AT_HAND or _AT_HAND[kind, seed][0] != key:
            _AT_HAND[kind, seed] = key, unpack(value)
        yield seed, _AT_HAND[kind, seed][1]


def _merged(parts: Iterable[Mapping[str, Value]]) -> dict[str, Value]:
    return {id_: value for part in parts for id_, value in part.items()}
