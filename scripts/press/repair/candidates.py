"""Where a sentence that a column's end cut may go on: the candidate pairs of a page, and what
is observed of each.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log, log1p

from press.repair.body_text import BlockRef, BodyText, Continuation
from press.repair.overlaps import overlap
from press.text import ngrams
from press.text.cuts import STRONG
from press.text.words import begins_with_word

Features = Mapping[str, float]

# How far apart in blocks, down the page and up, the two sides of a cut may stand. A text with more
# open ends than a page
# of a newspaper can have is only searched for its neighbours.
_DOWN, _UP, _NEIGHBOURS, _MANY = 40, 12, 3, 1000
# What is added to a likeness before two are compared, so that next to nothing is not endlessly more
# than nothing.
_GRAIN = 0.01
# The most evidence that counts, in nats: that of a word of four characters.
_MOST = 8.0
# Observations that say more, or less, where the text below follows the cut in its article.
_CROSSED = (
    "goes-on",
    "goes-on-badly",
    "attracts",
    "opens-so",
    "shared",
    "fresh-start",
    "soon-over",
    "short-below",
    "no-word-first",
    "last=，",
    "last=、",
    "last=digit",
    "last=other",
    "strong",
)
# A text up to this length is a line, not a paragraph.
_LINE = 30
# How a paragraph begins that continues nothing: a quotation, an item, a set phrase.
_FRESH_START = re.compile(
    r"[“‘「『■▲●◆—]|[一二三四五六七八九十]{1,2}[是、]|[（(][一二三四五六七八九十]"
    r"|[0-9０-９]{1,2}[.．、]"
    r"|图[0-9：为]|[问答][：:]|会议(?:强调|指出|要求|传达|认为)|据(?:了解|介绍|悉)|近年来|近日|日前"
    r"|记者"
    r"|今年|与此同时|同时，|此外|目前，|下一步|新的一年|本报|新华社"
)
# How the rest of a sentence begins: it stops soon, or halts at once: 损失。常德市…, 路，以推动…
_SOON_OVER = re.compile(r"[^。！？；]{0,7}[。！？；]|[^，,、]{1,3}[，,、]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Two blocks that may be one sentence; ``probability`` is 0 to 1, ``rule`` names the
    evidence.
    """

    before: BlockRef
    after: BlockRef
    rule: str
    features: Features
    probability: float = 0.0


def candidates(text: BodyText, links: Mapping[BlockRef, Continuation]) -> Iterator[Candidate]:
    """Every pair of an open sentence and a text that may be its rest, of those that ``links``
    leave free.
    """
    taken = {link.after for link in links.values()}
    free = [ref for ref in text.order if ref not in taken and text.may_continue(ref)]
    ends = [ref for ref in text.order if ref not in links and text.is_open(ref)]
    up, down = (_UP, _DOWN) if len(ends) <= _MANY else (0, _NEIGHBOURS)
    ranks = [text.rank[ref] for ref in free]
    following = {ref: after for ref in ends if (after := _next(text, ref, free, ranks))}
    claimed = {after: ref for ref, after in following.items()}
    for before in ends:
        begin = bisect_left(ranks, text.rank[before] - up)
        end = bisect_left(ranks, text.rank[before] + down)
        for after in free[begin:end]:
            if after == before:
                continue
            follows = following.get(before) == after
            other = claimed.get(after, before) != before
            evidence, rule = text.evidence(before, after)
            weak = "next" if follows else "same-words"
            yield Candidate(
                before=before,
                after=after,
                rule=rule if evidence >= STRONG else weak,
                features=_features(text, before, after, follows, other),
            )


def _next(
    text: BodyText, before: BlockRef, free: list[BlockRef], ranks: list[int]
) -> BlockRef | None:
    """The next text of the same article."""
    at = bisect_right(ranks, text.rank[before])
    return free[at] if at < len(free) and free[at].article == before.article else None


