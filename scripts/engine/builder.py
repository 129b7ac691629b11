"""Sheaves → files of docs/: what is as it was lies there already, the rest is made by processes side by side."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from sys import intern
from typing import Any

from engine import link_check
from engine.cache import Cache, digest, program
from engine.publish import Files
from engine.staging import remove
from engine.state import PROGRAM, SHEAF, BuildState, File, TargetRecord
from engine.targets import Content, Target, pieces
from engine.workers import parallel_map
from press.export import Sum
from press.packed import pack

# Sheaves that a process makes at a time, at most and in how many parcels at least: a page takes about a millisecond, a list up to forty.
_TOGETHER, _PARCELS = 16, 32
# From so many sheaves on, processes are begun twice.
_MANY = 1000
# Links that are kept in mind before it is seen which of them lead somewhere.
_LINKS = 50_000
# Bytes of a large file that are written at a time.
_PIECE = 1 << 18
# Files that no page links to: the manifest of the search index knows them.
_UNLINKED = ".bin"
_BY_HAND = "by hand"


# The list that a sheaf's files are in, the sheaf, its key with that of the world.
_Listed = tuple[str, Target, str]
# A sheaf that was made: its name, its files with their content (of a large one, where that lies), the links of its pages, its note.
_Sheaf = tuple[str, list[tuple[File, bytes | str]], dict[link_check.Target, link_check.Dead], Any]


class Builder:
    """Makes the sheaves of one build; ``files`` are all files so far by path, ``notes`` the sheaves' notes by name."""

    def __init__(self, docs: Path, before: BuildState, memory: Cache, *world: object) -> None:
        """``world`` is what all sheaves are a function of, beside the program: the templates and the tables."""
        self.files: dict[str, File] = {}
        self.notes: dict[str, Any] = {}
        self._docs, self._before, self._memory, self._world = (
            docs,
            before,
            memory,
            digest(program(), *world),
        )
        self._kept: set[str] = set()
        self._made: dict[str, tuple[str, TargetRecord]] = {}
        self._by_hand: Collection[str] = ()
        self._rest: Collection[str] | None = None
        self._links: dict[link_check.Target, link_check.Dead] = {}

    def take(self, path: str, text: str) -> None:
        """Take note of a page that people wrote; its bytes are not known."""
        self._note(
            path,
            "",
            TargetRecord((File(path, Sum(0, ""), link_check.about(text)),)),
            link_check.links(path, text),
        )

    def make(self, sheaves: Mapping[str, Iterable[Target]]) -> Files:
        """The files of the sheaves by the list that they are in, in any order: list, path and content, None where that lies in docs/."""
        listed = {
            sheaf.name: (where, sheaf, f"{self._world}{sheaf.key}" if sheaf.key else "")
            for where, some in sheaves.items()
            for sheaf in some
        }
        as_before = {
            name: row
            for name, row in listed.items()
            if row[2] and self._before.key_of.get(name) == row[2]
        }
        kept, spoilt = list[tuple[str, str, None]](), dict[str, _Listed]()

        def keep() -> None:
            for name, row in as_before.items():
                if (remembered := self._kept_as(name)) is None:
                    spoilt[name] = row
                else:
                    kept.extend((row[0], path, None) for path, _, _ in remembered.files)

        yield from self._making(
            {name: row for name, row in listed.items() if name not in as_before}, keep
        )
        yield from kept
        yield from self._making(spoilt)

    def _making(
        self, listed: Mapping[str, _Listed], meanwhile: Callable[[], object] = lambda: None
    ) -> Files:
        """Make what is listed, by other processes while this one does something else."""
        remove(self._memory.room)
        self._memory.room.mkdir()
        first, *others = _waves(listed.values())
        try:
            made = parallel_map(self._make, first, 2, 1, in_order=False, meanwhile=meanwhile)
            for parcel in chain(
                made, *(parallel_map(self._make, wave, 2, 1, in_order=False) for wave in others)
            ):
                for name, files, links, note in parcel:
                    where, _, key = listed[name]
                    self._note(
                        name, key, TargetRecord(tuple(file for file, _ in files), note), links
                    )
                    yield from (
                        (where, file.path, Path(content) if isinstance(content, str) else content)
                        for file, content in files
                    )
        finally:
            remove(self._memory.room)
        if len(self._links) > _LINKS:
            self._links = {
                target: self._links[target]
                for target in link_check.dead(self._links, self._pages(), self.files)
            }  # so far

    def _kept_as(self, name: str) -> TargetRecord | None:
        """What is remembered of a sheaf, if all its files lie in docs/ as they should."""
        remembered, spoilt = self._before.sheaf(name), self._before.lying().spoilt
        if spoilt and not spoilt.isdisjoint(path for path, _, _ in remembered.files):
            return None
        self._kept.add(name)
        self._file(name, remembered)
        return remembered

    def _make(self, parcel: Iterable[Target]) -> list[_Sheaf]:
        return [_made(sheaf, self._memory.room) for sheaf in parcel]

    def _pages(self) -> Mapping[str, link_check.About]:
        return {path: file.about for path, file in self.files.items() if file.about}

    def dead(
        self, hand_written: Collection[str], rest: Collection[str] | None = None
    ) -> Iterator[link_check.Dead]:
        """The links that lead nowhere; ``hand_written`` are the files under docs/ that people put there, ``rest`` those that are there or will be
        without being made now.

        Pages that were kept had no such link, and are looked through again only when an address or a place went that was there.
        """
        self._by_hand, self._rest = hand_written, rest
        changed = (
            self._before.key_of.keys() - self._kept
            if rest is None
            else self._before.key_of.keys() & self._made.keys()
        )
        pages, links = self._pages(), dict(self._links)
        if self._kept and self._lost(changed):
            kept = {file.path for name in self._kept for file in self._before.sheaf(name).files}
            for path in sorted(kept & pages.keys()):
                text = (self._docs / path).read_text(encoding="utf-8")
                links |= {
                    target: link
                    for target, link in link_check.links(path, text).items()
                    if target not in links
                }
        others = (path for path in rest or () if path not in self.files)
        there = {
            *self.files,
            *hand_written,
            *chain.from_iterable((path, link_check.address(path)) for path in others),
        }
        yield from sorted(
            (links[target] for target in link_check.dead(links, pages, there)),
            key=lambda dead: (dead.path, dead.line),
        )

    def remember(self) -> None:
        """Keep what was made for the next build, and forget what is no more."""
        made = {
            **self._made,
            _BY_HAND: (
                "",
                TargetRecord(tuple(File(path, Sum(0, ""), None) for path in self._by_hand)),
            ),
        }
        kept = self._kept if self._rest is None else self._before.key_of
        self._memory.keep(
            ((SHEAF, name, key, pack(sheaf)) for name, (key, sheaf) in made.items()),
            {*made, *kept},
            SHEAF,
        )
        self._memory.keep([(PROGRAM, program(), "", b"")], [program()], PROGRAM)

    def _note(
        self,
        name: str,
        key: str,
        sheaf: TargetRecord,
        links: Mapping[link_check.Target, link_check.Dead],
    ) -> None:
        self._made[name] = key, sheaf
        for (as_file, as_address, place), link in links.items():
            self._links.setdefault(
                (as_file and intern(as_file), intern(as_address), intern(place)), link
            )
        self._file(name, sheaf)

    def _file(self, name: str, sheaf: TargetRecord) -> None:
        self.files.update((file.path, file) for file in sheaf.files)
        if sheaf.note is not None:
            self.notes[name] = sheaf.note

    def digests(self) -> dict[str, str]:
        """The SHA-256 of all files that were made, kept or taken note of; empty where it is not known."""
        return {path: file.sum.sha256 for path, file in self.files.items()}

    def _lost(self, changed: Collection[str]) -> bool:
        """Whether an address or a place of these sheaves is no more."""
        there = {*self.files, *self._by_hand, *(self._rest or ())}
        before = (
            file
            for name in changed
            for file in self._before.sheaf(name).files
            if not file.path.endswith(_UNLINKED)
        )
        return any(
            file.path not in there
            or ((now := self.files.get(file.path)) and now.about and now.about.lost(file.about))
            for file in before
        )


