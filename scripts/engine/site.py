"""docs/ → site/ with MkDocs: only what changed is made, by processes side by side, and the site is byte for byte what MkDocs alone makes.

A page comes out as it lies in the kept site when its own source is the same, when everything that all pages share is the same
(``sources``), and when no file came or went that it might link to. What is no page is copied without MkDocs. Nothing rests on
modification times. Where one page may show in another (``_entangled``), MkDocs makes the whole site by itself.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils import is_markdown_file

from engine import site_pages
from engine.errors import UserError
from engine.publish import build_lock
from engine.sources import Sources, content, files, pages_of, places, read, recall, remember
from engine.workers import aside, cores, parallel_map

EXTENSIONS_THAT_LOOK_AROUND = {
    "pymdownx.snippets",
    "pymdownx.b64",
    "md_in_html",
}  # a page may hold another file's text, or links in its HTML
WARNING = 30  # logging's; a check of MkDocs that warns stops a strict build
# Pages that MkDocs makes in one go: it keeps them all in memory until the last is written, and to begin costs it as much as 40 pages.
TOGETHER = 2000
# Fewer pages than these are not worth a process of their own.
PAGES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """How many files were made and kept, which addresses went, and why everything was made when it was."""

    made: int
    kept: int
    removed: tuple[str, ...]
    whole: str | None

    def line(self, site: Path, seconds: float) -> str:
        """One plain line."""
        why = f" (all: {self.whole})" if self.whole else ""
        return f"{site.name}: {self.made} files made{why}, {self.kept} kept, {len(self.removed)} removed ({seconds:.1f} s)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be made: pages, other files to be copied, and whether MkDocs is needed at all; why everything, when it is.

    ``places`` is where each file of docs/ belongs in the site; none when MkDocs makes it all by itself.
    """

    pages: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    mkdocs: bool = True
    whole: str | None
    places: Mapping[str, str] = field(default_factory=dict)


