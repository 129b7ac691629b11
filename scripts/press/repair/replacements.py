"""Editorial corrections: the text that a sidecar quotes is replaced by the text that it gives,
where it stands in an article.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from press.model import Article, Decision, Leftover, Page, Repair

# The parts of an article that are a line of text.
_FIELDS = ("column", "kicker", "title", "subtitle", "byline", "dateline", "credit")


def replaced(
    articles: tuple[Article, ...], page: Page
) -> tuple[tuple[Article, ...], tuple[Leftover, ...]]:
    """The articles with the corrections of their page's sidecar, each noted as a repair, and
    the printed characters that these took out.
    """
    dropped = []
    for decision in page.decisions:
        if decision.do != "replace":
            continue
        corrected = tuple(_correct(article, decision, page) for article in articles)
        if corrected != articles and (gone := removed(decision.quote, decision.to or "")):
            dropped.append(
                Leftover(seed=page.seed, line=_line(decision, page), text=gone, reason=decision.why)
            )
        articles = corrected
    return articles, tuple(dropped)


def removed(before: str, after: str) -> str:
    """The characters of a text that another no longer has, in their order.

    >>> removed("矿“山", "矿山"), removed("供煤煤耗", "供电煤耗"), removed("调", "调研")
    ('“', '煤', '')
    """
    left = Counter(after)
    gone = []
    for char in reversed(before):
        if left[char]:
            left[char] -= 1
        else:
            gone.append(char)
    return "".join(reversed(gone)).strip()


def _correct(article: Article, decision: Decision, page: Page) -> Article:
    """The article with one correction, where it has the quotation: in a line of its head, else
    in a caption or paragraph.
    """
    quote, new = decision.quote, decision.to or ""
    repair = Repair(
        rule="sidecar-replace",
        seed=page.seed,
        line=_line(decision, page),
        before=quote,
        after=new,
        why=decision.why,
    )
    for role in _FIELDS:
        if quote in (text := getattr(article, role) or ""):
            corrected: dict[str, Any] = {
                role: text.replace(quote, new, 1) or None,
                "repairs": (*article.repairs, repair),
            }
            return replace(article, **corrected)
    for number, caption in enumerate(article.captions):
        if quote in caption.text:
            captions = (
                *article.captions[:number],
                replace(caption, text=caption.text.replace(quote, new, 1)),
                *article.captions[number + 1 :],
            )
            return replace(article, captions=captions, repairs=(*article.repairs, repair))
    for number, paragraph in enumerate(article.paragraphs):
        if quote in paragraph.text:
            mended = replace(
                paragraph,
                text=paragraph.text.replace(quote, new, 1),
                repairs=(*paragraph.repairs, repair),
            )
            paragraphs = (*article.paragraphs[:number], mended, *article.paragraphs[number + 1 :])
            return replace(article, paragraphs=paragraphs, repairs=(*article.repairs, repair))
    return article


def _line(decision: Decision, page: Page) -> int:
    return next((line.number for line in page.lines if decision.quote in line.text), 1)
