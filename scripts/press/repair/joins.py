"""Which text goes on where: sentences cut at a column's end find the rest of themselves, text that strayed finds its article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from press.model import Decision
from press.segment import Part
from press.segment.clues import bigrams
from press.segment.forms import CLOSING
from press.words import begins_with_word, cohesion

# A cut with at least this much evidence is mended wherever its two sides stand.
STRONG = 3.0
_WORD, _OPEN_MARK, _NUMBER, _SEEN, _POINT = 1.0, 3.0, 4.0, 4.0, 6.0
# What it is worth that one side follows the other in its article; what each piece between costs, and going back up the page.
_NEXT, _FAR, _BACKWARDS = 5.0, 0.1, 1.5
# How far the two sides of a cut may stand apart, in pieces: down the page, and up.
_DOWN, _UP = 40, 12
# A page with more text than this has its own words not looked up: it is no page of a newspaper.
_LARGEST = 300_000
# How many articles back strayed text may belong to, and how much more it must share with one of them than with its own.
_BACK, _KINSHIP = 4, 1.5

# The longest overlap at a cut that is looked for, in characters.
_OVERLAP = 12
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
        found.append((_OPEN_MARK, "open-mark"))
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
        onwards = self._always(left[-2:] + right[:1], left[-2:])
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
    doubts = _join_neighbours(text, links)
    moves = _moves(text, links)
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
                    yield _NEXT + _POINT, before, after, "overlap"
                continue
            weight, rule = text.evidence(before, after)
            if weight >= STRONG and not (_FRESH_START.match(text.text(after)) and not following):
                distance = abs(number - at) - 1
                yield weight + (_NEXT if following else 0.0) - _FAR * distance - (_BACKWARDS if number < at else 0.0), before, after, rule


def _join_neighbours(text: _Text, links: dict[Spot, Link]) -> list[Doubt]:
    """Join each open sentence to what follows it in its article, unless another open sentence could go on there as well."""
    doubts = []
    claimed = {link.after for link in links.values()}
    heads = [spot for spot in text.order if spot not in claimed]
    home = _homes(text, links)
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


def _homes(text: _Text, links: Mapping[Spot, Link]) -> dict[Spot, int]:
    """The article that each part belongs to by its sentence: that of the part of the chain that was printed first."""
    home: dict[Spot, int] = {}
    claimed = {link.after for link in links.values()}
    for spot in text.order:
        if spot not in claimed:
            chain = [spot]
            while link := links.get(chain[-1]):
                chain.append(link.after)
            first = min(chain, key=lambda member: text.rank[member])
            home |= dict.fromkeys(chain, first.article)
    return home


def _moves(text: _Text, links: Mapping[Spot, Link]) -> dict[Spot, int]:
    """Text that belongs to another article than the one it stands in: the rest of a sentence there, or a stray."""
    moves = {spot: article for spot, article in _homes(text, links).items() if article != spot.article}
    claimed = {link.after for link in links.values()}
    for spot in text.order:
        if spot in claimed or spot in links or spot in moves:
            continue
        if text.part[spot].step == "tail" or _amid(spot, links):
            article = _kin(text, spot)
            if article != spot.article:
                moves[spot] = article
    return moves


def _amid(spot: Spot, links: Mapping[Spot, Link]) -> bool:
    """Whether a part stands between the two halves of a sentence of its article."""
    return any(
        link.before.article == link.after.article == spot.article and link.before.part < spot.part < link.after.part and link.rule != "sidecar"
        for link in links.values()
    )


def _kin(text: _Text, spot: Spot) -> int:
    """The article that strayed text shares most with: its own, or clearly more one of those before."""
    grams = bigrams(text.text(spot))

    def shared(article: int) -> float:
        others = [
            part for number, part in enumerate(text.articles[article])
            if part.role in ("body", "title", "subtitle", "kicker") and Spot(article, number) != spot
        ]  # fmt: skip
        return len(grams & frozenset().union(*(bigrams(part.text) for part in others))) / max(1, len(grams))

    best = max(range(max(0, spot.article - _BACK), spot.article + 1), key=lambda article: (shared(article), article))
    return best if shared(best) > _KINSHIP * shared(spot.article) else spot.article


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
