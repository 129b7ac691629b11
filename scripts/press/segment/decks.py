"""The lines of a headline deck by their words: what labels, kickers and subtitles are made of, and
what two lines say together.
"""

from __future__ import annotations

import re

from press.text.characters import HAN

# A kicker's last word: …指出, …强调, …时表示, …要求各地, 许庆民代表——
SPEAKS = re.compile(
    r"(?:说|指出|强调|表示|要求|认为|提出|宣布|呼吁|介绍|透露|要求各地|要求|时)[：:]?\Z|(?:——|："
    r"|:)\Z"
)
# A subtitle's beginning: a dash, a number, 已, 总, 累计, 共 …
SUBTITLE_START = re.compile(r"(?:——|—|--|─)")
RESULT_START = re.compile(
    r"(?:已|总|累计|共|连续|首|近|超|最"
    r"|[0-9０-９一二三四五六七八九十百千万两]{1,5}(?:[年月日个位名家万亿多余%％]|点))"
)
# The line of who was there: 周金星主持 齐海斌李春晓出席
ATTENDANCE = re.compile(r"(?:主持(?:并讲话|会议)?|出席(?:并讲话)?|讲话|参加|致辞|批示|陪同)\Z")
# Words that labels are made of and headlines are not.
_LABEL_END = re.compile(
    r"(?:快讯|简报|简讯|要闻|新闻|短波|集锦|手记|札记|随笔|杂谈|时评|短评|述评|快评|锐评|社论|评论"
    r"|论坛|纵横|观察|观察台|监督哨|监督台|曝光台|来信|反应|反映|回音|身边事|一页|心连心|揽萃|视点"
    r"|视野|视线|聚焦|关注|追踪"
    r"|答卷|故事|风采|风景线|进行时|在行动|在基层|走基层|专栏|专题|系列|系列主题新闻发布会|发布会"
    r"|课堂|讲堂|讲坛|大家谈|笔谈|访谈|对话|连线|直通车|窗口|看台|广角|摄影比赛|掠影|之窗|之声|之页"
    r"|天地|园地|副刊|博览|文摘|体育|教育|国际|国内|经济|文化|科技|法治|社会|生活|健康|旅游|财经"
    r"|理论|民生|要求|思考|建议与要求|调查与思考|耳闻目睹|京蒙合作|京蒙协作|东西部协作|新篇|新篇章"
    r"|新局|新征程|新动能|新场景|美丽中国|通讯|特写|专访|人物|图片新闻|提示|榜样|先锋|答复|问答"
    r"|点击|扫描|速递|速览|动态|信息|纪实|档案|今日谈|一线|热线|在线|荐读|先锋|群英谱|光荣榜|曝光"
    r"|回眸|印象|记忆|诗苑|诗页|散文|随感|漫谈|拾零|集萃|采风|走笔|[研访里疆原层]行)\Z"
)
# Names of columns that are nothing else wherever they stand.
COLUMN_NAME = re.compile(
    r"(?:快讯|简报|简讯|短波|摄影比赛|图片新闻|监督哨|[编记读][辑者](?:手记|来信)|身边事|观察台"
    r"|今日谈|耳闻目睹|答复反应|九州揽萃|系列主题新闻发布会)\Z"
)
# What a notice is headed by: 停水公告, 寻人启事, 讣告.
NOTICE = re.compile(r"(?:公告|启事|通知|通告|声明|更正|讣告|公示)\Z")
# Slogans of campaigns: 学习贯彻…精神, 新时代新征程…, 开好局 起好步, 铸牢…, 凝心聚力
CAMPAIGN = re.compile(
    r"学习贯彻|贯彻落实.{0,10}精神|新时代|新征程|新伟业|新气象|真抓实干|凝心聚力|开好局|起好步|奋进"
    r"|奋斗|担当|同心|铸牢|共同体|一家亲|学思想|强党性|高质量发展(?!加速度)|十四五|十五五|新方位"
    r"|新作为|厉行节约|反对浪费|向新|践行|弘扬|争当|共建|共享|感党恩|办实事|闯新路|五大任务"
    r"|主题教育|中国梦"
)
EDITOR_NOTE = re.compile(
    r"(?:编者按|编者的话|记者手记|采访手记|相关链接|新闻背景|新闻链接|链接|延伸阅读|小贴士|短评"
    r"|点评|点睛)[：:]?\Z"
)
# A headline that begins with who speaks or where: 内蒙古：跑出…, 青海：打造…
PLACE_SPEAKS = re.compile(rf"{HAN}{{2,6}}：(?=.{{4}})")
# The beginning of a headline that names who acts: a place, an office, a body.
ACTOR = re.compile(
    r"(?!跨)(?:内蒙古|我国|我市|我区|我省|全国|全市|全区|全省|中国|国务院|国家|中央|北京|天津|上海"
    r"|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南"
    r"|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾|乌海|市委|自治区|各地"
    rf"|{HAN}{{2,7}}(?:省|市|县|区|旗|盟|州|乡|镇|村|局|厅|部|委|办|院|队|公司|集团|大学|中心|学会"
    rf"|协会|银行|建行|铁路|企业|行业|工程|产业|工业|农业|生产)(?=.{{2}}))"
)
# The beginning of a line that leans on the next: 为…, 利用…, 实行…, 只顾…
LEANS = re.compile(
    r"(?:为|利用|围绕|立足|针对|实行|坚持|只顾|不|以|从|用|让|把|通过|面对|针对|加强|加密|强化|聚焦"
    r"|紧扣|落实|狠抓|着力|全面|深入|扎实|积极|大力|携手|服务|瞄准|依托|发挥)"
)
# A place alone above a headline: 辽宁大连市, 乌海市
PLACE = re.compile(rf"{HAN}{{2,8}}(?:省|市|县|区|旗|盟|州|乡|镇|村)\Z")
_DIGITS = re.compile(
    r"[0-9０-９]|百分之|[一二三四五六七八九十百千万]{2,}(?:[年月日个位名家万亿多吨公里元])"
    r"|[一二三四五六七八九十]成"
)
# What is done, at the end of a headline: …首期工程竣工
DONE = re.compile(r"(?:竣工|落成|投产|投运|发布|成立|揭牌|开工|通车|出台|印发|召开|开幕|闭幕)\Z")
# What a body says to the matter of the headline above: 国务院致电高度赞扬…, 代表团形成全团建议
_RESPONDS = re.compile(
    r"致电|贺电|来信祝贺|高度(?:赞扬|评价)|形成.{0,6}(?:建议|意见|共识|决议|提案)\Z|(?:提出"
    r"|联名).{0,6}(?:建议|提案|议案)\Z"
)
# A body that acts at the end of a first line: 世界粮食计划署 | 援助浙江台风灾区
_ACTOR_END = re.compile(r"(?:署|局|厅|部|委|院|会|队|公司|集团|大学|中心|银行|政府)\Z")


