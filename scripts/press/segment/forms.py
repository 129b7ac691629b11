"""What a piece of text is by its own form: furniture, jump lines, lead-ins, bylines, signatures,
credits, labels.

Every pattern is matched against short ends of a text only, so that a line of ten megabytes costs no
more than a long paragraph.
"""

from __future__ import annotations

import re

from press.text.characters import HAN
from press.text.cuts import CLOSING

BLANK = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}\N{EN SPACE}\N{EM SPACE}\N{EM QUAD}\N{EN QUAD}"
_GAP = r"\s"
_NUMBER = "[0-9０-９〇○零一二三四五六七八九十廿]"

# The commonest two hundred family names: they cover more than 95 % of Han Chinese. Mongolian names
# are written with several characters and
# recognised by the word before them (记者, 通讯员), not by this list.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶"
    "程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊"
    "秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞"
    "颜倪庄聂章鲁岳翟申耿关兰焦柳祝尤时左甄鲍涂俞柯毕包霍盛"
    "祁翁路甘宁费卜符单裴席房凌管饶车苗穆纪曲窦童欧项阮游褚娄骆屈靳解应蒲卫路晏闵池冉植原仇苑"
    "巩舒詹冼辛艾冷景荣丛岑佟戚桂梅谷商栾隋靖查楼 柴麦米边桑"
)
_NAME = rf"{HAN}{{2,4}}(?:·{HAN}{{1,8}})?"
# A name of two characters with a gap, so that it is as wide as one of three: 乔　栋, 查 娜, 赵
# 兵.
_SPACED_NAME = rf"{HAN}{_GAP}{{1,6}}{HAN}(?!{HAN})"
_ANY_NAME = rf"(?:{_SPACED_NAME}|{_NAME})"
# What comes between two names: 乔栋、查娜
_NEXT = r"[\s、]+"
# A character of the paper or office that somebody is of: 草原全媒·北方新报
_OF_PAPER = rf"(?:{HAN}|·)"
# What reporters are called: 首席记者, 特约通讯员, 实习生, 评论员.
_REPORTER = (
    rf"(?:首席|特约|特派|见习|实习|驻{HAN}{{2,4}})?(?:全媒体)?(?:记者|通讯员|实习生|评论员|撰稿人?)"
)
# The paper's or agency's name before 讯, 电, 消息: 本报, 新华社, 央视网, 新报, 据中新社.
_AGENCY = (
    rf"(?:据)?(?:本报|本刊|本台|本网|新华社|新华网|中新社|中新网|中国新闻社"
    rf"|央视网|央视新闻|央广网|人民网|新报|草原云"
    rf"|法新社|路透社|美联社|塔斯社|共同社|{HAN}{{2,4}}(?:日报|晚报|早报))"
)

# A dateline: 本报讯, 新华社北京10月26日电, 据新华社太原十月二十八日电, 新华社呼和浩特电,
# 央视网消息（新闻联播）：
DATELINE = re.compile(
    rf"{_AGENCY}(?:{HAN}{{2,6}}?)?(?:{_NUMBER}{{1,4}}年)?(?:{_NUMBER}{{1,3}}月{_NUMBER}{{1,3}}日)?(?:专?电|讯|消息|综合(?:报道|消息)?)"
    rf"(?:[（(]{HAN}{{2,8}}[）)])?[：:]?(?!{HAN}{{1,2}}(?:[，,。]))"
)
# The reporters in brackets after a dateline: （记者黄建飞）, (草原全媒·北方新报首席记者 查 娜),
# （通讯员胡曾黄、郭方宝）
_REPORTERS = re.compile(
    rf"{_GAP}{{0,4}}[（(][^（）()。，]{{0,24}}?{_REPORTER}[^（）()。]{{2,40}}[）)]{_GAP}*(?:报道)?[：:]?"
)
# The reporters spoken of: 记者董纪新、杨存生报道：
_REPORTS = re.compile(
    rf"{_GAP}{{0,4}}(?:本报)?{_REPORTER}{_GAP}?[^，。：:（）()]{{2,30}}?报道[：:]"
)

