"""The evidence for what is not a headline: paragraphs, verse, captions, items without a headline, credits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.segment import forms
from press.segment.heads import WHEN, Clue
from press.segment.sight import CAPTION, HEADLINE, PARAGRAPH, STANZA, VERSE, Sight

# A caption shares fewer of its pairs of characters with the text beside it: nine tenths of 333 on made-up pages.
_ALIEN = 0.1
# Words of captions: what is seen, and where.
_SEEN = re.compile(r"图为|图：|现场[。]?\Z|夜景|景象|新貌|一派|掠影|在.{1,12}(?:上|里|下|中|边|旁|内|前|间|区|场|园|地)|一角|外景|全景|俯瞰|航拍|资料图|正在")
_SPEECH = re.compile(r"我|他|她|们说|记者|表示|介绍|会议|据|今天|昨天|日前|近日|今年|去年|目前|这|那|因此|同时|此外|其中|然而|但|要|将|必须|应(?!急)|了解|认为|看到|听|问|怎|何|吗|呢|闭幕|建议|由于|从而|以及|尚|均|每年|进一步|能力")
_QUOTED = re.compile(r"“[^“”]*”")
_PHOTO = re.compile(r"图为|图片为|照片为|[。！）](?:上|下|左|右)?图(?:为|：|[①②③]|[^书表像案纸形片画])")
# A blank between two Chinese words, which running text does not have: 大楼变聪明 节能有一套.
_BLANK_INSIDE = re.compile(r"[一-鿿”] {1,2}[一-鿿“]")


def body(sight: Sight) -> Iterator[Clue]:
    """Evidence for a paragraph of the text."""
    text = sight.piece.text
    if sight.length >= PARAGRAPH:
        yield 6.0, "long"
    elif not sight.open or re.search(r"[，。；]", text):
        yield 0.2 + 3.0 * (sight.length - 10) / PARAGRAPH, "sentence"
    else:
        yield -3.0 + 3.0 * sight.length / PARAGRAPH, "no-sentence"
    if sight.previous_open and (not sight.open or "，" in text or sight.length >= CAPTION):
        yield 1.0, "the-sentence-above-is-open"
    if sight.piece.level and sight.open:
        yield -1.0, "heading-mark"
    if sight.open and sight.length <= HEADLINE and _BLANK_INSIDE.search(text):
        yield -2.0, "in-parts"
    if text[:1] in "“‘" or text[-1] in "：:，,":
        yield 1.5, "speech"
    if WHEN.match(text):
        yield 2.0, "tells-when"
    if text.startswith(("（", "(")) and text.endswith(("）", ")")):
        yield 3.0, "note-in-brackets"


def verse(sight: Sight) -> Iterator[Clue]:
    """Evidence for a line of verse: short, among short lines."""
    if sight.length > VERSE:
        yield -8.0, "too-long"
    yield -2.0, "short-line"
    if sight.piece.text[-1] in "，,；、。！":
        yield 2.0, "goes-on"
    if sight.piece.level:
        yield -3.0, "heading-mark"
    if sight.run >= STANZA and sight.repeated == 1:
        yield 3.0, "among-short-lines"


def caption(sight: Sight) -> Iterator[Clue]:
    """Evidence for a photo caption."""
    text = sight.piece.text
    if sight.length > CAPTION:
        yield -8.0 if not _PHOTO.search(text) else -3.0, "too-long"
    pictured = bool((sight.previous and sight.previous.form == "image") or (sight.next and sight.next.form in ("image", "credit")))
    if pictured:
        yield 3.0, "beside-a-picture"
    if text[-1] not in "。！.":
        yield -3.0 if pictured else -7.0, "no-full-stop"
    elif sight.repeated > 1:
        yield 4.0, "repeated"
    if not sight.single:
        yield -3.0, "several-sentences"
    yield 1.2, "one-short-sentence"
    yield 0.12 * (16 - sight.length), "length"
    if "，" in text or "," in text:
        yield -1.2, "comma"
    if _SEEN.search(text):
        yield 1.0, "what-is-seen"
    if _SPEECH.search(_QUOTED.sub("", text)) or (text[:1] in "“‘" and text[-1] in "”’"):
        yield -2.0, "speech"
    shared = max(sight.before, sight.after)
    yield (1.0 if shared < _ALIEN else 0.0), "no-words-of-the-text"
    if sight.goes_on:
        yield -8.0, "part-of-a-sentence"
    elif sight.interrupts:
        yield 3.0, "in-an-open-sentence"
    elif sight.previous_open:
        yield 2.0 if sight.text_below else -2.0 if sight.fragment else 1.0, "below-an-open-sentence"
    if sight.fragment:
        yield (-4.0 if text[1:2] in "，、的了着过" else -1.5), "no-word-first"
    if sight.behind:
        yield 2.5, "behind-the-last-text"
    if sight.piece.level:
        yield -2.0, "heading-mark"
    if sight.run >= STANZA and sight.repeated == 1:
        yield -2.0, "among-short-lines"


def photo(sight: Sight) -> float:
    """How much a paragraph speaks for an item of its own that is a photo: it tells what is in the picture, a credit follows."""
    tells = 4.0 if _PHOTO.search(sight.piece.text) else 0.0
    return tells + (3.0 if sight.next and sight.next.form == "credit" else 0.0)


def item(sight: Sight) -> Iterator[Clue]:
    """Evidence for the text of an item that has no headline: a photo's text with its credit, the rest of an article from another page."""
    yield from body(sight)
    yield photo(sight), "text-of-a-photo"
    if sight.previous and sight.previous.form == "jump-from":
        yield 8.0, "after-a-jump-line"


def credit(sight: Sight) -> Iterator[Clue]:
    """Evidence that a credit is the item's own, below its text."""
    yield 8.0, "form-credit"


def caption_credit(sight: Sight) -> Iterator[Clue]:
    """Evidence that a credit is that of the caption above it, inside a text that goes on."""
    above = sight.previous
    short = bool(above and above.form is None and len(above.text) <= CAPTION)
    yield (8.5 if short and not sight.piece.inline else 0.0), "below-a-caption"


def sign(sight: Sight) -> Iterator[Clue]:
    """Evidence for a signature below a text."""
    form = sight.piece.form
    weight = {"sign-off": 6.0, "signature": 5.0, "byline": 2.0, "names": 1.0, "office": 3.0}.get(form or "", -9.0)
    yield (3.0 if form is None and forms.office_alone(sight.piece.text) else 2.0 if form is None and forms.office(sight.piece.text) else weight), f"form-{form}"
    if form == "names" and sight.previous and sight.previous.form == "office":
        yield 6.0, "after-an-office"
    if sight.piece.indent >= 4:
        yield 3.0, "pushed-to-the-right"


def byline(sight: Sight) -> Iterator[Clue]:
    """Evidence for a byline above a text."""
    form = sight.piece.form
    yield {"byline": 5.0, "names": 3.0, "signature": 1.0, "office": -1.0, "sign-off": -2.0}.get(form or "", -9.0), f"form-{form}"
    if sight.piece.indent >= 12:
        yield -2.0, "pushed-to-the-right"
