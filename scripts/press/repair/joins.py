"""Which text goes on where: sentences cut at a column's end find the rest of themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from press.model import Decision
from press.repair.body_text import BlockRef, BodyText, Continuation
from press.repair.candidates import Candidate, candidates
from press.repair.misplaced import homes, misplaced_of, suspected
from press.repair.overlaps import read_twice
from press.repair.probability import weighed
from press.segment import Part
from press.text.cuts import begins_with_point

# A pair is joined from this calibrated probability on; from the other on it is offered to a person.
_CERTAIN, _LIKELY = 0.99, 0.2
# How often the pairs are weighed anew, without what was joined before.
_ROUNDS = 3
# How many places a notice offers.
_CHOICES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A cut that nobody can mend for certain: its block, and those it may go on in (none: not
    on the page).
    """

    spot: BlockRef
    choices: tuple[BlockRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joins:
    """What continues where, what moves into which article, and what is left to a person.

    ``suspected`` is text that may belong to another article and stays where it is.
    """

    links: tuple[Continuation, ...]
    moves: Mapping[BlockRef, int]
    doubts: tuple[Doubt, ...]
    suspected: Mapping[BlockRef, int]


def join(articles: tuple[tuple[Part, ...], ...], decisions: tuple[Decision, ...]) -> Joins:
    """The joins of a page: a sidecar's first, then every pair that is certain, the likeliest
    first.
    """
    text = BodyText(articles)
    links = _decided(text, decisions)
    _add(read_twice(text), links)
    _add(_marks_first(text), links)
    rated: list[Candidate] = []
    for _ in range(_ROUNDS):
        rated = weighed(candidates(text, links))
        if not _add(_certain(rated), links):
            break
    strays = misplaced_of(text, links) | dict(_moved(text, decisions))
    moves = {
        spot: article
        for spot, article in homes(text, links, strays).items()
        if article != spot.article
    }
    return Joins(
        links=tuple(links.values()),
        moves=moves,
        doubts=tuple(_doubts(text, links, rated)),
        suspected=suspected(text, links, strays),
    )


def _marks_first(text: BodyText) -> Iterator[Continuation]:
    """Texts that begin with a mark, as no paragraph does, below the one open sentence of their
    article.
    """
    ends = Counter(ref.article for ref in text.order if text.is_open(ref))
    for before, after in pairwise(text.order):
        one = before.article == after.article and ends[before.article] == 1
        if one and text.is_open(before) and begins_with_point(text.text(after)):
            yield Continuation(before=before, after=after, rule="point-first")


def _certain(rated: list[Candidate]) -> Iterator[Continuation]:
    for one in rated:
        if one.probability >= _CERTAIN:
            yield Continuation(
                before=one.before, after=one.after, rule=one.rule, probability=one.probability
            )


def _add(found: Iterator[Continuation], links: dict[BlockRef, Continuation]) -> bool:
    """Take the continuations in their order, each block once on each side; whether any was
    taken.
    """
    taken = {link.after for link in links.values()}
    before = len(links)
    for one in found:
        if one.before not in links and one.after not in taken and not _circular(links, one):
            links[one.before] = one
            taken.add(one.after)
    return len(links) > before


def _doubts(
    text: BodyText, links: Mapping[BlockRef, Continuation], rated: list[Candidate]
) -> Iterator[Doubt]:
    """Every open sentence without its rest, in order of print, but those that a jump line ends.

    A short line without marks is a subhead, credit, cell or signature rather than a cut.
    """
    taken = {link.after for link in links.values()}
    offers: dict[BlockRef, list[BlockRef]] = {}
    for one in rated:
        if one.probability >= _LIKELY and one.after not in taken:
            offers.setdefault(one.before, []).append(one.after)
    for spot in text.order:
        if spot not in links and text.is_open(spot) and not text.ends_by_jump(spot):
            choices = tuple(offers.get(spot, ())[:_CHOICES])
            if text.is_running(spot):
                yield Doubt(spot=spot, choices=choices)


def _circular(links: Mapping[BlockRef, Continuation], pair: Continuation) -> bool:
    spot = pair.after
    while link := links.get(spot):
        spot = link.after
    return spot == pair.before


def _decided(text: BodyText, decisions: tuple[Decision, ...]) -> dict[BlockRef, Continuation]:
    """The joins of a sidecar, each spot once on each side; one that cannot be is left out, and
    said to have done nothing.
    """
    links: dict[BlockRef, Continuation] = {}
    for decision in decisions:
        before, after = text.find(decision.quote), text.find(decision.to or "")
        if (
            decision.do != "join"
            or before is None
            or after is None
            or before in links
            or after in {link.after for link in links.values()}
        ):
            continue
        link = Continuation(before=before, after=after, rule="sidecar", why=decision.why)
        if not _circular(links, link):
            links[before] = link
    return links


def _moved(text: BodyText, decisions: tuple[Decision, ...]) -> Iterator[tuple[BlockRef, int]]:
    """The texts that a sidecar moves, and the article with the headline that it names."""
    for decision in decisions:
        spot = text.find(decision.quote) if decision.do == "move" else None
        articles = (
            part
            for part, other in text.part.items()
            if other.role == "title" and decision.to and decision.to in other.text
        )
        if spot and (home := next(articles, None)):
            yield spot, home.article


__all__ = ["BlockRef", "Continuation", "Doubt", "Joins", "join"]
