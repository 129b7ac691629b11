"""Policy terms in an article's text: the first use of each is a link to its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from press.model import GlossaryTerm, Paragraph, TermUse
from press.model.urls import href, term_url
from press.render.markdown import inline, link
from press.text.sentences import sentences


def first_uses(uses: Sequence[TermUse]) -> dict[str, list[str]]:
    """The terms that are first used in a paragraph, by paragraph."""
    found: dict[str, str] = {}
    for use in uses:
        if use.where.startswith("p"):
            found.setdefault(use.term, use.where)
    by_paragraph: dict[str, list[str]] = {}
    for term, where in found.items():
        by_paragraph.setdefault(where, []).append(term)
    return by_paragraph


def linked(
    paragraph: Paragraph, ids: Sequence[str], terms: Mapping[str, GlossaryTerm], root: str
) -> str:
    """The text as Markdown with each term linked, the first sentence of its meaning as title."""
    pieces, at = [], 0
    for begin, end, term in _places(paragraph.text, [terms[id_] for id_ in ids if id_ in terms]):
        if begin < at:  # of two that overlap the first wins
            continue
        meaning = sentences(term.meaning)[0] if term.meaning else ""
        address = f"{root}{href(term_url(term.id))}"
        pieces.append(inline(paragraph.text[at:begin]))
        pieces.append(link(paragraph.text[begin:end], address, meaning))
        at = end
    return "".join((*pieces, inline(paragraph.text[at:])))


def _places(text: str, terms: Sequence[GlossaryTerm]) -> Iterator[tuple[int, int, GlossaryTerm]]:
    """Where each term is first used, by whichever of its names comes first, in order."""
    found = []
    for term in terms:
        names = (term.term, *term.aliases)
        uses = [(at, at + len(name)) for name in names if (at := text.find(name)) >= 0]
        if uses:
            found.append((*min(uses), term.id, term))
    yield from (
        (begin, end, term) for begin, end, _, term in sorted(found, key=lambda one: one[:3])
    )
