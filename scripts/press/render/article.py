"""The page of an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from engine.targets import Target, leaf
from press.model import Article, ArticleSummary
from press.model.urls import code_file, edition_url, file_of, root_from
from press.packed import runs
from press.render.apparatus import Apparatus
from press.render.catalogue import Catalogue
from press.render.cite import citations
from press.render.entries import KINDS
from press.render.markdown import front_matter
from press.render.reading import Seeds, parts
from press.render.templates import template
from press.text.dates import certain, display
from press.text.summary import lead

# Characters of a description that search engines show.
_DESCRIPTION = 110
# A contents list helps from so many subheads on.
_CONTENTS = 2

# The picture that has the article's QR code, and after how many others.
Code = tuple[str, int]


def pages(catalogue: Catalogue) -> Iterator[Target]:
    """Every article's page, in the archive's order."""
    apparatus, seeds = Apparatus.of(catalogue), Seeds(catalogue.pages, catalogue.archive.lines)
    alike = Counter(map(_printed_as, catalogue.articles.values()))
    for run in runs(catalogue.archive):
        for nth, article in enumerate(run):
            unique, code = alike[_printed_as(article)] == 1, (code_file(run[0].id), nth)
            of = catalogue.versions[article.id], unique, code, apparatus.around(article)
            yield leaf(
                article.url,
                of,
                partial(_page, catalogue, apparatus, seeds, article.id, unique=unique, code=code),
            )


def _page(
    catalogue: Catalogue, apparatus: Apparatus, seeds: Seeds, id_: str, *, unique: bool, code: Code
) -> tuple[str, str]:
    article = catalogue.text(id_)
    known = {
        "article": article,
        "root": root_from(article.url),
        "page": catalogue.pages[article.seed],
        **apparatus.beside(article),
    }
    text = template("article.jinja.md").render(
        parts=parts(
            article,
            seeds,
            catalogue.archive.uses.get(article.id, ()),
            apparatus.terms,
            root_from(article.url),
        ),
        contents=_contents(article),
        kind=KINDS.get(article.kind),
        **known,
    )
    beside = template("apparatus.jinja.md").render(cite=citations(article), **known)
    return file_of(article.url), front_matter(
        _fields(article, catalogue, unique=unique, code=code), html=beside
    ) + text


def _printed_as(article: ArticleSummary) -> tuple[str, str | None, int | None]:
    return article.headline, article.date, article.page


def _contents(article: Article) -> tuple[object, ...]:
    subheads = tuple(paragraph for paragraph in article.paragraphs if paragraph.kind == "subhead")
    return subheads if len(subheads) >= _CONTENTS else ()


def _fields(
    article: Article, catalogue: Catalogue, *, unique: bool, code: Code
) -> dict[str, object]:
    """What the page's head says of the article; two articles of one page with the same headline are told apart by their lines."""
    page = catalogue.pages[article.seed]
    date = display(article.date)
    printed = f"{article.paper or ''}{date}" + (f"第{article.page}版" if article.page else "")
    edition = {"name": f"{article.paper or ''} {date}".strip(), "url": edition_url(page)}
    apart = "" if unique else f"（原文第{article.places[0].first}行）"
    themes = {theme.id: theme.label for theme in catalogue.archive.themes}
    return {
        "title": article.headline,
        "printed": printed + apart,
        "description": f"{printed}{apart}：{lead(article, _DESCRIPTION - len(printed + apart))}",
        "template": "article.html",
        "crumbs": [{"name": "报纸", "url": "editions/"}, {"name": date, "url": edition["url"]}],
        "article": {
            name: value
            for name, value in {
                "id": article.id,
                "kicker": article.kicker,
                "subtitle": article.subtitle,
                "column": article.column,
                "dateline": article.dateline,
                "paper": article.paper,
                "page": article.page,
                "date": article.date,
                "issued": certain(article.date),
                "edition": edition,
                "code": {"image": code[0], "nth": code[1]},
                "authors": [author.name for author in article.authors],
                "themes": [
                    {"id": tag.theme, "label": themes[tag.theme]}
                    for tag in catalogue.archive.tags.get(article.id, ())
                ],
            }.items()
            if value
        },
    }
