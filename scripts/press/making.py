"""Sheaves → files of docs/: what is as it was lies there already, the rest is made by processes side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from press import check
from press.export import Sum
from press.memory import Memory, digest, packed, program, unpacked
from press.processes import spread
from press.sheaf import Sheaf
from press.write import Files

# A page takes about a millisecond to make; fewer than these are not worth a second process.
_SHEAVES = 64
_KIND, _NAME = "docs", "sheaves"


class File(NamedTuple):
    """What is remembered of a file: its path under docs/, its sum, and what a page says of itself."""

    path: str
    sum: Sum
    about: check.About | None


class Remembered(NamedTuple):
    """A sheaf as it was made: its key, files and note."""

    key: str
    files: tuple[File, ...]
    note: Any


class Maker:
    """Makes the sheaves of one build; ``files`` are all files so far by path, ``notes`` the sheaves' notes by name."""

    def __init__(self, docs: Path, memory: Memory, *world: object) -> None:
        """``world`` is what all sheaves are a function of, beside the program: the tables."""
        self.files: dict[str, File] = {}
        self.notes: dict[str, Any] = {}
        self._docs, self._memory, self._world = docs, memory, digest(program(), *world)
        key, value = memory.recall(_KIND).get(_NAME, ("", b""))
        self._before: dict[str, Remembered] = unpacked(value) if key == self._world else {}
        self._now: dict[str, Remembered] = {}
        self._links: dict[check.Target, check.Dead] = {}
        self._kept: set[str] = set()

    def take(self, path: str, text: str) -> None:
        """Take note of a page that people wrote."""
        file, links = _look(path, text.encode())
        self._note(path, Remembered("", (file,), None))
        self._links |= {target: link for target, link in links.items() if target not in self._links}

    def make(self, sheaves: Iterable[Sheaf]) -> Files:
        """The files of the sheaves in order: path and content, None where it lies in docs/ as it should."""
        listed = [(sheaf, "" if sheaf.of is None else digest(sheaf.of)) for sheaf in sheaves]
        kept = {sheaf.name for sheaf, key in listed if key and self._stands(sheaf.name, key)}
        made = spread(_make, [sheaf for sheaf, _ in listed if sheaf.name not in kept], _SHEAVES)
        for sheaf, key in listed:
            if sheaf.name in kept:
                self._note(sheaf.name, self._before[sheaf.name])
                for file in self._before[sheaf.name].files:
                    self._kept.add(file.path)
                    yield file.path, None
            else:
                files, links, note = next(made)
                self._note(sheaf.name, Remembered(key, tuple(file for file, _ in files), note))
                self._links |= {target: link for target, link in links.items() if target not in self._links}
                yield from ((file.path, content) for file, content in files)

    def dead(self, others: Iterable[str]) -> Iterator[check.Dead]:
        """The links that lead nowhere; ``others`` are the files under docs/ that people put there.

        Pages that were kept had no such link, and are looked through again only when an address or a place went that was there.
        """
        pages = {path: file.about for path, file in self.files.items() if file.about}
        links = dict(self._links)
        if self._lost():
            for path in sorted(self._kept & pages.keys()):
                text = (self._docs / path).read_text(encoding="utf-8")
                links |= {target: link for target, link in check.links(path, text).items() if target not in links}
        yield from check.dead(links, pages, {*self.files, *others})

    def remember(self) -> None:
        """Keep what was made for the next build."""
        if self._now != self._before:
            self._memory.keep(_KIND, {_NAME: (self._world, packed(self._now))}, [_NAME])

    def _stands(self, name: str, key: str) -> bool:
        """Whether a sheaf's files lie in docs/ as they were made from the same."""
        before = self._before.get(name)
        return bool(before and before.key == key and all(_sum(f"{self._docs}/{file.path}") == file.sum for file in before.files))

    def _note(self, name: str, sheaf: Remembered) -> None:
        self._now[name] = sheaf
        self.files.update((file.path, file) for file in sheaf.files)
        if sheaf.note is not None:
            self.notes[name] = sheaf.note

    def _lost(self) -> bool:
        """Whether an address or a place of before is no more."""
        for sheaf in self._before.values():
            for file in sheaf.files:
                now = self.files.get(file.path)
                if now is None or (now.about and now.about.lost(file.about)):
                    return True
        return False


def _make(sheaf: Sheaf) -> tuple[list[tuple[File, bytes]], dict[check.Target, check.Dead], Any]:
    made = sheaf.make()
    files, links = list[tuple[File, bytes]](), dict[check.Target, check.Dead]()
    for path, content in made.files:
        data = content.encode() if isinstance(content, str) else content
        file, found = _look(path, data)
        files.append((file, data))
        links |= found
    return files, links, made.note


def _look(path: str, content: bytes) -> tuple[File, dict[check.Target, check.Dead]]:
    if not path.endswith(".md"):
        return File(path, Sum.of(content), None), {}
    text = content.decode()
    return File(path, Sum.of(content), check.about(text)), check.links(path, text)


def _sum(path: str) -> Sum | None:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  (a Path for each of 50,000 files costs half a second)
            content = file.read()
    except OSError:
        return None
    return Sum(len(content), hashlib.sha256(content).hexdigest())
