"""From an Archive to the site's Markdown: each kind of page is a function of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.targets import Target
from press.model import Archive
from press.render import article, columns, editions, home, names, proof_pages, terms, themes
from press.render.catalogue import Catalogue, catalogue

# The kinds of pages; each function yields the targets of one.
KINDS: tuple[Callable[[Catalogue], Iterator[Target]], ...] = (
    home.pages,
    editions.pages,
    article.pages,
    themes.pages,
    names.pages,
    columns.pages,
    terms.pages,
    proof_pages.pages,
)


def pages(archive: Archive) -> Iterator[Target]:
    """Every generated Markdown page, as a target of its own."""
    readable = catalogue(archive)
    for kind in KINDS:
        yield from kind(readable)
