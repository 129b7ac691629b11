"""The home page: the front page of the newest edition, and the ways into the archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from engine.targets import Target, leaf
from press.model import Theme
from press.model.urls import theme_url
from press.render.browse import browse_page
from press.render.catalogue import Catalogue, Edition, articles_of, lead_headline
from press.render.entries import excerpt, story
from press.render.key_figures import key_figures
from press.render.list_pages import newness
from press.render.markdown import Row, low, one_line, said
from press.render.months import years
from press.text.dates import display

# Articles of the newest edition on the home page; the rest is one click away.
_ARTICLES = 14
# Pages without a day that the home page names.
_UNDATED = 5
# Characters of a theme's newest sentence; a longer one is cut at its clauses.
_SENTENCE = 80


def pages(catalogue: Catalogue) -> Iterator[Target]:
    """The home page."""
    yield leaf("", None, partial(_home, catalogue))


def _home(catalogue: Catalogue) -> tuple[str, str]:
    newest = newest_editions(catalogue.editions)
    articles = [article for edition in newest for article in articles_of(catalogue, edition)]
    found = years(catalogue.editions)
    undated = [edition for edition in catalogue.editions if not edition.dated]
    return browse_page(
        "",
        "home",
        title="",
        description=_description(catalogue),
        latest=_latest(newest),
        articles=len(catalogue.articles),
        stories=[story(article, dated=False) for article in articles[:_ARTICLES]],
        more=max(len(articles) - _ARTICLES, 0) or None,
        themes=[theme_card(catalogue, theme) for theme in catalogue.archive.themes],
        figures=key_figures(catalogue.text(article.id) for article in articles),
        calendar=found[-1].months[-1].calendar if found else None,
        years=[Row(name=f"{year.year}年", url=year.url, editions=year.count) for year in found],
        undated=[_undated(catalogue, edition) for edition in undated[:_UNDATED]],
        undated_pages=len(undated) or None,
    )


def _latest(newest: Sequence[Edition]) -> Row | None:
    """The newest edition; ``dated: false`` when there are pages, but none has a day."""
    if not newest:
        return None
    first = newest[0]
    papers = " ".join(map(one_line, first.papers))
    return Row(papers=papers, date=first.text, url=first.url) if first.dated else Row(dated=False)


def _undated(catalogue: Catalogue, edition: Edition) -> Row:
    return Row(title=low(lead_headline(catalogue, edition)), url=edition.url, date=edition.text)


def _description(catalogue: Catalogue) -> str:
    themes = "、".join(theme.label for theme in catalogue.archive.themes)
    by_theme = f"专题（{themes}）、" if themes else ""
    count = f"{len(catalogue.pages)}个版、{len(catalogue.articles)}篇文章"
    return f"报纸数字文库：收录{count}，按版面、{by_theme}人物、机构和栏目阅读，可全文检索。"


def newest_editions(editions: Sequence[Edition]) -> tuple[Edition, ...]:
    """The newest edition that has a day; where none has one, the first pages there are."""
    dated = [edition for edition in editions if edition.dated]
    return tuple(dated[-1:] or editions[:_UNDATED])


def theme_card(catalogue: Catalogue, theme: Theme) -> dict[str, object]:
    """A theme with how much there is of it, and the strongest passage of its newest article."""
    tags = catalogue.tags.get(theme.id, ())
    card = {
        "name": low(theme.label),
        "url": theme_url(theme.id),
        "intro": low(theme.intro),
        "articles": len(tags),
        "passages": sum(len(tag.passages) for tag in tags),
    }
    speaking = [tag for tag in tags if tag.passages]
    if not speaking:
        return said(card)
    last = max(speaking, key=lambda tag: newness(catalogue.articles[tag.article].date))
    newest = max(last.passages, key=lambda passage: passage.score)
    article = catalogue.articles[newest.article]
    hit = newest.terms[0].term if newest.terms else ""
    card["newest"] = Row(
        url=article.url,
        place=newest.paragraph,
        sentence=low(excerpt(newest.sentence, hit, _SENTENCE)),
        date=display(article.date),
        title=low(article.headline),
    )
    return said(card)