# A jump line: (下转第二版), （上接第1版）, （下转2版）, （紧接第三版）, 下转A3版,
# （上接1版《标题》）
JUMP = re.compile(
    rf"[（(【\[]?(?:(?P<to>下转|转接|紧转)|(?P<from>上接|紧接"
    rf"|接))\s*(?:本报)?第?(?P<page>[A-Da-d]?{_NUMBER}{{1,3}})版[^（）()]{{0,20}}[）)】\]]?"
)
# A byline on a line of its own: 本报记者 乔栋, 新华社记者 邹爱国 何东君, □郝鹏, 本报评论员,
# 本报记者 曹艺 文/图, 文/海勃湾区融媒体中心 董嘉言
_BYLINE = re.compile(
    rf"(?:[□■◇○●]{_GAP}*)?(?:"
    rf"(?:{_OF_PAPER}{{0,12}}?{_REPORTER}{_GAP}*[：:]?{_GAP}*{_ANY_NAME}(?:[\s、，,]+(?:{_REPORTER}{_GAP}*)?{_ANY_NAME}){{0,7}}"
    rf"(?:{_GAP}+(?:{HAN}{{0,6}}{_REPORTER}){_GAP}*{_ANY_NAME}(?:{_NEXT}{_ANY_NAME}){{0,5}}){{0,3}})"
    rf"|(?:{HAN}{{2,10}}(?:评论员|评论部|编辑部))"
    rf"|(?:[（(]?[文图摄]{_GAP}*[/／:：]{_GAP}*[^，。]{{2,30}})"
    rf")(?:{_GAP}*(?:文/图|文／图|图/文|图／文|摄影报道|文并摄|文图|报道|整理|综合|撰文"
    rf"|[（(]署名文章[）)]))?[）)]?"
)
_SQUARE_BYLINE = re.compile(rf"[□■◇]{_GAP}*(?:{_ANY_NAME})(?:{_NEXT}{_ANY_NAME}){{0,3}}")
# Names and nothing else: 孙友田, 赵勇田　周必忠
_NAMES = re.compile(rf"{_ANY_NAME}(?:{_NEXT}{_ANY_NAME}){{0,5}}")
# A sign-off at the end of a text: （朱斌）, （曹文英 赵衍泉 张吉圣）, （据新华社）, （新华社）,
# （本报综合）
_SIGN_OFF = re.compile(
    rf"[（(]({_ANY_NAME}(?:[\s、，]+{_ANY_NAME}){{0,5}}|(?:据)?(?:新华社|中新社|人民网|央视网"
    rf"|新华网)(?:[^（）()。，]{{0,10}})|[^（）()。，]{{0,16}}(?:{_REPORTER})[^（）()。]{{2,30}}"
    rf"|本报综合(?:报道)?)[）)]\Z"
)
# A signature of a reader or correspondent: a place or office, a gap, a name: 河南潢川县公安局
# 陈永安, 辽宁大连市读者 刘先生
_SIGNATURE = re.compile(
    rf"(?P<office>(?:{HAN}"
    rf"|[（）()·0-9]){{3,20}}){_GAP}+(?P<names>{_ANY_NAME}(?:{_NEXT}{_ANY_NAME}){{0,4}})"
)
_OFFICE_END = re.compile(
    r"(?:省|市|县|区|旗|盟|州|乡|镇|村|局|厅|院|所|部|处|科|办|办公室|公司|集团|厂|矿|站|社|大学"
    r"|学院|学校|中学|小学|中心|协会|学会|委|委员会|读者|观众|市民|居民|职工|教师|干部|段|队|团|会"
    r"|馆|行|店|报)\Z"
)
# An office by itself, without a name beside it: a place first, and a word that ends no headline.
_OFFICE_ALONE = re.compile(
    rf"{HAN}{{2,8}}[省市县区旗盟州乡镇村]{HAN}{{0,10}}(?:局|厅|检察院|法院|公司|厂|学校|中学|大学"
    rf"|医院|委员会|办公室|派出所|邮电所|供电所|大队|读者)"
)
# A photo credit, in brackets or without: (王超 摄), 王天定摄, 新华社记者 杨慎和摄, 草原全媒记者
# 马建荃 摄, （资料图片）
_CREDIT_TEXT = (
    rf"(?P<open>[（(])?(?:{_OF_PAPER}{{0,14}}(?:{_REPORTER})?{_GAP}*(?:{_ANY_NAME})"
    rf"(?:{_NEXT}{_ANY_NAME}){{0,3}}{_GAP}*(?:摄影报道|摄影|摄|供图|图)"
    rf"|资料图片?|图片由[^（）()。]{{2,20}}提供)(?(open)[）)])"
)
_CREDIT = re.compile(_CREDIT_TEXT)
# What has the word 记者 and is no byline: 记者手记, （人民网记者杨启红参与采写）
_NO_BYLINE = re.compile(
    r"手记|札记|观察|调查|来信|日记|连线|走访|见闻|述评|视点|提问|招待会|节|站|参与采写|亦有贡献"
    r"|对本文|本文"
)
# The same at the end of a text, after its full stop: …景象。（王超 摄）, …交谈。新华社记者 杨慎和摄
_CREDIT_END = re.compile(rf"(?<=[。！”）)\s]){_CREDIT_TEXT}\Z")

