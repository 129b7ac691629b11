"""Text that strayed: which article each piece of text belongs to, wherever it was printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from press.repair.body_text import BlockRef, BodyText, Continuation

# How many articles back strayed text may belong to, and how much more it must share with one of
# them than with its own; set by hand.
_BACK, _LIKENESS = 4, 1.5
# How much sooner text goes to an article with a sentence that waits for its rest; set by hand.
_WAITING = 2.0
# The least that strayed text shares with its home; set by hand.
_SOMETHING = 0.02
# Text of so many characters that shares so much with another article up to ``_BACK`` before or
# ``_ON`` after, and so
# many times more than with its own, is suspected of standing in the wrong one. Measured on 140
# made-up pages: of 50
# such texts 42 belong to the article named, 1 where it stands; on 65 real pages there are 3. From
# twice as much on the
# made-up pages have 77, 58 of them right, but the real ones 15 from three times on, 12 of them in
# their place.
_TELLING, _SHARED, _SUSPECT, _ON = 40, 0.05, 6.0, 2


def homes(
    text: BodyText, links: Mapping[BlockRef, Continuation], strays: Mapping[BlockRef, int]
) -> dict[BlockRef, int]:
    """The article that each part belongs to: that of the part of its sentence that was printed
    first, or the one it strayed from.
    """
    home: dict[BlockRef, int] = {}
    claimed = {link.after for link in links.values()}
    for spot in text.order:
        if spot not in claimed:
            chain = [spot]
            while link := links.get(chain[-1]):
                chain.append(link.after)
            first = min(chain, key=lambda member: text.rank[member])
            home |= dict.fromkeys(chain, strays.get(first, first.article))
    return home


def misplaced_of(text: BodyText, links: Mapping[BlockRef, Continuation]) -> dict[BlockRef, int]:
    """Text that no sentence claims and that belongs to an article before: behind a signature, or
    amid a sentence.

    Text that stands elsewhere is left where it is, whatever it is about: see ``suspected``.
    """
    amid = _amid(text, links)
    return {
        spot: home
        for spot, home in _kindred(text, links)
        if text.part[spot].step == "tail" or spot in amid
    }


def suspected(
    text: BodyText, links: Mapping[BlockRef, Continuation], moved: Mapping[BlockRef, int]
) -> dict[BlockRef, int]:
    """Whole text in the midst of an article with the words of another near it, and that article."""
    joined = links.keys() | {link.after for link in links.values()} | moved.keys()
    found = {}
    for spot in text.order:
        inside = text.first[spot.article] != spot and len(text.text(spot)) >= _TELLING
        whole = spot not in joined and not text.is_open(spot)
        if inside and whole and (home := _likelier(text, spot)) is not None:
            found[spot] = home
    return found


def _likelier(text: BodyText, spot: BlockRef) -> int | None:
    near = range(max(0, spot.article - _BACK), min(len(text.articles), spot.article + _ON + 1))
    others = [article for article in near if article != spot.article]
    if not others:
        return None
    best = max(others, key=lambda article: (text.likeness(spot, article), -article))
    least = max(_SUSPECT * text.likeness(spot, spot.article), _SHARED)
    return best if text.likeness(spot, best) > least else None


def _kindred(
    text: BodyText, links: Mapping[BlockRef, Continuation]
) -> Iterator[tuple[BlockRef, int]]:
    """Every text that stands by itself and shares clearly more with an article before than with
    its own.
    """
    claimed = {link.after for link in links.values()}
    waiting = {
        spot.article
        for spot in text.order
        if spot not in links and text.is_open(spot) and not text.ends_by_jump(spot)
    }
    for spot in text.order:
        if spot not in claimed and spot not in links:
            article = _kin(text, spot, waiting)
            if article != spot.article:
                yield spot, article


def _amid(text: BodyText, links: Mapping[BlockRef, Continuation]) -> set[BlockRef]:
    """The parts that stand between the two halves of a sentence of their article."""
    return {
        spot
        for link in links.values()
        if link.rule != "sidecar" and link.before.article == link.after.article
        for spot in text.order[text.rank[link.before] + 1 : text.rank[link.after]]
        if spot.article == link.before.article
    }


def _kin(text: BodyText, spot: BlockRef, waiting: set[int]) -> int:
    """The article that strayed text shares most with: its own, or clearly more one of those
    before, a waiting one sooner.
    """

    def shared(article: int) -> float:
        return text.likeness(spot, article) * (
            _WAITING if article in waiting and article != spot.article else 1.0
        )

    best = max(
        range(max(0, spot.article - _BACK), spot.article + 1),
        key=lambda article: (shared(article), article),
    )
    own = text.likeness(spot, spot.article)
    return best if text.likeness(spot, best) > max(_LIKENESS * own, _SOMETHING) else spot.article
