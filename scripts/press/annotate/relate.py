"""Related articles: which belong together, and why, in words for readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import chain

from engine.cache import Cache, Stored, digest
from press.annotate.features import marks, shared
from press.annotate.similarity import Similarity
from press.model import Archive, Bond, Bonds, Related
from press.packed import headings, versions

# A wording that more articles have in common is a formula; in a small archive, what half of them
# have.
_FORMULA = 20
# What is kept, under its only name.
_KIND, _NAME = "related", "all"
_Found = dict[str, tuple[Related, ...]]


def relate(archive: Archive, cache: Cache | None = None) -> Mapping[str, tuple[Related, ...]]:
    """The articles that belong to each article by its id, nearest first, with the reasons,
    strongest first.

    What few articles share counts most. The result does not depend on the order in which the
    articles come.
    """
    cache = cache or Cache()
    key = digest(repr((archive.themes, archive.names)), sorted(versions(archive).values()))
    cache.map((_KIND,), {_NAME: archive}, {_NAME: key}, _related, None)
    found: _Found = Stored(cache, _KIND, (_NAME,), _Found)[_NAME]
    return found


def _related(_: None, archive: Archive) -> tuple[_Found]:
    bonds = [one for of_page in archive.bonds.values() for one in of_page]
    order = {
        one.id: (one.date or "9999", one.page or 999, one.id) for one in headings(archive)
    }  # what has no date or page comes last
    bonds.sort(key=lambda one: order[one.article])
    few, numbers = _few(bonds, min(_FORMULA, max(2, len(bonds) // 2))), dict[Bond, int]()
    of = [
        sorted({numbers.setdefault(bond, len(numbers)) for bond in shared(one, few)})
        for one in bonds
    ]
    similarity = Similarity(tuple(numbers), of)
    found: _Found = {}
    for place, one in enumerate(bonds):
        if near := similarity.nearest(place):
            found[one.article] = tuple(Related(bonds[other].article, why) for other, why in near)
    return (found,)


def _few(bonds: list[Bonds], most: int) -> frozenset[int]:
    """The marks of the wordings that several articles share, and not more than ``most``."""
    counts = Counter(chain.from_iterable(marks(one.marks) for one in bonds))
    return frozenset(mark for mark, count in counts.items() if 1 < count <= most)
