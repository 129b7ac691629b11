"""What kind of article it is: news, commentary, feature, photo, brief, letter, notice, poem or
the rest of another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from press.model import Kind
from press.segment import Part

# A commentary's byline or label: 本报评论员, （社论）, 短评, ——论…, 编辑手记
_COMMENTARY = re.compile(
    r"评论员|社论|短评|时评|快评|锐评|杂谈|随笔|手记|纵横|论坛|观察|^——[一二三四五六七八九再]*论"
)
_LETTER = re.compile(r"来信|读者|反应|反映|监督|身边事|耳闻目睹|建议与要求|心连心|回音")
_BRIEF = re.compile(r"快讯|简报|简讯|短波|要闻集锦|速览|九州")
_NOTICE = re.compile(r"讣告|公告|启事|通告|声明|任免|更正|公示|招标|招聘|中奖|开奖")
_PICTURE = re.compile(r"图为|（见图|\(见图|新闻摄影|图片新闻|摄影比赛")
# From how many characters on an article is a feature, set by hand; and how short an item is: on the
# development pages 14 of 15 under a
# label of briefs have fewer than 200 characters, and none has 400.
_FEATURE, _SHORT = 1500, 200


def kind_of(parts: Sequence[Part], heads: dict[str, str | None], credit: str | None) -> Kind:  # noqa: PLR0911 - a ladder of kinds
    """The kind of an article by its heads and parts; the surest evidence first."""
    bodies = [part for part in parts if part.role == "body"]
    length = sum(len(part.text) for part in bodies)
    deck = "\n".join(heads[key] or "" for key in ("column", "kicker", "title", "subtitle"))
    if bodies and sum(part.step == "verse" for part in bodies) * 2 > len(bodies):
        return "poem"
    if not heads["title"] and any(part.step == "jump-from" for part in parts):
        return "continuation"
    if (
        (credit or _PICTURE.search(deck) or any(_PICTURE.search(part.text) for part in bodies))
        and len(bodies) <= 2
        and length < 2 * _SHORT
    ):
        return "photo"
    if _COMMENTARY.search(
        f"{heads['byline'] or ''}\n{heads['column'] or ''}\n{heads['subtitle'] or ''}"
    ):
        return "commentary"
    if _LETTER.search(heads["column"] or "") or any(
        part.step == "sign" and " " in part.text for part in parts
    ):
        return "letter"
    if _NOTICE.search(deck):
        return "notice"
    if length >= _FEATURE:
        return "feature"
    return "brief" if _BRIEF.search(heads["column"] or "") and length < 2 * _SHORT else "news"
