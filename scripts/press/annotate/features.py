"""Bonds: what an article can have in common with others, as far as the article itself tells."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from press.annotate.phrases import worded
from press.model import Article, Bond, Bonds, Mention, Name, Tag, Theme
from press.text.lexicon import longest

# Only terms that speak of their theme by themselves bind articles.
_TELLING = 3.0
# Bytes of the mark of a wording: in a million of them no two are alike by chance.
_MARK = 8


def bonds(
    articles: Sequence[Article],
    tags: Mapping[str, Sequence[Tag]],
    mentions: Mapping[str, Sequence[Mention]],
    themes: Iterable[Theme],
    names: Sequence[Name],
) -> tuple[Bonds, ...]:
    """The bonds of each article: its themes and terms, the names in it but reporters, and its
    wordings that name nobody.
    """
    labels, named = {theme.id: theme.label for theme in themes}, {name.id: name for name in names}
    people = longest(
        form for name in names if name.kind == "person" for form in (name.name, *name.aliases)
    )
    phrases = worded(articles)
    found = []
    for article in articles:
        mentioned = (named[mention.name] for mention in mentions.get(article.id, ()))
        own = (*_of_themes(tags.get(article.id, ()), labels), *_of_names(mentioned))
        wordings = tuple(each for each in phrases.get(article.id, ()) if not people.search(each))
        packed = b"".join(map(mark, wordings))
        found.append(Bonds(article.id, tuple(dict.fromkeys(own)), wordings, packed))
    return tuple(found)


def _of_themes(tags: Iterable[Tag], labels: Mapping[str, str]) -> Iterator[Bond]:
    for tag in tags:
        label = labels[tag.theme]
        yield Bond("theme", label)
        yield from (Bond("term", hit.term, label) for hit in tag.terms if hit.weight >= _TELLING)


def _of_names(names: Iterable[Name]) -> Iterator[Bond]:
    return (Bond(name.kind, name.name) for name in names if name.kind != "reporter")


def marks(packed: bytes) -> Sequence[int]:
    """The marks of wordings as numbers."""
    return memoryview(packed).cast("Q")


def shared(of: Bonds, few: frozenset[int]) -> Iterator[Bond]:
    """The bonds of an article where the wordings with the marks ``few`` are shared."""
    yield from of.bonds
    yield from (
        Bond("phrase", wording)
        for wording, mark in zip(of.wordings, marks(of.marks), strict=True)
        if mark in few
    )


def mark(wording: str) -> bytes:
    """A short mark of a wording: where two are alike, so are the wordings."""
    return hashlib.blake2b(wording.encode("utf-8", "surrogatepass"), digest_size=_MARK).digest()
