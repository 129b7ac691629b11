"""Facets: for each volume and each kind, the values that occur and which articles have which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from press.model import Archive, Article

from .codec import VARINT, with_head

Value = tuple[str, str]  # how an address names it, and how people do

# Reporters are a facet of their own, from bylines; a place is in nearly every article and narrows
# nothing.
KINDS = ("person", "body", "company")


def readers(archive: Archive) -> dict[str, Callable[[Article], Iterable[Value]]]:
    """The facets by name, each with what reads its values off an article.

    The date is kept in the volume's contents.
    """
    themes = {theme.id: theme.label for theme in archive.themes}
    names = {name.id: name.name for name in archive.names if name.kind in KINDS}

    def plain(value: object) -> list[Value]:
        return [(str(value), str(value))] if value else []

    return {
        "theme": lambda article: [
            (tag.theme, themes[tag.theme]) for tag in archive.tags.get(article.id, ())
        ],
        "paper": lambda article: plain(article.paper),
        "page": lambda article: plain(article.page),
        "column": lambda article: plain(article.column),
        "reporter": lambda article: [
            value for author in article.authors for value in plain(author.name)
        ],
        "name": lambda article: [
            (m.name, names[m.name]) for m in archive.mentions.get(article.id, ()) if m.name in names
        ],
    }


def to_facet(rows: Sequence[Sequence[Value]]) -> bytes:
    """The values in order of first appearance; how many each article has, then for all articles
    their places in that list.
    """
    values: dict[Value, int] = {}
    counts, places = bytearray(), bytearray()
    for row in rows:
        once = dict.fromkeys(row)
        counts += VARINT[len(once)]
        for value in once:
            places += VARINT[values.setdefault(value, len(values))]
    return with_head(list(values), counts + places)
