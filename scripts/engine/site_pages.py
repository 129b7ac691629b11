"""MkDocs for some of the pages: the others count as there, so that links to them resolve, and are neither read nor written.

It is called with an empty docs_dir and given its files in the documented ``on_files`` event.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from engine.sources import LEFT_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some pages of docs/ to be made into a folder, and maybe the frame: the theme's own files; without ``docs`` MkDocs makes all by itself.

    ``compiled`` is a folder of templates that an earlier part has compiled.
    """

    config_file: Path
    address: str | None
    folder: Path
    docs: Path | None = None
    compiled: Path | None = None
    pages: tuple[str, ...] = ()
    frame: bool = False


class Kept(File):
    """A file that lies in the site, or will by somebody else's doing."""

    def is_documentation_page(self) -> bool:
        """No page to be made."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing to be copied."""


class Known(Files):
    """The files that are MkDocs' to make, and behind them, for links and the navigation, all others of docs/."""

    def __init__(self, files: Iterable[File], docs: Path, config: MkDocsConfig) -> None:
        """Take the files to be made."""
        super().__init__(files)
        self._docs, self._config = docs, config
        self._others: dict[str, File] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path under docs/, or None."""
        if (found := super().get_file_from_path(path)) is not None:
            return found
        uri = PurePosixPath(path).as_posix()
        if (
            uri not in self._others
            and not uri.startswith(("..", "/"))
            and (self._docs / uri).is_file()
        ):
            file = File(
                uri, str(self._docs), self._config.site_dir, self._config.use_directory_urls
            )
            file.inclusion = (
                InclusionLevel.EXCLUDED if LEFT_OUT.search(uri) else InclusionLevel.INCLUDED
            )
            self._others[uri] = kept(file)
        return self._others.get(uri)


def kept(file: File) -> Kept:
    """The same file, left alone."""
    return Kept(
        file.src_uri,
        file.src_dir,
        file.dest_dir,
        file.use_directory_urls,
        dest_uri=file.dest_uri,
        inclusion=file.inclusion,
    )


class Hand(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # it has no settings
    """Hands MkDocs the files of a part; lives for one build."""

    def __init__(self, part: Part, docs: Path) -> None:
        """Take the part and where its pages are."""
        self.part, self.docs = part, docs

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The part's pages, and the theme's files (all that MkDocs found, for its docs_dir is empty) where docs/ has none in their place."""
        theirs = (file for file in files if not (self.docs / file.src_uri).is_file())
        pages = (
            File(path, str(self.docs), config.site_dir, config.use_directory_urls)
            for path in self.part.pages
        )
        return Known(
            [*(theirs if self.part.frame else map(kept, theirs)), *pages], self.docs, config
        )

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """A page of the navigation that is not made says of itself what its front matter says."""
        for page in nav.pages:
            if isinstance(page.file, Kept):
                page.read_source(config)
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Templates are compiled once; Jinja2 knows one again by its text."""
        if self.part.compiled:
            self.part.compiled.mkdir(parents=True, exist_ok=True)
            env.bytecode_cache = FileSystemBytecodeCache(str(self.part.compiled))
        return env


def settings(part: Part) -> MkDocsConfig:
    """mkdocs.yml as it is for a part; raises ``ConfigurationError``."""
    given = {"site_url": part.address} if part.address else {}
    return load_config(str(part.config_file), site_dir=str(part.folder), strict=True, **given)


def make(part: Part) -> str | None:
    """Make a part; why MkDocs stopped, or None when it did not. A warning (a dead link) stops it; it has said where by then."""
    try:
        config = settings(part)
        if part.docs:
            config.docs_dir = str(part.folder.with_name("none"))
            Path(config.docs_dir).mkdir(parents=True, exist_ok=True)
            config.plugins["desk"] = Hand(part, part.docs)
        mkdocs_build(config)
    except (Abort, ConfigurationError) as error:
        return str(error)
    return None
