"""The evidence for what is no headline: paragraphs, verse, captions, items without a headline, credits, signatures; as in ``heads``."""

from __future__ import annotations

import re

from press.segment import forms
from press.segment.heads import WHEN
from press.segment.rules import Rule, when
from press.segment.sight import CAPTION, HEADLINE, PARAGRAPH, STANZA, VERSE, Sight
from press.text.characters import HAN

# A caption shares fewer of its pairs of characters with the text beside it: nine tenths of 333 on made-up pages.
_ALIEN = 0.1
# Words of captions: what is seen, and where.
_SEEN = re.compile(
    r"图为|图：|现场[。]?\Z|夜景|景象|新貌|一派|掠影|在.{1,12}(?:上|里|下|中|边|旁|内|前|间|区|场|园|地)|一角|外景|全景|俯瞰|航拍|资料图|正在"
)
# A whole sentence that ends as captions end, and lines of verse do not: 城区道路车流如织。
_SET_PHRASE = re.compile(
    rf"{HAN}{{4,16}}(?:如织|如潮|井然有序|秩序井然|络绎不绝|人头攒动|熙熙攘攘|川流不息)。"
)
_SPEECH = re.compile(
    r"我|他|她|们说|记者|表示|介绍|会议|据|今天|昨天|日前|近日|今年|去年|目前|这|那|因此|同时|此外|其中|然而|但|要|将|必须|应(?!急)|了解|认为|看到|听|问|怎|何|吗|呢|闭幕|建议|由于|从而|以及|尚|均|每年|进一步|能力|是|有的|明天|℃|[0-9]级|任命|免去|职务|为.{2,14}长[；。]"
)
# How a notice or letter ends: 特此讣告。, 此致敬礼！
_CLOSING_WORDS = re.compile(r"特此|此致|敬礼")
# Who holds or leaves an office: items of a list of appointments end like lines of verse.
_OFFICE_HELD = re.compile(
    r"任命|免去|职务|(?:主任|书记|审判员|检察员|委员|[局部厅处科院校县市区旗镇乡]长)[；。]\Z"
)
_QUOTED = re.compile(r"“[^“”]*”")
_PHOTO = re.compile(
    r"图为|图片为|照片为|[。！）](?:上|下|左|右)?图(?:为|：|[①②③]|[^书表像案纸形片画])"
)
# A blank between two Chinese words, which running text does not have: 大楼变聪明 节能有一套.
_BLANK_INSIDE = re.compile(rf"(?:{HAN}|”) {{1,2}}(?:{HAN}|“)")


def _sentence(sight: Sight) -> float:
    """What the length and the marks of a piece say for a paragraph."""
    if sight.length >= PARAGRAPH:
        return 6.0
    if not sight.open or re.search(r"[，。；]", sight.text):
        return 0.2 + 3.0 * (sight.length - 10) / PARAGRAPH
    return -3.0 + 3.0 * sight.length / PARAGRAPH


def _in_brackets(sight: Sight) -> bool:
    return sight.text.startswith(("（", "(")) and sight.text.endswith(("）", ")"))


def _among_verse(sight: Sight) -> bool:
    return sight.run >= STANZA and sight.repeated == 1


def _pictured(sight: Sight) -> bool:
    return bool(
        (sight.previous and sight.previous.form == "image")
        or (sight.next and sight.next.form in ("image", "credit"))
    )


def _full_stop(sight: Sight) -> float:
    if sight.text[-1] in "。！.":
        return 4.0 if sight.repeated > 1 else 0.0
    return -3.0 if _pictured(sight) else -7.0


def _speaks(sight: Sight) -> bool:
    return bool(_SPEECH.search(_QUOTED.sub("", sight.text))) or (
        sight.text[:1] in "“‘" and sight.text[-1] in "”’"
    )


def _amid(sight: Sight) -> float:
    """What the sentence around a short piece says for a caption: it goes on in the piece, or below it, or is just open."""
    if sight.goes_on:
        return -8.0
    if sight.interrupts:
        return 3.0
    if not sight.previous_open:
        return 0.0
    return 2.0 if sight.text_below else -2.0 if sight.fragment else 1.0


def _fragment(sight: Sight) -> float:
    if not sight.fragment:
        return 0.0
    return -4.0 if sight.text[1:2] in "，、的了着过" else -1.5


def photo(sight: Sight) -> float:
    """How much a paragraph speaks for an item of its own that is a photo: it tells what is in the picture, a credit follows."""
    tells = 4.0 if _PHOTO.search(sight.text) else 0.0
    return tells + (3.0 if sight.next and sight.next.form == "credit" else 0.0)


