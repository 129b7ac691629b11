"""政策用语: the shorthand of official language, its meaning, and every sentence that uses it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from engine.targets import Target, leaf
from press.model import ArticleSummary, GlossaryTerm, TermUse
from press.model.urls import column_slug, term_url
from press.render.browse import browse_page
from press.render.catalogue import Catalogue
from press.render.entries import entry, excerpt, marked, passage
from press.render.list_pages import ListPage, list_pages, newness
from press.render.markdown import Listed, Row, low, said

SECTION = ("政策用语", "terms/")
# Characters of a use in the overview; the term's own page has whole sentences.
_EXCERPT = 90


def pages(catalogue: Catalogue) -> Iterator[Target]:
    """The glossary and a page of uses for each of its terms."""
    yield leaf(SECTION[1], None, partial(_overview, catalogue))
    for term in catalogue.archive.terms:
        uses = catalogue.uses.get(term.id, ())
        for page in list_pages(
            term_url(term.id), uses, lambda use: catalogue.articles[use.article].date
        ):
            used = [
                (catalogue.versions[use.article], use.where, use.sentence) for use in page.items
            ]
            yield leaf(page.url, (page.frame, used), partial(_term, catalogue, term, page))


def _overview(catalogue: Catalogue) -> tuple[str, str]:
    terms = catalogue.archive.terms
    count = len(terms)
    return browse_page(
        SECTION[1],
        "terms",
        title=SECTION[0],
        description=f"报道中常见的政策用语{count}条：含义及依据，原文用例；"
        "没有可靠解释的只列用例，不作推测。",
        terms=[_explained(catalogue, term) for term in terms],
    )


def other_forms(term: GlossaryTerm) -> tuple[str, ...]:
    """The term's aliases that are more than the term within quotation marks."""
    return tuple(alias for alias in term.aliases if column_slug(alias) != column_slug(term.term))


def _about(term: GlossaryTerm) -> dict[str, Any]:
    """What the table says of a term."""
    return {
        "meaning": low(term.meaning or ""),
        "basis": low(term.basis or ""),
        "forms": Listed(map(low, other_forms(term))),
    }


def _explained(catalogue: Catalogue, term: GlossaryTerm) -> dict[str, object]:
    """A term in the overview with the number of its uses and the newest one, if any."""
    uses = catalogue.uses.get(term.id, ())
    about = {"id": term.id, "name": low(term.term), "url": term_url(term.id), **_about(term)}
    if not uses:
        return said({**about, "uses": 0})
    newest = max(uses, key=lambda use: newness(catalogue.articles[use.article].date))
    article = catalogue.articles[newest.article]
    return said({**about, "uses": len(uses), "newest": _example(article, newest, term)})


def _forms(term: GlossaryTerm) -> tuple[str, ...]:
    return (term.term, *term.aliases)


def _example(article: ArticleSummary, use: TermUse, term: GlossaryTerm) -> Row:
    printed = next((form for form in _forms(term) if form in use.sentence), term.term)
    pieces = marked(excerpt(use.sentence, printed, _EXCERPT), _forms(term))
    return Row(title=low(article.headline), **passage(article.url, use.where, pieces))


def _term(catalogue: Catalogue, term: GlossaryTerm, page: ListPage[TermUse]) -> tuple[str, str]:
    title = f"{term.term}（政策用语）" + (f"：{page.label}" if page.label else "")
    own = SECTION, (term.term, term_url(term.id))
    return browse_page(
        page.url,
        "term",
        title=title,
        description=f"{title}：{term.meaning or '原文用例'}。共{page.total}处用例，附原句与日期。",
        crumbs=own if page.label else own[:1],
        name=low(term.term),
        part=page.label,
        **({} if page.label else _about(term)),
        total=page.total,
        turns=page.turns,
        entries=[_used(catalogue.articles[use.article], use, term) for use in page.items],
    )


def _used(article: ArticleSummary, use: TermUse, term: GlossaryTerm) -> dict[str, object]:
    found = passage(article.url, use.where, marked(use.sentence, _forms(term)))
    return {**entry(article), "passages": [found]}
