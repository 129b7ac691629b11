"""Context → features: the plain observations from which the learned weights decide what a block is.

A feature is a name with a value: 1 where an observation holds, or a share or score between -2 and
2. None names a paper,
a place or a person. What they weigh for each label is learned (``weights.json``), not written here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from press.segment import decks, forms
from press.segment.context import CAPTION, HEADLINE, PARAGRAPH, STANZA, VERSE, Context
from press.segment.geometry import geometry_features
from press.text.characters import HAN

Features = Mapping[str, float]

# Up to how many characters a block belongs to a class of length.
_LENGTHS = (2, 4, 6, 8, 10, 12, 15, 18, 22, 26, 30, 36, 45, 60, 90, 150, 300)
# Marks that keep their own shape; all other characters are a digit, a letter, a blank, a Chinese
# character or another.
_MARKS = frozenset("。，、；：？！…—”“）（》《】【.,;:?!·■▲◆●★◇※□○◎▶")
# Longer blocks are paragraphs: what lines of a deck, labels and captions are made of is not asked
# of them.
_LINE = 100

# A subhead's number: 一、, （二）, 1., 第一
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}[、．.]|[（(][一二三四五六七八九十]{1,2}[）)]"
    r"|[0-9]{1,2}[．.、]\s?|第[一二三四五六七八九十]{1,2}[，、：])"
)
# A sentence that begins with the time: 最近，…, 10月8日下午2点…
_WHEN = re.compile(
    r"(?:最近|近日|日前|连日来|今年|去年|昨天|今天|今晨|近年来|目前|眼下|当前|不久前)[，,]"
    r"|[0-9０-９一二三四五六七八九十]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}日"
)
# Words of running text that headlines avoid: 我们, 已经, the particles.
_PROSE = re.compile(r"、|等|的|们|是|到|和|了|这|在|也|就|把|最|已经|不仅")
# Words of captions: what is seen, and where: 图为…, 现场, …在广场上
_SEEN = re.compile(
    r"图为|图：|现场[。]?\Z|夜景|景象|新貌|一派|掠影|一角|外景|全景|俯瞰|航拍|资料图|正在"
    r"|在.{1,12}(?:上|里|下|中|边|旁|内|前|间|区|场|园|地)"
)
# A whole sentence that ends as captions end: 城区道路车流如织。
_SET_PHRASE = re.compile(
    rf"{HAN}{{4,16}}(?:如织|如潮|井然有序|秩序井然|络绎不绝|人头攒动|熙熙攘攘|川流不息)。"
)
# Words of speech and report, which captions do not have: 记者了解到, 他说, 会议要求
_SPEECH = re.compile(
    r"我|他|她|们说|记者|表示|介绍|会议|据|今天|昨天|日前|近日|今年|去年|目前|这|那|因此|同时|此外"
    r"|其中|然而|但|要|将|必须|应(?!急)|了解|认为|看到|听|问|怎|何|吗|呢|由于|从而|以及|尚|均|是"
)
# How a notice or letter ends: 特此讣告。, 此致敬礼！
_CLOSING_WORDS = re.compile(r"特此|此致|敬礼")
# Who holds or leaves an office, in lists of appointments: 任命王某为教育局局长；
_OFFICE_HELD = re.compile(
    r"任命|免去|职务|(?:主任|书记|审判员|检察员|委员|[局部厅处科院校县市区旗镇乡]长)[；。]\Z"
)
# The text of a photo tells so: 图为…, …。上图为, …。右图：
_PHOTO = re.compile(
    r"图为|图片为|照片为|[。！）](?:上|下|左|右)?图(?:为|：|[①②③]|[^书表像案纸形片画])"
)
# A blank between two Chinese words, which running text does not have: 大楼变聪明 节能有一套.
_BLANK_INSIDE = re.compile(rf"(?:{HAN}|”) {{1,2}}(?:{HAN}|“)")
# A question, as questions and answers print it: 问：, 答：, 记者：
_QUESTION = re.compile(r"(?:问|答|记者|Q|A)[：:]|.*[？?]\Z", re.DOTALL)
_DIGIT = re.compile(r"[0-9０-９一二三四五六七八九十]")
_STOP = re.compile(r"[。！？；]")
_QUOTED = re.compile(r"“[^“”]*”")


def _speech(text: str) -> bool:
    quoted = text[:1] in "“‘" and text[-1] in "”’"
    return quoted or bool(_SPEECH.search(_QUOTED.sub("", text)))


def _in_brackets(text: str) -> bool:
    return text.startswith(("（", "(")) and text.endswith(("）", ")"))


# What the words of a line say by themselves.
LINE_TESTS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("numbered", _NUMBERED.match),
    ("tells-when", _WHEN.match),
    ("what-is-seen", _SEEN.search),
    ("set-phrase", _SET_PHRASE.fullmatch),
    ("speech", _speech),
    ("closing-words", _CLOSING_WORDS.match),
    ("holds-an-office", _OFFICE_HELD.search),
    ("in-parts", _BLANK_INSIDE.search),
    ("question", _QUESTION.match),
    ("in-brackets", _in_brackets),
    ("words-of-a-label", decks.ends_like_a_label),
    ("campaign", decks.CAMPAIGN.search),
    ("slogan", decks.is_slogan),
    ("urges", decks.urges),
    ("leans", decks.LEANS.match),
    ("name-of-a-column", decks.COLUMN_NAME.search),
    ("editors-note", decks.EDITOR_NOTE.search),
    ("name-of-a-notice", decks.NOTICE.search),
    ("place-and-colon", decks.PLACE_SPEAKS.match),
    ("speaks", decks.SPEAKS.search),
    ("attendance", decks.ATTENDANCE.search),
    ("begins-with-a-result", decks.RESULT_START.match),
    ("begins-with-an-actor", decks.ACTOR.match),
    ("place-alone", decks.PLACE.match),
    ("done", decks.DONE.search),
    ("office", forms.office),
    ("office-alone", forms.office_alone),
    ("date-alone", forms.date_alone),
)


def line_features(text: str) -> Features:
    """What the words of a line say by themselves.

    >>> sorted(line_features("一、把安全放在心上"))
    ['numbered', 'prose', 'what-is-seen']
    """
    found = {name: 1.0 for name, test in LINE_TESTS if test(text)}
    if words := _PROSE.findall(text):
        found["prose"] = min(len(words), 5) / 5
    return found


def _length_class(length: int) -> int:
    return next((limit for limit in _LENGTHS if length <= limit), 999)


def _shape(char: str) -> str:
    """The kind of a character: a mark is its own kind.

    >>> [_shape(char) for char in "，7a 乌é"]
    ['，', 'digit', 'letter', 'blank', 'han', 'other']
    """
    if char in _MARKS:
        return char
    if char.isdigit():
        return "digit"
    if char.isascii() and char.isalpha():
        return "letter"
    if char.isspace():
        return "blank"
    return "han" if re.match(HAN, char) else "other"


def shape_features(context: Context) -> Features:
    """What a block looks like: length, marks, first and last character, form, indent."""
    block, text = context.piece, context.text
    found = {
        f"form={block.form}": 1.0,
        f"length={_length_class(context.length)}": 1.0,
        f"level={min(block.level, 4) if context.marked else 'none'}": 1.0,
        f"first={_shape(text[0])}": 1.0,
        f"last={_shape(text[-1])}": 1.0,
        f"indent={min(block.indent, 6)}": 1.0,
        f"stops={min(3, len(_STOP.findall(text)))}": 1.0,
        f"commas={min(4, text.count('，') + text.count(','))}": 1.0,
        f"blanks={min(3, len(text.split()) - 1)}": 1.0,
    }
    if block.inline:
        found["inline"] = 1.0
    if _DIGIT.search(text):
        found["digits"] = 1.0
    return found


# Observations of ``Context`` that hold or do not.
_STATES = (
    "single",
    "open",
    "echoed",
    "behind",
    "goes_on",
    "goes_off",
    "interrupts",
    "fragment",
    "text_below",
    "previous_open",
)


def context_features(context: Context) -> Features:
    """What a block has to do with the text around it."""
    found = {name: 1.0 for name in _STATES if getattr(context, name)}
    found |= {"words-below": context.after, "words-above": context.before}
    if context.length <= HEADLINE and context.piece.form is None:
        found["words-across"] = min(1.0, 2 * context.across)
        found[f"across={int(10 * min(context.across, 0.5))}"] = 1.0
        found["nearer-below"] = context.after - context.before
    if context.repeated > 1:
        found["repeated"] = min(context.repeated - 1, 3) / 3
    if context.run >= STANZA and context.repeated == 1:
        found["among-verse"] = 1.0
    if _PHOTO.search(context.text):
        found["tells-of-a-photo"] = 1.0
    if max(context.before, context.after) < 0.1:  # nine tenths of 333 captions share less
        found["alien"] = 1.0
    above = context.previous
    if above and above.form is None and len(above.text) <= CAPTION:
        found["below-a-line"] = 1.0
    return found


def _short_runs(contexts: tuple[Context, ...]) -> list[int]:
    """For each block, how many short lines stand together around it (0 for a long one): verse has
    many.
    """
    found = [0] * len(contexts)
    begin = 0
    for at in range(len(contexts) + 1):
        if at == len(contexts) or not _is_short(contexts[at]):
            found[begin:at] = [at - begin] * (at - begin)
            begin = at + 1
    return found


def _is_short(context: Context) -> bool:
    return context.piece.form in (None, "names") and context.length <= VERSE


# What of a neighbour's shape counts at a distance of one and of two blocks.
_NEAR = ("form=", "length=", "level=", "last=", "first=", "inline", "stops=", "commas=", "blanks=")
_FAR = ("form=", "length=", "level=")


def _neighbour(shapes: list[Features], at: int, distance: int) -> Features:
    if not 0 <= at + distance < len(shapes):
        return {f"{distance:+}:edge": 1.0}
    kinds = _NEAR if abs(distance) == 1 else _FAR
    return {f"{distance:+}:{name}": 1.0 for name in shapes[at + distance] if name.startswith(kinds)}


def _pair(first: str, second: str, side: str) -> Features:
    """What two lines that follow each other say together."""
    if max(len(first), len(second)) > PARAGRAPH:
        return {}
    return {
        f"leads-to{side}": max(-2.0, min(2.0, decks.leads_to(first, second) / 4)),
        f"runs-on{side}": decks.runs_on(first, second) / 4,
        f"longer{side}": min(2.0, len(second) / len(first)),
    }


def features(contexts: tuple[Context, ...]) -> list[Features]:
    """The features of every block of a page, in order."""
    shapes = [shape_features(context) for context in contexts]
    lines = [line_features(c.text) if c.length <= _LINE else {} for c in contexts]
    found: list[Features] = []
    runs = _short_runs(contexts)
    places = geometry_features([context.piece for context in contexts])
    for at, context in enumerate(contexts):
        own = {"any": 1.0, **shapes[at], **lines[at], **context_features(context), **places[at]}
        own[f"short-lines={_length_class(runs[at])}"] = 1.0
        for distance in (-2, -1, 1, 2):
            own |= _neighbour(shapes, at, distance)
        for name in lines[at + 1] if at + 1 < len(lines) else ():
            own[f"+1:{name}"] = 1.0
        for name in lines[at - 1] if at else ():
            own[f"-1:{name}"] = 1.0
        if context.previous:
            own |= _pair(context.previous.text, context.text, "-above")
        if context.next:
            own |= _pair(context.text, context.next.text, "-below")
        found.append(own)
    return found