def _waves(listed: Collection[_Listed]) -> list[list[tuple[Target, ...]]]:
    """The sheaves dealt out for making: each large one by itself and first, the others some together.

    Where there are many, those of the list that has most have other processes than the large ones: what a process took for these it
    never gives back.
    """
    large: list[tuple[Target, ...]] = [(sheaf,) for _, sheaf, _ in listed if sheaf.large]
    small: dict[str, list[Target]] = {}
    for where, sheaf, _ in listed:
        if not sheaf.large:
            small.setdefault(where, []).append(sheaf)
    dealt = [_dealt(some) for some in sorted(small.values(), key=len)]
    first, last = [*large, *chain.from_iterable(dealt[:-1])], [*chain.from_iterable(dealt[-1:])]
    return [first, last] if len(listed) > _MANY else [first + last]


def _dealt(sheaves: Sequence[Target]) -> list[tuple[Target, ...]]:
    """Some at a time, fewer where there are few, so that no process has long to wait for the last."""
    together = min(_TOGETHER, len(sheaves) // _PARCELS + 1)
    return [tuple(sheaves[at : at + together]) for at in range(0, len(sheaves), together)]


def _made(sheaf: Target, room: Path) -> _Sheaf:
    made = sheaf.make()
    files, links = list[tuple[File, bytes | str]](), dict[link_check.Target, link_check.Dead]()
    for number, (path, content) in enumerate(made.files):
        if sheaf.large:
            laid_out = f"{room}/{os.getpid()}-{id(sheaf)}-{number}"
            files.append((File(path, _written(content, Path(laid_out)), None), laid_out))
            continue
        data = b"".join(pieces(content))
        file, found = _look(path, data)
        files.append((file, data))
        links |= found
    return sheaf.name, files, links, made.note


def _written(content: Content, to: Path) -> Sum:
    """Write a content piece by piece."""
    whole = hashlib.sha256()
    with to.open("wb", buffering=_PIECE) as file:
        for piece in pieces(content):
            file.write(piece)
            whole.update(piece)
        return Sum(file.tell(), whole.hexdigest())


def _look(path: str, content: bytes) -> tuple[File, dict[link_check.Target, link_check.Dead]]:
    if not path.endswith(".md"):
        return File(path, Sum.of(content), None), {}
    text = content.decode()
    return File(path, Sum.of(content), link_check.about(text)), link_check.links(path, text)
