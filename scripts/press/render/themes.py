"""专题: what a theme is, what counts as it, and every article and passage of it with the sentence that earned it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from engine.targets import Target, leaf
from press.model import ArticleSummary, Name, Passage, Tag, TermCount, Theme
from press.model.urls import href, is_paragraph, theme_url
from press.render.catalogue import Catalogue
from press.render.entries import Entry, entry, marked
from press.render.home import KeyFigure, by_sentence, theme_card
from press.render.roles import part
from press.render.sheet import sheet
from press.render.shelves import Shelf, shelve
from press.text.figures import figures

SECTION = ("专题", "themes/")
# What a term's weight says, from the heaviest down, as the table of themes defines it.
_WEIGHTS = (
    (5.0, "单独出现即可认定"),
    (3.0, "直接说到本专题"),
    (2.0, "倾向本专题"),
    (0.0, "与其他词同现时才计入"),
)
# What a theme's first page shows at most: names, figures, and passages of one article at once (a long feature may have twenty).
_NAMES, _FIGURES, _PASSAGES = 24, 8, 6
# Terms that an entry names, those that counted most first.
_TERMS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A passage for readers: its sentence in pieces with the theme's words marked, and where it leads."""

    href: Markup
    where: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """An article of a theme: its entry, the terms that earned it, its strongest passages and the rest, each in order."""

    entry: Entry
    terms: tuple[tuple[str, int], ...]
    found: tuple[Found, ...]
    more: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """How many articles two themes share; with itself, how many a theme has. ``tint`` is its share of the largest, 0 to 1."""

    theme: Theme
    other: Theme
    count: int
    tint: float


Matrix = tuple[tuple[Meeting, ...], ...]


def pages(catalogue: Catalogue) -> Iterator[Target]:
    """The overview of themes and the pages of each: the first of a theme shows it among the others, the rest only their entries."""
    matrix = meetings(catalogue)
    yield leaf(SECTION[1], None, partial(_overview, catalogue, matrix))
    for number, theme in enumerate(catalogue.archive.themes):
        tags = catalogue.tags.get(theme.id, ())
        for shelf in shelve(
            theme_url(theme.id), tags, lambda tag: catalogue.articles[tag.article].date
        ):
            of = (
                (shelf.frame, [catalogue.versions[tag.article] for tag in shelf.items])
                if shelf.label
                else None
            )
            yield leaf(shelf.url, of, partial(_shelf, catalogue, theme, shelf, matrix, number))


def _overview(catalogue: Catalogue, matrix: Matrix) -> tuple[str, str]:
    themes = catalogue.archive.themes
    return sheet(
        SECTION[1],
        "themes",
        title="专题",
        cards=tuple(theme_card(catalogue, theme) for theme in themes),
        matrix=matrix,
        description="按专题阅读："
        + "、".join(theme.label for theme in themes)
        + "。每条都给出依据的句子，并直达原文段落。",
    )


def _shelf(
    catalogue: Catalogue, theme: Theme, shelf: Shelf[Tag], matrix: Matrix, number: int
) -> tuple[str, str]:
    first = not shelf.label
    tags = catalogue.tags.get(theme.id, ()) if first else ()
    title = f"{theme.label}专题" + (f"：{shelf.label}" if shelf.label else "")
    return sheet(
        shelf.url,
        "theme",
        title=title,
        theme=theme,
        shelf=shelf,
        first=first,
        passages=sum(len(tag.passages) for tag in tags),
        crumbs=[SECTION] if first else [SECTION, (theme.label, theme_url(theme.id))],
        feed=f"themes/{theme.id}" if first else "",
        description=f"{title}：{shelf.total}篇文章，逐段给出依据的句子。{theme.intro}",
        filed=tuple(filed(catalogue, tag) for tag in shelf.items),
        weights=weights(theme) if first else (),
        meetings=matrix[number] if first else (),
        matrix=matrix if first else (),
        names=names(catalogue, tags),
        figures=theme_figures(catalogue, shelf.items) if first else (),
    )


