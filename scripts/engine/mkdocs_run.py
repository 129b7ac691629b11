"""MkDocs for some of the pages: the others count as there, so that links to them resolve, and are
neither read nor written.

It is called with an empty docs_dir and given its files in the documented ``on_files`` event.
Whatever it reads is written down.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from engine.files import Sum, lay, scan
from engine.inputs import loaded, recorded

# What MkDocs leaves out by itself: names that begin with a full stop, and a folder for templates.
LEFT_OUT = re.compile(r"(?:^|/)\.|^templates/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some pages of docs/ to be made into a tree, and maybe the frame, the theme's own files, into
    a folder.

    Without ``docs`` MkDocs makes all by itself, into the folder. ``address`` is the site's root
    where it is not mkdocs.yml's; ``metas`` is what the navigation shows of pages that are not made.
    """

    config_file: Path
    address: str | None
    folder: Path
    tree: Path = Path()
    docs: Path | None = None
    pages: tuple[str, ...] = ()
    metas: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    frame: bool = False


class PageRecord(NamedTuple):
    """A page as it was made: the digest of its source, its file and sum, and the paths that its
    links asked for.
    """

    source: str
    file: str
    sum: Sum
    asked: tuple[str, ...]


class MadePart(NamedTuple):
    """What a part gave: why MkDocs stopped, if it did; the pages; the files in its folder; all else
    that was read, with digests.
    """

    stopped: str | None
    pages: Mapping[str, PageRecord] = {}
    files: tuple[str, ...] = ()
    read: Mapping[str, str] = {}


def settings(part: Part) -> MkDocsConfig:
    """mkdocs.yml as it is for a part; raises ``ConfigurationError``."""
    given = {"site_url": part.address} if part.address else {}
    return load_config(str(part.config_file), site_dir=str(part.folder), strict=True, **given)


def make(_: None, part: Part) -> MadePart:
    """Make a part. A warning (a dead link) stops MkDocs; it has said where by then."""
    hand = Hand(part)
    with recorded(part.folder.parents[1]) as read:
        try:
            config = settings(part)
            if part.docs:
                config.docs_dir = str(part.folder.with_name("none"))
                Path(config.docs_dir).mkdir(parents=True, exist_ok=True)
                config.plugins["hand"] = hand
            mkdocs_build(config)
        except OSError:
            raise
        except Exception as error:  # whatever an extension or a template raises
            return MadePart(str(error) or type(error).__name__)
    files = tuple(path for path, which in scan(part.folder).items() if which is not None)
    return MadePart(None, hand.made, files, {**read, **loaded()})


class Hand(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # it has no settings
    """Hands MkDocs the pages of a part, and takes what it makes of them; lives for one build."""

    def __init__(self, part: Part) -> None:
        """Read the pages: what is made of them is made of these bytes."""
        self.part = part
        self.made: dict[str, PageRecord] = {}
        self._bytes = {path: ((part.docs or Path()) / path).read_bytes() for path in part.pages}
        self._asked: dict[str, set[str]] = {path: set() for path in part.pages}
        self._page = ""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The part's pages, and the theme's files (all that MkDocs found, for its docs_dir is
        empty) where docs/ has none in their place.
        """
        assert self.part.docs
        docs, found = self.part.docs, list[File]()
        for file in files:
            if not (docs / file.src_uri).is_file():
                found.append(file if self.part.frame else kept(file))
        for path, content in self._bytes.items():
            page = File(path, str(docs), config.site_dir, config.use_directory_urls)
            page.content_bytes = content
            found.append(page)
        return Known(found, self, config)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """A page of the navigation that is not made says of itself what its front matter says."""
        for page in nav.pages:
            if isinstance(page.file, Kept):
                page.markdown, page.meta = "", dict(self.part.metas.get(page.file.src_uri, {}))
        return nav

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """From now on the links of this page are asked for."""
        self._page = page.file.src_uri
        return page

    def asks(self, path: str) -> None:
        """Write down that a link of the page asks for a path."""
        if self._page:
            self._asked[self._page].add(path)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Lay the page out in the tree; MkDocs, which would write it somewhere, is given nothing to
        write.
        """
        path = page.file.src_uri
        if output.strip():
            content = output.encode(errors="xmlcharrefreplace")
            source = hashlib.sha256(self._bytes[path]).hexdigest()
            sum_ = lay(self.part.tree, page.file.dest_uri, content)
            asked = tuple(sorted(self._asked[path]))
            self.made[path] = PageRecord(source, page.file.dest_uri, sum_, asked)
        return ""


class Kept(File):
    """A file that lies in the site, or will by somebody else's doing."""

    def is_documentation_page(self) -> bool:
        """No page to be made."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing to be copied."""


class Known(Files):
    """The files that are MkDocs' to make, and behind them, for links and the navigation, all others
    of docs/.
    """

    def __init__(self, files: Iterable[File], hand: Hand, config: MkDocsConfig) -> None:
        """Take the files to be made."""
        super().__init__(files)
        self._hand, self._config = hand, config
        self._others: dict[str, File] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path under docs/, or None."""
        uri = PurePosixPath(path).as_posix()
        self._hand.asks(uri)
        if (found := super().get_file_from_path(path)) is not None:
            return found
        docs = self._hand.part.docs
        if uri not in self._others and docs and not uri.startswith(("..", "/")):
            if not (docs / uri).is_file():
                return None
            file = File(uri, str(docs), self._config.site_dir, self._config.use_directory_urls)
            left_out = LEFT_OUT.search(uri)
            file.inclusion = InclusionLevel.EXCLUDED if left_out else InclusionLevel.INCLUDED
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
