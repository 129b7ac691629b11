"""Similarity: how much articles have in common, and what of it readers are told."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from math import log2
from operator import itemgetter

from press.model import Bond

# Links of one article at most: as many as a reader looks over.
_MOST = 6
# Under each bond an article is compared with so many before and after it in the order of the
# archive, so that the time grows with the number of articles and not with its square. On the
# development pages no bond but the themes holds more.
_NEIGHBOURS = 10
# How much each kind of bond says for each halving of its share of the archive, in hundredths: a
# place is mentioned in passing, a person seldom.
_WEIGHTS = {
    "theme": 1000,
    "term": 400,
    "person": 1200,
    "company": 1200,
    "body": 800,
    "phrase": 800,
    "place": 300,
}
# A tie weaker than this is chance: one place that a thirtieth of an archive mentions (five
# halvings).
_LEAST = 1500
# What readers are told, by kind of bond.
_REASONS = {
    "theme": "同一专题",
    "term": "同一专题",
    "person": "都提到",
    "company": "都提到",
    "body": "都提到",
    "place": "都提到",
    "phrase": "同一说法",
}
# Under one reason the strongest bonds count and the first few are shown: ten shared words of one
# theme are still one theme.
_COUNTED = 3


class Similarity:
    """The bonds of all articles, by the places of the articles in the archive and the numbers of
    the bonds in their table.
    """

    def __init__(self, table: Sequence[Bond], of: Sequence[Sequence[int]]) -> None:
        """``of`` are the numbers of each article's bonds."""
        self._table, self._of = table, of
        self.members: list[list[int]] = [[] for _ in table]
        for place, bonds in enumerate(of):
            for bond in bonds:
                self.members[bond].append(place)
        self.weights = [
            round(_WEIGHTS[bond.kind] * log2((len(of) + 1) / max(len(at), 1)))
            for bond, at in zip(table, self.members, strict=True)
        ]
        by_weight = sorted(range(len(table)), key=lambda bond: (-self.weights[bond], table[bond]))
        self._ranks = {bond: rank for rank, bond in enumerate(by_weight)}
        # Many pairs have the same bonds in common.
        self._score, self._why = cache(self._scored), cache(self._worded)

    def around(self, place: int) -> Iterator[tuple[int, list[int]]]:
        """Each bond of an article, with the nearest before and after it under that bond, and
        itself.
        """
        for bond in self._of[place]:
            members = self.members[bond]
            at = bisect_left(members, place)
            yield self.weights[bond], members[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]

    def nearest(self, place: int) -> list[tuple[int, tuple[str, ...]]]:
        """The articles that belong most to the one at the place, and why; of as strong ties, with
        the fewest others between them first.
        """
        near: defaultdict[int, int] = defaultdict(int)
        for weight, others in self.around(place):
            for other in others:
                near[other] += weight
        order = sorted(near)
        at = bisect_left(order, place)
        by_distance = [
            other
            for both in zip_longest(order[:at][::-1], order[at + 1 :])
            for other in both
            if other is not None
        ]
        likely = set(sorted(by_distance, key=near.__getitem__, reverse=True)[: 3 * _MOST])
        mine = frozenset(self._of[place])
        ties = (
            (other, mine.intersection(self._of[other])) for other in by_distance if other in likely
        )
        strong = [
            (self._score(tie), other, tie) for other, tie in ties if self._score(tie) >= _LEAST
        ]
        strong.sort(key=itemgetter(0), reverse=True)
        return [(other, self._why(tie)) for _, other, tie in strong[:_MOST]]

    def _scored(self, tie: frozenset[int]) -> int:
        """How much articles have in common, by the bonds that both have."""
        return sum(map(self._strength, self._by_reason(tie).values()))

    def _worded(self, tie: frozenset[int]) -> tuple[str, ...]:
        """A tie in words, strongest reason first: 同一专题：安全（消防、隐患）, 都提到：周金星,
        同一说法：“1571”.
        """
        by_reason = self._by_reason(tie)
        reasons = sorted(by_reason, key=lambda reason: (-self._strength(by_reason[reason]), reason))
        return tuple(
            f"{reason}：{_told([self._table[bond] for bond in by_reason[reason]])}"
            for reason in reasons
        )

    def _by_reason(self, tie: frozenset[int]) -> Mapping[str, Sequence[int]]:
        """The bonds under each reason, the strongest first."""
        found: dict[str, list[int]] = {}
        for bond in sorted(tie, key=self._ranks.__getitem__):
            found.setdefault(_REASONS[self._table[bond].kind], []).append(bond)
        return found

    def _strength(self, bonds: Sequence[int]) -> int:
        return sum(self.weights[bond] for bond in bonds[:_COUNTED])


def _told(bonds: Sequence[Bond]) -> str:
    """The bonds of one reason in words: names and wordings themselves, themes with the first of
    their terms in brackets.
    """
    themes = [bond.words for bond in bonds if bond.kind == "theme"]
    if not themes:
        return "、".join(bond.words for bond in bonds[:_COUNTED])
    terms = {
        theme: [bond.words for bond in bonds if bond.theme == theme][:_COUNTED] for theme in themes
    }
    return "、".join(
        theme + (f"（{'、'.join(terms[theme])}）" if terms[theme] else "") for theme in themes
    )
