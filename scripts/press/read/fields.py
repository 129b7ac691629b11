"""Named fields, as databases and crawlers write an article: 标题：, 作者：, 正文：, or YAML before
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from press.model import Hint, Line

# A field at the beginning of a line: 标题：本市商会昨日召开年会, 作者:.
_FIELD = re.compile(
    r"\s*(?P<name>[【\[]?(?:标题|正标题|主标题|主题|引题|肩题|副标题|副题|作者|记者|正文|内容|栏目"
    r"|专栏"
    r"|日期|发布日期|时间|发布时间|版面|版次|版名|来源|报纸|链接|网址|原文链接)[】\]]?\s*[：:]\s*)"
    r"(?P<value>.*)"
)
_HINTS: dict[str, Hint] = {
    "标题": "title", "正标题": "title", "主标题": "title", "引题": "kicker", "肩题": "kicker",
    "副标题": "subtitle", "副题": "subtitle", "作者": "byline", "记者": "byline", "正文": "text",
    "内容": "text", "栏目": "column", "专栏": "column",
}  # fmt: skip
# A page has fields when it has these two, which print does not have together.
_HEADLINES, _TEXTS = {"标题", "正标题", "主标题"}, {"正文", "内容"}
# The most lines of YAML before a page, and one of them: primary_language: zh.
_MOST = 40
_YAML = re.compile(r"[A-Za-z_][\w-]{0,40}:(?:\s.*)?|\s+.*|\s*-\s.*")


def marked(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, names of fields apart from their values, and the values with what they are.

    >>> lines = [Line(number=1, text="标题：商会年会"), Line(number=2, text="正文：昨日")]
    >>> [(line.text, line.hint) for line in marked(lines)]
    [('标题：', 'markup'), ('商会年会', 'title'), ('正文：', 'markup'), ('昨日', 'text')]
    >>> [line.text for line in marked([Line(number=1, text="时间：周六下午")])]
    ['时间：周六下午']
    """
    front = _front_matter(lines)
    yield from (replace(line, hint="markup") for line in lines[:front])
    rest = lines[front:]
    names = {_name(found) for line in rest if (found := _FIELD.fullmatch(line.text))}
    if not (names & _HEADLINES and names & _TEXTS):
        yield from rest
        return
    for line in rest:
        found = _FIELD.fullmatch(line.text)
        yield from _parted(line, found) if found else (line,)


def _name(found: re.Match[str]) -> str:
    return found["name"].strip("【】[]：: \t\N{IDEOGRAPHIC SPACE}")


def _parted(line: Line, found: re.Match[str]) -> Iterator[Line]:
    yield replace(line, text=found["name"].strip(), hint="markup")
    if not found["value"].strip():
        return
    hint = _HINTS.get(_name(found), "furniture")
    yield replace(line, text=found["value"].strip(), hint=hint, level=int(hint == "title"))


def _front_matter(lines: Sequence[Line]) -> int:
    """How many lines at the beginning are YAML between two lines of ``---``; 0 for none."""
    if not lines or lines[0].text.strip() != "---":
        return 0
    for at, line in enumerate(lines[1:_MOST], 1):
        if line.text.strip() == "---":
            return at + 1
        if line.text.strip() and not _YAML.fullmatch(line.text):
            return 0
    return 0
