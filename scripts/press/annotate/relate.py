"""Related articles: which belong together, and why, in words for readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import NamedTuple

from engine.cache import Cache, digest, program
from press.annotate.features import marks, shared
from press.annotate.similarity import Similarity
from press.model import Archive, Bond, Related
from press.packed import headings, pack, unpacker, versions

# A wording that more articles have in common is a formula; in a small archive, what half of them have.
_FORMULA = 20
# Reasons that nobody gives any more are forgotten when the others are but one in so many: to number them anew takes a while.
_IDLE = 2
# What is remembered, under its only name: it is there as a whole or not at all.
_KIND, _NAME = "related", "all"
# Where an article stands in the archive: date, page, id; what has no date or page comes last.
_Stand = tuple[str, int, str]
# The version of a page, and the marks of the wordings of its articles.
_Page = tuple[str, bytes]


# The numbers of the bonds of each article, the articles in their order.
_Of = Mapping[_Stand, tuple[int, ...]]
# Why two articles are related; and the links of an article: the id of another and the number of the reasons.
_Reasons = tuple[str, ...]
_Links = tuple[tuple[str, int], ...]


class _Known(NamedTuple):
    """What a build found out: pages by seed; the marks of wordings that a few articles share; all bonds; the articles in their order, with the
    numbers of the bonds of each; reasons, among them all that are given; what is related to each article by its id."""  # fmt: skip

    pages: dict[str, _Page]
    few: frozenset[int]
    table: tuple[Bond, ...]
    articles: tuple[tuple[_Stand, tuple[int, ...]], ...]
    reasons: tuple[_Reasons, ...]
    related: dict[str, _Links]


_unpacked = unpacker(_Known)
_NOTHING = _Known({}, frozenset(), (), (), (), {})


def relate(archive: Archive, memory: Cache | None = None) -> Mapping[str, tuple[Related, ...]]:
    """The articles that belong to each article by its id, nearest first, with the reasons, strongest first.

    What few articles share counts most. The result does not depend on the order in which the articles come, nor on what is remembered:
    of that, what may have changed is found out anew.
    """
    most = min(_FORMULA, max(2, len(archive.articles) // 2))
    key = digest(program(), repr((archive.themes, archive.names)), most)
    known = (
        _unpacked(memory.get(_KIND, _NAME))
        if memory and memory.keys(_KIND) == {_NAME: key}
        else _NOTHING
    )
    now = _update(known, archive, most)
    if memory and now is not known:
        memory.keep([(_KIND, _NAME, key, pack(now))], [_NAME], _KIND)
    return {
        id_: tuple([Related(other, now.reasons[why]) for other, why in of])
        for id_, of in now.related.items()
        if of
    }


def _update(known: _Known, archive: Archive, most: int) -> _Known:
    """What is to be known of the archive as it is now."""
    seeds = {(one.date or "9999", one.page or 999, one.id): one.seed for one in headings(archive)}
    before = dict(known.articles)
    pages, changed = _pages(known, archive, seeds)
    changed.update(seed for stand, seed in seeds.items() if stand not in before)
    if not changed:
        return known
    few, again = _few(known, pages, changed, most)
    numbers = {bond: number for number, bond in enumerate(known.table)}
    anew = {
        one.article: tuple(sorted({numbers.setdefault(bond, len(numbers)) for bond in shared(one, few)}))
        for seed in again for one in archive.bonds[seed]
    }  # fmt: skip
    after = {
        stand: anew[stand[2]] if seeds[stand] in again else before[stand] for stand in sorted(seeds)
    }
    reasons, related = _related(known, tuple(numbers), before, after)
    used = dict.fromkeys(chain.from_iterable(after.values()))
    left = {number: place for place, number in enumerate(sorted(used))}
    table = tuple(bond for bond, number in numbers.items() if number in used)
    return _Known(
        pages,
        few,
        table,
        tuple((stand, tuple(left[bond] for bond in of)) for stand, of in after.items()),
        reasons,
        related,
    )


def _pages(
    known: _Known, archive: Archive, seeds: Mapping[_Stand, str]
) -> tuple[dict[str, _Page], set[str]]:
    """The pages as they are now, and the seeds of those that have changed, come or gone."""
    version, of = versions(archive), dict[str, list[str]]()
    for (_, _, id_), seed in seeds.items():
        of.setdefault(seed, []).append(version[id_])
    as_now = {seed: digest(sorted(parts)) for seed, parts in of.items()}
    changed = {
        seed
        for seed in as_now.keys() | known.pages.keys()
        if as_now.get(seed) != known.pages.get(seed, (None,))[0]
    }
    return {
        seed: (version_, b"".join(one.marks for one in archive.bonds[seed])) if seed in changed else known.pages[seed]
        for seed, version_ in as_now.items()
    }, changed  # fmt: skip


def _few(
    known: _Known, pages: Mapping[str, _Page], changed: AbstractSet[str], most: int
) -> tuple[frozenset[int], set[str]]:
    """The marks of the wordings that a few articles share, and the pages with articles whose bonds may be others by that."""
    among = set(
        chain.from_iterable(
            marks(of[seed][1]) for of in (known.pages, pages) for seed in changed if seed in of
        )
    )
    held = {
        seed: [mark for mark in marks(packed) if mark in among]
        for seed, (_, packed) in pages.items()
    }
    counts = Counter(chain.from_iterable(held.values()))
    turned = {mark for mark, count in counts.items() if 1 < count <= most} ^ (known.few & among)
    return known.few ^ turned, {
        seed for seed, found in held.items() if seed in changed or not turned.isdisjoint(found)
    }


def _related(
    known: _Known, table: Sequence[Bond], before: _Of, after: _Of
) -> tuple[tuple[_Reasons, ...], dict[str, _Links]]:
    """The reasons, and what is related to each article: as it was, but where something may have changed."""
    was, now = Similarity(table, list(before.values())), Similarity(table, list(after.values()))
    stale = _stale(before, after, was, now)
    ids = [id_ for _, _, id_ in after]
    numbers = {why: number for number, why in enumerate(known.reasons)}

    def links(place: int) -> _Links:
        return tuple(
            (ids[other], numbers.setdefault(why, len(numbers))) for other, why in now.nearest(place)
        )

    related = {
        stand[2]: links(place) if stand in stale else known.related[stand[2]]
        for place, stand in enumerate(after)
    }
    given = sorted({why for of in related.values() for _, why in of})
    if len(given) * _IDLE > len(numbers):
        return tuple(numbers), related
    anew = {why: number for number, why in enumerate(given)}
    reasons = list(numbers)
    return tuple(reasons[why] for why in given), {
        id_: tuple((other, anew[why]) for other, why in of) for id_, of in related.items()
    }


def _stale(before: _Of, after: _Of, was: Similarity, now: Similarity) -> set[_Stand]:
    """The articles whose bonds, or those of an article near them, or the weights of these, are others than before."""
    others = {
        stand for stand in before.keys() | after.keys() if before.get(stand) != after.get(stand)
    }
    stale = set(others)
    for of, ties in ((before, was), (after, now)):
        stands, around = list(of), set[int]()
        for place, stand in enumerate(stands):
            if stand in others:
                around.update(*(near for _, near in ties.around(place)))
        stale.update(stands[place] for place in around)
    heavier = {
        place
        for old, new, members in zip(was.weights, now.weights, now.members, strict=True)
        if old != new
        for place in members
    }
    return stale.union(stands[place] for place in heavier)
