"""Entries: an article as one item of a list, and what lists say of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from press.model import ArticleSummary, Kind
from press.model.urls import href
from press.text.dates import display
from press.text.summary import CLAUSE_END

# What readers call a kind of article that is not plain news.
KINDS: dict[Kind, str] = {
    "commentary": "评论",
    "photo": "图片新闻",
    "brief": "简讯",
    "letter": "来信",
    "notice": "公告",
    "poem": "诗歌",
    "continuation": "续文",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article in a list: its address, its date and page in words, its kind when that is worth saying, its first sentence."""

    article: ArticleSummary
    href: str
    date: str
    page: str
    kind: str
    lead: str


def entry(article: ArticleSummary) -> Entry:
    """The entry of an article."""
    return Entry(
        article=article,
        href=href(article.url),
        date=display(article.date),
        page=f"第{article.page}版" if article.page else "",
        kind=KINDS.get(article.kind, ""),
        lead=article.lead,
    )


def excerpt(sentence: str, hit: str, longest: int = 80) -> str:
    """The clauses of a sentence around a hit, with marks where something is left out.

    >>> excerpt("今年以来，检查发现问题隐患269条，目前172条已完成整改，剩余隐患正稳步推进整改。", "269条", 20)
    '今年以来，检查发现问题隐患269条，……'
    """
    if len(sentence) <= longest:
        return sentence
    at = max(sentence.find(hit), 0)
    over = at + len(hit)
    cuts = [0, *(match.end() for match in CLAUSE_END.finditer(sentence)), len(sentence)]
    begin = max(cut for cut in cuts if cut <= at)
    end = min(cut for cut in cuts if cut >= over)
    begin = min(cut for cut in cuts if max(end - longest, 0) <= cut <= begin or cut == begin)
    end = max(cut for cut in cuts if cut <= begin + longest or cut == end)
    return ("……" if begin else "") + sentence[begin:end] + ("……" if end < len(sentence) else "")


def marked(text: str, hits: Collection[str]) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, each with whether it is one of the hits; of two hits that begin together the longer wins.

    >>> marked("抓好安全生产工作", ["安全", "安全生产"])
    (('抓好', False), ('安全生产', True), ('工作', False))
    """
    if not any(hits):
        return ((text, False),) if text else ()
    pattern = re.compile(
        "|".join(re.escape(hit) for hit in sorted(filter(None, hits), key=len, reverse=True))
    )
    pieces: list[tuple[str, bool]] = []
    at = 0
    for match in pattern.finditer(text):
        pieces += [(text[at : match.start()], False), (match.group(), True)]
        at = match.end()
    pieces.append((text[at:], False))
    return tuple(piece for piece in pieces if piece[0])
