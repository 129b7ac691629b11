"""Entries: an article as one item of a list, and what lists say of it."""

from __future__ import annotations

import re
from collections.abc import Collection

from press.model import ArticleSummary, Kind
from press.model.urls import column_url, is_paragraph
from press.render.markdown import Listed, Row, low, low_piece, said
from press.render.roles import part
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


def entry(article: ArticleSummary) -> dict[str, object]:
    """An article in a list: its headline and where it leads, its date and page in words."""
    return {
        "title": low(article.headline),
        "url": article.url,
        "date": display(article.date),
        **({"page": f"第{article.page}版"} if article.page else {}),
    }


def story(
    article: ArticleSummary, *, dated: bool = True, column: bool = True, continued: bool = False
) -> dict[str, object]:
    """An article with its deck and first sentence; what the page itself says is left out."""
    place = entry(article)
    return said(
        {
            "title": place["title"],
            "url": article.url,
            "column": low(article.column) if article.column and column else "",
            "column_url": column_url(article.column) if article.column and column else "",
            "kicker": low(article.kicker or ""),
            "subtitle": low(article.subtitle or ""),
            "lead": low(article.lead or ""),
            "kind": KINDS.get(article.kind),
            "byline": low(article.byline or ""),
            "credit": low(article.credit or ""),
            "date": place["date"] if dated else None,
            "page": place.get("page") if dated else None,
            "photo": article.kind == "photo" or None,
            "continued": continued or None,
        }
    )


def passage(url: str, where: str, pieces: Listed) -> Row:
    """A sentence of an article, with what its place is called and where it leads."""
    return Row(
        url=url, place=where if is_paragraph(where) else "", where=part(where), sentence=pieces
    )


def excerpt(sentence: str, hit: str, longest: int = 80) -> str:
    """The clauses of a sentence around a hit, with marks where something is left out.

    >>> excerpt("今年以来，检查发现问题隐患269条，目前172条已完成整改。", "269条", 20)
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


def marked(text: str, hits: Collection[str]) -> Listed:
    """The text in pieces of which every second is a hit; of two at one place the longer wins.

    >>> marked("抓好安全生产工作", ["安全", "安全生产"])
    ['抓好', '安全生产', '工作']
    """
    known = sorted(filter(None, hits), key=len, reverse=True)
    if not known:
        return Listed([low_piece(text)])
    # re.split keeps what the group has matched, so that plain text and hits take turns.
    pattern = re.compile(f"({'|'.join(map(re.escape, known))})")
    pieces = [low_piece(piece) for piece in pattern.split(text)]
    return Listed(pieces if pieces[-1] else pieces[:-1])
