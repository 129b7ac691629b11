"""Key figures: the most telling numbers of some articles, with the sentences that report them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from press.model import Article
from press.render.entries import excerpt, marked
from press.render.markdown import Listed, Row, low
from press.text.figures import Figure, figures

# Figures on a page, and at most so many of one article, so that they speak of the whole edition.
_FIGURES, _FIGURES_OF_ONE = 6, 2
# Characters of a figure's sentence; a longer one is cut at its clauses.
_SENTENCE = 70


def key_figures(articles: Iterable[Article]) -> list[Row]:
    """The most telling figures of some articles, in their order; those of one sentence together."""
    chosen: list[Row] = []
    for article in articles:
        found = [figure for paragraph in article.paragraphs for figure in figures(paragraph)]
        telling = sorted(found, key=lambda figure: -_telling(figure))[:_FIGURES_OF_ONE]
        chosen += by_sentence(article, sorted(telling, key=found.index))
        if len(chosen) >= _FIGURES:
            break
    return chosen[:_FIGURES]


def by_sentence(article: Article, found: Iterable[Figure]) -> Iterator[Row]:
    """An article's figures for readers, those of one sentence together."""
    together = groupby(found, key=lambda figure: (figure.paragraph, figure.sentence))
    for (paragraph, sentence), group in together:
        numbers = [(figure.number, figure.unit) for figure in group]
        printed = [number + unit for number, unit in numbers]
        yield Row(
            numbers=Listed(Row(number=number, unit=low(unit)) for number, unit in numbers),
            sentence=marked(excerpt(sentence, printed[0], _SENTENCE), printed),
            title=low(article.headline),
            url=article.url,
            place=paragraph,
        )


def _telling(figure: Figure) -> int:
    """How much a figure says: exact digits count, a full hundred percent or round number less."""
    digits = figure.number.strip("0")
    return sum(char.isdigit() for char in digits) + ("." in digits)
