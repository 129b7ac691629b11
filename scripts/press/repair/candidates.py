"""Where a sentence that a column's end cut may go on: the candidate pairs of a page, and the learned score of each.

The score is a logistic regression over plain observations of the cut; its weights and the figures of their training are in
``continuations.json`` (``tools/train/continuations.py``). A probability takes the rivals into account: a sentence goes on
at one place or at none, and a text continues one sentence or none.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp, log, log1p
from pathlib import Path

from press.repair.body_text import BlockRef, BodyText, Continuation
from press.text import ngrams
from press.text.cuts import STRONG
from press.text.words import begins_with_word

Features = Mapping[str, float]

# How far apart in blocks, down the page and up, the two sides of a cut may stand. A text with more open ends than a page
# of a newspaper can have is only searched for its neighbours.
_DOWN, _UP, _NEIGHBOURS, _MANY = 40, 12, 3, 1000
# What is added to a likeness before two are compared, so that next to nothing is not endlessly more than nothing.
_GRAIN = 0.01
# The most evidence that counts, in nats: that of a word of four characters.
_MOST = 8.0
# A text up to this length is a line, not a paragraph.
_LINE = 30
# The longest overlap at a cut that is looked for, in characters.
_OVERLAP = 12
# How a paragraph begins that continues nothing: a quotation, an item, a set phrase.
_FRESH_START = re.compile(
    r"[“‘「『■▲●◆—]|[一二三四五六七八九十]{1,2}[是、]|[（(][一二三四五六七八九十]|[0-9０-９]{1,2}[.．、]"
    r"|图[0-9：为]|[问答][：:]|会议(?:强调|指出|要求|传达|认为)|据(?:了解|介绍|悉)|近年来|近日|日前|记者"
    r"|今年|与此同时|同时，|此外|目前，|下一步|新的一年|本报|新华社"
)
# How the rest of a sentence begins: it stops soon, or halts at once: 损失。常德市…, 路，以推动…
_SOON_OVER = re.compile(r"[^。！？；]{0,7}[。！？；]|[^，,、]{1,3}[，,、]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Two blocks that may be one sentence; ``probability`` is 0 to 1, ``rule`` names the evidence."""

    before: BlockRef
    after: BlockRef
    rule: str
    features: Features
    probability: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The learned weights by feature, and the calibration of the score: probability = logistic(slope × score + shift)."""

    weights: Mapping[str, float]
    slope: float
    shift: float


@cache
def model() -> Model:
    """The weights that come with the program."""
    data = json.loads(Path(__file__).with_name("continuations.json").read_text("utf-8"))
    return Model(weights=data["weights"], slope=data["slope"], shift=data["shift"])


def score(features: Features, weights: Mapping[str, float]) -> float:
    """The log-odds that a pair is one sentence, rivals left out of account."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def candidates(text: BodyText, links: Mapping[BlockRef, Continuation]) -> Iterator[Candidate]:
    """Every pair of an open sentence and a text that may be its rest, of those that ``links`` leave free."""
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
    """The observations of one pair."""
    left, right = text.text(before), text.text(after)
    return {"any": 1.0, **_cut(text, before, after), **_ends(left, right)} | _places(
        text, before, after, follows, claimed
    )


def _cut(text: BodyText, before: BlockRef, after: BlockRef) -> Features:
    """What the two sides of the cut say together."""
    left, right = text.text(before), text.text(after)
    evidence, rule = text.evidence(before, after)
    going_on = ngrams.continuation(left, right)
    found = {
        "goes-on": max(-3.0, min(3.0, going_on)),
        "goes-on-well": float(going_on > 1.0),
        "goes-on-badly": float(going_on < -0.5),
        rule: min(max(evidence, 0.0), _MOST) / 4,
    }
    if evidence >= STRONG:
        found["strong"] = 1.0
        found[f"strong-{rule}"] = 1.0
    return found


def _ends(left: str, right: str) -> Features:
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
        "blank-above": bool(re.search(r"[\s\u3000]", left[-_LINE:-1])) and len(left) <= 2 * _LINE,
    }
    return {"ends-so": max(-12.0, ngrams.ending(left)) / 4} | {
        name: 1.0 for name, holds in tests.items() if holds
    }


def _places(
    text: BodyText, before: BlockRef, after: BlockRef, follows: bool, claimed: bool
) -> Features:
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
    if before.article != after.article:
        own = text.likeness(after, after.article) + _GRAIN
        gain = log((text.likeness(after, before.article) + _GRAIN) / own)
        found["likelier-home"], found["unlikelier-home"] = max(gain, 0.0), min(gain, 0.0)
    return found


def weighed(found: Iterable[Candidate]) -> list[Candidate]:
    """The candidates with their probabilities, the likeliest first.

    Each pair competes with the others of its two sides and with none: odds ÷ (1 + all odds of the side).
    """
    known = model()
    every = list(found)
    odds = [
        exp(max(-30.0, min(30.0, known.slope * score(c.features, known.weights) + known.shift)))
        for c in every
    ]
    of_before: dict[BlockRef, float] = defaultdict(lambda: 1.0)
    of_after: dict[BlockRef, float] = defaultdict(lambda: 1.0)
    for one, value in zip(every, odds, strict=True):
        of_before[one.before] += value
        of_after[one.after] += value
    rated = [
        Candidate(
            before=one.before,
            after=one.after,
            rule=one.rule,
            features=one.features,
            probability=round(value / (of_before[one.before] + of_after[one.after] - 1 - value), 6),
        )
        for one, value in zip(every, odds, strict=True)
    ]
    return sorted(rated, key=lambda one: (-one.probability, one.before, one.after))


def read_twice(text: BodyText) -> Iterator[Continuation]:
    """Texts that follow each other with an overlap at the cut."""
    for before, after in pairwise(text.order):
        if (
            before.article == after.article
            and not text.is_open(before)
            and text.may_continue(after)
            and overlap(text.text(before), text.text(after))
        ):
            yield Continuation(before=before, after=after, rule="overlap")


def overlap(before: str, after: str) -> int:
    """How many characters the model read twice at a column's end, closing the sentence before them itself; 0 for none.

    What follows must not begin as a paragraph does. One character counts when a mark follows it, for no paragraph begins
    so; several when they begin in the middle of a word or go on badly as a beginning: 推广中心。/推广中心主任说 is no overlap.

    >>> overlap("听取了工作情况汇报。", "报，强调要全面贯彻"), overlap("守住安全。", "全市要统筹")
    (1, 0)
    >>> overlap("准备工。", "工作已经完成"), overlap("建成推广中心。", "推广中心主任说")
    (1, 0)
    """
    if not before.endswith("。"):
        return 0
    stem = before[-_OVERLAP - 1 : -1]
    for size in range(min(len(stem), len(after)), 0, -1):
        if stem.endswith(after[:size]) and _is_rest(stem, after, size):
            return size
    return 0


# How much likelier, in nats a character, an overlap must go on in its sentence than begin a paragraph; measured on
# made-up pages of issues held back: 31 of 33 overlaps are found, none of 1,100 paragraphs that repeat a word is touched.
_GOES_ON = 1.0


def _is_rest(stem: str, after: str, size: int) -> bool:
    """Whether what follows is the rest of a sentence that was closed by mistake."""
    if re.match(r"[，、；。]", after[size : size + 1]):
        return True
    rest = after[size:]
    unclosed_word = not begins_with_word(after) or not begins_with_word(stem[-size:])
    return (unclosed_word or size == 1) and ngrams.continuation(stem, rest) > _GOES_ON
