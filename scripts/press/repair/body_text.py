"""The running text of a page as the joins see it: every body part with its place in the order
of print, and what it shares with whom.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import fsum
from typing import NamedTuple

from press.segment import Part
from press.segment.context import bigrams
from press.text.cuts import STRONG, evidence, is_open
from press.text.words import begins_with_word, is_word

# What it is worth that the page has a seam in one piece elsewhere, in nats; set by hand.
_SEEN = 4.0
# A page with more text than this has its own words not looked up: it is no page of a newspaper.
_LARGEST = 300_000
# What stands line by line: it neither stops amid a sentence nor continues one.
_LINES = ("verse", "row")
# A text up to this length is a line, not a paragraph.
_LINE = 20
# How much of a paragraph is compared with others, in characters: no paragraph of a newspaper has
# more.
_SPAN = 20_000


class BlockRef(NamedTuple):
    """Where a piece of text stands: the number of its article, and of its part there."""

    article: int
    part: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """The text of one block goes on in another, by a rule; ``why`` is a person's reason when a
    sidecar says so.

    ``probability`` is the learned one, or 1 where a person or an overlap decides.
    """

    before: BlockRef
    after: BlockRef
    rule: str
    why: str | None = None
    probability: float = 1.0


class BodyText:
    """Every body part of a page by its spot."""

    def __init__(self, articles: tuple[tuple[Part, ...], ...]) -> None:
        """Index the parts of all articles; what is shared is counted when it is first asked for."""
        self.articles = articles
        self.part = {
            BlockRef(a, p): part for a, parts in enumerate(articles) for p, part in enumerate(parts)
        }
        self.order = [spot for spot, part in self.part.items() if part.role == "body"]
        self.rank = {spot: number for number, spot in enumerate(self.order)}
        self.first = {spot.article: spot for spot in reversed(self.order)}
        self._evidence: dict[tuple[BlockRef, BlockRef], tuple[float, str]] = {}
        self._likeness: dict[tuple[BlockRef, int], float] = {}
        self._counted: dict[str, int] = {}
        # What was observed of pairs, kept between the rounds in which they are weighed.
        self.observed: dict[tuple[BlockRef, BlockRef, bool, bool], Mapping[str, float]] = {}

    def text(self, spot: BlockRef) -> str:
        """The text at a spot."""
        return self.part[spot].text

    def find(self, quote: str) -> BlockRef | None:
        """Where a quotation stands, if it is in running text."""
        return next((spot for spot in self.order if quote and quote in self.text(spot)), None)

    def is_open(self, spot: BlockRef) -> bool:
        """Whether the text at a spot stops in the middle of a sentence; verse and rows of a
        table never do.
        """
        return self.part[spot].step not in _LINES and is_open(self.text(spot))

    def is_running(self, spot: BlockRef) -> bool:
        """Whether a text has the length and the marks of a paragraph."""
        text = self.text(spot)
        return len(text) > _LINE and not {"，", "。"}.isdisjoint(text)

    def may_continue(self, spot: BlockRef) -> bool:
        """Whether a part may be the rest of another: not a line by itself, and not the
        beginning of an article with a headline.
        """
        part = self.part[spot]
        return part.step not in _LINES and (
            self.first[spot.article] != spot or part.step in ("tail", "new")
        )

    def is_item(self, spot: BlockRef) -> bool:
        """Whether a part looks like an item of its own, a photo's text for instance: only
        strong evidence makes it the rest of another.
        """
        return self.part[spot].step == "new"

    def barred(self, before: BlockRef, after: BlockRef) -> bool:
        """Whether a subhead, signature or jump line stands between two parts of an article."""
        return any(
            part.role in ("subhead", "jump", "byline")
            for part in self.articles[before.article][before.part + 1 : after.part]
        )

    @cached_property
    def _last(self) -> dict[int, BlockRef]:
        """The last text of each article, but what stands behind its end."""
        return {spot.article: spot for spot in self.order if self.part[spot].step != "tail"}

    def ends_by_jump(self, spot: BlockRef) -> bool:
        """Whether a jump line follows the last text of an article: then the rest is on another
        page.
        """
        if self._last.get(spot.article, spot).part > spot.part:
            return False
        return any(part.role == "jump" for part in self.articles[spot.article][spot.part + 1 :])

    def evidence(self, before: BlockRef, after: BlockRef) -> tuple[float, str]:
        """As ``evidence``, and whether the page has the seam in one piece wherever it has one
        of its sides: 邢|圣斐.
        """
        if (before, after) not in self._evidence:
            self._evidence[before, after] = self._weigh(self.text(before), self.text(after))
        return self._evidence[before, after]

    def _weigh(self, left: str, right: str) -> tuple[float, str]:
        found = evidence(left, right)
        if found[0] >= STRONG or begins_with_word(right):
            return found
        backwards = self._always(left[-1:] + right[:2], right[:2])
        onwards = not is_word(left[-2:]) and self._always(left[-2:] + right[:1], left[-2:])
        return max(found, (_SEEN if backwards or onwards else 0.0, "seen-on-the-page"))

    def _always(self, run: str, side: str) -> bool:
        """Whether a side of a seam, but where it is cut, stands on the page only within the
        run, at least twice.
        """
        return self._times(run) >= 2 and self._times(run) >= self._times(side) - 1

    def _times(self, run: str) -> int:
        """How often a few characters stand on the page."""
        if run not in self._counted:
            self._counted[run] = self._page.count(run)
        return self._counted[run]

    @cached_property
    def _page(self) -> str:
        text = "\n".join(self.text(spot) for spot in self.order)
        return text if len(text) <= _LARGEST else ""

    @cached_property
    def _grams(self) -> dict[BlockRef, frozenset[str]]:
        """The pairs of characters of each headline and paragraph."""
        return {
            spot: bigrams(part.text[:_SPAN])
            for spot, part in self.part.items()
            if part.role in ("body", "title", "subtitle", "kicker")
        }

    @cached_property
    def _held(self) -> list[Counter[str]]:
        """For each article, in how many of its parts each pair of characters stands."""
        held: list[Counter[str]] = [Counter() for _ in self.articles]
        for spot, grams in self._grams.items():
            held[spot.article].update(grams)
        return held

    @cached_property
    def _spread(self) -> Counter[str]:
        """In how many articles each pair of characters stands."""
        return Counter(chain.from_iterable(self._held))

    @cached_property
    def _weight(self) -> dict[BlockRef, float]:
        """What the pairs of characters of a part weigh together, rare ones more."""
        return {spot: self._sum(grams) for spot, grams in self._grams.items()}

    def _sum(self, grams: Iterable[str]) -> float:
        """Exact: a set has no order, and the last digit of a plain sum depends on it."""
        return fsum(1 / self._spread[gram] for gram in grams)

    def likeness(self, spot: BlockRef, article: int) -> float:
        """How much of a part's words an article has elsewhere, rare ones weighing more; from 0
        to 1.
        """
        if (spot, article) not in self._likeness:
            weight, held = self._weight[spot], self._held[article]
            shared: Iterable[str] = self._grams[spot] & held.keys()
            if spot.article == article:
                shared = [gram for gram in shared if held[gram] > 1]
            self._likeness[spot, article] = self._sum(shared) / weight if weight else 0.0
        return self._likeness[spot, article]

    def shared(self, one: BlockRef, other: BlockRef) -> float:
        """How much of a part's words another part has, rare ones weighing more; from 0 to 1."""
        weight = self._weight[other]
        return self._sum(self._grams[one] & self._grams[other]) / weight if weight else 0.0