def ends_like_a_label(text: str) -> bool:
    """Whether a line ends with a word that labels end with: 国内联播快讯; with a comma it is a
    headline: 快与慢，都是民生.
    """
    return "，" not in text and bool(_LABEL_END.search(text))


def leads_to(first: str, second: str) -> float:
    """How much two lines speak for a kicker with its headline (above 0) or for a headline with its
    subtitle (below 0).

    >>> leads_to("李鹏会见经济与环境国际会议代表说", "同在地球 共管环保") > 0
    True
    >>> leads_to("塔城地区民兵武器管理有序", "连续6年安全无事故") < 0
    True
    >>> leads_to("老矿改造列入国家试点", "全省政协委员形成联名提案") < 0
    True
    """
    score = 0.0
    if SPEAKS.search(first):
        score += 3.0
    if PLACE.match(first):
        score += 3.0
    if SUBTITLE_START.match(second) or ATTENDANCE.search(second):
        score -= 5.0
    if RESULT_START.match(second):
        score -= 2.0
    score += 1.5 * (bool(LEANS.match(first)) - bool(LEANS.match(second)))
    score += 1.2 * (bool(ACTOR.match(second)) - bool(ACTOR.match(first) or ACTOR.match(first[2:])))
    score += 1.0 * (bool(_DIGITS.search(first)) - bool(_DIGITS.search(second)))
    if (is_slogan(first) and LEANS.match(first)) or (is_slogan(second) and not LEANS.match(second)):
        score += 1.5
    if "，" in first:
        score += 0.7
    if " " in second.strip() and " " not in first.strip():
        score += 1.0
    if DONE.search(first):
        score -= 2.0
    if ACTOR.match(second) and _RESPONDS.search(second):
        score -= 2.0
    return score


def urges(text: str) -> bool:
    """Whether a line is the slogan of a campaign: 落实安全责任 推动安全发展."""
    return is_slogan(text) and bool(LEANS.match(text))


def runs_on(first: str, second: str) -> float:
    """How much two lines speak for one headline set in two: a body and what it does, or lines of
    the same length.
    """
    if ACTOR.match(second):
        return -1.0
    if _ACTOR_END.search(first) and len(first) <= 9:
        return 3.0
    if len(first) == len(second) and not (
        LEANS.match(first) or SUBTITLE_START.match(second) or _DIGITS.search(first + second)
    ):
        return 2.0
    return -1.0


def is_slogan(text: str) -> bool:
    """Two or more parts of the same few characters: 开好局 起好步; 学思想 强党性 重实践 建新功."""
    parts = text.split()
    return len(parts) >= 2 and len({len(part) for part in parts}) == 1 and len(parts[0]) <= 6