def _features(
    text: BodyText, before: BlockRef, after: BlockRef, follows: bool, claimed: bool
) -> Features:
    """The observations of one pair, and those of them that say more of neighbours."""
    key = (before, after, follows, claimed)
    if key not in text.observed:
        text.observed[key] = _observed(text, before, after, follows, claimed)
    return text.observed[key]


def _observed(
    text: BodyText, before: BlockRef, after: BlockRef, follows: bool, claimed: bool
) -> Features:
    left, right = text.text(before), text.text(after)
    found = {"any": 1.0, **_cut(text, before, after), **_ends(left, right)}
    found |= _places(text, before, after, follows, claimed)
    kind = "follows" if follows else "elsewhere"
    return found | {f"{kind}:{name}": found[name] for name in _CROSSED if name in found}


def _cut(text: BodyText, before: BlockRef, after: BlockRef) -> dict[str, float]:
    """What the two sides of the cut say together."""
    left, right = text.text(before), text.text(after)
    evidence, rule = text.evidence(before, after)
    going_on = ngrams.continuation(left, right)
    found = {
        "goes-on": min(max(going_on, 0.0), _MOST) / 4,
        "goes-on-badly": min(max(-going_on, 0.0), _MOST) / 4,
        "attracts": min(max(ngrams.attraction(left, right), -_MOST), _MOST) / 4,
        rule: min(max(evidence, 0.0), _MOST) / 4,
    }
    tests = {
        "strong": evidence >= STRONG,
        "read-twice": overlap(left, right),
        "same-character": left[-1] == right[0],
    }
    return found | {name: 1.0 for name, holds in tests.items() if holds}


def _ends(left: str, right: str) -> dict[str, float]:
    """What each side says by itself."""
    last = left[-1]
    kind = last if last in "，、,：:“（(《" else "digit" if last.isdigit() else "other"
    tests = {
        f"last={kind}": True,
        "fresh-start": _FRESH_START.match(right),
        "soon-over": _SOON_OVER.match(right),
        "no-word-first": not begins_with_word(right),
        "short-above": len(left) <= _LINE,
        "short-below": len(right) <= _LINE,
        "a-line-above": len(left) <= _LINE and not re.search("[，。；]", left),
        "blank-above": re.search(r"\s", left[-_LINE:-1]) and len(left) <= 2 * _LINE,
    }
    found = {name: 1.0 for name, holds in tests.items() if holds}
    found["ends-so"] = max(-_MOST, ngrams.ending(left)) / 4
    found["opens-so"] = min(max(ngrams.opening(right), -_MOST), _MOST) / 4
    return found


def _places(
    text: BodyText, before: BlockRef, after: BlockRef, follows: bool, claimed: bool
) -> dict[str, float]:
    """Where the two sides stand, and whose words they have."""
    distance = text.rank[after] - text.rank[before]
    tests = {
        "follows": follows,
        "adjacent": follows and after.part == before.part + 1,
        "claimed": claimed and not follows,
        "backwards": distance < 0,
        "barred": follows and text.barred(before, after),
        "other-article": before.article != after.article,
        "behind-the-end": text.part[after].step == "tail",
        "an-item": text.is_item(after),
        "jump-below": text.ends_by_jump(before),
        "runs-in": text.part[after].inline,
    }
    found = {name: 1.0 for name, holds in tests.items() if holds}
    found["far"] = log1p(abs(distance))
    found["shared"] = min(1.0, 10 * text.shared(before, after))
    if before.article != after.article:
        own = text.likeness(after, after.article) + _GRAIN
        gain = log((text.likeness(after, before.article) + _GRAIN) / own)
        found["likelier-home"], found["unlikelier-home"] = max(gain, 0.0), min(gain, 0.0)
    else:
        found["alien"] = -log(min(1.0, 5 * text.likeness(after, after.article)) + _GRAIN)
    return found
