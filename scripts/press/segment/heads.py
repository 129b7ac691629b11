"""The evidence for the lines of a headline deck: for each role an ordered tuple of rules; what they weigh is added up.

Weights are in nats, rough log-odds, set by hand and kept because the development pages read worse without them. A rule's name is what
the proof page shows as the reason of a decision.
"""

from __future__ import annotations

import re

from press.segment.decks import (
    CAMPAIGN,
    COLUMN_NAME,
    EDITOR_NOTE,
    LEANS,
    NOTICE,
    PLACE_SPEAKS,
    SUBTITLE_START,
    ends_like_a_label,
    is_slogan,
)
from press.segment.rules import Rule, when
from press.segment.sight import USUAL, Sight

# What it says for a headline that its pairs of characters stand in the text below: nothing of them, or all.
_SHARED = 2.5
# A subhead's number: 一、, （二）, 1., 第一
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}[、．.]|[（(][一二三四五六七八九十]{1,2}[）)]|[0-9]{1,2}[．.、]\s?|第[一二三四五六七八九十]{1,2}[，、：])"
)
# A sentence that begins with the time: 最近，…, 10月8日下午2点…
WHEN = re.compile(
    r"(?:最近|近日|日前|连日来|今年|去年|昨天|今天|今晨|近年来|目前|眼下|当前|不久前)[，,]|[0-9０-９一二三四五六七八九十]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}日"
)
# Words of running text that headlines avoid, with the log-odds measured on 157 lines of headlines and 1,885 pieces of paragraphs of
# the same length on the development pages, rounded down; together they say no more than _MOST_PROSE.
_PROSE = (
    ("、", 3.0), ("等", 2.0), ("的", 1.5), ("们", 1.5), ("是", 1.5), ("到", 1.5), ("和", 1.5), ("了", 1.0), ("这", 1.0), ("在", 1.0), ("我们", 1.0),
    ("也", 1.0), ("就", 1.0), ("把", 1.0), ("最", 1.0), ("已经", 1.0), ("不仅", 1.0),
)  # fmt: skip
_MOST_PROSE = 5.0

# What a heading mark of each level says for each role, on a page that has such marks; the last is for all deeper ones.
_LEVELS = {
    "title": (-1.2, 2.0, 0.2, -1.5), "kicker": (-0.3, -1.5, 0.8, 0.0, -1.0), "subtitle": (-0.3, -1.5, 0.8, -0.2, -1.0),
    "column": (-0.3, -1.2, 0.6, 0.4, -0.5), "subhead": (-0.8, -3.0, -0.5, 1.5),
}  # fmt: skip


def _heading(role: str) -> Rule:
    levels = _LEVELS[role]
    return (
        "heading-level",
        lambda s: levels[min(s.piece.level, len(levels) - 1)] if s.marked else 0.0,
    )


def _before_byline(weight: float) -> Rule:
    return "before-a-byline", when(lambda s: s.next and s.next.form in ("lead", "byline"), weight)


def _prose(sight: Sight) -> float:
    found = sum(weight for word, weight in _PROSE if word in sight.text)
    return -min(found, _MOST_PROSE) if sight.length > 8 else 0.0


def _is_plain(sight: Sight) -> bool:
    """Whether a line has nothing that labels have."""
    text = sight.text
    named = ends_like_a_label(text) or CAMPAIGN.search(text) or is_slogan(text)
    return not (named or sight.repeated > 1 or "·" in text or sight.length <= 6)


