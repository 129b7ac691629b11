"""Which text goes on where: sentences cut at a column's end find the rest of themselves, text that strayed finds its article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from press.cuts import STRONG, evidence, is_open
from press.model import Decision
from press.segment import Part
from press.segment.clues import bigrams
from press.words import begins_with_word, is_word

# What it is worth that the page has a seam in one piece elsewhere, and that a text was read twice at a cut.
_SEEN, _TWICE = 4.0, 6.0
# What it is worth that one side follows the other in its article; what each piece between costs, and going back up the page.
_NEXT, _FAR, _BACKWARDS = 5.0, 0.1, 1.5
# How far the two sides of a cut may stand apart, in pieces: down the page, and up.
_DOWN, _UP = 40, 12
# A page with more text than this has its own words not looked up: it is no page of a newspaper.
_LARGEST = 300_000
# How many articles back strayed text may belong to, and how much more it must share with one of them than with its own.
_BACK, _KINSHIP = 4, 1.5
# How much sooner text goes to an article with a sentence that waits for its rest.
_WAITING = 2.0
# Text that shares next to nothing with its own article and clearly something with another one strayed, if it is long enough to tell; measured
# on the development pages: of 350 paragraphs, all 4 that pass strayed, 3 that strayed do not pass.
_NOTHING, _SOMETHING, _TELLING = 0.005, 0.02, 40

# The longest overlap at a cut that is looked for, in characters.
_OVERLAP = 12
# How a paragraph begins that continues nothing: a quotation, an item, a set phrase.
_FRESH_START = re.compile(r"[“‘「『■▲●◆—]|[一二三四五六七八九十]{1,2}[是、]|[（(][一二三四五六七八九十]|会议(?:强调|指出|要求|传达|认为)|据(?:了解|介绍|悉)|近年来|近日|日前|记者|今年|与此同时|同时，|此外|目前，|下一步|新的一年")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a piece of text stands: the number of its article, and of its part there."""

    article: int
    part: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The text at one spot goes on at another, by a rule; ``why`` is a person's reason when a sidecar says so."""

    before: Spot
    after: Spot
    rule: str
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A cut that nobody can mend for certain: its spot, and the spots it may go on at (none: the rest is not on the page)."""

    spot: Spot
    choices: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joins:
    """What continues where, what strays into which article, and what is left to a person."""

    links: tuple[Link, ...]
    moves: Mapping[Spot, int]
    doubts: tuple[Doubt, ...]


class _Text:
    """The running text of a page as the joins see it: every body part with its place in the order of print."""

    def __init__(self, articles: tuple[tuple[Part, ...], ...]) -> None:
        self.articles = articles
        self.part = {Spot(a, p): part for a, parts in enumerate(articles) for p, part in enumerate(parts)}
        self.order = [spot for spot, part in self.part.items() if part.role == "body"]
        self.rank = {spot: number for number, spot in enumerate(self.order)}
        self.first = {spot.article: spot for spot in reversed(self.order)}
        texts = [self.part[spot].text for spot in self.order]
        small = sum(map(len, texts)) <= _LARGEST
        self.runs = Counter(text[at : at + size] for text in texts if small for size in (2, 3) for at in range(len(text) - size + 1))

    def text(self, spot: Spot) -> str:
        """The text at a spot."""
        return self.part[spot].text

    @cached_property
    def _grams(self) -> list[dict[int, frozenset[str]]]:
        """For each article the pairs of characters of its headlines and paragraphs, by part."""
        return [
            {number: bigrams(part.text) for number, part in enumerate(parts) if part.role in ("body", "title", "subtitle", "kicker")}
            for parts in self.articles
        ]

    @cached_property
    def _spread(self) -> Counter[str]:
        """In how many articles each pair of characters stands."""
        return Counter(gram for article in self._grams for gram in frozenset().union(*article.values()))

    def kinship(self, spot: Spot, article: int) -> float:
        """How much of a part's words an article has, rare ones weighing more; from 0 to 1."""
        own = self._grams[spot.article][spot.part]
        others = frozenset().union(*(grams for number, grams in self._grams[article].items() if (article, number) != (spot.article, spot.part)))
        weight = sum(1 / self._spread[gram] for gram in own)
        return sum(1 / self._spread[gram] for gram in own & others) / weight if weight else 0.0

    def is_open(self, spot: Spot) -> bool:
        """Whether the text at a spot stops in the middle of a sentence; verse never does."""
        return self.part[spot].step != "verse" and is_open(self.text(spot))

    def may_continue(self, spot: Spot) -> bool:
        """Whether a part may be the rest of another: not verse, and not the beginning of an article with a headline."""
        part = self.part[spot]
        return part.step != "verse" and (self.first[spot.article] != spot or part.step in ("tail", "new"))

    def evidence(self, before: Spot, after: Spot) -> tuple[float, str]:
        """As ``evidence``, and whether the page has the seam in one piece wherever it has one of its sides: 邢|圣斐."""
        left, right = self.text(before), self.text(after)
        found = evidence(left, right)
        if found[0] >= STRONG or begins_with_word(right):
            return found
        backwards = self._always(left[-1:] + right[:2], right[:2])
        onwards = not is_word(left[-2:]) and self._always(left[-2:] + right[:1], left[-2:])
        return max(found, (_SEEN if backwards or onwards else 0.0, "seen-on-the-page"))

    def _always(self, run: str, side: str) -> bool:
        """Whether a side of a seam, but where it is cut, stands on the page only within the run, at least twice."""
        return self.runs[run] >= 2 and self.runs[run] >= self.runs[side] - 1

    def barred(self, before: Spot, after: Spot) -> bool:
        """Whether a subhead, signature or jump line stands between two parts of an article."""
        between = self.articles[before.article][before.part + 1 : after.part]
        return any(part.role in ("subhead", "jump", "byline") for part in between)

    def ends_by_jump(self, spot: Spot) -> bool:
        """Whether a jump line follows the last text of an article: then the rest is on another page."""
        after = self.articles[spot.article][spot.part + 1 :]
        return any(part.role == "jump" for part in after) and not any(part.role == "body" and part.step != "tail" for part in after)




