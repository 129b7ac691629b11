"""What a reader reads: the paragraphs of an article, each with the lines of the seed it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from press.model import Article, GlossaryTerm, Line, Page, Paragraph, Repair, TermUse
from press.model.urls import href, term_url
from press.render.markdown import inline, prose, rich
from press.text.sentences import sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A line of a seed; ``alike`` says how it agrees with its paragraph to the letter, so that a page need not say it twice;
    ``shown`` is the paragraph that has shown it before, when one has.
    """

    number: int
    text: str
    alike: str
    shown: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A paragraph or subhead on the page. ``turn`` is the printed page that the text goes on to here, when it does."""

    id: str
    label: str
    subhead: bool
    text: Markup
    source: tuple[SourceLine, ...]
    repairs: tuple[Repair, ...]
    turn: str | None


class Seeds:
    """The lines of the seeds, found by their number."""

    def __init__(self, pages: Mapping[str, Page], lines: Mapping[str, tuple[Line, ...]]) -> None:
        """Take the pages and their lines, by seed."""
        self._pages, self._lines = pages, lines
        self._of = lru_cache(maxsize=4)(
            self._numbered
        )  # articles come page by page; one in two halves goes to and fro

    def line(self, seed: str, number: int) -> str:
        """The text of a line; a line that the seed does not have is empty."""
        return self._of(seed).get(number, "")

    def _numbered(self, seed: str) -> dict[int, str]:
        return {line.number: line.text for line in self._lines.get(seed, ())}

    def page(self, seed: str) -> str:
        """What readers call the printed page of a seed."""
        number = self._pages[seed].page
        return f"第{number}版" if number else "另一版"


def parts(
    article: Article,
    seeds: Seeds,
    uses: Sequence[TermUse],
    terms: Mapping[str, GlossaryTerm],
    root: str,
) -> Iterator[Part]:
    """The paragraphs in order; a line is quoted once, a glossary term is explained at its first use."""
    shown: dict[tuple[str, int], str] = {}
    seed = article.seed
    first_uses = _first_uses(uses)
    for paragraph in article.paragraphs:
        began_on = paragraph.places[0].seed if paragraph.places else seed
        yield Part(
            id=paragraph.id,
            label=f"第{paragraph.id[1:]}段",
            subhead=paragraph.kind == "subhead",
            text=_explained(
                paragraph,
                [terms[use.term] for use in first_uses.get(paragraph.id, ()) if use.term in terms],
                root,
            ),
            source=tuple(_source(paragraph, seeds, shown)),
            repairs=paragraph.repairs,
            turn=seeds.page(began_on) if began_on != seed else None,
        )
        seed = paragraph.places[-1].seed if paragraph.places else seed


def _source(
    paragraph: Paragraph, seeds: Seeds, shown: dict[tuple[str, int], str]
) -> Iterator[SourceLine]:
    for place in paragraph.places:
        for number in range(place.first, place.last + 1):
            text = seeds.line(place.seed, number)
            if text.strip():
                before = shown.setdefault((place.seed, number), paragraph.id)
                yield SourceLine(
                    number=number,
                    text=text,
                    alike=_alike(text.strip(), paragraph.text),
                    shown=before if before != paragraph.id else None,
                )


def _alike(line: str, paragraph: str) -> str:
    """How a line and its paragraph agree to the letter, in words; nothing when they do not.

    >>> _alike("全行", "全行"), _alike("前半，", "前半，后半。"), _alike("甲段。乙段。", "乙段。"), _alike("汇报。", "汇报，强调")
    ('与本段逐字相同', '整行都在本段中，逐字相同', '本段是这一行的一部分，逐字相同', '')
    """
    if line == paragraph:
        return "与本段逐字相同"
    if line in paragraph:
        return "整行都在本段中，逐字相同"
    return "本段是这一行的一部分，逐字相同" if paragraph in line else ""


def _first_uses(uses: Sequence[TermUse]) -> dict[str, list[TermUse]]:
    """The first use of each term in a paragraph, by paragraph."""
    found: dict[str, TermUse] = {}
    for use in uses:
        if use.where.startswith("p"):
            found.setdefault(use.term, use)
    by_paragraph: dict[str, list[TermUse]] = {}
    for use in found.values():
        by_paragraph.setdefault(use.where, []).append(use)
    return by_paragraph


def _explained(paragraph: Paragraph, terms: Sequence[GlossaryTerm], root: str) -> Markup:
    """The text with the first use of each term linked to its page, with its meaning's first sentence; of two that overlap the first wins."""
    if paragraph.kind == "subhead" or not terms:
        return rich(paragraph.text)
    places = sorted(place for term in terms if (place := _place(paragraph.text, term)))
    text, at = Markup(), 0
    for begin, end, id_, meaning in places:
        if begin < at:
            continue
        text += inline(paragraph.text[at:begin])
        told = Markup(' data-meaning="{}"').format(prose(sentences(meaning)[0])) if meaning else ""
        text += Markup('<a class="press-term" href="{}{}"{}>{}</a>').format(
            root, href(term_url(id_)), told, inline(paragraph.text[begin:end])
        )
        at = end
    return (text + inline(paragraph.text[at:])).strip()


def _place(text: str, term: GlossaryTerm) -> tuple[int, int, str, str] | None:
    """Where a term is first used in a text, by whichever of its names comes first."""
    found = [
        (at, at + len(name)) for name in (term.term, *term.aliases) if (at := text.find(name)) >= 0
    ]
    return (*min(found), term.id, term.meaning or "") if found else None
