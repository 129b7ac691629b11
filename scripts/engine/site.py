"""docs/ → site/ with MkDocs: only what changed is made, by processes, and the site is byte for byte
what MkDocs alone makes.

A page is kept when its bytes are those that it was made from, when all that MkDocs read besides is
as it was read, when no file came or went that its links asked for, and when its file in the site is
as it was made. What is no page is copied without MkDocs. Nothing rests on modification times. Where
one page may show in another (``_entangled``), MkDocs makes the whole site by itself.
"""

from __future__ import annotations

import platform
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils import is_markdown_file
from mkdocs.utils.meta import get_data

from engine import inputs
from engine.cache import Cache, digest, pack
from engine.errors import UserError
from engine.files import Sum, folder, folders_above, lay, make_way, read, scan, sums
from engine.mkdocs_run import LEFT_OUT, MadePart, PageRecord, Part, make, settings
from engine.publish import StagingTree, changes
from engine.workers import cores, parallel_map

# What a theme's navigation may show of a page's front matter beside the title that mkdocs.yml
# gives.
NAV_META = ("icon", "status", "subtitle")
# Extensions that look for other files, which may come later than the page.
LOOKING_AROUND = {"pymdownx.snippets", "pymdownx.b64"}
WARNING = 30  # logging's; a check of MkDocs that warns stops a strict build
# Pages that MkDocs makes in one go: it keeps them all in memory until the last is written, and to
# begin costs it as much as 40 pages.
TOGETHER = 2000
# Fewer pages than these are not worth a process of their own.
PAGES = 20
# The kinds of what is remembered, and the one name of a frame.
_PAGE, _FRAME, _ALL = "page", "frame", "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """How many files were made and kept, which went, and why everything was made when it was."""

    made: int
    kept: int
    removed: tuple[str, ...]
    whole: str | None

    def line(self, site: Path, seconds: float) -> str:
        """One plain line."""
        why = f" (all: {self.whole})" if self.whole else ""
        made = f"{self.made} files made{why}, {self.kept} kept, {len(self.removed)} removed"
        return f"{site.name}: {made} ({seconds:.1f} s)"


class Frame(NamedTuple):
    """What all pages share: settings and names of files that may come into play; everything that
    was read, with digests; the files of docs/ that were there; and the files that are the theme's
    own.
    """

    settings: str
    read: Mapping[str, str]
    docs: tuple[str, ...]
    own: Mapping[str, Sum]


class Site(NamedTuple):
    """Where the site lies, a folder for what is kept beside it, what lies in it now, and the
    program that makes it.
    """

    top: Path
    work: Path
    there: Mapping[str, int | None]
    lying: Mapping[str, Sum]
    program: Mapping[str, str]

    def tree(self) -> StagingTree:
        """A tree to take the site's place."""
        return StagingTree(self.top, self.work / f"{self.top.name}.tree", self.there)


def build(
    config_file: Path,
    top: Path,
    work: Path,
    *,
    program: Mapping[str, str] | None = None,
    clean: bool = False,
    address: str | None = None,
    known: Mapping[str, Sum] | None = None,
) -> Built:
    """Make the site; ``work`` is a folder for what is kept beside it, ``address`` its root when not
    mkdocs.yml's.

    ``program`` is what ``inputs.loaded`` gave, where that was asked before (better early: when this
    process began), ``known`` are the sums of all files of docs/, where the caller has just made
    them. A warning of MkDocs is a ``UserError``, and so is a change of what it reads meanwhile: the
    site stays as it was.
    """
    program, top, work = program or inputs.loaded(), folder(top), folder(work)
    fresh = work / f"{top.name}.new"
    part = Part(config_file=config_file, address=address, folder=fresh / "0")
    make_way(fresh, "0")  # what an earlier build left goes
    shutil.rmtree(fresh)
    try:
        config = settings(part)
        docs = Path(config.docs_dir)
        sources = sums(docs, _files(scan(docs))) if known is None else known
        now = {path: one for path, one in sources.items() if not LEFT_OUT.search(path)}
        there = scan(top)
        site = Site(top, work, there, sums(top, _files(there)), program)
        cache = Cache(work / f"{top.name}.pages.sqlite")
        if why := _entangled(config, now):
            return _whole(part, site, cache, why)
        return _changed(part, config, now, site, cache, clean=clean)
    except ConfigurationError as error:
        todo = "its lines above say where; the site is as it was"
        raise UserError(config_file, None, f"MkDocs stopped: {error}".strip(), todo) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _whole(part: Part, site: Site, cache: Cache, why: str) -> Built:
    """All that MkDocs makes by itself; nothing of it is believed the next time."""
    for kind in (_FRAME, _PAGE):
        cache.keep(kind, ())
    made, tree = _made([part]), site.tree()
    wanted = _taken(made, [part], tree)
    return Built(made=len(wanted), kept=0, removed=_publish(site, tree, wanted), whole=why)