def join(articles: tuple[tuple[Part, ...], ...], decisions: tuple[Decision, ...]) -> Joins:
    """The joins of a page: a sidecar's first, then by evidence wherever the sides stand, then by mere neighbourhood."""
    text = _Text(articles)
    links = {link.before: link for link in _decided(text, decisions)}
    for _, before, after, rule in sorted(_strong(text), key=lambda c: (-c[0], text.rank[c[1]], text.rank[c[2]])):
        if before not in links and after not in {link.after for link in links.values()} and not _circular(links, before, after):
            links[before] = Link(before=before, after=after, rule=rule)
    strays = _strays(text, links)
    doubts = _join_neighbours(text, links, strays)
    moves = {spot: article for spot, article in _homes(text, links, strays).items() if article != spot.article}
    return Joins(links=tuple(links.values()), moves=moves, doubts=tuple(sorted(doubts, key=lambda doubt: text.rank[doubt.spot])))


def _strong(text: _Text) -> Iterator[tuple[float, Spot, Spot, str]]:
    """Every pair of parts that evidence joins by itself: score, the two spots, the rule."""
    for at, before in enumerate(text.order):
        closed = not text.is_open(before)
        for number in range(max(0, at - _UP), min(len(text.order), at + _DOWN)):
            after = text.order[number]
            if number == at or not text.may_continue(after):
                continue
            following = number == at + 1 and after.article == before.article
            if closed:
                if following and overlap(text.text(before), text.text(after)):
                    yield _NEXT + _TWICE, before, after, "overlap"
                continue
            weight, rule = text.evidence(before, after)
            if weight >= STRONG and not (_FRESH_START.match(text.text(after)) and not following):
                distance = abs(number - at) - 1
                yield weight + (_NEXT if following else 0.0) - _FAR * distance - (_BACKWARDS if number < at else 0.0), before, after, rule


def _join_neighbours(text: _Text, links: dict[Spot, Link], strays: Mapping[Spot, int]) -> list[Doubt]:
    """Join each open sentence to what follows it in its article, unless another open sentence could go on there as well."""
    doubts = []
    claimed = {link.after for link in links.values()}
    heads = [spot for spot in text.order if spot not in claimed]
    home = _homes(text, links, strays)
    waiting: list[tuple[Spot, Spot]] = []  # open sentences above that nothing continues: the head of each and its end
    for number, head in enumerate(heads):
        end = _end(head, links)
        if not text.is_open(end) or end in links:
            continue
        after = next((spot for spot in heads[number + 1 :] if home[spot] == home[head] and text.part[spot].step != "tail"), None)
        if after is None or text.barred(head, after) or not text.may_continue(after) or _FRESH_START.match(text.text(after)):
            if not (text.ends_by_jump(head) and after is None):
                waiting.append((head, end))
                doubts.append(Doubt(spot=end, choices=()))
            continue
        rivals = [other for first, other in waiting if home[first] == home[head]]
        if rivals:
            doubts.append(Doubt(spot=end, choices=(after, *rivals)))
            waiting.append((head, end))
        elif not _circular(links, end, after):
            links[end] = Link(before=end, after=after, rule="next")
    return [doubt for doubt in doubts if doubt.spot not in links]


