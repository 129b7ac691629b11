"""What a result shows and what its hits are checked against: an article's own words, as the index
keeps them.
"""

from __future__ import annotations

from typing import Any

from press.model import Article
from press.text.fold import fold

Record = dict[str, Any]


def to_record(article: Article) -> Record:
    """The article as the browser gets it; what is empty is left out.

    ``text`` holds pairs of paragraph id and text.
    """
    captions = [
        part for caption in article.captions for part in (caption.text, caption.credit) if part
    ]
    record = {
        "id": article.id,
        "url": article.url,
        "name": None if article.title else article.headline,
        "paper": article.paper,
        "date": article.date,
        "page": article.page,
        "column": article.column,
        "kicker": article.kicker,
        "title": article.title,
        "subtitle": article.subtitle,
        "byline": article.byline,
        "dateline": article.dateline,
        "authors": [author.name for author in article.authors],
        "text": [[paragraph.id, paragraph.text] for paragraph in article.paragraphs],
        "captions": captions,
        "credit": article.credit,
    }
    return {key: value for key, value in record.items() if value not in (None, [], "")}


def head_of(record: Record) -> list[str]:
    """The headline deck, folded: a hit in it comes first."""
    return [fold(record.get(key, "")) for key in ("kicker", "title", "subtitle")]


def body_of(record: Record) -> list[str]:
    """Every other searched field, folded: the text as one, so that what runs across its paragraphs
    is found.
    """
    text = "\n".join(text for _, text in record.get("text", ()))
    return [
        fold(part)
        for part in (
            text,
            *(record.get(key, "") for key in ("column", "byline", "dateline", "credit")),
            *record.get("captions", ()),
        )
    ]
