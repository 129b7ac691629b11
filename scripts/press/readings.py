"""Seeds → readings: pages that are as they were come from memory, the others are read by processes side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from press import link, read, repair, segment, tag
from press.memory import Memory, digest, packed, program, unpacked
from press.model import Archive, Article, Block, Line
from press.processes import spread
from press.repair import Reading
from press.tables import Tables

Value = TypeVar("Value")
# A page takes 10 to 30 ms to read, and its themes and names 2: fewer than these are not worth a second process (which takes 30 ms to begin).
_PAGES, _GROUPS = 8, 64
# What shows a person how far a long work is: the items one by one, what is done with them, and how many they are.
Watch = Callable[[Iterator[Value], str, int], Iterator[Value]]


class Sheets(Mapping[str, Value], Generic[Value]):
    """What is printed on each page, by seed, kept packed: it is far more than all else, and is looked at page by page."""

    def __init__(self, sheets: Mapping[str, bytes], part: int) -> None:
        """Part 0 of a sheet are its lines, part 1 its blocks."""
        self._sheets, self._part = sheets, part

    def __getitem__(self, seed: str) -> Value:
        """The lines, or blocks, of one page."""
        value: Value = cast(Any, _sheet(self._sheets[seed])[self._part])
        return value

    def __iter__(self) -> Iterator[str]:
        """All seeds."""
        return iter(self._sheets)

    def __len__(self) -> int:
        """How many."""
        return len(self._sheets)


@lru_cache(maxsize=16)
def _sheet(sheet: bytes) -> tuple[tuple[Line, ...], tuple[Block, ...]]:
    lines, blocks = unpacked(sheet)
    return lines, blocks


def gathered(folder: Path, rows: Tables, memory: Memory, watch: Watch[tuple[str, str, bytes]]) -> Archive:
    """The archive of a folder of seeds, without what is laid beside the articles."""
    paths = {read.slug(path.stem): path for path in read.seeds(folder)}
    keys = {seed: _key(*read.versions(path)) for seed, path in paths.items()}
    known = {seed: (key, value) for seed, (key, value) in memory.recall("reading").items() if keys.get(seed) == key}
    missing = [path for seed, path in paths.items() if seed not in known]
    new = {seed: (key, value) for seed, key, value in watch(spread(_read, missing, _PAGES), "reading", len(missing))}
    memory.keep("reading", new, paths)
    known |= new
    sheets, light = dict[str, bytes](), list[Reading]()
    for seed in paths:
        reading, sheets[seed] = unpacked(known.pop(seed)[1])
        light.append(reading)
    archive = repair.gather(light, rows)
    return replace(archive, lines=Sheets(sheets, 0), blocks=Sheets(sheets, 1))


def _key(seed: str, sidecar: str) -> str:
    return digest(program(), seed, sidecar)


def _read(path: Path) -> tuple[str, str, bytes]:
    """A page cut and mended: its seed, its key, and the reading with the sheet apart."""
    whole = repair.mend(segment.segment(read.read(path)))
    page = whole.page
    light = replace(whole, page=replace(page, lines=()), blocks=())
    return page.seed, _key(page.sha256, page.sidecar), packed((light, packed((page.lines, whole.blocks))))


def marked(archive: Archive, rows: Tables, memory: Memory) -> Archive:
    """The archive with its themes, mentions of names and uses of terms."""
    groups: dict[str, list[Article]] = {}
    for article in archive.articles:
        groups.setdefault(article.seed, []).append(article)
    tables = digest(program(), repr(rows))
    versions = archive.versions
    keys = {seed: digest(tables, [versions[article.id] for article in group]) for seed, group in groups.items()}
    known = {seed: (key, value) for seed, (key, value) in memory.recall("marks").items() if keys.get(seed) == key}
    missing = [seed for seed in groups if seed not in known]

    def mark(seed: str) -> bytes:
        found = groups[seed]
        return packed((tag.tag(found, rows.themes), link.mention(found, rows.names), link.uses(found, rows.terms)))

    new = {seed: (keys[seed], value) for seed, value in zip(missing, spread(mark, missing, _GROUPS), strict=True)}
    memory.keep("marks", new, groups)
    tags: dict[str, Any] = {}
    mentions: dict[str, Any] = {}
    uses: dict[str, Any] = {}
    for seed in groups:
        for whole, part in zip((tags, mentions, uses), unpacked((new.get(seed) or known[seed])[1]), strict=True):
            whole.update(part)
    return replace(archive, tags=tags, mentions=mentions, uses=uses)