def _end(spot: Spot, links: Mapping[Spot, Link]) -> Spot:
    while link := links.get(spot):
        spot = link.after
    return spot


def _circular(links: Mapping[Spot, Link], before: Spot, after: Spot) -> bool:
    return _end(after, links) == before


def _decided(text: _Text, decisions: tuple[Decision, ...]) -> Iterator[Link]:
    for decision in decisions:
        if decision.do != "join":
            continue
        before = next((spot for spot in text.order if decision.quote in text.text(spot)), None)
        after = next((spot for spot in text.order if decision.to and decision.to in text.text(spot)), None)
        if before and after and before != after:
            yield Link(before=before, after=after, rule="sidecar", why=decision.why)


def _homes(text: _Text, links: Mapping[Spot, Link], strays: Mapping[Spot, int]) -> dict[Spot, int]:
    """The article that each part belongs to: that of the part of its sentence that was printed first, or where it strayed from."""
    home: dict[Spot, int] = {}
    claimed = {link.after for link in links.values()}
    for spot in text.order:
        if spot not in claimed:
            chain = [spot]
            while link := links.get(chain[-1]):
                chain.append(link.after)
            first = min(chain, key=lambda member: text.rank[member])
            home |= dict.fromkeys(chain, strays.get(first, first.article))
    return home


def _strays(text: _Text, links: Mapping[Spot, Link]) -> dict[Spot, int]:
    """Text that no sentence claims and that belongs to an article before: behind a signature, amid a sentence, or alien where it stands."""
    claimed = {link.after for link in links.values()}
    amid = _amid(text, links)
    waiting = {spot.article for spot in text.order if spot not in links and text.is_open(spot) and not text.ends_by_jump(spot)}
    strays = {}
    for spot in text.order:
        if spot not in claimed and spot not in links and (text.part[spot].step == "tail" or spot in amid or _alien(text, spot)):
            article = _kin(text, spot, waiting)
            if article != spot.article:
                strays[spot] = article
    return strays


def _amid(text: _Text, links: Mapping[Spot, Link]) -> set[Spot]:
    """The parts that stand between the two halves of a sentence of their article."""
    return {
        spot
        for link in links.values()
        if link.rule != "sidecar" and link.before.article == link.after.article
        for spot in text.order[text.rank[link.before] + 1 : text.rank[link.after]]
        if spot.article == link.before.article
    }


def _alien(text: _Text, spot: Spot) -> bool:
    """Whether a part in the midst of an article has nothing to do with it."""
    return text.first[spot.article] != spot and len(text.text(spot)) >= _TELLING and text.kinship(spot, spot.article) < _NOTHING


def _kin(text: _Text, spot: Spot, waiting: set[int]) -> int:
    """The article that strayed text shares most with: its own, or clearly more one of those before, a waiting one sooner."""
    def shared(article: int) -> float:
        return text.kinship(spot, article) * (_WAITING if article in waiting and article != spot.article else 1.0)

    best = max(range(max(0, spot.article - _BACK), spot.article + 1), key=lambda article: (shared(article), article))
    own = text.kinship(spot, spot.article)
    return best if text.kinship(spot, best) > max(_KINSHIP * own, _SOMETHING) else spot.article


def overlap(before: str, after: str) -> int:
    """How many characters the model read twice at a column's end, closing the sentence before them itself; 0 for none.

    One character counts when a mark follows it, for no paragraph begins so; three or more count by themselves.

    >>> overlap("听取了工作情况汇报。", "报，强调要全面贯彻"), overlap("守住安全。", "全市要统筹"), overlap("播广泛传送。", "广泛传送到全区")
    (1, 0, 4)
    """
    if not before.endswith("。"):
        return 0
    stem = before[:-1]
    for size in range(min(_OVERLAP, len(stem), len(after)), 0, -1):
        if stem.endswith(after[:size]) and (size >= 3 or re.match(r"[，、；。]", after[size : size + 1])):
            return size
    return 0
