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
    """Every generated Markdown page by its path under ``docs/``."""
    return dict(pages(archive))


def pages(archive: Archive) -> Iterator[tuple[str, str]]:
    """The same one by one, for archives whose pages would not fit into memory; no two kinds write the same path."""
    readable = catalogue(archive)
    written: set[str] = set()
    for kind in KINDS:
        for path, text in kind(readable):
            assert path not in written, f"{path} is written twice, the second time by {kind.__module__}"
            written.add(path)
            yield path, text
