"""The evidence for the lines of a headline deck: named clues with weights, added up; the path through the page decides.

Weights are in nats, rough log-odds, set by hand; each is there because a case of the tests fails without it. A clue's name is what the
proof page shows as the reason of a decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.segment.decks import (
    ATTENDANCE,
    CAMPAIGN,
    COLUMN_NAME,
    EDITOR_NOTE,
    LEANS,
    PLACE_SPEAKS,
    SPEAKS,
    SUBTITLE_START,
    ends_like_a_label,
    is_slogan,
)
from press.segment.sight import ASKS, USUAL, Sight

Clue = tuple[float, str]
# What it says for a headline that its pairs of characters stand in the text below: nothing of them, or all.
_SHARED = 2.5
# A subhead's number: 一、, （二）, 1., 第一
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,2}[、．.]|[（(][一二三四五六七八九十]{1,2}[）)]|[0-9]{1,2}[．.、]\s?|第[一二三四五六七八九十]{1,2}[，、：])")
# A sentence that begins with the time: 最近，…, 10月8日下午2点…
WHEN = re.compile(r"(?:最近|近日|日前|连日来|今年|去年|昨天|今天|今晨|近年来|目前|眼下|当前|不久前)[，,]|[0-9０-９一二三四五六七八九十]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}日")
# Words of running text that headlines avoid, with the log-odds measured on 157 lines of headlines and 1,885 pieces of paragraphs of
# the same length on the development pages, rounded down; together they say no more than _MOST_PROSE.
_PROSE = (
    ("、", 3.0), ("等", 2.0), ("的", 1.5), ("们", 1.5), ("是", 1.5), ("到", 1.5), ("和", 1.5), ("了", 1.0), ("这", 1.0), ("在", 1.0), ("我们", 1.0),
    ("也", 1.0), ("就", 1.0), ("把", 1.0), ("最", 1.0), ("已经", 1.0), ("不仅", 1.0),
)  # fmt: skip
_MOST_PROSE = 5.0


def _no_headline(sight: Sight) -> Iterator[Clue]:
    """What speaks against any line of a headline deck."""
    text = sight.piece.text
    if (commas := text.count("，") + text.count(",")) > 1:
        yield -2.0 * (commas - 1), "commas"
    if WHEN.match(text):
        yield -3.0, "tells-when"
    if (prose := sum(weight for word, weight in _PROSE if word in text)) and sight.length > 8:
        yield -min(prose, _MOST_PROSE), "words-of-running-text"
    if sight.repeated > 1:
        yield -3.0, "repeated"
    if sight.goes_on or sight.goes_off:
        yield -8.0, "part-of-a-sentence"


def title(sight: Sight) -> Iterator[Clue]:
    """Evidence for a headline 主题."""
    text = sight.piece.text
    yield from _no_headline(sight)
    yield 0.5, "headline-like"
    if sight.marked:
        yield {0: -1.2, 1: 2.0, 2: 0.2, 3: -1.5}.get(sight.piece.level, -1.5), f"heading-level-{sight.piece.level}"
    yield _SHARED * (sight.after - USUAL), "words-of-the-text-below"
    if sight.length < 5:
        yield -1.5, "too-short"
    if sight.length > 36:
        yield -0.5, "too-long"
    if sight.next and sight.next.form in ("lead", "byline"):
        yield 1.5, "before-a-byline"
    if sight.next and sight.next.form == "names":
        yield 1.0, "before-a-name"
    if sight.next and sight.next.text[0] in "▲●■◆":
        yield 4.0, "over-a-list"
    if ends_like_a_label(text) and sight.length <= 20:
        yield -1.5, "words-of-a-label"
    if PLACE_SPEAKS.match(text):
        yield 1.5, "place-and-colon"
    if text[-1] in "，,、；;：:——":
        yield -2.5, "goes-on"
    if ASKS.search(text):
        yield -0.5, "asks"
    if SUBTITLE_START.match(text):
        yield -4.0, "dash"


def kicker(sight: Sight) -> Iterator[Clue]:
    """Evidence for a kicker 引题, the line above the headline."""
    text = sight.piece.text
    yield from _no_headline(sight)
    yield -0.6, "headline-like"
    if sight.marked:
        yield {0: -0.3, 1: -1.5, 2: 0.8, 3: 0.0}.get(sight.piece.level, -1.0), f"heading-level-{sight.piece.level}"
    yield _SHARED * (sight.after - USUAL), "words-of-the-text-below"
    if ends_like_a_label(text):
        yield -2.5, "words-of-a-label"
    if SUBTITLE_START.match(text):
        yield -4.0, "dash"


def subtitle(sight: Sight) -> Iterator[Clue]:
    """Evidence for a subtitle 副题, the line below the headline."""
    text = sight.piece.text
    yield from _no_headline(sight)
    if sight.next and sight.next.form in ("lead", "byline"):
        yield 1.5, "before-a-byline"
    yield -0.6, "headline-like"
    if sight.marked:
        yield {0: -0.3, 1: -1.5, 2: 0.8, 3: -0.2}.get(sight.piece.level, -1.0), f"heading-level-{sight.piece.level}"
    yield _SHARED * (sight.after - USUAL), "words-of-the-text-below"
    if SUBTITLE_START.match(text):
        yield 3.0, "dash"
    if ATTENDANCE.search(text):
        yield 1.5, "attendance"
    if ends_like_a_label(text):
        yield -2.5, "words-of-a-label"
    if SPEAKS.search(text):
        yield -1.0, "announces"


def column(sight: Sight) -> Iterator[Clue]:
    """Evidence for a column label 栏目."""
    text = sight.piece.text
    if sight.piece.form == "label":
        yield 5.0, "label-mark"
    yield -1.0, "headline-like"
    if sight.marked:
        yield {0: -0.3, 1: -1.2, 2: 0.6, 3: 0.4}.get(sight.piece.level, -0.5), f"heading-level-{sight.piece.level}"
    yield 2.0 * (0.3 - sight.after), "words-not-in-the-text"
    if sight.repeated > 1 and sight.length <= 16:
        yield 3.0, "repeated"
    if ends_like_a_label(text):
        yield 2.0 if sight.length <= 20 else 1.0, "words-of-a-label"
    if CAMPAIGN.search(text):
        yield 1.5, "campaign"
    if is_slogan(text):
        yield 0.5 if LEANS.match(text) else 1.5, "slogan"
    if COLUMN_NAME.search(text):
        yield 1.5, "name-of-a-column"
    if "·" in text or "——" in text[2:-2]:
        yield 1.0, "dot"
    if sight.length <= 4:
        yield 1.0, "short"
    if sight.next and sight.next.form in ("lead", "byline"):
        yield 1.5, "before-a-byline"
    if EDITOR_NOTE.search(text):
        yield -2.0, "note-in-the-text"
    if not (ends_like_a_label(text) or CAMPAIGN.search(text) or is_slogan(text) or sight.repeated > 1 or "·" in text or sight.length <= 6):
        yield -1.5, "nothing-of-a-label"
    if re.search(r"[0-9０-９]", text) and not CAMPAIGN.search(text):
        yield -1.5, "digits"
    if "，" in text:
        yield -1.5, "comma"


def subhead(sight: Sight) -> Iterator[Clue]:
    """Evidence for a subhead inside a text."""
    text = sight.piece.text
    yield -1.5, "headline-like"
    if sight.marked:
        yield {0: -0.8, 1: -3.0, 2: -0.5, 3: 1.5}.get(sight.piece.level, 1.5), f"heading-level-{sight.piece.level}"
    if sight.echoed:
        yield 5.0, "part-of-a-headline"
    if _NUMBERED.match(text):
        yield 4.0, "numbered"
    if EDITOR_NOTE.search(text):
        yield 4.0, "note-in-the-text"
    if sight.next and sight.next.form in ("lead", "byline"):
        yield -4.0, "before-a-byline"
    yield 1.5 * (sight.before - USUAL), "words-of-the-text-above"
    if sight.repeated > 1:
        yield -2.0, "repeated"
