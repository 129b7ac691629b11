"""The stages put together: seeds → Archive. Pages that are as they were come from the cache, the
others are read by processes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from engine.cache import Cache, Stored, digest
from engine.errors import StartAgain
from press import read, repair, segment
from press.annotate import link, relate, tag
from press.annotate.features import bonds
from press.layout import arrange
from press.model import Archive, Article, ArticleSummary, Block, Bonds, Line, Mention, Tag, TermUse
from press.packed import Articles, OfPages, headings, versions
from press.read import tables
from press.read.tables import Tables
from press.repair import Reading
from press.text.summary import heading

Value = TypeVar("Value")
# A page takes 10 to 30 ms to read and its themes and names 2: fewer than these are not worth a
# process (which takes 30 ms to begin).
_PAGES, _GROUPS = 8, 64
# What is kept of a page: its reading, its articles, its lines, its blocks; what stands beside the
# articles, what may bind them to others.
_READ = _READING, _ARTICLES, _LINES, _BLOCKS = "reading", "articles", "lines", "blocks"
_MARKED = _MARKS, _BONDS = "marks", "bonds"


class _Page(NamedTuple):
    """A reading without its articles and what is printed."""

    reading: Reading
    headings: tuple[ArticleSummary, ...]


class _Marks(NamedTuple):
    """What stands beside the articles of a page, by their ids."""

    tags: Mapping[str, tuple[Tag, ...]]
    mentions: Mapping[str, tuple[Mention, ...]]
    uses: Mapping[str, tuple[TermUse, ...]]


def press(seeds: Path, cache: Cache | None = None) -> Archive:
    """Read every page, cut and mend its articles, then lay themes, names, terms and related
    articles beside them.
    """
    rows, cache = tables.load(seeds / "tables"), cache or Cache()
    archive = _annotated(_read_all(seeds, rows, cache), rows, cache)
    return replace(archive, related=relate.relate(archive, cache))


def _read_all(folder: Path, rows: Tables, cache: Cache) -> Archive:
    """The archive of a folder of seeds, without what is laid beside the articles."""
    paths = {read.slug(path.stem): path for path in read.seeds(folder)}
    keys = {seed: digest(*read.versions(path)) for seed, path in paths.items()}
    items = {seed: (path, keys[seed]) for seed, path in paths.items()}
    cache.map(_READ, items, keys, _read, None, least=_PAGES)
    source = OfPages(Stored(cache, _ARTICLES, paths, tuple[Article, ...]))
    pages: Mapping[str, _Page] = Stored(cache, _READING, paths, _Page).all()
    archive = repair.gather(
        (
            replace(page.reading, articles=Articles(page.headings, source))
            for page in pages.values()
        ),
        rows,
    )
    return replace(
        archive,
        lines=Stored(cache, _LINES, paths, tuple[Line, ...]),
        blocks=Stored(cache, _BLOCKS, paths, tuple[Block, ...]),
    )


def _read(_: None, item: tuple[Path, str]) -> Sequence[object]:
    """What is kept of a page that was cut and mended, read from the very files that its key
    says.
    """
    path, key = item
    whole = repair.mend(segment.segment(arrange(read.read(path))))
    page = whole.page
    if not key == digest(page.sha256, page.sidecar) == digest(*read.versions(path)):
        raise StartAgain(f"{path} changed while it was read")
    light = replace(whole, page=replace(page, lines=()), blocks=(), articles=())
    short = _Page(light, tuple(map(heading, whole.articles)))
    return short, whole.articles, page.lines, whole.blocks


def _annotated(archive: Archive, rows: Tables, cache: Cache) -> Archive:
    """The archive with its themes, mentions of names, uses of terms, and what may bind its
    articles.
    """
    groups: dict[str, list[str]] = {}
    for head in headings(archive):
        groups.setdefault(head.seed, []).append(head.id)
    version, tables_ = versions(archive), digest(repr(rows))
    keys = {seed: digest(tables_, [version[id_] for id_ in ids]) for seed, ids in groups.items()}
    shared = Articles.of(archive.articles), rows
    cache.map(_MARKED, groups, keys, _mark, shared, least=_GROUPS)
    found: Mapping[str, _Marks] = Stored(cache, _MARKS, groups, _Marks).all()
    return replace(
        archive,
        tags=_merged(one.tags for one in found.values()),
        mentions=_merged(one.mentions for one in found.values()),
        uses=_merged(one.uses for one in found.values()),
        bonds=Stored(cache, _BONDS, groups, tuple[Bonds, ...]),
    )


def _mark(shared: tuple[Articles, Tables], ids: Sequence[str]) -> Sequence[object]:
    """What stands beside the articles of a page, and what may bind them to others."""
    articles, rows = shared
    found = [articles.named(id_) for id_ in ids]
    marks = _Marks(
        tag.tag(found, rows.themes), link.mention(found, rows.names), link.uses(found, rows.terms)
    )
    return marks, bonds(found, marks.tags, marks.mentions, rows.themes, rows.names)


def _merged(parts: Iterable[Mapping[str, Value]]) -> dict[str, Value]:
    return {id_: value for part in parts for id_, value in part.items()}