def _changed(
    part: Part,
    config: MkDocsConfig,
    now: Mapping[str, Sum],
    site: Site,
    cache: Cache,
    *,
    clean: bool,
) -> Built:
    """What must be made of the sources as they are ``now``, and the rest as it lies in the site."""
    about, docs = _settings(config, now), Path(config.docs_dir)
    frame = cache.read(_FRAME, Frame).get(_ALL)
    whole = _why(frame, about, clean=clean)
    old = Frame(about, {}, (), {}) if frame is None or whole else frame
    moved = now.keys() ^ set(old.docs)
    kept = {} if whole else _kept(cache.read(_PAGE, PageRecord), now, site.lying, moved)
    pages = tuple(path for path in sorted(now) if is_markdown_file(path) and path not in kept)
    spoilt = any(site.lying.get(path) != one for path, one in old.own.items())
    tree = site.tree()
    part = replace(part, docs=docs, tree=tree.top, metas=_metas(config, now))
    parts = _parts(part, pages) if pages or whole or moved or spoilt else []
    made = _made(parts)
    read = _agreed([site.program, old.read, *(each.read for each in made)])
    own = _taken(made, parts, tree) if parts else dict(old.own)
    fresh = {path: one for each in made for path, one in each.pages.items()}
    wanted = {one.file: one.sum for one in chain(kept.values(), fresh.values())} | own
    copied = _copied(docs, tree, site.lying, wanted, now)
    removed = _publish(site, tree, wanted)
    rows = [(_PAGE, path, "", pack(one)) for path, one in fresh.items()]
    cache.put([*rows, (_FRAME, _ALL, "", pack(Frame(about, read, tuple(now), own)))])
    cache.keep(_PAGE, {*kept, *fresh})
    count = len(pages) + copied
    return Built(
        made=count + (len(own) if whole else 0), kept=len(now) - count, removed=removed, whole=whole
    )


def _why(frame: Frame | None, about: str, *, clean: bool) -> str | None:
    """Why everything is to be made, or None."""
    if clean:
        return "as asked"
    if frame is None:
        return "no site of an earlier build is known"
    if frame.settings != about or not inputs.same(frame.read):
        return "settings, templates, navigation or packages changed"
    return None


def _kept(
    known: Mapping[str, PageRecord],
    now: Mapping[str, Sum],
    lying: Mapping[str, Sum],
    moved: AbstractSet[str],
) -> dict[str, PageRecord]:
    """The pages that are as they would be made now; ``moved`` are files that came or went."""
    return {
        path: one
        for path, one in known.items()
        if path in now
        and now[path].sha256 == one.source
        and lying.get(one.file) == one.sum
        and moved.isdisjoint(one.asked)
    }