# A label with a mark before it: ■美丽乌海, ▲京蒙协作, ◆身边事
_MARK = re.compile(rf"[■▲◆●★◇※►▶▍▌|]{_GAP}*")
# A label in corner or round brackets, alone or before a headline: 【编辑手记】快与慢, （社论）
_BRACKETED = re.compile(r"【[^【】]{1,30}】|〖[^〖〗]{1,30}〗|\[[^\[\]]{2,16}\]|［[^［］]{2,20}］")
_ROUND = re.compile(r"[（(][^（）()]{2,24}[）)]")

# Page furniture: masthead, date line, numbers, weather, editors, address and telephone.
_FURNITURE = (
    (
        "masthead",
        re.compile(
            rf"{HAN}{{2,8}}(?:日报|晚报|早报|晨报|都市报|时报|商报|周报|周刊|法治报|工人报"
            rf"|青年报){_GAP}*(?:(?!评论|记者|编辑|社论|通讯){HAN}{{2,6}}"
            rf"|第?{_NUMBER}{{1,3}}版)?{_GAP}*(?:第?{_NUMBER}{{1,3}}版)?"
        ),
    ),
    (
        "date-line",
        re.compile(
            rf"(?:{HAN}{{2,8}}(?:日报|晚报){_GAP}*)?{_NUMBER}{{2,4}}年{_NUMBER}{{1,3}}月{_NUMBER}{{1,3}}日[\s，,]*(?:星期[一二三四五六日天])?[^。]{{0,30}}"
        ),
    ),
    (
        "page-number",
        re.compile(
            rf"(?:第?{_NUMBER}{{1,3}}版|A?[0-9]{{1,2}}"
            rf"|第{_NUMBER}{{1,6}}期)(?:{_GAP}*(?:{HAN}{{2,4}}|[0-9/]+))?"
        ),
    ),
    (
        "number",
        re.compile(
            r".{0,10}(?:国内统一|国内刊号|统一刊号|邮发代号|代号|CN\s?[0-9]{2}|ISSN).{0,40}"
        ),
    ),
    (
        "weather",
        re.compile(
            r"(?:今日|今天|明日|明天|本市|我市)(?:天气|白天|夜间|到明天).{0,60}|.{0,12}(?:最高气温"
            r"|最低气温|偏[东南西北]风|[0-9]～[0-9]级).{0,40}"
        ),
    ),
    (
        "editors",
        re.compile(
            rf"(?:本版)?(?:责编|责任编辑|编辑|值班(?:编委|编辑|总编)|主编|总编辑|副总编|版式|美编"
            rf"|校对|审读|组版|制图|统筹|策划)(?:[：:/／]|{_GAP}).{{2,60}}"
        ),
    ),
    (
        "contact",
        re.compile(
            r"(?:本报地址|社址|地址|邮编|邮政编码|电话|新闻热线|热线|广告热线|发行热线|投稿邮箱"
            r"|电子邮箱|网址|印刷|零售价|每份|月价|官方微信).{0,100}"
        ),
    ),
)
_FURNITURE_LONGEST = 120

# A value after its name, or a figure by itself among the parts of a line: 红球：03 08 14, 一等奖
# 3注 单注奖金10000000元
_VALUE = re.compile(
    rf"{HAN}{{2,12}}[：:]\s*[0-9０-９][0-9０-９年月日时分元万亿注期个号 +.,，:：-]*"
)
_FIGURE = re.compile(r"[0-9０-９][0-9０-９.,，]*[注元期人名个分票吨℃%％]?")

IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()]{0,1000}\)|<img\b[^<>]{0,1000}>", re.IGNORECASE)
RULE = re.compile(r"(?:[-*_=—─－·.~] ?){3,}\Z")


def bare(text: str) -> str:
    """The text without blanks: its length is what a reader sees."""
    return re.sub(_GAP, "", text)


