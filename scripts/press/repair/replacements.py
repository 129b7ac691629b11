"""Editorial corrections: the text that a sidecar quotes is replaced by the text that it gives, wherever it stands in an article."""

from __future__ import annotations

from dataclasses import replace

from press.model import Article, Decision, Page, Paragraph, Repair


def replaced(article: Article, page: Page) -> Article:
    """The article with the corrections of its page's sidecar, each noted as a repair with its reason."""
    for decision in page.decisions:
        if decision.do == "replace":
            article = _correct(article, decision, page)
    return article


def _correct(article: Article, decision: Decision, page: Page) -> Article:
    new = decision.to or ""
    for role in ("column", "kicker", "title", "subtitle", "byline", "dateline", "credit"):
        text = getattr(article, role)
        if text and decision.quote in text:
            repair = _repair(decision, page)
            return replace(article, **{role: text.replace(decision.quote, new)}, repairs=(*article.repairs, repair))
    if not any(decision.quote in paragraph.text for paragraph in article.paragraphs):
        return article
    texts = tuple(_in_paragraph(paragraph, decision, page) for paragraph in article.paragraphs)
    return replace(article, paragraphs=texts, repairs=(*article.repairs, _repair(decision, page)))


def _in_paragraph(paragraph: Paragraph, decision: Decision, page: Page) -> Paragraph:
    if decision.quote not in paragraph.text:
        return paragraph
    text = paragraph.text.replace(decision.quote, decision.to or "")
    return replace(paragraph, text=text, repairs=(*paragraph.repairs, _repair(decision, page)))


def _repair(decision: Decision, page: Page) -> Repair:
    line = next((line.number for line in page.lines if decision.quote in line.text), 1)
    return Repair(rule="sidecar-replace", seed=page.seed, line=line, before=decision.quote, after=decision.to or "", why=decision.why)