# What speaks against any line of a headline deck.
_NO_HEADLINE: tuple[Rule, ...] = (
    ("commas", lambda s: -2.0 * max(0, s.text.count("，") + s.text.count(",") - 1)),
    ("tells-when", when(lambda s: WHEN.match(s.text), -3.0)),
    ("words-of-running-text", _prose),
    ("repeated", when(lambda s: s.repeated > 1, -3.0)),
    ("part-of-a-sentence", when(lambda s: s.goes_on or s.goes_off, -8.0)),
)
# A headline 主题.
TITLE: tuple[Rule, ...] = (
    *_NO_HEADLINE,
    ("headline-like", lambda _: 0.5),
    _heading("title"),
    ("words-of-the-text-below", lambda s: _SHARED * (s.after - USUAL)),
    ("too-short", when(lambda s: s.length < 5, -1.5)),
    _before_byline(1.5),
    ("before-a-name", when(lambda s: s.next and s.next.form == "names", 1.0)),
    ("over-a-list", when(lambda s: s.next and s.next.text[0] in "▲●■◆", 4.0)),
    ("words-of-a-label", when(lambda s: ends_like_a_label(s.text) and s.length <= 20, -1.0)),
    ("name-of-a-notice", when(lambda s: NOTICE.search(s.text), 3.0)),
    ("place-and-colon", when(lambda s: PLACE_SPEAKS.match(s.text), 1.5)),
    ("goes-on", when(lambda s: s.text[-1] in "，,、；;：:—", -2.5)),
    ("dash", when(lambda s: SUBTITLE_START.match(s.text), -4.0)),
)
# A kicker 引题, the line above the headline.
KICKER: tuple[Rule, ...] = (
    *_NO_HEADLINE,
    ("headline-like", lambda _: -0.6),
    _heading("kicker"),
    ("words-of-the-text-below", lambda s: _SHARED * (s.after - USUAL)),
    ("words-of-a-label", when(lambda s: ends_like_a_label(s.text), -2.5)),
)
# A subtitle 副题, the line below the headline.
SUBTITLE: tuple[Rule, ...] = (
    *_NO_HEADLINE,
    _before_byline(1.5),
    ("headline-like", lambda _: -0.6),
    _heading("subtitle"),
    ("words-of-the-text-below", lambda s: _SHARED * (s.after - USUAL)),
    ("words-of-a-label", when(lambda s: ends_like_a_label(s.text), -2.5)),
)
# A column label 栏目.
COLUMN: tuple[Rule, ...] = (
    ("label-mark", when(lambda s: s.piece.form == "label", 5.0)),
    ("headline-like", lambda _: -1.0),
    _heading("column"),
    ("words-not-in-the-text", lambda s: 2.0 * (0.3 - s.after)),
    ("repeated", when(lambda s: s.repeated > 1 and s.length <= 16, 3.0)),
    (
        "words-of-a-label",
        lambda s: (2.0 if s.length <= 20 else 1.0) if ends_like_a_label(s.text) else 0.0,
    ),
    ("campaign", when(lambda s: CAMPAIGN.search(s.text), 1.5)),
    ("slogan", lambda s: (0.5 if LEANS.match(s.text) else 1.5) if is_slogan(s.text) else 0.0),
    ("name-of-a-column", when(lambda s: COLUMN_NAME.search(s.text), 1.5)),
    ("dot", when(lambda s: "·" in s.text or "——" in s.text[2:-2], 1.0)),
    ("short", when(lambda s: s.length <= 4, 1.0)),
    _before_byline(1.5),
    ("note-in-the-text", when(lambda s: EDITOR_NOTE.search(s.text), -2.0)),
    ("nothing-of-a-label", when(_is_plain, -1.5)),
    ("words-of-running-text", _prose),
    ("comma", when(lambda s: "，" in s.text, -1.5)),
)
# A subhead 小标题 inside a text.
SUBHEAD: tuple[Rule, ...] = (
    ("headline-like", lambda _: -1.5),
    _heading("subhead"),
    ("part-of-a-headline", when(lambda s: s.echoed, 5.0)),
    ("numbered", when(lambda s: _NUMBERED.match(s.text), 4.0)),
    ("note-in-the-text", when(lambda s: EDITOR_NOTE.search(s.text), 4.0)),
    _before_byline(-4.0),
    ("words-of-running-text", _prose),
    ("part-of-a-sentence", when(lambda s: s.goes_on or s.goes_off, -8.0)),
    ("words-of-the-text-above", lambda s: 1.5 * (s.before - USUAL)),
)
