"""docs/ → site/ with MkDocs, making only the pages that changed; the result is byte for byte that of a clean build.

MkDocs offers the list of files to plugins before it reads them (the documented ``on_files`` event). Files whose page would come
out as it lies in the kept site are replaced there by ``Kept`` ones: links to them resolve, but they are neither read nor written.
A page comes out the same when its own source is the same, when everything that all pages share is the same (``_shared``), and
when no file came or went that it might link to. Nothing rests on modification times. In doubt everything is made again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import distributions
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils.meta import get_data

from press.errors import Mistake
from press.write import alone

PLUGINS_OF_ONE_PAGE: frozenset[str] = frozenset()  # plugins known to look at one page at a time; with any other all pages are made
EXTENSIONS_THAT_LOOK_AROUND = {"pymdownx.snippets", "pymdownx.b64", "md_in_html"}  # a page may hold another file's text, or links in its HTML
NAV_META = ("icon", "status", "subtitle")  # what the theme's navigation shows of a page's front matter
# What every Markdown link or definition of one has; links in HTML are left alone by MkDocs. [见](a.md), [见]: a.md, [见][a]
LINKS = (b"](", b"]:", b"][")
# A setting taken from the environment: `site_url: !ENV [SITE_URL, '']`.
ENV = re.compile(r"!ENV\s+\[?\s*([\w,\s]+)")


class Kept(File):
    """A file whose place in the site is right already."""

    def is_documentation_page(self) -> bool:
        """No page to be made."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing to be copied."""


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


@dataclass(slots=True, kw_only=True)
class Sources:
    """The digests of one build's sources, and of all that its pages share."""

    shared: str = ""
    files: dict[str, str] = field(default_factory=dict)


def build(config_file: Path, site: Path, memory: Path, *, clean: bool = False, address: str | None = None) -> Built:
    """Make the site; ``memory`` is a file that holds what the site at ``site`` was made from, ``address`` its root when not mkdocs.yml's.

    The memory is taken away before the site is touched and written when it is whole: a build that is killed is followed by a
    clean one. A warning of MkDocs (a dead link) is a ``Mistake``, and the site stays as it was.
    """
    fresh = site.with_name(f".{site.name}.new")
    before, whole = (None, "as asked") if clean else _recall(memory, site)
    leave_out = LeaveOut(before, config_file, lying=frozenset(_files(site)))
    try:
        config = load_config(str(config_file), site_dir=str(fresh), strict=True, **({"site_url": address} if address else {}))
        config.plugins["desk"] = leave_out
        mkdocs_build(config)
        memory.unlink(missing_ok=True)
        removed = _merge(fresh, site, leave_out.kept)
    except (Abort, ConfigurationError) as error:
        raise Mistake(config_file, None, f"MkDocs stopped: {error}".strip(), "its lines above say where; the site is as it was") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    memory.parent.mkdir(parents=True, exist_ok=True)
    state = {"site": str(site.resolve()), "shared": leave_out.sources.shared, "files": leave_out.sources.files}
    memory.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
    return Built(made=leave_out.made, kept=len(leave_out.kept), removed=removed, whole=whole or leave_out.whole)


