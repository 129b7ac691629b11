"""The evidence for each role that a piece may have: named clues with weights, added up; the path through the page decides.

Weights are in nats, rough log-odds, set by hand and measured on the development pages; a clue's name is what the proof page
shows as the reason of a decision.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from press.cuts import CLOSING, STRONG, evidence, is_open
from press.segment import forms
from press.segment.pieces import Piece
from press.words import begins_with_word

Clue = tuple[float, str]

# The longest headline or label, and the longest caption, in characters: the longest on the development pages has 41 and 25.
HEADLINE = 48
CAPTION = 30
# The longest line of verse, and how many lines that end with a mark make a poem: a headline deck has none, captions stand alone.
_VERSE, _STANZA, _VERSE_END = 24, 3, "，,；、。！？"
# From this length on a piece is a paragraph and nothing else.
PARAGRAPH = 60
# How many paragraphs around a headline are compared with its words, and how many characters of each.
_NEAR, _SPAN = 3, 400
# How many pieces above and below a short piece the text that it may belong to is looked for.
_REACH = 6
# The share of a line's pairs of characters that stand in the text below it where it tells nothing: between labels and headlines.
_USUAL = 0.25
# A caption shares fewer of its pairs of characters with the text beside it: nine tenths of 333 on made-up pages.
_ALIEN = 0.1
# What it says for a headline that its pairs of characters stand in the text below: nothing of them, or all.
_SHARED = 2.5

# A kicker's last word: …指出, …强调, …时表示, …要求各地, 许庆民代表——
_SPEAKS = re.compile(r"(?:说|指出|强调|表示|要求|认为|提出|宣布|呼吁|介绍|透露|要求各地|要求|时)[：:]?\Z|(?:——|：|:)\Z")
# A subtitle's beginning: a dash, a number, 已, 总, 累计, 共 …
_SUBTITLE_START = re.compile(r"(?:——|—|--|─)")
_RESULT_START = re.compile(r"(?:已|总|累计|共|连续|首|近|超|最|[0-9０-９一二三四五六七八九十百千万两]{1,5}(?:[年月日个位名家万亿多余%％]|点))")
# The line of who was there: 周金星主持 齐海斌李春晓出席
_ATTENDANCE = re.compile(r"(?:主持(?:并讲话|会议)?|出席(?:并讲话)?|讲话|参加|致辞|批示|陪同)\Z")
# Words that labels are made of and headlines are not.
_LABEL_END = re.compile(
    r"(?:快讯|简报|简讯|要闻|新闻|短波|集锦|手记|札记|随笔|杂谈|时评|短评|述评|快评|锐评|社论|评论|论坛|纵横|观察|观察台|监督哨|监督台|曝光台|来信|反应|反映|回音|身边事|一页|心连心|揽萃|视点|视野|视线|聚焦|关注|追踪"
    r"|答卷|故事|风采|风景线|进行时|在行动|在基层|走基层|专栏|专题|系列|系列主题新闻发布会|发布会|课堂|讲堂|讲坛|大家谈|笔谈|访谈|对话|连线|直通车|窗口|看台|广角|摄影比赛|掠影|之窗|之声|之页|天地|园地|副刊|博览|文摘|体育|教育|国际|国内|经济|文化|科技|法治|社会|生活|健康|旅游|财经|理论|民生|要求|思考|建议与要求|调查与思考|耳闻目睹|京蒙合作|京蒙协作|东西部协作|新篇|新篇章|新局|新征程|新动能|新场景|美丽中国|通讯|特写|专访|人物|图片新闻|公告|启事|通知|声明|提示|榜样|先锋|答复|问答|点击|扫描|速递|速览|动态|信息|纪实|档案|今日谈|一线|热线|在线|荐读|先锋|群英谱|光荣榜|曝光|回眸|印象|记忆|诗苑|诗页|散文|随感|漫谈|拾零|集萃|采风|走笔|[研访里疆原层]行)\Z"
)
# Names of columns that are nothing else wherever they stand.
_COLUMN_NAME = re.compile(r"(?:快讯|简报|简讯|短波|摄影比赛|图片新闻|监督哨|[编记读][辑者](?:手记|来信)|身边事|观察台|今日谈|耳闻目睹|答复反应|九州揽萃|系列主题新闻发布会)\Z")
# Slogans of campaigns: 学习贯彻…精神, 新时代新征程…, 开好局 起好步, 铸牢…, 凝心聚力
_CAMPAIGN = re.compile(r"学习贯彻|贯彻落实.{0,10}精神|新时代|新征程|新伟业|新气象|真抓实干|凝心聚力|开好局|起好步|奋进|奋斗|担当|同心|铸牢|共同体|一家亲|学思想|强党性|高质量发展(?!加速度)|十四五|十五五|新方位|新作为|厉行节约|反对浪费|向新|践行|弘扬|争当|共建|共享|感党恩|办实事|闯新路|五大任务|主题教育|中国梦")
# A subhead's number: 一、, （二）, 1., 第一
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,2}[、．.]|[（(][一二三四五六七八九十]{1,2}[）)]|[0-9]{1,2}[．.、]\s?|第[一二三四五六七八九十]{1,2}[，、：])")
# Words of captions: what is seen, and where.
_SEEN = re.compile(r"图为|图：|现场[。]?\Z|夜景|景象|新貌|一派|掠影|在.{1,12}(?:上|里|下|中|边|旁|内|前|间|区|场|园|地)|一角|外景|全景|俯瞰|航拍|资料图|正在")
_SPEECH = re.compile(r"我|他|她|们说|记者|表示|介绍|会议|据|今天|昨天|日前|近日|今年|去年|目前|这|那|因此|同时|此外|其中|然而|但|要|将|必须|应(?!急)|了解|认为|看到|听|问|怎|何|吗|呢|闭幕|建议|由于|从而|以及|尚|均|每年|进一步|能力")
_QUOTED = re.compile(r"“[^“”]*”")
_PHOTO = re.compile(r"图为|图片为|照片为|[。！）](?:上|下|左|右)?图(?:为|：|[①②③]|[^书表像案纸形片画])")
_LETTER = re.compile(r"你报|贵报|编辑同志")
_EDITOR_NOTE = re.compile(r"(?:编者按|编者的话|记者手记|采访手记|相关链接|新闻背景|新闻链接|链接|延伸阅读|小贴士|短评|点评|点睛)[：:]?\Z")
# A headline that begins with who speaks or where: 内蒙古：跑出…, 青海：打造…
_PLACE_SPEAKS = re.compile(r"[一-鿿]{2,6}：(?=.{4})")
# A sentence that begins with the time: 最近，…, 10月8日下午2点…
_WHEN = re.compile(r"(?:最近|近日|日前|连日来|今年|去年|昨天|今天|今晨|近年来|目前|眼下|当前|不久前)[，,]|[0-9０-９一二三四五六七八九十]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}日")
# A whole title inside book-title marks or with the marks of a statement.
_ASKS = re.compile(r"[？！?!]\Z")


# Words of running text that headlines avoid, with the log-odds measured on 157 lines of headlines and 1,885 pieces of paragraphs of
# the same length on the development pages, rounded down; together they say no more than _MOST_PROSE.
_PROSE = (
    ("、", 3.0), ("等", 2.0), ("的", 1.5), ("们", 1.5), ("是", 1.5), ("到", 1.5), ("和", 1.5), ("了", 1.0), ("这", 1.0), ("在", 1.0), ("我们", 1.0),
    ("也", 1.0), ("就", 1.0), ("把", 1.0), ("最", 1.0), ("已经", 1.0), ("不仅", 1.0),
)  # fmt: skip
_MOST_PROSE = 5.0


def bigrams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text without blanks and marks."""
    text = re.sub(r"[^一-鿿0-9A-Za-z]", "", text)
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _share(own: frozenset[str], others: frozenset[str]) -> float:
    """How much of a piece's pairs of characters stand in the text beside it; a few pairs say little, so they are drawn to the mean.

    >>> _share(bigrams("体育"), bigrams("体育健儿")), _share(bigrams("内蒙古"), frozenset())
    (0.5, 0.125)
    """
    return (len(own & others) + 2 * _USUAL) / (len(own) + 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A piece in its surroundings: what the clues look at.

    ``goes_on`` and ``goes_off``: a word or mark runs across from the text above, or into the piece below. ``interrupts``: the text above
    is continued by the text below. ``fragment``: it does not begin with a word.
    """

    at: int
    piece: Piece
    length: int
    open: bool
    single: bool
    after: float
    before: float
    repeated: int
    echoed: bool
    previous: Piece | None
    next: Piece | None
    marked: bool
    previous_open: bool
    behind: bool
    goes_on: bool
    goes_off: bool
    interrupts: bool
    fragment: bool
    text_below: bool
    run: int


class Page:
    """All pieces of a page with what is counted over the whole of it."""

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self.pieces = pieces
        self._times = Counter(piece.text for piece in pieces if len(piece.text) <= HEADLINE)
        self.marked = any(piece.level for piece in pieces)
        self._last = max((at for at, piece in enumerate(pieces) if len(piece.text) >= PARAGRAPH or piece.form not in (None, "furniture")), default=-1)
        self._grams: list[frozenset[str]] = [
            bigrams(piece.text[:_SPAN]) if len(piece.text) >= CAPTION and piece.form is None else frozenset() for piece in pieces
        ]

    @cached_property
    def _runs(self) -> list[int]:
        """For each piece, how many of the short lines around it, without a mark or form of their own, end like lines of verse; 0 if none goes on."""
        found = [0] * len(self.pieces)
        begin = 0
        for at, piece in enumerate((*self.pieces, None)):
            if piece is None or piece.form is not None or piece.level or len(piece.text) > _VERSE:
                ended = sum(other.text[-1] in _VERSE_END for other in self.pieces[begin:at])
                verse = any(other.text[-1] in "，,；、" for other in self.pieces[begin:at])
                found[begin:at] = [ended if verse else 0] * (at - begin)
                begin = at + 1
        return found

    @cached_property
    def _heads(self) -> frozenset[str]:
        """The parts of the lines that may be headlines, longest lines only: a subhead often repeats a part of one."""
        return frozenset(
            part
            for piece in self.pieces
            if 16 <= len(piece.text) <= HEADLINE and piece.form is None
            for part in piece.text.split()
            if len(part) >= 6 and part != piece.text
        )

    def _around(self, at: int, step: int) -> frozenset[str]:
        found: list[frozenset[str]] = []
        index = at + step
        while 0 <= index < len(self.pieces) and abs(index - at) <= 8 and len(found) < _NEAR:
            if self._grams[index]:
                found.append(self._grams[index])
            index += step
        return frozenset().union(*found)

    def _following_text(self, at: int) -> str:
        """The next piece that is long enough for a paragraph, a few pieces below."""
        return next((piece.text for piece in self.pieces[at + 1 : at + _REACH] if piece.form is None and len(piece.text) >= CAPTION), "")

    def sights(self) -> Iterator[Sight]:
        """Every piece with its surroundings, in order."""
        above, above_at = "", 0
        for at, piece in enumerate(self.pieces):
            length = len(forms.bare(piece.text))
            short = piece.form is None and length <= HEADLINE
            own = bigrams(piece.text) if short else frozenset()
            previous = self.pieces[at - 1] if at else None
            following = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
            if piece.form is None and at - above_at > _REACH:
                above = ""
            runs = short and bool(above) and is_open(above)
            follower = self._following_text(at) if runs else ""
            sight = Sight(
                at=at, piece=piece, length=length, open=not CLOSING.search(piece.text[-4:]),
                single=not re.search(r"[。！？；]", piece.text[:-1][: HEADLINE * 2]) if length <= HEADLINE * 2 else False,
                after=_share(own, self._around(at, 1)) if own else 0.0,
                before=_share(own, self._around(at, -1)) if own else 0.0,
                repeated=self._times[piece.text] if length <= HEADLINE else 1,
                echoed=piece.text in self._heads,
                previous=previous, next=following, marked=self.marked,
                previous_open=bool(previous and previous.form is None and len(previous.text) >= CAPTION and not CLOSING.search(previous.text[-4:])),
                behind=at > self._last,
                goes_on=runs and evidence(above, piece.text)[0] >= STRONG,
                goes_off=short and following is not None and following.form is None and is_open(piece.text) and evidence(piece.text, following.text)[0] >= STRONG,
                interrupts=bool(follower) and evidence(above, follower)[0] >= STRONG,
                run=self._runs[at],
                text_below=bool(following and following.form is None and len(following.text) >= CAPTION),
                fragment=short and not begins_with_word(piece.text),
            )  # fmt: skip
            yield sight
            if piece.form is None and (length >= CAPTION or sight.goes_on):
                above, above_at = piece.text, at


def is_headline_like(sight: Sight) -> bool:
    """Short, no sentence: what a headline, label or subhead may be."""
    text = sight.piece.text
    whole = text.count("“") == text.count("”") and text.count("（") == text.count("）")
    ends = sight.open or bool(_ASKS.search(text)) or text[-1] in "：:）)—"
    return sight.length <= HEADLINE and sight.single and whole and ends


def _no_headline(sight: Sight) -> Iterator[Clue]:
    """What speaks against any line of a headline deck."""
    text = sight.piece.text
    if (commas := text.count("，") + text.count(",")) > 1:
        yield -2.0 * (commas - 1), "commas"
    if _WHEN.match(text):
        yield -3.0, "tells-when"
    if (prose := sum(weight for word, weight in _PROSE if word in text)) and sight.length > 8:
        yield -min(prose, _MOST_PROSE), "words-of-running-text"
    if sight.repeated > 1:
        yield -3.0, "repeated"
    if sight.goes_on or sight.goes_off:
        yield -8.0, "part-of-a-sentence"


def _ends_like_a_label(text: str) -> bool:
    return "，" not in text and bool(_LABEL_END.search(text))


def title(sight: Sight) -> Iterator[Clue]:
    """Evidence for a headline 主题."""
    text = sight.piece.text
    yield from _no_headline(sight)
    yield 0.5, "headline-like"
    if sight.marked:
        yield {0: -1.2, 1: 2.0, 2: 0.2, 3: -1.5}.get(sight.piece.level, -1.5), f"heading-level-{sight.piece.level}"
    yield _SHARED * (sight.after - _USUAL), "words-of-the-text-below"
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
    if _ends_like_a_label(text) and sight.length <= 20:
        yield -1.5, "words-of-a-label"
    if _PLACE_SPEAKS.match(text):
        yield 1.5, "place-and-colon"
    if text[-1] in "，,、；;：:——":
        yield -2.5, "goes-on"
    if _ASKS.search(text):
        yield -0.5, "asks"
    if _SUBTITLE_START.match(text):
        yield -4.0, "dash"


def kicker(sight: Sight) -> Iterator[Clue]:
    """Evidence for a kicker 引题, the line above the headline."""
    text = sight.piece.text
    yield from _no_headline(sight)
    yield -0.6, "headline-like"
    if sight.marked:
        yield {0: -0.3, 1: -1.5, 2: 0.8, 3: 0.0}.get(sight.piece.level, -1.0), f"heading-level-{sight.piece.level}"
    yield _SHARED * (sight.after - _USUAL), "words-of-the-text-below"
    if _ends_like_a_label(text):
        yield -2.5, "words-of-a-label"
    if _SUBTITLE_START.match(text):
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
    yield _SHARED * (sight.after - _USUAL), "words-of-the-text-below"
    if _SUBTITLE_START.match(text):
        yield 3.0, "dash"
    if _ATTENDANCE.search(text):
        yield 1.5, "attendance"
    if _ends_like_a_label(text):
        yield -2.5, "words-of-a-label"
    if _SPEAKS.search(text):
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
    if _ends_like_a_label(text):
        yield 2.0 if sight.length <= 20 else 1.0, "words-of-a-label"
    if _CAMPAIGN.search(text):
        yield 1.5, "campaign"
    if _slogan(text):
        yield 0.5 if _LEANS.match(text) else 1.5, "slogan"
    if _COLUMN_NAME.search(text):
        yield 1.5, "name-of-a-column"
    if "·" in text or "——" in text[2:-2]:
        yield 1.0, "dot"
    if sight.length <= 4:
        yield 1.0, "short"
    if sight.next and sight.next.form in ("lead", "byline"):
        yield 1.5, "before-a-byline"
    if _EDITOR_NOTE.search(text):
        yield -2.0, "note-in-the-text"
    if not (_ends_like_a_label(text) or _CAMPAIGN.search(text) or _slogan(text) or sight.repeated > 1 or "·" in text or sight.length <= 6):
        yield -1.5, "nothing-of-a-label"
    if re.search(r"[0-9０-９]", text) and not _CAMPAIGN.search(text):
        yield -1.5, "digits"
    if "，" in text:
        yield -1.5, "comma"


# The beginning of a headline that names who acts: a place, an office, a body.
_ACTOR = re.compile(
    r"(?!跨)(?:内蒙古|我国|我市|我区|我省|全国|全市|全区|全省|中国|国务院|国家|中央|北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾|乌海|市委|自治区|各地"
    r"|[一-鿿]{2,7}(?:省|市|县|区|旗|盟|州|乡|镇|村|局|厅|部|委|办|院|队|公司|集团|大学|中心|学会|协会|银行|建行|铁路|企业|行业|工程|产业|工业|农业|生产)(?=.{2}))"
)
# The beginning of a line that leans on the next: 为…, 利用…, 实行…, 只顾…
_LEANS = re.compile(r"(?:为|利用|围绕|立足|针对|实行|坚持|只顾|不|以|从|用|让|把|通过|面对|针对|加强|加密|强化|聚焦|紧扣|落实|狠抓|着力|全面|深入|扎实|积极|大力|携手|服务|瞄准|依托|发挥)")
# A place alone above a headline: 辽宁大连市, 乌海市
_PLACE = re.compile(r"[一-鿿]{2,8}(?:省|市|县|区|旗|盟|州|乡|镇|村)\Z")
_DIGITS = re.compile(r"[0-9０-９]|百分之|[一二三四五六七八九十百千万]{2,}(?:[年月日个位名家万亿多吨公里元])|[一二三四五六七八九十]成")
# What is done, at the end of a headline: …首期工程竣工
_DONE = re.compile(r"(?:竣工|落成|投产|投运|发布|成立|揭牌|开工|通车|出台|印发|召开|开幕|闭幕)\Z")
# A body that acts at the end of a first line: 世界粮食计划署 | 援助浙江台风灾区
_ACTOR_END = re.compile(r"(?:署|局|厅|部|委|院|会|队|公司|集团|大学|中心|银行|政府)\Z")


def leads_to(first: str, second: str) -> float:
    """How much two lines speak for a kicker with its headline (above 0) or for a headline with its subtitle (below 0).

    >>> leads_to("李鹏会见经济与环境国际会议代表说", "同在地球 共管环保") > 0 > leads_to("塔城地区民兵武器管理有序", "连续6年安全无事故")
    True
    """
    score = 0.0
    if _SPEAKS.search(first):
        score += 3.0
    if _PLACE.match(first):
        score += 3.0
    if _SUBTITLE_START.match(second) or _ATTENDANCE.search(second):
        score -= 5.0
    if _RESULT_START.match(second):
        score -= 2.0
    score += 1.5 * (bool(_LEANS.match(first)) - bool(_LEANS.match(second)))
    score += 1.2 * (bool(_ACTOR.match(second)) - bool(_ACTOR.match(first) or _ACTOR.match(first[2:])))
    score += 1.0 * (bool(_DIGITS.search(first)) - bool(_DIGITS.search(second)))
    if (_slogan(first) and _LEANS.match(first)) or (_slogan(second) and not _LEANS.match(second)):
        score += 1.5
    if "，" in first:
        score += 0.7
    if " " in second.strip() and " " not in first.strip():
        score += 1.0
    if _DONE.search(first):
        score -= 2.0
    return score


def opens_a_box(text: str) -> bool:
    """Whether a subhead says that a note follows, which has a headline of its own: 记者手记."""
    return bool(_EDITOR_NOTE.search(text))


def urges(text: str) -> bool:
    """Whether a line is the slogan of a campaign: 落实安全责任 推动安全发展."""
    return _slogan(text) and bool(_LEANS.match(text))


def runs_on(first: str, second: str) -> float:
    """How much two lines speak for one headline set in two: a body and what it does, or lines of the same length."""
    if _ACTOR.match(second):
        return -1.0
    if _ACTOR_END.search(first) and len(first) <= 9:
        return 3.0
    if len(first) == len(second) and not (_LEANS.match(first) or _SUBTITLE_START.match(second) or _DIGITS.search(first + second)):
        return 2.0
    return -1.0


def _slogan(text: str) -> bool:
    """Two or more parts of the same few characters: 开好局 起好步; 学思想 强党性 重实践 建新功."""
    parts = text.split()
    return len(parts) >= 2 and len({len(part) for part in parts}) == 1 and len(parts[0]) <= 6


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
    if _EDITOR_NOTE.search(text):
        yield 4.0, "note-in-the-text"
    if sight.next and sight.next.form in ("lead", "byline"):
        yield -4.0, "before-a-byline"
    yield 1.5 * (sight.before - _USUAL), "words-of-the-text-above"
    if sight.repeated > 1:
        yield -2.0, "repeated"


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
    if text[:1] in "“‘" or text[-1] in "：:，,":
        yield 1.5, "speech"
    if _WHEN.match(text):
        yield 2.0, "tells-when"
    if text.startswith(("（", "(")) and text.endswith(("）", ")")):
        yield 3.0, "note-in-brackets"


def verse(sight: Sight) -> Iterator[Clue]:
    """Evidence for a line of verse: short, among short lines."""
    if sight.length > _VERSE:
        yield -8.0, "too-long"
    yield -2.0, "short-line"
    if sight.piece.text[-1] in "，,；、。！":
        yield 2.0, "goes-on"
    if sight.piece.level:
        yield -3.0, "heading-mark"
    if sight.run >= _STANZA and sight.repeated == 1:
        yield 3.0, "among-short-lines"


def caption(sight: Sight) -> Iterator[Clue]:
    """Evidence for a photo caption."""
    text = sight.piece.text
    if sight.length > CAPTION:
        yield -8.0 if not _PHOTO.search(text) else -3.0, "too-long"
    pictured = bool(sight.previous and sight.previous.form == "image" or sight.next and sight.next.form in ("image", "credit"))
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
    if sight.run >= _STANZA and sight.repeated == 1:
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
