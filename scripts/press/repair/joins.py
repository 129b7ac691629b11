"""Which text goes on where: sentences cut at a column's end find the rest of themselves, text that strayed finds its article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from press.model import Decision
from press.segment import Part
from press.segment.clues import bigrams
from press.segment.forms import CLOSING
from press.words import cohesion

# A cut with at least this much evidence is mended wherever its two sides stand. TO MEASURE
STRONG = 3.0
# What it is worth that two pieces stand one after the other in an article, and that the first has no full stop.
_NEXT = 5.0
# The least that a piece standing next must keep of that: a fresh beginning takes 3.
_ENOUGH = 2.5
_FRESH = 3.0
# How far apart the two sides of a cut may stand, in pieces, and what each piece between costs.
_REACH, _FAR = 40, 0.1
_BACKWARDS = 1.5
_WORD, _MARK, _NUMBER, _POINT = 1.0, 3.0, 4.0, 6.0
# How many articles back strayed text may belong to, and how much more it must share with one of them than with its own.
_BACK, _KINSHIP = 4, 1.5

# How a paragraph begins that continues nothing: a quotation, an item, a set phrase.
_FRESH_START = re.compile(r"[“‘「『■▲●◆—]|[一二三四五六七八九十]{1,2}[是、]|[（(][一二三四五六七八九十]|会议(?:强调|指出|要求|传达|认为)|据(?:了解|介绍|悉)|近年来|近日|日前|记者|今年|与此同时|同时，|此外|目前，|下一步|新的一年")
_STARTS_WITH_POINT = re.compile(r"[，、；。：！？）》”’％%]")
_MEASURE = re.compile(r"[0-9０-９.．%％万亿千百多余个名家年月日时分米元吨公斤亩次人位项条起倍成℃度]")
_PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "「": "」", "『": "』"}


def is_open(text: str) -> bool:
    """Whether a text stops without closing its sentence.

    >>> is_open("企业将以全员参与、全程管控的态度筑牢安"), is_open("推动隐患动态清零。“"), is_open("有以下几个特点：")
    (True, True, False)
    """
    return not CLOSING.search(text[-4:])


def unclosed(text: str) -> str:
    """The opening marks of a text that nothing closes, in order."""
    stack: list[str] = []
    for char in text:
        if char in _PAIRS:
            stack.append(char)
        elif stack and char == _PAIRS[stack[-1]]:
            stack.pop()
    return "".join(stack)


def evidence(before: str, after: str) -> tuple[float, str]:
    """How strongly the two sides of a cut belong together by themselves, and the rule that says so.

    >>> evidence("筑牢安", "全发展根基。"), evidence("总规模增至22", "万人。"), evidence("全面推行工业用地“标准", "地”供应")
    ((8.2, 'word-across'), (4.0, 'number-across'), (3.0, 'open-mark'))
    """
    if _STARTS_WITH_POINT.match(after):
        return _POINT, "point-first"
    found = [(round(_WORD * cohesion(before, after), 1), "word-across")]
    if re.search(r"[0-9０-９]\Z", before[-1:]) and _MEASURE.match(after):
        found.append((_NUMBER, "number-across"))
    open_marks = unclosed(before[-400:])
    if open_marks and (close := after.find(_PAIRS[open_marks[-1]])) >= 0 and open_marks[-1] not in after[:close]:
        found.append((_MARK, "open-mark"))
    return max(found)


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
    """The running text of a page as the joins see it: every body part with its neighbours."""

    def __init__(self, articles: tuple[tuple[Part, ...], ...]) -> None:
        self.part = {Spot(a, p): part for a, parts in enumerate(articles) for p, part in enumerate(parts)}
        self.order = [spot for spot, part in self.part.items() if part.role == "body"]
        self.rank = {spot: number for number, spot in enumerate(self.order)}
        self.first = {a: next((spot for spot in self.order if spot.article == a), None) for a in range(len(articles))}
        self.articles = articles

    def next(self, spot: Spot) -> Spot | None:
        """The body part that follows in the same article with no subhead or jump line between."""
        for number in range(spot.part + 1, len(self.articles[spot.article])):
            part = self.articles[spot.article][number]
            if part.role == "body":
                return None if part.step == "tail" else Spot(spot.article, number)
            if part.role in ("subhead", "jump", "byline"):
                return None
        return None

    def ends_by_jump(self, spot: Spot) -> bool:
        """Whether a jump line follows: then the rest is on another page."""
        after = self.articles[spot.article][spot.part + 1 :]
        return any(part.role == "jump" for part in after[:3]) and not any(part.role == "body" for part in after[:1])

    def continues(self, spot: Spot) -> bool:
        """Whether a part may be the rest of another: not verse, and not the beginning of an article with a headline."""
        part = self.part[spot]
        return part.step != "verse" and (self.first[spot.article] != spot or part.step in ("tail", "new"))


def join(articles: tuple[tuple[Part, ...], ...], decisions: tuple[Decision, ...]) -> Joins:
    """The joins of a page: a sidecar's first, then by evidence, the strongest first."""
    text = _Text(articles)
    links = _decided(text, decisions)
    used_before, used_after = {link.before for link in links}, {link.after for link in links}
    doubts: list[Doubt] = []
    for score, before, after, rule in sorted(_candidates(text), key=lambda c: (-c[0], text.rank[c[1]], text.rank[c[2]])):
        if before in used_before or after in used_after or _circular(links, before, after):
            continue
        if rule == "next" and (rivals := _rivals(text, before, after, used_before)):
            doubts += [Doubt(spot=spot, choices=(after,)) for spot in (*rivals, before)]
            used_before.update((*rivals, before))
            continue
        if score >= (_ENOUGH if rule == "next" or text.next(before) == after else STRONG):
            links.append(Link(before=before, after=after, rule=rule))
            used_before.add(before)
            used_after.add(after)
    for spot in text.order:
        part = text.part[spot]
        if spot not in used_before and part.step != "verse" and is_open(part.text) and not text.ends_by_jump(spot):
            doubts.append(Doubt(spot=spot, choices=()))
    moves = dict(_moves(text, links, used_after))
    return Joins(links=tuple(links), moves=moves, doubts=tuple(sorted(doubts, key=lambda doubt: text.rank[doubt.spot])))