def build(
    config_file: Path, site: Path, memory: Path, *, clean: bool = False, address: str | None = None, digests: Mapping[str, str] | None = None,
) -> Built:  # fmt: skip
    """Make the site; ``memory`` is a file that holds what the site at ``site`` was made from, ``address`` its root when not mkdocs.yml's.

    ``digests`` are those (``sources.digest``) of all files of docs/, empty for a file that the caller has not just read or written: it is read.
    The memory is taken away before the site is touched and written when it is whole: a build that is killed is followed by a
    clean one. A warning of MkDocs (a dead link) is a ``UserError``, and the site stays as it was.
    """
    fresh = site.with_name(f".{site.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    part = site_pages.Part(config_file=config_file, address=address, folder=fresh / "0")
    try:
        [listed] = aside(lambda: [*files(site)] if site.is_dir() else [])
        config = site_pages.settings(part)
        before = None if clean else recall(memory, site)
        now, changed = read(config, config_file, before, digests)
        plan = _plan(
            config, now, before, changed, lying := cache(lambda: set(listed())), clean=clean
        )
        parts = _parts(replace(part, compiled=_compiled(memory, now)), Path(config.docs_dir), plan)
        copies = _make(parts, lambda: _copied(Path(config.docs_dir), site, fresh, plan.copies))
        memory.unlink(missing_ok=True)
        own, built = _merge(
            fresh, site, plan, copies, lying=lying(), own=before.own if before else frozenset()
        )
    except ConfigurationError as error:
        raise UserError(
            config_file,
            None,
            f"MkDocs stopped: {error}".strip(),
            "its lines above say where; the site is as it was",
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    if plan.places:
        remember(memory, site, replace(now, own=own))
    return built


def _compiled(memory: Path, now: Sources) -> Path:
    """A folder for the compiled templates of these settings, templates and packages; the others' are taken away."""
    top = memory.with_suffix(".templates")
    for old in top.glob("*"):
        if old.name != now.shared:
            shutil.rmtree(old)
    return top / now.shared


def _plan(
    config: MkDocsConfig,
    now: Sources,
    before: Sources | None,
    changed: set[str],
    lying: Callable[[], Collection[str]],
    *,
    clean: bool,
) -> Plan:
    """What must be made of the sources as they are now, some of which ``changed``, when those before made what is ``lying`` in the site."""
    at = places(now.files)
    if why := _entangled(config, at):
        return Plan(whole=why)
    if before is None or before.shared != now.shared:
        made, needed = set(now.files), True
        whole = (
            "as asked"
            if clean
            else "settings, templates, navigation or packages changed"
            if before
            else "no site of an earlier build is known"
        )
    else:
        moved = before.files.keys() != now.files.keys()
        made = changed | (now.linking if moved else set())
        there = lying()
        made.update(path for path, place in at.items() if place not in there)
        needed, whole = moved or not before.own.issubset(there), None
    found = tuple(sorted(path for path in made if is_markdown_file(path)))
    return Plan(
        pages=found,
        copies=tuple(sorted(made.difference(found))),
        mkdocs=needed or bool(found),
        whole=whole,
        places=at,
    )


def _entangled(config: MkDocsConfig, places: Mapping[str, str]) -> str | None:
    """Say why files cannot be looked at one by one, or None."""
    others = {*config.plugins} | EXTENSIONS_THAT_LOOK_AROUND.intersection(
        config.markdown_extensions
    )
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
        return "mkdocs.yml has exclude_docs, draft_docs, extra_templates, links.anchors or no use_directory_urls"
    if _collide(places):
        return "two files have one address, or a README may be an index"
    return None


def _collide(places: Mapping[str, str]) -> bool:
    """Whether two files have one place, or one has the place of another's folder, or which is the index is MkDocs' to say."""
    taken, above = {*places.values()}, set[str]()
    for folder in {path.rpartition("/")[0] for path in taken}:
        while folder and folder not in above:
            above.add(folder)
            folder = folder.rpartition("/")[0]  # noqa: PLW2901  (on and up)
    return (
        len(taken) < len(places)
        or not taken.isdisjoint(above)
        or any("README." in path for path in places)
    )


def _parts(part: site_pages.Part, docs: Path, plan: Plan) -> list[site_pages.Part]:
    """The pages dealt out, the first part with the theme's files; all that MkDocs does by itself is one part."""
    if not plan.places or not plan.mkdocs:
        return [part] if plan.mkdocs else []
    hands = cores() if len(plan.pages) >= 2 * PAGES else 1
    count = hands * max(-(-len(plan.pages) // (hands * TOGETHER)), 1)
    return [
        replace(
            part,
            docs=docs,
            folder=part.folder.with_name(str(number)),
            pages=plan.pages[number::count],
            frame=number == 0,
        )
        for number in range(count)
    ]


def _make(
    parts: list[site_pages.Part], copied: Callable[[], Mapping[str, str]]
) -> Mapping[str, str]:
    """Make the parts, and meanwhile what is ``copied``, which is what this gives."""
    copies = cache(copied)
    for stopped in parallel_map(site_pages.make, parts, 1, together=1, meanwhile=copies):
        if stopped is not None:
            raise ConfigurationError(stopped)
    return copies()


def _copied(docs: Path, site: Path, fresh: Path, paths: Iterable[str]) -> Mapping[str, str]:
    """Copies, by their paths, of the files that the site has not got as they are."""
    fresh.mkdir(parents=True, exist_ok=True)
    copies = {
        path: f"{fresh}/{number}.copy"
        for number, path in enumerate(paths)
        if not _same(f"{docs}/{path}", f"{site}/{path}")
    }
    for path, copy in copies.items():
        shutil.copyfile(f"{docs}/{path}", copy)
    return copies


def _merge(
    fresh: Path,
    site: Path,
    plan: Plan,
    copies: Mapping[str, str],
    *,
    lying: set[str],
    own: frozenset[str],
) -> tuple[frozenset[str], Built]:
    """Bring what was made into the kept site, and remove what is of no file; also, which files are the theme's own."""
    made = {
        path: f"{folder}/{path}"
        for folder in fresh.glob("[0-9]*")
        if folder.is_dir()
        for path in files(folder)
    }
    if plan.mkdocs:
        own = frozenset(made.keys() - {plan.places[path] for path in plan.pages})
    stray = tuple(sorted(lying.difference(own, plan.places.values())))
    _remove(site, stray)
    fits = {
        path: copy for path, copy in copies.items() if path not in own
    }  # a template of the theme wins over a file of its name, as with MkDocs
    for path, source in {
        **{path: source for path, source in made.items() if not _same(source, f"{site}/{path}")},
        **fits,
    }.items():
        _clear(f"{site}/{path}")
        os.rename(source, f"{site}/{path}")  # noqa: PTH104  (a Path for each of 60,000 files costs half a second)
    count = len(plan.pages) + len(set(plan.copies) - own)
    return own, Built(
        made=count + (len(own) if plan.whole else 0),
        kept=len(plan.places) - count,
        removed=stray,
        whole=plan.whole,
    )


def _same(one: str, other: str) -> bool:
    """Whether two files are there and hold the same."""
    try:
        return os.stat(one).st_size == os.stat(other).st_size and content(one) == content(other)  # noqa: PTH116
    except FileNotFoundError:
        return False


def _clear(place: str) -> None:
    """Make a place free for a file, in a folder that is there; to move a file onto another has ext4 write it to the disk at once."""
    try:
        os.unlink(place)  # noqa: PTH108
    except FileNotFoundError:
        os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120


def _remove(site: Path, stray: Iterable[str]) -> None:
    """Take away files, and the folders that are empty then."""
    for path in stray:
        (site / path).unlink()
    left = {
        folder
        for one in {path.rpartition("/")[0] for path in stray}
        for folder in (one, *map(str, PurePosixPath(one).parents))
    }
    for folder in sorted(
        left - {"", "."}, reverse=True
    ):  # what lies within a folder comes before it
        with contextlib.suppress(OSError):  # another file lies there
            (site / folder).rmdir()


def known(options: argparse.Namespace) -> Mapping[str, str] | None:
    """The digests of what lies in the docs/ that mkdocs.yml names, when it was made just now; empty for what people put there."""
    lying: Mapping[str, str] | None = options.lying
    return lying if options.docs.resolve() == options.root / "docs" else None


def main(options: argparse.Namespace) -> int:
    """The command ``site``."""
    began = time.monotonic()
    to = options.to if options.to.is_absolute() else options.root / options.to
    if options.from_seeds:
        options.build(options)
        began = time.monotonic()
    with build_lock(to):
        memory = options.root / ".build" / f"{to.name}.memory"
        built = build(
            options.root / "mkdocs.yml", to, memory, clean=options.clean, digests=known(options)
        )
    print(built.line(to, time.monotonic() - began))
    return 0
