"""Which text goes on where: sentences cut at a column's end find the rest of themselves."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log

from press.model import Decision
from press.repair.running import Running, Spot
from press.segment import Part
from press.text.cuts import STRONG

# The weights of a join, in nats: a conditional logit fitted to 401 cuts, those of the development pages and of 75 pages made of their
# articles with other cuts; best pair first it finds 370 of them, and 364 where it is fitted on the one half and tried on the other.
_EVIDENCE, _STRONG, _NEXT, _KIN, _ALIEN = 1.3, 0.9, 2.2, 1.9, 2.5
_FRESH, _SHORT_START, _BACKWARDS, _FAR, _BEHIND, _CLAIMED = -1.9, 1.0, -1.4, -0.1, 0.5, -0.6
# A pair below this is no join.
_LEAST = -0.6
# Set by hand, for what those pages do not have: a subhead or signature between the two, a jump line below the first.
_BARRED, _JUMPS = -4.0, -3.0
# What is added to a kinship before two are compared, so that next to nothing is not endlessly more than nothing.
_GRAIN = 0.01
# The least evidence counted is none, the most that of a word of four characters.
_MOST = 8.0
# How far the two sides of a cut may stand apart, in pieces: down the page, and up. A text with more open ends than a page of a newspaper
# can have is only searched for its neighbours.
_DOWN, _UP, _NEIGHBOURS, _MANY = 40, 12, 3, 1000
# Two open sentences may claim the same rest without evidence: nearer to each other than this, the rest is left apart for a person.
_MARGIN = 0.2
# Joins that only neighbourhood or likeness speaks for.
_WEAK = ("next", "same-words")

# The longest overlap at a cut that is looked for, in characters.
_OVERLAP = 12
# How a paragraph begins that continues nothing: a quotation, an item, a set phrase.
_FRESH_START = re.compile(
    r"[“‘「『■▲●◆—]|[一二三四五六七八九十]{1,2}[是、]|[（(][一二三四五六七八九十]|会议(?:强调|指出|要求|传达|认为)|据(?:了解|介绍|悉)|近年来|近日|日前|记者|今年|与此同时|同时，|此外|目前，|下一步|新的一年"
)
# How the rest of a sentence begins: it stops soon, or halts at once: 损失。常德市…, 路，以推动…
_SOON_OVER = re.compile(r"[^。！？；]{0,7}[。！？；]|[^，,、]{1,3}[，,、]")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Two spots that may be one sentence, with the sum of their clues."""

    score: float
    before: Spot
    after: Spot
    rule: str


def join(articles: tuple[tuple[Part, ...], ...], decisions: tuple[Decision, ...]) -> Joins:
    """The joins of a page: a sidecar's first, then the likeliest pairs of an open sentence and a rest, each once."""
    from press.repair.strays import homes, strays_of

    text = Running(articles)
    links = _decided(text, decisions)
    doubts: dict[Spot, Doubt] = {}
    for certain in (True, False):
        pairs = sorted(
            _pairs(text, links, certain),
            key=lambda pair: (-pair.score, text.rank[pair.before], text.rank[pair.after]),
        )
        _match(pairs, links, doubts)
    _release_contested(text, links, doubts)
    strays = strays_of(text, links) | dict(_moved(text, decisions))
    moves = {
        spot: article
        for spot, article in homes(text, links, strays).items()
        if article != spot.article
    }
    return Joins(
        links=tuple(links.values()), moves=moves, doubts=tuple(_doubts(text, links, doubts))
    )


def _match(pairs: list[_Pair], links: dict[Spot, Link], doubts: dict[Spot, Doubt]) -> None:
    """Link the pairs, best first, each spot once on each side; a rest that several could claim is doubted."""
    taken = {link.after for link in links.values()}
    claims: dict[Spot, list[_Pair]] = {}
    for pair in pairs:
        claims.setdefault(pair.after, []).append(pair)
    for pair in pairs:
        if (
            pair.before in links
            or pair.before in doubts
            or pair.after in taken
            or _circular(links, pair)
        ):
            continue
        if others := _rivals(pair, claims[pair.after], links):
            doubts[pair.before] = Doubt(spot=pair.before, choices=(pair.after, *others))
        else:
            links[pair.before] = Link(before=pair.before, after=pair.after, rule=pair.rule)
            taken.add(pair.after)


def _doubts(
    text: Running, links: Mapping[Spot, Link], doubts: Mapping[Spot, Doubt]
) -> Iterator[Doubt]:
    """Every open sentence without its rest, in order of print, but those that a jump line ends."""
    for spot in text.order:
        if spot not in links and text.is_open(spot) and not text.ends_by_jump(spot):
            yield doubts.get(spot, Doubt(spot=spot, choices=()))


def _release_contested(text: Running, links: dict[Spot, Link], doubts: dict[Spot, Doubt]) -> None:
    """Take back the joins that only neighbourhood speaks for, where a sentence above in the article waits that may go on there as well."""
    waiting: dict[int, Spot] = {}
    for spot in text.order:
        link = links.get(spot)
        if link and link.rule in _WEAK and spot.article in waiting:
            doubts[spot] = Doubt(spot=spot, choices=(link.after, waiting[spot.article]))
            del links[spot]
        if spot not in links and text.is_open(spot) and not text.ends_by_jump(spot):
            waiting[spot.article] = spot


