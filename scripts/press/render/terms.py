"""政策用语: the shorthand of official language, what it means where that is known, and every sentence that uses it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from engine.targets import Target, leaf
from press.model import ArticleSummary, GlossaryTerm, TermUse
from press.model.urls import column_slug, href, term_url
from press.render.catalogue import Catalogue
from press.render.entries import Entry, entry, excerpt, marked
from press.render.roles import part
from press.render.sheet import sheet
from press.render.shelves import Shelf, newness, shelve

SECTION = ("政策用语", "terms/")
# Characters of a use in the overview; the term's own page has whole sentences.
_EXCERPT = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A use for readers: its article, where in it, its sentence in pieces with the term marked."""

    entry: Entry
    href: Markup
    where: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A term in the overview with the number of its uses and the newest one, if any."""

    term: GlossaryTerm
    forms: tuple[str, ...]
    href: Markup
    uses: int
    newest: Used | None


def pages(catalogue: Catalogue) -> Iterator[Target]:
    """The glossary and a page of uses for each of its terms."""
    yield leaf(SECTION[1], None, partial(_overview, catalogue))
    for term in catalogue.archive.terms:
        for shelf in shelve(
            term_url(term.id),
            catalogue.uses.get(term.id, ()),
            lambda use: catalogue.articles[use.article].date,
        ):
            of = (
                shelf.frame,
                [(catalogue.versions[use.article], use.where, use.sentence) for use in shelf.items],
            )
            yield leaf(shelf.url, of, partial(_shelf, catalogue, term, shelf))


def _overview(catalogue: Catalogue) -> tuple[str, str]:
    terms = catalogue.archive.terms
    return sheet(
        SECTION[1],
        "terms",
        title=SECTION[0],
        explained=tuple(_explained(catalogue, term) for term in terms),
        description=f"报道中常见的政策用语{len(terms)}条：含义及依据，原文用例；没有可靠解释的只列用例，不作推测。",
    )


def other_forms(term: GlossaryTerm) -> tuple[str, ...]:
    """The term's aliases that are more than the term within quotation marks."""
    return tuple(alias for alias in term.aliases if column_slug(alias) != column_slug(term.term))


def first_uses(uses: Sequence[TermUse]) -> tuple[TermUse, ...]:
    """Of an article's uses, the first of each term: where a reader may want to be told what it means."""
    first: dict[str, TermUse] = {}
    for use in uses:
        first.setdefault(use.term, use)
    return tuple(first.values())


def _explained(catalogue: Catalogue, term: GlossaryTerm) -> Explained:
    uses = catalogue.uses.get(term.id, ())
    newest = max(uses, key=lambda use: newness(catalogue.articles[use.article].date), default=None)
    return Explained(
        term=term,
        forms=other_forms(term),
        href=href(term_url(term.id)),
        uses=len(uses),
        newest=_used(catalogue.articles[newest.article], newest, term, _EXCERPT)
        if newest
        else None,
    )


def _used(article: ArticleSummary, use: TermUse, term: GlossaryTerm, longest: int = 10_000) -> Used:
    forms = (term.term, *term.aliases)
    printed = next((form for form in forms if form in use.sentence), term.term)
    pieces = marked(excerpt(use.sentence, printed, longest), forms)
    return Used(
        entry=entry(article),
        href=href(article.url, use.where),
        where=part(use.where),
        pieces=pieces,
    )


def _shelf(catalogue: Catalogue, term: GlossaryTerm, shelf: Shelf[TermUse]) -> tuple[str, str]:
    title = f"{term.term}（政策用语）" + (f"：{shelf.label}" if shelf.label else "")
    return sheet(
        shelf.url,
        "term",
        title=title,
        term=term,
        forms=other_forms(term),
        shelf=shelf,
        crumbs=[SECTION, (term.term, term_url(term.id))] if shelf.label else [SECTION],
        description=f"{title}：{term.meaning or '原文用例'}。共{shelf.total}处用例，附原句与日期。",
        used=tuple(_used(catalogue.articles[use.article], use, term) for use in shelf.items),
    )
