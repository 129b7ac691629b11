"""What a site is made from: the files of docs/ by their digests, and all that every page of the site shares."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import is_markdown_file, markdown_extensions
from mkdocs.utils.meta import get_data

from press.packed import pack, unpacker

NAV_META = (
    "icon",
    "status",
    "subtitle",
)  # what a theme's navigation may show of a page's front matter
# What every Markdown link or definition of one has; links in HTML are left alone by MkDocs. [见](a.md), [见]: a.md, [见][a]
LINKS = (b"](", b"]:", b"][")
# A setting taken from the environment: `site_url: !ENV [SITE_URL, '']`.
ENV = re.compile(r"!ENV\s+\[?\s*([\w,\s]+)")
# What MkDocs leaves out by itself: names that begin with a full stop, and a folder for templates.
LEFT_OUT = re.compile(r"(?:^|/)\.|^templates/")
# A folder whose name says which version of a package is installed: jinja2-3.1.6.dist-info
PACKAGE = "*.*-info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The sources of a site: a digest of all that its pages share, one of each file of docs/, and which pages have links to look up.

    ``own`` are the files in the site that are nobody's in docs/: the theme's.
    """

    shared: str
    files: Mapping[str, str]
    linking: frozenset[str]
    own: frozenset[str] = frozenset()


# The site's folder, and what it was made from.
_remembered = unpacker(tuple[str, Sources])


def place(path: str) -> str:
    """Where MkDocs puts a file of docs/, with an address for each page that ends in a folder.

    >>> place("a/b.md"), place("a/index.md"), place("a/b.json")
    ('a/b/index.html', 'a/index.html', 'a/b.json')
    """
    if not is_markdown_file(path):
        return path
    stem = path.rpartition(".")[0]
    return f"{stem}.html" if stem.rpartition("/")[2] == "index" else f"{stem}/index.html"


def digest(data: bytes) -> str:
    """The digest of a file, as ``read`` takes it from a caller who knows it already."""
    return hashlib.sha256(data).hexdigest()


def places(paths: Iterable[str]) -> dict[str, str]:
    """The places of files by their paths; few calls, for there are 50,000."""
    return {path: place(path) if path.endswith(markdown_extensions) else path for path in paths}


def read(
    config: MkDocsConfig, config_file: Path, before: Sources | None, known: Mapping[str, str] | None
) -> tuple[Sources, set[str]]:
    """The sources as they are now, and the files that are others than before.

    ``known`` are the digests of all files of docs/, empty where the caller does not know one: that file is read, as all are without
    ``known``, whatever its time and size say.
    """
    docs = Path(config.docs_dir)
    old, kept = (before.files, before.linking) if before else (dict[str, str](), frozenset[str]())
    digests = dict.fromkeys(files(docs), "") if known is None else dict(known)
    for path in [path for path in digests.keys() - old.keys() if LEFT_OUT.search(path)]:
        del digests[path]
    for path in [path for path, one in digests.items() if not one]:
        if one := _digest(docs, path):
            digests[path] = one
        else:
            del digests[path]
    changed = {path for path, one in digests.items() if old.get(path) != one}
    linking = {
        path
        for path in changed
        if is_markdown_file(path) and any(mark in content(f"{docs}/{path}") for mark in LINKS)
    }
    nav = {path: _meta(docs, path) for path, _ in pages_of(config.nav) if path in digests}
    shared = _shared(config, config_file, nav)
    return Sources(
        shared=shared,
        files=digests,
        linking=kept.intersection(digests).difference(changed).union(linking),
    ), changed


def recall(memory: Path, site: Path) -> Sources | None:
    """What the kept site was made from; None when that is unknown."""
    try:
        where, sources = _remembered(memory.read_bytes())
    except (OSError, ValueError):
        return None
    return sources if where == str(site.resolve()) and site.is_dir() else None


def remember(memory: Path, site: Path, sources: Sources) -> None:
    """Write down what the site was made from."""
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_bytes(pack((str(site.resolve()), sources)))


def files(top: Path) -> Iterator[str]:
    """The files under a folder, by their paths in it."""
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(f"{top}/{folder}") as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(f"{folder}{entry.name}/")
                else:
                    yield f"{folder}{entry.name}"


def content(path: str) -> bytes:
    """The content of a file."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  (a Path for each of 60,000 files costs half a second)
        return file.read()


def pages_of(nav: Any, titled: bool = False) -> Iterator[tuple[str, bool]]:
    """The paths in a nav as mkdocs.yml has it (strings, and one-key mappings to a string or a list), and whether each has a title."""
    if isinstance(nav, str):
        yield nav, titled
    elif isinstance(nav, Mapping):
        for item in nav.values():
            yield from pages_of(item, titled=True)
    elif isinstance(nav, Iterable):
        for item in nav:
            yield from pages_of(item)


def _shared(config: MkDocsConfig, config_file: Path, nav: Mapping[str, Any]) -> str:
    """A digest of all that every page of the site depends on."""
    settings = config_file.read_bytes()
    names = {
        name.strip() for found in ENV.finditer(settings.decode()) for name in found[1].split(",")
    }
    parts: list[Any] = [
        settings.hex(),
        config.site_url,
        sorted((name, os.environ.get(name)) for name in names),
        sorted(path.name for folder in sys.path for path in Path(folder).glob(PACKAGE)),
        sorted(nav.items()),
        [
            (str(path.relative_to(config_file.parent)), digest(path.read_bytes()))
            for path in _templates(config, config_file)
        ],
        [
            digest(Path(__file__).with_name(f"{name}.py").read_bytes())
            for name in ("site_pages", "site", "sources")
        ],
    ]
    return digest(json.dumps(parts, default=str).encode())


def _digest(docs: Path, path: str) -> str:
    """The digest of a file that may have gone since it was listed: none then."""
    try:
        return digest(content(f"{docs}/{path}"))
    except FileNotFoundError:
        return ""


def _meta(docs: Path, path: str) -> list[Any]:
    """What the navigation shows of a page beside the title that mkdocs.yml gives it."""
    meta = get_data(content(f"{docs}/{path}").decode("utf-8-sig", errors="replace"))[1]
    return [meta.get(key) for key in NAV_META]


def _templates(config: MkDocsConfig, config_file: Path) -> Iterator[Path]:
    """The project's own template files; the packaged theme's are known by its version."""
    for folder in map(Path, config.theme.dirs):
        if folder.is_relative_to(config_file.resolve().parent) and ".venv" not in folder.parts:
            yield from sorted(path for path in folder.rglob("*") if path.is_file())