def _rivals(pair: _Pair, pairs: list[_Pair], links: Mapping[Spot, Link]) -> list[Spot]:
    """The other open sentences that could go on at the same place nearly as well, where only neighbourhood or likeness speaks for the pair."""
    if pair.rule not in _WEAK:
        return []
    return [
        other.before
        for other in pairs
        if other.before != pair.before
        and other.before not in links
        and other.score > pair.score - _MARGIN
    ]


def _pairs(text: Running, links: Mapping[Spot, Link], certain: bool) -> Iterator[_Pair]:
    """Every pair of an open sentence and a text that may be its rest: those with strong evidence, or all that the links leave over."""
    taken = {link.after for link in links.values()}
    free = [spot for spot in text.order if spot not in taken and text.may_continue(spot)]
    ends = [spot for spot in text.order if spot not in links and text.is_open(spot)]
    up, down = (_UP, _DOWN) if len(ends) <= _MANY else (0, _NEIGHBOURS)
    ranks = [text.rank[spot] for spot in free]
    following = {before: after for before in ends if (after := _next(text, before, free, ranks))}
    claimed = {after: before for before, after in following.items()}
    for before in ends:
        begin, end = (
            bisect_left(ranks, text.rank[before] - up),
            bisect_left(ranks, text.rank[before] + down),
        )
        for after in free[begin:end]:
            if after != before and (
                not (certain or text.is_item(after)) or text.evidence(before, after)[0] >= STRONG
            ):
                pair = _weighed(
                    text,
                    before,
                    after,
                    following.get(before) == after,
                    claimed.get(after, before) != before,
                )
                if pair.score > _LEAST:
                    yield pair
    if certain:
        yield from _read_twice(text)


def _next(text: Running, before: Spot, free: list[Spot], ranks: list[int]) -> Spot | None:
    """The next text of the same article that no other sentence has claimed."""
    at = bisect_right(ranks, text.rank[before])
    return free[at] if at < len(free) and free[at].article == before.article else None


def _read_twice(text: Running) -> Iterator[_Pair]:
    """Texts that follow each other with an overlap at the cut."""
    for before, after in zip(text.order, text.order[1:], strict=False):
        if (
            before.article == after.article
            and not text.is_open(before)
            and text.may_continue(after)
            and overlap(text.text(before), text.text(after))
        ):
            yield _Pair(score=2 * _MOST, before=before, after=after, rule="overlap")


def _weighed(text: Running, before: Spot, after: Spot, follows: bool, claimed: bool) -> _Pair:
    """The clues for one pair added up; the rule is the evidence where it is strong, else neighbourhood, else likeness."""
    evidence, rule = text.evidence(before, after)
    distance = text.rank[after] - text.rank[before]
    score = (
        _EVIDENCE * min(max(evidence, 0.0), _MOST)
        + (_STRONG if evidence >= STRONG else 0.0)
        + _FAR * abs(distance)
    )
    if follows:
        score += _NEXT + (_BARRED if text.barred(before, after) else 0.0)
    elif claimed:
        score += _CLAIMED
    if distance < 0:
        score += _BACKWARDS
    if before.article != after.article:
        gain = log(
            (text.kinship(after, before.article) + _GRAIN)
            / (text.kinship(after, after.article) + _GRAIN)
        )
        score += (_KIN if gain > 0 else _ALIEN) * gain
    if text.part[after].step == "tail":
        score += _BEHIND
    if _FRESH_START.match(text.text(after)):
        score += _FRESH
    elif _SOON_OVER.match(text.text(after)):
        score += _SHORT_START
    if text.ends_by_jump(before):
        score += _JUMPS
    return _Pair(
        score=round(score, 6),
        before=before,
        after=after,
        rule=rule if evidence >= STRONG else "next" if follows else "same-words",
    )


def _circular(links: Mapping[Spot, Link], pair: _Pair | Link) -> bool:
    spot = pair.after
    while link := links.get(spot):
        spot = link.after
    return spot == pair.before


def _decided(text: Running, decisions: tuple[Decision, ...]) -> dict[Spot, Link]:
    """The joins of a sidecar, each spot once on each side; one that cannot be is left out, and said to have done nothing."""
    links: dict[Spot, Link] = {}
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
        link = Link(before=before, after=after, rule="sidecar", why=decision.why)
        if not _circular(links, link):
            links[before] = link
    return links


def _moved(text: Running, decisions: tuple[Decision, ...]) -> Iterator[tuple[Spot, int]]:
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


def overlap(before: str, after: str) -> int:
    """How many characters the model read twice at a column's end, closing the sentence before them itself; 0 for none.

    One character counts when a mark follows it, for no paragraph begins so; three or more count by themselves.

    >>> overlap("听取了工作情况汇报。", "报，强调要全面贯彻"), overlap("守住安全。", "全市要统筹"), overlap("播广泛传送。", "广泛传送到全区")
    (1, 0, 4)
    """
    if not before.endswith("。"):
        return 0
    stem = before[-_OVERLAP - 1 : -1]
    for size in range(min(len(stem), len(after)), 0, -1):
        if stem.endswith(after[:size]) and (
            size >= 3 or re.match(r"[，、；。]", after[size : size + 1])
        ):
            return size
    return 0


__all__ = ["Doubt", "Joins", "Link", "Spot", "join", "overlap"]
