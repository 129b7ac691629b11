"""Seeds → readings: pages that are as they were come from memory, the others are read by processes side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from press import link, read, repair, segment, tag
from press.memory import Memory, digest, program
from press.model import Archive, Heading, Mention, Tag, TermUse
from press.packed import Articles, Numbered, Sheets, headings, pack, unpacker, versions
from press.phrases import worded
from press.processes import spread
from press.repair import Reading
from press.tables import Tables

Value = TypeVar("Value")
# A page takes 10 to 30 ms to read, and its themes and names 2: fewer than these are not worth a second process (which takes 30 ms to begin).
_PAGES, _GROUPS = 8, 64
# What shows a person how far a long work is: the items one by one, what is done with them, and how many they are.
Watch = Callable[[Iterator[Value], str, int], Iterator[Value]]


class _Page(NamedTuple):
    """A reading as it is remembered: without its articles and what is printed, which stand beside it, packed."""

    reading: Reading
    articles: tuple[bytes, ...]
    headings: tuple[Heading, ...]
    sheet: bytes


class _Marks(NamedTuple):
    """What stands beside the articles of a page, by their ids."""

    tags: Mapping[str, tuple[Tag, ...]]
    mentions: Mapping[str, tuple[Mention, ...]]
    uses: Mapping[str, tuple[TermUse, ...]]
    phrases: Mapping[str, tuple[str, ...]]


_page, _marks = unpacker(_Page), unpacker(_Marks)


def gathered(folder: Path, rows: Tables, memory: Memory, watch: Watch[tuple[str, str, bytes]]) -> Archive:
    """The archive of a folder of seeds, without what is laid beside the articles."""
    paths = {read.slug(path.stem): path for path in read.seeds(folder)}
    keys = {seed: _key(*read.versions(path)) for seed, path in paths.items()}
    known = {seed: (key, value) for seed, (key, value) in memory.recall("reading").items() if keys.get(seed) == key}
    missing = [path for seed, path in paths.items() if seed not in known]
    new = {seed: (key, value) for seed, key, value in watch(spread(_read, missing, _PAGES), "reading", len(missing))}
    memory.keep("reading", new, paths)
    known |= new
    pages = [_page(known.pop(seed)[1]) for seed in paths]
    archive = repair.gather((replace(page.reading, articles=Articles(page.articles, page.headings)) for page in pages), rows)
    sheets = {page.reading.page.seed: page.sheet for page in pages}
    return replace(archive, lines=Sheets(sheets, 0), blocks=Sheets(sheets, 1))


def _key(seed: str, sidecar: str) -> str:
    return digest(program(), seed, sidecar)


def _read(path: Path) -> tuple[str, str, bytes]:
    """A page cut and mended: its seed, its key, and the reading packed."""
    whole = repair.mend(segment.segment(read.read(path)))
    page, articles = whole.page, Articles.of(whole.articles)
    light = replace(whole, page=replace(page, lines=()), blocks=(), articles=())
    packed = pack(_Page(light, articles.packed, articles.headings, pack((page.lines, whole.blocks))))
    return page.seed, _key(page.sha256, page.sidecar), packed


def marked(archive: Archive, rows: Tables, memory: Memory) -> Archive:
    """The archive with its themes, mentions of names, uses of terms, and phrases."""
    groups: dict[str, list[str]] = {}
    for head in headings(archive):
        groups.setdefault(head.seed, []).append(head.id)
    articles, version = Numbered(Articles.of(archive.articles)), versions(archive)
    tables = digest(program(), repr(rows))
    keys = {seed: digest(tables, [version[id_] for id_ in group]) for seed, group in groups.items()}
    known = {seed: (key, value) for seed, (key, value) in memory.recall("marks").items() if keys.get(seed) == key}
    missing = [seed for seed in groups if seed not in known]

    def mark(seed: str) -> bytes:
        found = [articles[id_] for id_ in groups[seed]]
        return pack(_Marks(tag.tag(found, rows.themes), link.mention(found, rows.names), link.uses(found, rows.terms), worded(found)))

    new = {seed: (keys[seed], value) for seed, value in zip(missing, spread(mark, missing, _GROUPS), strict=True)}
    memory.keep("marks", new, groups)
    marks = [_marks((new.get(seed) or known[seed])[1]) for seed in groups]
    return replace(
        archive, tags=_merged(one.tags for one in marks), mentions=_merged(one.mentions for one in marks),
        uses=_merged(one.uses for one in marks), phrases=_merged(one.phrases for one in marks),
    )  # fmt: skip


def _merged(parts: Iterable[Mapping[str, Value]]) -> dict[str, Value]:
    return {id_: value for part in parts for id_, value in part.items()}