def is_name(text: str) -> bool:
    """Whether two to four characters look like the name of a person: a known family name first, or
    the dot of a translated name.

    >>> is_name("赵川博"), is_name("查 娜"), is_name("见图"), is_name("莫里斯·斯特朗")
    (True, True, False, True)
    """
    text = bare(text)
    if "·" in text:
        return True
    return (
        2 <= len(text) <= 4
        and text[0] in SURNAMES
        and (len(text) < 4 or text[:2] in _DOUBLE_SURNAMES)
    )


_DOUBLE_SURNAMES = frozenset(
    {
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "司徒",
        "端木",
        "夏侯",
        "呼延",
    }
)
# Two or three characters that begin like a name and are none.
_NO_NAMES = frozenset(
    [
        "金融",
        "安全",
        "时代",
        "高质量",
        "时事",
        "白天",
        "方面",
        "文化",
        "文明",
        "金秋",
        "安排",
        "关注",
        "关于",
        "向前",
        "温暖",
        "文艺",
        "关键",
        "成长",
        "包括",
        "应急",
        "和谐",
        "平安",
        "高考",
        "时评",
        "杂谈",
        "短评",
        "社论",
        "荣誉",
        "边疆",
        "关爱",
        "石油",
        "江河",
        "车市",
        "党建",
        "金点子",
        "文化节",
        "文学",
        "易地",
        "安居",
        "温馨",
        "查询",
        "高校",
        "章程",
        "原因",
        "时尚",
        "言论",
    ]
)


def all_names(text: str) -> bool:
    """Whether the text is names of people and nothing else."""
    words = re.split(r"[\s、，]+", text.strip(BLANK))
    if len(words) == 2 and all(len(word) == 1 for word in words):
        words = ["".join(words)]
    merged, wait = [], ""
    for word in words:
        if len(word) == 1:
            wait = wait + word
            if len(wait) == 2:
                merged.append(wait)
                wait = ""
        else:
            merged.append(word)
    return not wait and all(is_name(word) and word not in _NO_NAMES for word in merged)


def furniture(text: str) -> str | None:
    """Which furniture of the page a whole line is, if any.

    >>> furniture("责编 文某 版式 李某 校对 张某"), furniture("2026年2月9日，我市召开干部大会。")
    ('editors', None)
    """
    if len(text) > _FURNITURE_LONGEST or (text.endswith(("。", "！", "？")) and "：" not in text):
        return None
    return next((name for name, pattern in _FURNITURE if pattern.fullmatch(text)), None)


def figures(text: str) -> bool:
    """Whether a whole line is a name with its value, or a row of figures.

    >>> figures("红球：03 08 14 19 22 31"), figures("一等奖 3注 单注奖金10000000元")
    (True, True)
    >>> figures("产量增长5% 利润增长8%")
    False
    """
    return len(text) <= 60 and bool(
        _VALUE.fullmatch(text) or sum(1 for part in text.split()[1:] if _FIGURE.fullmatch(part))
    )


def lead_in(text: str) -> int:
    """How long the lead-in at the beginning of a text is: dateline with reporters, with the blanks
    after it; 0 for none.

    >>> text = "本报讯（记者黄建飞）2月8日，市委常委会召开会议"
    >>> text[: lead_in(text)]
    '本报讯（记者黄建飞）'
    """
    head = text[:120]
    dateline = DATELINE.match(head)
    if not dateline:
        return 0
    at = dateline.end()
    for pattern in (_REPORTERS, _REPORTS):
        if found := pattern.match(head, at):
            at = found.end()
            break
    return at + len(head[at:]) - len(head[at:].lstrip(BLANK))


def names_reporter(text: str) -> bool:
    """Whether a lead-in names who reports, so that all of it is the byline and not just a
    dateline.
    """
    return bool(re.search(_REPORTER, text))


def byline(text: str) -> bool:
    """Whether a whole line is a byline that says so: 记者, 通讯员, 评论员, □, 文/图; a name may
    have characters that are rare.

    >>> byline("本报记者 王䶮"), byline("本报记者 ①②")
    (True, False)
    """
    if len(text) > 60 or _NO_BYLINE.search(text):
        return False
    return bool(
        _BYLINE.fullmatch(text)
        or (_SQUARE_BYLINE.fullmatch(text) and all_names(text.lstrip("□■◇" + BLANK)))
    )


def names_only(text: str) -> bool:
    """Whether a whole line is one name or several."""
    return len(text) <= 30 and bool(_NAMES.fullmatch(text)) and all_names(text)