def _parts(part: Part, pages: Sequence[str]) -> list[Part]:
    """The pages dealt out, the first part with the theme's files."""
    hands = cores() if len(pages) >= 2 * PAGES else 1
    count = hands * max(-(-len(pages) // (hands * TOGETHER)), 1)
    return [
        replace(
            part,
            folder=part.folder.with_name(str(number)),
            pages=tuple(pages[number::count]),
            frame=number == 0,
        )
        for number in range(count)
    ]


def _made(parts: Sequence[Part]) -> list[MadePart]:
    made = list(parallel_map(make, parts, None, least=1, together=1))
    for stopped in (one.stopped for one in made if one.stopped):
        raise ConfigurationError(stopped)
    return made


def _taken(made: Sequence[MadePart], parts: Sequence[Part], tree: StagingTree) -> dict[str, Sum]:
    """The files of no page, the theme's, moved into the tree."""
    return {
        path: lay(tree.top, path, read(part.folder / path))
        for each, part in zip(made, parts, strict=True)
        for path in each.files
    }


def _copied(
    docs: Path,
    tree: StagingTree,
    lying: Mapping[str, Sum],
    wanted: dict[str, Sum],
    now: Mapping[str, Sum],
) -> int:
    """Bring all files that are no page, and have no page's or theme file's place, into the tree;
    how many are others than before.
    """
    others = [path for path in now if not is_markdown_file(path) and path not in wanted]
    fresh = [path for path in others if lying.get(path) != now[path]]
    wanted |= {path: now[path] for path in others}
    wanted |= {path: lay(tree.top, path, read(docs / path)) for path in fresh}
    return len(fresh)


def _agreed(reads: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """All that was read, if no two found a file to hold different things."""
    agreed: dict[str, str] = {}
    for path, one in chain.from_iterable(some.items() for some in reads):
        if agreed.setdefault(path, one) != one:
            raise UserError(path, None, "changed while the site was made", "build again")
    return agreed


def _publish(site: Site, tree: StagingTree, wanted: Mapping[str, Sum]) -> tuple[str, ...]:
    """Let the site hold the files that are wanted, which lie in the tree; the paths that went."""
    found = changes(wanted, site.lying, site.there)
    if found:
        tree.publish(found, {*site.there, *wanted})
    return found.removed


def _entangled(config: MkDocsConfig, paths: Collection[str]) -> str | None:
    """Say why files cannot be looked at one by one, or None."""
    others = {*config.plugins} | LOOKING_AROUND.intersection(config.markdown_extensions)
    if others:
        return f"{', '.join(sorted(others))} may look at other pages"
    if config.nav is None or not all(titled for _, titled in pages_of(config.nav)):
        return "mkdocs.yml has no nav with a title for every page, so pages show in one another"
    if (
        config.exclude_docs
        or config.draft_docs
        or config.extra_templates
        or not config.use_directory_urls
        or config.validation.links.anchors >= WARNING
    ):
        return (
            "mkdocs.yml has exclude_docs, draft_docs, extra_templates, links.anchors or no "
            "use_directory_urls"
        )
    taken = set(map(place, paths))
    if (
        len(taken) < len(paths)
        or not taken.isdisjoint(folders_above(taken))
        or any("README." in path for path in paths)
    ):
        return "two files have one address, or a README may be an index"
    return None


def _settings(config: MkDocsConfig, now: Mapping[str, Sum]) -> str:
    """A digest of all that is not read from files: settings from the environment and the caller,
    names that may come into play, Python.
    """
    given = {key: value for key, value in config.items() if key != "site_dir"}
    metas = sorted(_metas(config, now).items())
    names = inputs.names(config.theme.dirs)
    return digest(repr(_plain(given)), names, repr(metas), platform.python_version())


def _plain(value: Any) -> Any:
    """A setting without what differs from run to run.

    >>> _plain({"b": [len], "a": 1, "c": object()})
    [('a', '1'), ('b', ['builtins.len']), ('c', 'object')]
    """
    if isinstance(value, Mapping):
        return sorted((str(key), _plain(one)) for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if callable(value):
        return f"{value.__module__}.{value.__qualname__}"
    return type(value).__name__ if " object at 0x" in str(value) else str(value)


def _metas(config: MkDocsConfig, now: Collection[str]) -> dict[str, dict[str, Any]]:
    """What the navigation shows of each of its pages."""
    found = {}
    for path in {path for path, _ in pages_of(config.nav) if path in now}:
        text = (Path(config.docs_dir) / path).read_text(encoding="utf-8-sig", errors="replace")
        meta = get_data(text)[1]
        found[path] = {key: meta[key] for key in NAV_META if key in meta}
    return found


def pages_of(nav: Any, titled: bool = False) -> Iterator[tuple[str, bool]]:
    """The paths in a nav as mkdocs.yml has it (strings, and one-key mappings to a string or a
    list), and whether each has a title.
    """
    if isinstance(nav, str):
        yield nav, titled
    elif isinstance(nav, Mapping):
        for item in nav.values():
            yield from pages_of(item, titled=True)
    elif isinstance(nav, Iterable):
        for item in nav:
            yield from pages_of(item)


def place(path: str) -> str:
    """Where MkDocs puts a file of docs/, with an address for each page that ends in a folder.

    >>> place("a/b.md"), place("a/index.md"), place("a/b.json")
    ('a/b/index.html', 'a/index.html', 'a/b.json')
    """
    if not is_markdown_file(path):
        return path
    stem = path.rpartition(".")[0]
    return f"{stem}.html" if stem.rpartition("/")[2] == "index" else f"{stem}/index.html"


def _files(there: Mapping[str, int | None]) -> list[str]:
    return [path for path, which in there.items() if which is not None]
