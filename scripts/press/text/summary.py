"""Headings: what lists say of an article, so that they need not look at its text."""

from __future__ import annotations

import re

from press.model import Article, ArticleSummary
from press.text.sentences import sentences

# Where a sentence that is too long may be cut for a list.
CLAUSE_END = re.compile(r"[，；：、。！？…]")


def heading(article: Article) -> ArticleSummary:
    """The heading of an article."""
    return ArticleSummary(
        id=article.id,
        kind=article.kind,
        paper=article.paper,
        date=article.date,
        page=article.page,
        column=article.column,
        kicker=article.kicker,
        headline=article.headline,
        subtitle=article.subtitle,
        byline=article.byline,
        credit=article.credit,
        lead=lead(article),
        places=tuple((place.seed, place.first) for place in article.places),
        former=article.former,
        jumps=bool(article.jumps),
    )


def lead(article: Article, longest: int = 90) -> str:
    """The first sentence of the text, cut at a clause when it is long; the caption of a photo that
    has no text.
    """
    texts = [part.text for part in article.paragraphs if part.kind == "text"] + [
        caption.text for caption in article.captions
    ]
    first = next((sentence for text in texts[:1] for sentence in sentences(text.strip())), "")
    return first if len(first) <= longest else _clip(first, longest)


def _clip(text: str, longest: int) -> str:
    ends = [match.start() for match in CLAUSE_END.finditer(text, longest // 3, longest)]
    return text[: ends[-1] if ends else longest] + "……"
