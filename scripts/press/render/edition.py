"""An edition: its pages in order, each with its articles and its layout in words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from engine.targets import Target, leaf
from press.model import ArticleSummary, Block, Page
from press.model.urls import page_anchor
from press.render.browse import browse_page
from press.render.catalogue import Catalogue, Edition, articles_of, lead_headline
from press.render.entries import story
from press.render.markdown import Listed, Row, low, one_line, said
from press.render.roles import ROLES

# Characters that stand for a block which belongs to no article.
_EXCERPT = 30


def edition_pages(catalogue: Catalogue) -> Iterator[Target]:
    """The page of each edition; those with a day lead to the edition before and after."""
    dated = [edition for edition in catalogue.editions if edition.dated]
    at = {edition.url: place for place, edition in enumerate(dated)}
    around = [None, *dated, None]
    for edition in catalogue.editions:
        place = at.get(edition.url)
        before, after = (None, None) if place is None else (around[place], around[place + 2])
        of = edition_version(catalogue, edition), _row(before), _row(after)
        yield leaf(edition.url, of, partial(_edition, catalogue, edition, before, after))


def edition_version(catalogue: Catalogue, edition: Edition) -> tuple[object, ...]:
    """What an edition's page follows from: its pages, and all articles on them."""
    articles = (
        article for page in edition.pages for article in catalogue.on_page.get(page.seed, ())
    )
    return (
        edition.url,
        [(page.seed, page.sha256, page.sidecar) for page in edition.pages],
        [catalogue.versions[article.id] for article in articles],
    )


def _row(edition: Edition | None) -> Row | None:
    return Row(name=edition.text, url=edition.url) if edition else None


def _edition(
    catalogue: Catalogue, edition: Edition, before: Edition | None, after: Edition | None
) -> tuple[str, str]:
    articles = articles_of(catalogue, edition)
    title = _title(catalogue, edition)
    headlines = "；".join(article.headline for article in articles[:3])
    return browse_page(
        edition.url,
        "edition",
        title=title,
        description=f"{title}：{len(edition.pages)}个版，{len(articles)}篇。{headlines}",
        crumbs=_crumbs(edition),
        papers=Listed(map(one_line, edition.papers)),
        date=edition.text,
        articles=len(articles),
        previous=_row(before),
        next=_row(after),
        pages=[_printed_page(catalogue, edition, at) for at in range(len(edition.pages))],
    )


def _title(catalogue: Catalogue, edition: Edition) -> str:
    if edition.dated:
        return "、".join(edition.papers) + edition.text
    lead, seed = lead_headline(catalogue, edition), edition.pages[0].seed
    return f"{lead}（所在版面，{edition.text}，{seed}）"


def _crumbs(edition: Edition) -> list[tuple[str, str]]:
    if not edition.dated or not edition.when:
        return [("报纸", "editions/"), ("日期未知的版面", "editions/undated/")]
    year, month = edition.when.year, edition.when.month
    return [
        ("报纸", "editions/"),
        (f"{year}年", f"editions/{year:04}/"),
        (f"{month}月", f"editions/{year:04}/{month:02}/"),
    ]


def _printed_page(catalogue: Catalogue, edition: Edition, at: int) -> dict[str, object]:
    """A page of an edition; an article that only goes on here is marked."""
    page = edition.pages[at]
    anchors = ["", *(str(page_anchor(each)) for each in edition.pages), ""]
    return said(
        {
            "anchor": anchors[at + 1],
            "name": page_label(edition, page),
            "previous": anchors[at],
            "next": anchors[at + 2],
            "basis": one_line(page.basis or ""),
            "stories": [
                story(article, dated=False, continued=article.seed != page.seed)
                for article in catalogue.on_page.get(page.seed, ())
            ],
            "layout": layout(catalogue, page.seed),
        }
    )


def page_label(edition: Edition, page: Page) -> str:
    """What readers call a page: 第1版, with its paper when the edition has pages of several."""
    label = f"第{page.page}版" if page.page else "版次未知"
    return f"{one_line(page.paper)} {label}" if page.paper and len(edition.papers) > 1 else label


def layout(catalogue: Catalogue, seed: str) -> list[Row]:
    """The page's blocks in reading order, those of one article that follow each other in one box.

    Rules and blanks are left out; ``size`` is a box's length in characters.
    """
    blocks = [
        block
        for block in catalogue.archive.blocks.get(seed, ())
        if block.text.strip() and block.role not in ("rule", "dropped")
    ]
    seen: set[str] = set()
    boxes = []
    for id_, run in groupby(blocks, key=lambda block: block.article):
        boxes.append(_box(catalogue.articles.get(id_ or ""), list(run), again=id_ in seen))
        seen.add(id_ or "")
    return boxes


def _box(article: ArticleSummary | None, run: list[Block], *, again: bool) -> Row:
    roles = dict.fromkeys(block.role for block in run)
    said_ = [
        ROLES[role] + _length(role, [one for one in run if one.role == role]) for role in roles
    ]
    size = sum(len(block.text) for block in run)
    if article is None:
        excerpt = one_line(run[0].text)[:_EXCERPT]
        return Row(title=low(excerpt), size=size, parts=Listed(said_))
    return Row(
        title=low(article.headline) + ("（续）" if again else ""),
        url=article.url,
        column=low(article.column) if article.column and not again else "",
        size=size,
        parts=Listed(said_),
    )


def _length(role: str, blocks: list[Block]) -> str:
    if role == "body":
        return f"{sum(len(block.text) for block in blocks)}字"
    return f"{len(blocks)}则" if role == "caption" and len(blocks) > 1 else ""