def _below_a_caption(sight: Sight) -> bool:
    above = sight.previous
    return (
        bool(above and above.form is None and len(above.text) <= CAPTION) and not sight.piece.inline
    )


_SIGNS = {"sign-off": 6.0, "signature": 5.0, "byline": 2.0, "names": 1.0, "office": 3.0}
_BYLINES = {"byline": 5.0, "names": 3.0, "signature": 1.0, "office": -1.0, "sign-off": -2.0}


def _signs(sight: Sight) -> float:
    if sight.piece.form is None:
        return 3.0 if forms.office_alone(sight.text) else 2.0 if forms.office(sight.text) else -9.0
    return _SIGNS.get(sight.piece.form, -9.0)


# A paragraph of the text.
BODY: tuple[Rule, ...] = (
    ("sentence", _sentence),
    (
        "the-sentence-above-is-open",
        when(
            lambda s: s.previous_open and (not s.open or "，" in s.text or s.length >= CAPTION), 1.0
        ),
    ),
    ("heading-mark", when(lambda s: s.piece.level and s.open, -1.0)),
    (
        "in-parts",
        when(lambda s: s.open and s.length <= HEADLINE and _BLANK_INSIDE.search(s.text), -2.0),
    ),
    ("speech", when(lambda s: s.text[:1] in "“‘" or s.text[-1] in "：:，,", 1.5)),
    ("tells-when", when(lambda s: WHEN.match(s.text), 2.0)),
    ("note-in-brackets", when(_in_brackets, 3.0)),
    ("closing-words", when(lambda s: s.length <= CAPTION and _CLOSING_WORDS.match(s.text), 3.0)),
)
# A line of verse: short, among short lines.
VERSES: tuple[Rule, ...] = (
    ("too-long", when(lambda s: s.length > VERSE, -8.0)),
    ("short-line", lambda _: -2.0),
    ("goes-on", when(lambda s: s.text[-1] in "，,；、。！", 2.0)),
    ("heading-mark", when(lambda s: s.piece.level, -3.0)),
    ("among-short-lines", when(_among_verse, 3.0)),
    ("holds-an-office", when(lambda s: _OFFICE_HELD.search(s.text), -4.0)),
)
# A photo caption 图片说明.
CAPTIONS: tuple[Rule, ...] = (
    (
        "too-long",
        lambda s: (-3.0 if _PHOTO.search(s.text) else -8.0) if s.length > CAPTION else 0.0,
    ),
    ("beside-a-picture", when(_pictured, 3.0)),
    ("full-stop", _full_stop),
    ("several-sentences", when(lambda s: not s.single, -3.0)),
    ("one-short-sentence", lambda _: 1.2),
    ("length", lambda s: 0.12 * (16 - s.length)),
    ("commas", lambda s: -1.2 * (s.text.count("，") + s.text.count(","))),
    ("what-is-seen", when(lambda s: _SEEN.search(s.text), 1.0)),
    ("set-phrase", when(lambda s: _SET_PHRASE.fullmatch(s.text), 5.0)),
    ("speech", when(_speaks, -2.0)),
    ("no-words-of-the-text", when(lambda s: max(s.before, s.after) < _ALIEN, 1.0)),
    ("in-an-open-sentence", _amid),
    ("no-word-first", _fragment),
    ("behind-the-last-text", when(lambda s: s.behind, 2.5)),
    ("heading-mark", when(lambda s: s.piece.level, -2.0)),
    ("among-short-lines", when(_among_verse, -2.0)),
)
# The text of an item that has no headline: a photo's text with its credit, for instance.
ITEM: tuple[Rule, ...] = (*BODY, ("text-of-a-photo", photo))
# A credit that is the item's own, below its text; and that of the caption above it, inside a text that goes on.
CREDIT: tuple[Rule, ...] = (("form-credit", lambda _: 8.0),)
CAPTION_CREDIT: tuple[Rule, ...] = (("below-a-caption", when(_below_a_caption, 8.5)),)
# A signature below a text, and a byline above it.
SIGN: tuple[Rule, ...] = (
    ("form-of-a-signature", _signs),
    (
        "after-an-office",
        when(lambda s: s.piece.form == "names" and s.previous and s.previous.form == "office", 6.0),
    ),
    ("pushed-to-the-right", when(lambda s: s.piece.indent >= 4, 3.0)),
)
BYLINE: tuple[Rule, ...] = (("form-of-a-byline", lambda s: _BYLINES.get(s.piece.form or "", -9.0)),)
