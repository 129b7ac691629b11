"""What people call the parts of a page."""

from __future__ import annotations

from press.model import Role

ROLES: dict[Role, str] = {
    "column": "栏目",
    "kicker": "引题",
    "title": "主题",
    "subtitle": "副题",
    "byline": "署名",
    "dateline": "电头",
    "body": "正文",
    "subhead": "小标题",
    "caption": "图片说明",
    "credit": "摄影署名",
    "jump": "转接",
    "furniture": "版面信息",
    "image": "图片",
    "rule": "分隔",
    "dropped": "剔除",
}
# The parts of an article that are named by a hit or mention which is in no paragraph.
PARTS = {
    "title": "标题",
    "column": "栏目",
    "kicker": "引题",
    "subtitle": "副题",
    "byline": "署名",
    "dateline": "电头",
    "caption": "图片说明",
    "credit": "摄影署名",
}


def part(where: str) -> str:
    """The Chinese name of a place in an article: 第7段 for p7, 标题 for title.

    >>> part("p7"), part("title")
    ('第7段', '标题')
    """
    return f"第{where[1:]}段" if where[1:].isdigit() else PARTS.get(where, "图文")
