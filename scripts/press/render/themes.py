"""专题: what a theme is, what counts as it, and its articles with their telling sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from engine.targets import Target, leaf
from press.model import ArticleSummary, Name, Passage, Tag, TermCount, Theme
from press.model.urls import column_url, is_paragraph, name_url, theme_url
from press.render.browse import browse_page
from press.render.catalogue import Catalogue
from press.render.entries import entry, marked, passage
from press.render.home import theme_card
from press.render.key_figures import by_sentence
from press.render.list_pages import ListPage, list_pages
from press.render.markdown import Listed, Row, low, said
from press.render.theme_matrix import theme_matrix
from press.text.figures import figures

SECTION = ("专题", "themes/")
# What a term's weight says, from the heaviest down, as the table of themes defines it.
_WEIGHTS = (
    (5.0, "单独出现即可认定"),
    (3.0, "直接说到本专题"),
    (2.0, "倾向本专题"),
    (0.0, "与其他词同现时才计入"),
)
# What a theme's first page shows at most: names, figures, and passages of one article at once
# (a long feature may have twenty).
_NAMES, _FIGURES, _PASSAGES = 24, 8, 6
# Terms that an entry names, those that counted most first.
_TERMS = 6


def pages(catalogue: Catalogue) -> Iterator[Target]:
    """The overview of themes and the pages of each; the first shows it among the others."""
    yield leaf(SECTION[1], None, partial(_overview, catalogue))
    for theme in catalogue.archive.themes:
        tags = catalogue.tags.get(theme.id, ())
        for page in list_pages(
            theme_url(theme.id), tags, lambda tag: catalogue.articles[tag.article].date
        ):
            versions = [catalogue.versions[tag.article] for tag in page.items]
            of = (page.frame, versions) if page.label else None
            yield leaf(page.url, of, partial(_theme, catalogue, theme, page))


def _overview(catalogue: Catalogue) -> tuple[str, str]:
    themes = catalogue.archive.themes
    labels = "、".join(theme.label for theme in themes)
    return browse_page(
        SECTION[1],
        "themes",
        title="专题",
        description=f"按专题阅读：{labels}。每条都给出依据的句子，并直达原文段落。",
        themes=[theme_card(catalogue, theme) for theme in themes],
        matrix=theme_matrix(catalogue),
    )


def _theme(catalogue: Catalogue, theme: Theme, page: ListPage[Tag]) -> tuple[str, str]:
    title = f"{theme.label}专题" + (f"：{page.label}" if page.label else "")
    own = SECTION, (theme.label, theme_url(theme.id))
    return browse_page(
        page.url,
        "theme",
        title=title,
        description=f"{title}：{page.total}篇文章，逐段给出依据的句子。{theme.intro}",
        crumbs=own if page.label else own[:1],
        feed="" if page.label else f"themes/{theme.id}",
        name=low(theme.label),
        part=page.label,
        total=page.total,
        **({} if page.label else _about(catalogue, theme, page.items)),
        turns=page.turns,
        entries=[filed(catalogue, tag) for tag in page.items],
    )


def _about(catalogue: Catalogue, theme: Theme, shown: Sequence[Tag]) -> dict[str, Any]:
    """What only the first page of a theme says."""
    tags = catalogue.tags.get(theme.id, ())
    return {
        "intro": low(theme.intro),
        "passages": sum(len(tag.passages) for tag in tags),
        "figures": theme_figures(catalogue, shown),
        "names": [
            Row(name=low(name.name), url=name_url(name.id), articles=count)
            for name, count in names(catalogue, tags)
        ],
        "matrix": theme_matrix(catalogue, theme.id),
        "weights": weights(theme),
        "ignored": Listed(map(low, theme.ignore)),
    }


def filed(catalogue: Catalogue, tag: Tag) -> dict[str, object]:
    """An article of a theme: the terms that earned it, its strongest passages, and the rest."""
    article = catalogue.articles[tag.article]
    strongest = sorted(tag.passages, key=lambda found: -found.score)[:_PASSAGES]
    column = article.column
    return said(
        {
            **entry(article),
            "column": low(column) if column else "",
            "column_url": column_url(column) if column else "",
            "terms": Listed(Row(**{low(in_words(term)): count}) for term, count in _counted(tag)),
            "passages": [_found(article, one) for one in tag.passages if one in strongest],
            "more": [_found(article, one) for one in tag.passages if one not in strongest],
        }
    )


def _counted(tag: Tag) -> list[tuple[str, int]]:
    """The terms of an article that counted most, with how often each stands in it."""
    counted: Counter[str] = Counter()
    weight = {hit.term: hit.weight for hit in tag.terms}
    for hit in tag.terms:
        counted[hit.term] += hit.count
    telling = sorted(counted.items(), key=lambda pair: (-pair[1] * weight[pair[0]], pair[0]))
    return telling[:_TERMS]


def _found(article: ArticleSummary, found: Passage) -> Row:
    return passage(article.url, found.paragraph, marked(found.sentence, words(found.terms)))


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


def weights(theme: Theme) -> list[Row]:
    """The theme's terms under what their weight says, the heaviest first."""
    under: dict[str, list[str]] = {meaning: [] for _, meaning in _WEIGHTS}
    for term in theme.terms:
        meaning = next(meaning for least, meaning in _WEIGHTS if term.weight >= least)
        under[meaning].append(low(in_words(term.text)))
    return [Row(name=meaning, terms=Listed(terms)) for meaning, terms in under.items() if terms]


def names(catalogue: Catalogue, tags: Sequence[Tag]) -> tuple[tuple[Name, int], ...]:
    """The names that a theme involves with the number of articles, the most frequent first.

    All names of an article whose deck speaks of the theme, else those of the passages that do;
    never those who only report.
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


def theme_figures(catalogue: Catalogue, tags: Sequence[Tag]) -> list[Row]:
    """Figures of the theme's passages, from sentences that hold one of its own hits."""
    chosen: list[Row] = []
    for tag in tags:
        chosen += _figures_of(catalogue, tag)
        if len(chosen) >= _FIGURES:
            break
    return chosen[:_FIGURES]


def _figures_of(catalogue: Catalogue, tag: Tag) -> Iterator[Row]:
    article = catalogue.text(tag.article)
    hits = {found.paragraph: words(found.terms) for found in tag.passages}
    found = [
        figure
        for paragraph in article.paragraphs
        if paragraph.id in hits
        for figure in figures(paragraph)
        if any(word in figure.sentence for word in hits[paragraph.id])
    ]
    return by_sentence(article, found)