class LeaveOut(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # it has no settings
    """Replaces the files that would come out as they are; lives for one build."""

    def __init__(self, before: Sources | None, config_file: Path, lying: frozenset[str]) -> None:
        """Take what the site was made from (None: unknown) and the files that lie in it."""
        self.before, self.config_file, self.lying = before, config_file, lying
        self.sources = Sources()
        self.kept: set[str] = set()
        self.made = 0
        self.whole: str | None = None

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Give MkDocs the same list with what is unchanged as ``Kept``."""
        content = {file.src_uri: file.content_bytes for file in files if file.src_dir == config.docs_dir}
        in_nav = {path for path, _ in _pages_of(config.nav)}
        self.sources.files = {path: hashlib.blake2b(data, digest_size=16).hexdigest() for path, data in content.items()}
        self.sources.shared = _shared(config, self.config_file, {path: content[path] for path in in_nav & content.keys()})
        if len({file.dest_uri for file in files}) < len(files):
            self.sources.shared = "two files have one address"  # no later build is told that this one knew what came from what
        self.whole = self._doubt(config)
        same = set() if self.whole or self.before is None else _same(self.before.files, self.sources.files, content) - in_nav
        if not self.whole and self.before is not None:
            same |= {file.src_uri for file in files if file.src_uri not in content}
        out = [_keep(file) if file.src_uri in same and file.dest_uri in self.lying else file for file in files]
        self.kept = {file.dest_uri for file in out if isinstance(file, Kept) and _included(file)}
        self.made = len(out) - sum(isinstance(file, Kept) for file in out)
        return Files(out)

    def _doubt(self, config: MkDocsConfig) -> str | None:
        """Say why the pages must all be made, or None."""
        others = config.plugins.keys() - PLUGINS_OF_ONE_PAGE - {"desk"}
        readers = EXTENSIONS_THAT_LOOK_AROUND.intersection(config.markdown_extensions)
        if self.before is None:
            return "no site of an earlier build is known"
        if others or readers:
            return f"{', '.join(sorted(others | readers))} may look at other pages"
        if config.nav is None or not all(titled for _, titled in _pages_of(config.nav)):
            return "mkdocs.yml has no nav with a title for every page, so pages show in one another"
        if self.before.shared != self.sources.shared or " " in self.sources.shared:
            return "settings, templates, navigation or packages changed"
        return None


def _recall(memory: Path, site: Path) -> tuple[Sources | None, str | None]:
    """What the kept site was made from; None, with the reason, when that is unknown."""
    try:
        state = json.loads(memory.read_text(encoding="utf-8"))
        if state["site"] == str(site.resolve()) and site.is_dir():
            return Sources(shared=state["shared"], files=state["files"]), None
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None, "no site of an earlier build is known"


def _same(before: Mapping[str, str], now: Mapping[str, str], content: Mapping[str, bytes]) -> set[str]:
    """The files that come out as before: source unchanged and, when any file came or went, no link that MkDocs would look up."""
    same = {path for path, digest in now.items() if before.get(path) == digest}
    if before.keys() == now.keys():
        return same
    return {path for path in same if not path.endswith(".md") or not any(mark in content[path] for mark in LINKS)}


def _shared(config: MkDocsConfig, config_file: Path, nav_pages: Mapping[str, bytes]) -> str:
    """A digest of all that every page of the site depends on."""
    settings = config_file.read_bytes()
    names = {name.strip() for found in ENV.finditer(settings.decode()) for name in found[1].split(",")}
    parts: list[Any] = [
        settings.hex(),
        config.site_url,
        sorted((name, os.environ.get(name)) for name in names),
        sorted(f"{package.name} {package.version}" for package in distributions()),
        [(path, _meta(nav_pages[path])) for path in sorted(nav_pages)],
        [(str(path.relative_to(config_file.parent)), path.read_bytes().hex()) for path in _templates(config, config_file)],
        Path(__file__).read_text(encoding="utf-8"),
    ]
    return hashlib.blake2b(json.dumps(parts, default=str).encode(), digest_size=16).hexdigest()


def _meta(source: bytes) -> list[Any]:
    """What the navigation shows of a page beside the title that mkdocs.yml gives it."""
    meta = get_data(source.decode("utf-8-sig", errors="replace"))[1]
    return [meta.get(key) for key in NAV_META]


def _templates(config: MkDocsConfig, config_file: Path) -> Iterator[Path]:
    """The project's own template files; the packaged theme's are known by its version."""
    for folder in map(Path, config.theme.dirs):
        if folder.is_relative_to(config_file.resolve().parent) and ".venv" not in folder.parts:
            yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _pages_of(nav: Any, titled: bool = False) -> Iterator[tuple[str, bool]]:
    """The paths in a nav as mkdocs.yml has it (strings, and one-key mappings to a string or a list), and whether each has a title."""
    if isinstance(nav, str):
        yield nav, titled
    elif isinstance(nav, Mapping):
        for item in nav.values():
            yield from _pages_of(item, titled=True)
    elif isinstance(nav, Iterable):
        for item in nav:
            yield from _pages_of(item)


def _included(file: File) -> bool:
    return file.inclusion not in {InclusionLevel.EXCLUDED, InclusionLevel.DRAFT}


def _keep(file: File) -> Kept:
    return Kept(file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls, dest_uri=file.dest_uri, inclusion=file.inclusion)


def _merge(fresh: Path, site: Path, kept: set[str]) -> tuple[str, ...]:
    """Bring what was made into the kept site, and remove what is neither made nor kept."""
    site.mkdir(parents=True, exist_ok=True)
    made = set(_files(fresh))
    stray = tuple(sorted(path for path in _files(site) if path not in made and path not in kept))
    for path in stray:
        (site / path).unlink()
    for path in sorted(made):
        target = site / path
        if not target.is_file() or target.read_bytes() != (fresh / path).read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).replace(target)
    for path in stray:
        for folder in PurePosixPath(path).parents:
            if folder != PurePosixPath(".") and (site / folder).is_dir() and not any((site / folder).iterdir()):
                (site / folder).rmdir()
    return stray


def _files(top: Path) -> Iterator[str]:
    """The files under a folder, by their paths in it."""
    prefix = len(str(top)) + 1
    for folder, _, names in os.walk(top):
        for name in names:
            yield os.path.join(folder, name)[prefix:]  # noqa: PTH118  (a Path for each of 10,000 files costs half a second)


def main(options: argparse.Namespace) -> int:
    """The command ``site``."""
    began = time.monotonic()
    to = options.to if options.to.is_absolute() else options.root / options.to
    with alone(to):
        built = build(options.root / "mkdocs.yml", to, options.root / ".build" / f"{to.name}.json", clean=options.clean)
    print(built.line(to, time.monotonic() - began))
    return 0