def _candidates(text: _Text) -> Iterator[tuple[float, Spot, Spot, str]]:
    """Every pair that may be one text: score, the two spots, and the rule."""
    for before in text.order:
        part = text.part[before]
        if part.step == "verse" or not is_open(part.text):
            continue
        following = text.next(before)
        at = text.rank[before]
        for number in range(max(0, at - 10), min(len(text.order), at + _REACH)):
            after = text.order[number]
            if after == before or not text.continues(after):
                continue
            other = text.part[after].text
            weight, rule = evidence(part.text, other)
            fresh = _FRESH if _FRESH_START.match(other) else 0.0
            if after == following:
                strong = weight >= STRONG
                yield _NEXT + weight - (0 if strong else fresh), before, after, rule if strong else "next"
            elif weight >= STRONG:
                yield weight - fresh - _FAR * abs(number - at) - (_BACKWARDS if number < at else 0), before, after, rule


def _rivals(text: _Text, before: Spot, after: Spot, used: set[Spot]) -> list[Spot]:
    """Other open sentences above in the same article that have no rest of their own: any of them may go on here."""
    return [
        spot
        for spot in text.order
        if spot.article == after.article and spot != before and text.rank[spot] < text.rank[after] and spot not in used
        and is_open(text.part[spot].text) and text.part[spot].step != "verse" and text.next(spot) is None and not text.ends_by_jump(spot)
    ]  # fmt: skip


def _circular(links: list[Link], before: Spot, after: Spot) -> bool:
    onward = {link.before: link.after for link in links}
    spot: Spot | None = after
    while spot is not None:
        if spot == before:
            return True
        spot = onward.get(spot)
    return False


def _decided(text: _Text, decisions: tuple[Decision, ...]) -> list[Link]:
    links = []
    for decision in decisions:
        if decision.do != "join":
            continue
        before = next((spot for spot in text.order if decision.quote in text.part[spot].text), None)
        after = next((spot for spot in text.order if decision.to and decision.to in text.part[spot].text), None)
        if before and after and before != after:
            links.append(Link(before=before, after=after, rule="sidecar", why=decision.why))
    return links


def _moves(text: _Text, links: list[Link], used_after: set[Spot]) -> Iterator[tuple[Spot, int]]:
    """Text that belongs to another article than the one it stands in: the rest of a sentence there, or a stray in the midst of one."""
    onward = {link.before: link.after for link in links}
    home: dict[Spot, int] = {}
    for spot in text.order:
        if spot not in used_after:
            at: Spot | None = spot
            while at is not None:
                home[at] = spot.article
                at = onward.get(at)
    for spot, article in home.items():
        if article != spot.article:
            yield spot, article
    for spot in text.order:
        if spot not in used_after and (text.part[spot].step == "tail" or _amid(text, spot, links)):
            article = _kin(text, spot)
            if article != spot.article:
                at = spot
                while at is not None:
                    yield at, article
                    at = onward.get(at)


def _amid(text: _Text, spot: Spot, links: list[Link]) -> bool:
    """Whether a part stands between the two halves of a sentence of its article."""
    return any(
        link.before.article == link.after.article == spot.article and link.before.part < spot.part < link.after.part and link.rule != "sidecar"
        for link in links
    )


def _kin(text: _Text, spot: Spot) -> int:
    """The article that strayed text shares most with: its own, or clearly more one of those before."""
    grams = bigrams(text.part[spot].text)

    def shared(article: int) -> float:
        others = [part for number, part in enumerate(text.articles[article]) if part.role in ("body", "title", "subtitle", "kicker") and Spot(article, number) != spot]
        return len(grams & frozenset().union(*(bigrams(part.text) for part in others))) / max(1, len(grams))

    best = max(range(max(0, spot.article - _BACK), spot.article + 1), key=lambda article: (shared(article), article))
    return best if shared(best) > _KINSHIP * shared(spot.article) else spot.article