def sign_off(text: str) -> str | None:
    """The sign-off in brackets at the end of a text.

    >>> sign_off("为祖国培养人才。（朱斌）"), sign_off("暂停使用（见图）")
    ('（朱斌）', None)
    """
    found = _SIGN_OFF.search(text[-60:])
    if not found or _NO_BYLINE.search(found[1]):
        return None
    inside = found[1]
    certain = bool(re.search(rf"新华社|中新社|网|本报|{_REPORTER}", inside))
    return found[0] if certain or all_names(inside) else None


def signature(text: str) -> bool:
    """Whether a whole line is an office or place and a name: a correspondent's or reader's
    signature.
    """
    found = _SIGNATURE.fullmatch(text) if len(text) <= 40 else None
    return bool(
        found
        and _OFFICE_END.search(found["office"])
        and (is_name(found["names"].split()[-1]) or found["names"][-2:] in ("先生", "女士", "同志"))
    )


def office(text: str) -> bool:
    """Whether a whole line is the name of an office or place and nothing else:
    广东湛江市郊区交通局.
    """
    return 4 <= len(text) <= 24 and bool(
        re.fullmatch(rf"{_OF_PAPER}+", text) and _OFFICE_END.search(text)
    )


def date_alone(text: str) -> bool:
    """Whether a whole line is a date and nothing else, as below the office that signs a notice."""
    return bool(re.fullmatch(rf"{_NUMBER}{{2,4}}年{_NUMBER}{{1,3}}月{_NUMBER}{{1,3}}日", text))


def office_alone(text: str) -> bool:
    """Whether a whole line is an office that signs, even where nothing else says so.

    >>> office_alone("广东湛江市郊区交通局"), office_alone("壶关县成立造林开发公司")
    (True, False)
    >>> office_alone("系列主题新闻发布会")
    False
    """
    return (
        len(text) <= 20
        and bool(_OFFICE_ALONE.fullmatch(text))
        and not re.search("成立|组建|创办|来到|走进|获|建成", text)
    )


def credit(text: str) -> bool:
    """Whether a whole line is a photo credit."""
    return len(text) <= 40 and bool(_CREDIT.fullmatch(text))


def credit_end(text: str) -> str | None:
    """The photo credit at the end of a text."""
    found = _CREDIT_END.search(text[-50:])
    return found[0] if found else None


def label(text: str) -> str | None:
    """The label at the beginning of a line that has a mark or brackets of its own: all of
    【编辑手记】, ■美丽乌海, （社论）.
    """
    if found := _BRACKETED.match(text):
        return found[0]
    if (_MARK.match(text) and _is_label(text)) or _ROUND.fullmatch(text):
        return text
    return None


def _is_label(text: str) -> bool:
    """Whether a line with a mark is a label and not an item of a list: short, or in parts:
    ▲凝心聚力 真抓实干 奋力实现良好开局.
    """
    return not CLOSING.search(text) and (
        len(text) <= 20 or (len(text) <= 40 and bool(re.search(r"[\s·—]", text[2:])))
    )


def run_in_byline(text: str) -> int:
    """How long a byline is that runs into the text after it: 祁嘉润 落不完的灰…, □王一平　国务院…,
    本报记者 郑明远　2023年….

    >>> text = "□王一平　国务院新闻办公室昨天举行发布会，介绍有关情况。"
    >>> text[: run_in_byline(text)]
    '□王一平　'
    """
    head = text[:40]
    for pattern in (_RUN_IN_REPORTER, _RUN_IN_NAME):
        if (
            (found := pattern.match(head))
            and len(text) - found.end() > 20
            and (pattern is _RUN_IN_REPORTER or all_names(found[1]))
        ):
            return found.end()
    return 0


_REPORTER_NAMED = rf"{_OF_PAPER}{{0,8}}?{_REPORTER}{_GAP}*{_ANY_NAME}"
_RUN_IN_REPORTER = re.compile(
    rf"(?:[□■]{_GAP}*{_ANY_NAME}|{_REPORTER_NAMED}(?:{_GAP}(?:{_REPORTER_NAMED}"
    rf"|(?!{_REPORTER}){_ANY_NAME}))*?){_GAP}+(?!{_REPORTER})(?=\S{{4}})"
)
_RUN_IN_NAME = re.compile(rf"({HAN}{{2,3}}(?:[\s、]{HAN}{{2,3}}){{0,2}}?){_GAP}+(?=\S{{4}})")
