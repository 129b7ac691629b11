"""The home page: the front page of the newest edition, and the ways into the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from markupsafe import Markup

from engine.targets import Target, leaf
from press.model import Article, ArticleSummary, Passage, Theme
from press.model.urls import href, theme_url
from press.render.catalogue import Catalogue, Edition, articles_of, lead_headline
from press.render.entries import entry, excerpt, marked
from press.render.months import years
from press.render.sheet import sheet
from press.render.shelves import newness
from press.text.dates import display
from press.text.figures import Figure, figures

# Articles of the newest edition on the home page; the rest is one click away.
_ARTICLES = 14
# Key figures on the home page, and at most so many of one article, so that they speak of the whole edition.
_FIGURES, _FIGURES_OF_ONE = 6, 2
# Characters of a figure's sentence; a longer one is cut at its clauses.
_SENTENCE = 70
# Pages without a day that the home page names.
_UNDATED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """Numbers with their units, the sentence that reports them in pieces with the numbers marked, and its paragraph."""

    numbers: tuple[tuple[str, str], ...]
    pieces: tuple[tuple[str, bool], ...]
    href: Markup
    headline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeCard:
    """A theme with how much there is of it and its newest passage, if it has one."""

    theme: Theme
    articles: int
    passages: int
    newest: Passage | None
    article: ArticleSummary | None
    date: str
    href: Markup
    sentence: str


def pages(catalogue: Catalogue) -> Iterator[Target]:
    """The home page."""
    yield leaf("", None, partial(_home, catalogue))


def _home(catalogue: Catalogue) -> tuple[str, str]:
    newest = newest_editions(catalogue.editions)
    articles = tuple(article for edition in newest for article in articles_of(catalogue, edition))
    calendar = years(catalogue.editions)
    undated = tuple(edition for edition in catalogue.editions if not edition.dated)
    return sheet(
        "",
        "home",
        title="",
        description=_description(catalogue),
        latest=newest[0] if newest else None,
        entries=tuple(entry(article) for article in articles[:_ARTICLES]),
        more=max(len(articles) - _ARTICLES, 0),
        cards=tuple(theme_card(catalogue, theme) for theme in catalogue.archive.themes),
        figures=key_figures(catalogue.text(article.id) for article in articles),
        years=calendar,
        undated=tuple(
            (edition, lead_headline(catalogue, edition)) for edition in undated[:_UNDATED]
        ),
        undated_count=len(undated),
        count=len(catalogue.articles),
    )


def _description(catalogue: Catalogue) -> str:
    themes = "、".join(theme.label for theme in catalogue.archive.themes)
    about = (
        f"按版面、专题（{themes}）、人物、机构和栏目阅读"
        if themes
        else "按版面、人物、机构和栏目阅读"
    )
    return f"报纸数字文库：收录{len(catalogue.pages)}个版、{len(catalogue.articles)}篇文章，{about}，可全文检索。"


def newest_editions(editions: Sequence[Edition]) -> tuple[Edition, ...]:
    """The newest edition that has a day; where none has one, the first pages there are."""
    dated = [edition for edition in editions if edition.dated]
    return tuple(dated[-1:] or editions[:_UNDATED])


def key_figures(articles: Iterable[Article]) -> tuple[KeyFigure, ...]:
    """The most telling figures of some articles, in their order; those of one sentence together."""
    chosen: list[KeyFigure] = []
    for article in articles:
        found = [figure for paragraph in article.paragraphs for figure in figures(paragraph)]
        telling = sorted(found, key=lambda figure: -_telling(figure))[:_FIGURES_OF_ONE]
        chosen += by_sentence(article, sorted(telling, key=found.index))
        if len(chosen) >= _FIGURES:
            break
    return tuple(chosen[:_FIGURES])


def by_sentence(article: Article, found: Iterable[Figure]) -> Iterator[KeyFigure]:
    """An article's figures for readers, those of one sentence together."""
    for (paragraph, sentence), group in groupby(
        found, key=lambda figure: (figure.paragraph, figure.sentence)
    ):
        numbers = tuple((figure.number, figure.unit) for figure in group)
        printed = tuple(number + unit for number, unit in numbers)
        yield KeyFigure(
            numbers=numbers,
            headline=article.headline,
            href=href(article.url, paragraph),
            pieces=marked(excerpt(sentence, printed[0], _SENTENCE), printed),
        )


def _telling(figure: Figure) -> int:
    """How much a figure says: exact digits count, a full hundred percent or a round number less."""
    digits = figure.number.strip("0")
    return sum(char.isdigit() for char in digits) + ("." in digits)


def theme_card(catalogue: Catalogue, theme: Theme) -> ThemeCard:
    """A theme's card; its newest passage is the strongest one of its newest article that has any."""
    tags = catalogue.tags.get(theme.id, ())
    speaking = [tag for tag in tags if tag.passages]
    last = max(
        speaking, key=lambda tag: newness(catalogue.articles[tag.article].date), default=None
    )
    newest = max(last.passages, key=lambda passage: passage.score) if last else None
    article = catalogue.articles[newest.article] if newest else None
    return ThemeCard(
        theme=theme,
        articles=len(tags),
        passages=sum(len(tag.passages) for tag in tags),
        newest=newest,
        article=article,
        date=display(article.date) if article else "",
        href=href(article.url, newest.paragraph)
        if article and newest
        else href(theme_url(theme.id)),
        sentence=excerpt(newest.sentence, newest.terms[0].term if newest.terms else "", 80)
        if newest
        else "",
    )
