"""Related articles: which belong together, and why, in words for readers."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from press.lexicon import longest
from press.model import Archive, Heading, Related
from press.packed import headings
from press.phrases import shared
from press.processes import spread

# Links of one article at most: as many as a reader looks over.
_MOST = 6
# Under each bond an article is compared with so many before and after it in the order of the archive, so that the time grows
# with the number of articles and not with its square. On the development pages no bond but the themes holds more.
_NEIGHBOURS = 10
# Fewer articles than these are not worth a second process.
_ARTICLES = 2000
# A tie weaker than this is chance: one place that a thirtieth of an archive mentions.
_LEAST = 1.0
# A wording that more articles have in common is a formula; in a small archive, what half of them have.
_FORMULA = 20
# How much each kind of bond says before its rarity: a place is mentioned in passing, a person seldom.
_WEIGHTS = {"theme": 1.0, "term": 0.4, "person": 1.2, "company": 1.2, "body": 0.8, "phrase": 0.8, "place": 0.3}
# What readers are told, by kind of bond.
_REASONS = {
    "theme": "同一专题", "term": "同一专题", "person": "都提到", "company": "都提到", "body": "都提到", "place": "都提到", "phrase": "同一说法",
}
# Under one reason the strongest bonds count and the first few are shown: ten shared words of one theme are still one theme.
_COUNTED = 3
# Only terms that speak of their theme by themselves bind articles.
_TELLING = 3.0


@dataclass(frozen=True, slots=True, order=True)
class _Bond:
    """What articles can have in common: its kind and its words for readers; a term has the label of its theme with it."""

    kind: str
    words: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class _Tie:
    """How much two articles have in common, and the bonds under each reason, the strongest first."""

    score: float
    bonds: dict[str, list[int]]


def relate(archive: Archive) -> Mapping[str, tuple[Related, ...]]:
    """The articles that belong to each article by its id, nearest first, with the reasons, strongest first.

    What few articles share counts most. The result does not depend on the order in which the articles come.
    """
    articles = sorted(headings(archive), key=lambda article: (article.date or "9999", article.page or 999, article.id))
    ties = _Ties(_bonds(articles, archive))

    def related(place: int) -> list[tuple[int, tuple[str, ...], float]]:
        ranked = sorted((-tie.score, abs(other - place), other, tie) for other in ties.near(place) if (tie := ties.between(place, other)).score >= _LEAST)
        return [(other, ties.why(tie), tie.score) for _, _, other, tie in ranked[:_MOST]]

    found = {}
    for article, others in zip(articles, spread(related, range(len(articles)), _ARTICLES, 256), strict=True):
        if others:
            found[article.id] = tuple(Related(article=article.id, to=articles[other].id, why=why, score=score) for other, why, score in others)
    return found


class _Ties:
    """The bonds of all articles, by the places of the articles in the archive; what only one article has binds nothing."""

    def __init__(self, bonds: Sequence[frozenset[_Bond]]) -> None:
        places: dict[_Bond, list[int]] = {}
        for place, of in enumerate(bonds):
            for bond in of:
                places.setdefault(bond, []).append(place)
        self._bonds = sorted(bond for bond, at in places.items() if len(at) > 1)
        self._members = [places[bond] for bond in self._bonds]
        self._weights = [
            round(_WEIGHTS[bond.kind] * log((len(bonds) + 1) / len(at)), 4) for bond, at in zip(self._bonds, self._members, strict=True)
        ]
        number = {bond: index for index, bond in enumerate(self._bonds)}
        self._of = [frozenset(number[bond] for bond in of if bond in number) for of in bonds]
        self._reasons = [_REASONS[bond.kind] for bond in self._bonds]
        by_weight = sorted(range(len(self._bonds)), key=lambda bond: (-self._weights[bond], bond))
        self._ranks = {bond: rank for rank, bond in enumerate(by_weight)}

    def near(self, place: int) -> list[int]:
        """The articles that may be nearest to the one at the place, among its neighbours under each bond."""
        near: defaultdict[int, float] = defaultdict(float)
        for bond in sorted(self._of[place]):
            members, weight = self._members[bond], self._weights[bond]
            at = bisect_left(members, place)
            for other in members[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]:
                near[other] += weight
        near.pop(place, None)
        return sorted(near, key=lambda other: (-near[other], abs(other - place), other))[: 3 * _MOST]

    def between(self, one: int, other: int) -> _Tie:
        """What two articles have in common."""
        by_reason: dict[str, list[int]] = {}
        for bond in sorted(self._of[one] & self._of[other], key=self._ranks.__getitem__):
            by_reason.setdefault(self._reasons[bond], []).append(bond)
        return _Tie(round(sum(map(self._strength, by_reason.values())), 2), by_reason)

    def why(self, tie: _Tie) -> tuple[str, ...]:
        """A tie in words, strongest reason first: 同一专题：安全（消防、隐患）, 都提到：周金星, 同一说法：“1571”."""
        reasons = sorted(tie.bonds, key=lambda reason: (-self._strength(tie.bonds[reason]), reason))
        return tuple(f"{reason}：{_told([self._bonds[bond] for bond in tie.bonds[reason]])}" for reason in reasons)

    def _strength(self, bonds: Sequence[int]) -> float:
        return sum(self._weights[bond] for bond in bonds[:_COUNTED])


def _bonds(articles: Sequence[Heading], archive: Archive) -> list[frozenset[_Bond]]:
    """What each article can have in common with others."""
    labels = {theme.id: theme.label for theme in archive.themes}
    names = {name.id: name for name in archive.names}
    people = longest(form for name in archive.names if name.kind == "person" for form in (name.name, *name.aliases))
    wordings = shared(archive.phrases, min(_FORMULA, max(2, len(articles) // 2)))
    found = []
    for article in articles:
        tags = archive.tags.get(article.id, ())
        mentioned = [names[mention.name] for mention in archive.mentions.get(article.id, ())]
        found.append(frozenset((
            *(_Bond("theme", labels[tag.theme]) for tag in tags),
            *(_Bond("term", hit.term, labels[tag.theme]) for tag in tags for hit in tag.terms if hit.weight >= _TELLING),
            *(_Bond(name.kind, name.name) for name in mentioned if name.kind != "reporter"),
            *(_Bond("phrase", wording) for wording in wordings.get(article.id, ()) if not people.search(wording)),
        )))
    return found


def _told(bonds: Sequence[_Bond]) -> str:
    """The bonds of one reason in words: names and wordings themselves, themes with the first of their terms in brackets."""
    themes = [bond.words for bond in bonds if bond.kind == "theme"]
    if not themes:
        return "、".join(bond.words for bond in bonds[:_COUNTED])
    terms = {theme: [bond.words for bond in bonds if bond.theme == theme][:_COUNTED] for theme in themes}
    return "、".join(theme + (f"（{'、'.join(terms[theme])}）" if terms[theme] else "") for theme in themes)
