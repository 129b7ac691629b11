"""The page of an article."""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Article
from press.render.addresses import file_of, root_from
from press.render.catalogue import Catalogue
from press.render.markdown import front_matter
from press.render.templates import template


def pages(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every article's page, in the archive's order."""
    page = template("article.md.jinja")
    for article in catalogue.archive.articles:
        text = page.render(article=article, root=root_from(article.url), catalogue=catalogue)
        yield file_of(article.url), front_matter(_fields(article)) + text


def _fields(article: Article) -> dict[str, object]:
    """What the page's head says of the article."""
    return {
        "title": article.headline,
        "template": "article.html",
    }