def filed(catalogue: Catalogue, tag: Tag) -> Filed:
    """An article as a theme's page shows it."""
    article = catalogue.articles[tag.article]
    counted: Counter[str] = Counter()
    weight = {hit.term: hit.weight for hit in tag.terms}
    for hit in tag.terms:
        counted[hit.term] += hit.count
    telling = sorted(counted.items(), key=lambda pair: (-pair[1] * weight[pair[0]], pair[0]))
    strongest = sorted(tag.passages, key=lambda passage: -passage.score)[:_PASSAGES]
    return Filed(
        entry=entry(article),
        terms=tuple((in_words(term), count) for term, count in telling[:_TERMS]),
        found=tuple(_found(article, passage) for passage in tag.passages if passage in strongest),
        more=tuple(
            _found(article, passage) for passage in tag.passages if passage not in strongest
        ),
    )


def _found(article: ArticleSummary, passage: Passage) -> Found:
    return Found(
        href=href(article.url, passage.paragraph),
        where=part(passage.paragraph),
        pieces=marked(passage.sentence, words(passage.terms)),
    )


def words(hits: Sequence[TermCount]) -> tuple[str, ...]:
    """The single words of some hits: a combination (北京/首都 + 乌海) is all of its words."""
    return tuple(
        dict.fromkeys(
            word.strip()
            for hit in hits
            for group in hit.term.split("+")
            for word in group.split("/")
        )
    )


def in_words(term: str) -> str:
    """A term as readers see it: a combination says that its groups meet in one sentence.

    >>> in_words("北京/首都 + 内蒙古/乌海")
    '“北京、首都”与“内蒙古、乌海”同句'
    """
    if "+" not in term:
        return term
    return (
        "与".join(
            "“" + "、".join(word.strip() for word in group.split("/")) + "”"
            for group in term.split("+")
        )
        + "同句"
    )


def weights(theme: Theme) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The theme's terms under what their weight says, the heaviest first."""
    ends = [*(least for least, _ in _WEIGHTS)]
    under: dict[str, list[str]] = {words: [] for _, words in _WEIGHTS}
    for term in theme.terms:
        place = next(place for place, least in enumerate(ends) if term.weight >= least)
        under[_WEIGHTS[place][1]].append(in_words(term.text))
    return tuple((meaning, tuple(terms)) for meaning, terms in under.items() if terms)


def meetings(catalogue: Catalogue) -> Matrix:
    """For each theme a row with how many articles it shares with each theme, itself included."""
    themes = catalogue.archive.themes
    shared: Counter[tuple[str, str]] = Counter()
    for tags in catalogue.archive.tags.values():
        ids = [tag.theme for tag in tags]
        shared.update((one, other) for one in ids for other in ids)
    most = max(shared.values(), default=1)
    return tuple(
        tuple(
            Meeting(
                theme=one,
                other=other,
                count=shared[one.id, other.id],
                tint=round(shared[one.id, other.id] / most, 2),
            )
            for other in themes
        )
        for one in themes
    )


def names(catalogue: Catalogue, tags: Sequence[Tag]) -> tuple[tuple[Name, int], ...]:
    """The names that a theme involves with the number of articles, the most frequent first; never those who only report.

    All names of an article whose deck speaks of the theme; else those of the passages that do.
    """
    known = {name.id: name for name in catalogue.archive.names}
    counted: Counter[str] = Counter()
    for tag in tags:
        whole = any(not is_paragraph(hit.where) for hit in tag.terms)
        passages = {passage.paragraph for passage in tag.passages}
        mentions = catalogue.archive.mentions.get(tag.article, ())
        counted.update({mention.name for mention in mentions if whole or mention.where in passages})
    found = [
        (known[id_], count)
        for id_, count in counted.items()
        if id_ in known and known[id_].kind != "reporter"
    ]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].id))[:_NAMES])


def theme_figures(catalogue: Catalogue, tags: Sequence[Tag]) -> tuple[KeyFigure, ...]:
    """Figures of the theme's passages, from sentences that hold one of its own hits."""
    chosen: list[KeyFigure] = []
    for tag in tags:
        article = catalogue.text(tag.article)
        hits = {passage.paragraph: words(passage.terms) for passage in tag.passages}
        found = [
            figure
            for paragraph in article.paragraphs
            if paragraph.id in hits
            for figure in figures(paragraph)
            if any(word in figure.sentence for word in hits[paragraph.id])
        ]
        chosen += by_sentence(article, found)
        if len(chosen) >= _FIGURES:
            break
    return tuple(chosen[:_FIGURES])
