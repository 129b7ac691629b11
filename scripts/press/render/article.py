"""The page of an article: its text as Markdown, and in the front matter all that is said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from engine.targets import Target, leaf
from press.model import Article, ArticleSummary, GlossaryTerm
from press.model.urls import code_file, column_url, edition_url, file_of, page_anchor, root_from
from press.packed import runs
from press.render.catalogue import Catalogue
from press.render.entries import KINDS
from press.render.markdown import Listed, Row, block, front_matter, heading, inline, low, one_line
from press.render.sidebar import Sidebar, repairs
from press.render.source_lines import Seeds, source_lines, turns
from press.render.terms_in_text import first_uses, linked
from press.text.dates import certain, display
from press.text.summary import lead

# Characters of a description that search engines show.
_DESCRIPTION = 110
# A list of contents helps from so many subheads on.
_CONTENTS = 2
# Pictures are not kept, only what is printed under them.
_CAPTIONS = "图片说明（照片见原报，本站只收文字）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """An article's place among others: the picture that has its QR code, after how many others.

    ``alike`` says that another article of the same page has the same headline.
    """

    code: str
    nth: int
    alike: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePages:
    """What the pages of all articles are made from."""

    catalogue: Catalogue
    sidebar: Sidebar
    seeds: Seeds
    terms: dict[str, GlossaryTerm]


def pages(catalogue: Catalogue) -> Iterator[Target]:
    """Every article's page, in the archive's order."""
    archive = catalogue.archive
    made_from = ArticlePages(
        catalogue=catalogue,
        sidebar=Sidebar.of(catalogue),
        seeds=Seeds(catalogue.pages, archive.lines),
        terms={term.id: term for term in archive.terms},
    )
    alike = Counter(map(_printed_as, catalogue.articles.values()))
    for run in runs(archive):
        code = code_file(run[0].id)
        for nth, article in enumerate(run):
            printed = Printed(code=code, nth=nth, alike=alike[_printed_as(article)] > 1)
            around = made_from.sidebar.around(article)
            of = catalogue.versions[article.id], code, nth, printed.alike, around
            yield leaf(article.url, of, partial(_page, made_from, article.id, printed))


def _page(made_from: ArticlePages, id_: str, printed: Printed) -> tuple[str, str]:
    article = made_from.catalogue.text(id_)
    fields = {
        **_head(article, made_from.catalogue, printed),
        **made_from.sidebar.fields(article),
        "contents": _contents(article),
        "repairs": list(repairs(article)),
        "source": _source(article, made_from),
    }
    blocks = (*_deck(article), *_text(article, made_from), *_end(article))
    return file_of(article.url), front_matter(fields) + "\n\n".join(blocks) + "\n"


def _printed_as(article: ArticleSummary) -> tuple[str, str | None, int | None]:
    return article.headline, article.date, article.page


def _contents(article: Article) -> list[Row]:
    """The subheads as a list of contents, where there are enough for one."""
    subheads = [one for one in article.paragraphs if one.kind == "subhead"]
    if len(subheads) < _CONTENTS:
        return []
    return [Row(id=one.id, title=low(one.text)) for one in subheads]


def _deck(article: Article) -> Iterator[str]:
    if article.kicker:
        yield block(inline(article.kicker), kind="press-kicker")
    yield heading(1, article.headline, "headline")
    if article.subtitle:
        yield block(inline(article.subtitle), kind="press-subtitle")


def _text(article: Article, made_from: ArticlePages) -> Iterator[str]:
    uses = first_uses(made_from.catalogue.archive.uses.get(article.id, ()))
    root = root_from(article.url)
    for paragraph in article.paragraphs:
        if paragraph.kind == "subhead":
            yield heading(2, paragraph.text, paragraph.id)
        else:
            text = linked(paragraph, uses.get(paragraph.id, ()), made_from.terms, root)
            yield block(text, paragraph.id)


def _end(article: Article) -> Iterator[str]:
    if article.captions:
        yield block(_CAPTIONS, kind="press-captions")
    for caption in article.captions:
        credit = caption.credit and f" {caption.credit}"
        yield block(inline(f"{caption.text}{credit or ''}"), kind="press-caption")
    if article.credit:
        yield block(inline(article.credit), kind="press-signoff")


def _head(article: Article, catalogue: Catalogue, printed: Printed) -> dict[str, object]:
    """What the article is, where it was printed, who wrote it."""
    page = catalogue.pages[article.seed]
    day = display(article.date)
    # Two articles of one page with the same headline are told apart by their lines.
    apart = f"（原文第{article.places[0].first}行）" if printed.alike else ""
    where = (article.paper or "") + day + (f"第{article.page}版" if article.page else "") + apart
    title = one_line(article.headline)
    return {
        "title": title,
        "description": f"{where}：{one_line(lead(article, _DESCRIPTION - len(where)))}",
        "template": "article.html",
        "id": article.id,
        "kind": KINDS.get(article.kind),
        "column": article.column and Row(name=low(article.column), url=column_url(article.column)),
        "byline": article.byline and low(article.byline),
        "dateline": article.dateline and low(article.dateline),
        "authors": Listed(one_line(author.name) for author in article.authors),
        "paper": article.paper and one_line(article.paper),
        "page": article.page,
        "date": article.date,
        "certain": certain(article.date),
        "basis": page.basis and one_line(page.basis),
        "edition": Row(name=day, url=edition_url(page), anchor=str(page_anchor(page))),
        "apart": apart,
        "cite_as": _cited(article, title),
        "photo": article.kind == "photo" or None,
        "code": Row(image=printed.code, place=printed.nth),
    }


def _cited(article: Article, title: str) -> str | None:
    """The title as citations have it, where it is another: with its subtitle, or in brackets.

    The dash that print sets before a subtitle is a colon in GB/T 7714; a title of our own making
    stands in brackets.
    """
    if not article.title:
        return f"[{title}]"
    subtitle = one_line(article.subtitle or "").lstrip("—-─－ ")
    return f"{title}：{subtitle}" if subtitle else None


def _source(article: Article, made_from: ArticlePages) -> dict[str, object]:
    page = made_from.catalogue.pages[article.seed]
    return {
        "seed": page.seed,
        "sha256": page.sha256,
        "first_line": article.places[0].first,
        "last_line": article.places[-1].last,
        **({"turns": found} if (found := turns(article, made_from.seeds)) else {}),
        "lines": source_lines(article, made_from.seeds),
    }
