"""From an Archive to the Markdown of the site: every kind of page is a function from the catalogue to its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from press.model import Archive
from press.render import article, columns, editions, home, names, proof, terms, themes
from press.render.catalogue import Catalogue, catalogue

# The kinds of pages; each function yields (path under docs/, text).
KINDS: tuple[Callable[[Catalogue], Iterator[tuple[str, str]]], ...] = (
    home.pages,
    editions.pages,
    article.pages,
    themes.pages,
    names.pages,
    columns.pages,
    terms.pages,
    proof.pages,
)


def render(archive: Archive) -> dict[str, str]:
    """Every generated Markdown page by its path under ``docs/``; no two kinds write the same path."""
    readable = catalogue(archive)
    files: dict[str, str] = {}
    for kind in KINDS:
        for path, text in kind(readable):
            assert path not in files, f"{path} is written twice, the second time by {kind.__module__}"
            files[path] = text
    return files
