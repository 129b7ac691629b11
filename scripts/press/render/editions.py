"""报纸: years, months, days; an edition's pages with their articles and their layout in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from markupsafe import Markup

from engine.targets import Target, leaf
from press.model import ArticleSummary, Block, Page
from press.model.urls import href, page_anchor
from press.render.catalogue import Catalogue, Edition, articles_of, lead_headline
from press.render.entries import Entry, entry
from press.render.months import Month, Year, years
from press.render.roles import ROLES
from press.render.sheet import sheet
from press.render.shelves import Shelf, shelve

SECTION = ("报纸", "editions/")
# Headlines of an edition in the list of its month.
_HEADLINES = 4
# Pages without a day that their year or month lists; the rest is in the list of all of them.
_UNDATED = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box of the layout: blocks that follow each other on the page and belong to one article (or, without one, to none)."""

    href: Markup | None
    column: str
    headline: str
    parts: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """A page of an edition: what it is called, its articles in order, its layout, and its neighbours' anchors."""

    page: Page
    anchor: str
    label: str
    entries: tuple[tuple[Entry, bool], ...]
    layout: tuple[Box, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An edition in a list: how much it holds and its first headlines."""

    edition: Edition
    articles: int
    entries: tuple[Entry, ...]


def pages(catalogue: Catalogue) -> Iterator[Target]:
    """All pages of 报纸, from the overview down to each edition."""
    found = years(catalogue.editions)
    undated = tuple(edition for edition in catalogue.editions if not edition.dated)
    known = _known_to_be_in(undated)
    yield leaf(SECTION[1], None, partial(_overview, catalogue, found, len(undated)))
    for year in found:
        yield leaf(
            year.url, None, partial(_year, catalogue, year, known.get((year.year, None), ()))
        )
        for month in year.months:
            others = known.get((month.year, month.month), ())
            of = (
                month.weeks_in_short,
                [_version(catalogue, edition) for edition in (*month.editions, *others)],
            )
            yield leaf(month.url, of, partial(_month, catalogue, month, others))
    if undated:
        for shelf in shelve(
            "editions/undated/",
            undated,
            lambda edition: edition.date,
            under="editions/undated-by-year/",
        ):
            of = shelf.frame, [_version(catalogue, edition) for edition in shelf.items]
            yield leaf(shelf.url, of, partial(_undated, catalogue, shelf))
    yield from _editions(catalogue)


def _overview(catalogue: Catalogue, found: Sequence[Year], undated: int) -> tuple[str, str]:
    return sheet(
        SECTION[1],
        "editions",
        title="报纸",
        years=found[::-1],
        undated=undated,
        description=f"按年、月、日查阅已收录的报纸：{len(catalogue.editions)}期，{len(catalogue.pages)}个版。",
        newest=tuple(listed(catalogue, edition) for edition in _newest(catalogue)),
    )


def _version(catalogue: Catalogue, edition: Edition) -> tuple[object, ...]:
    """What an edition's page follows from: its pages, and all articles on them."""
    articles = (
        article for page in edition.pages for article in catalogue.on_page.get(page.seed, ())
    )
    return (
        edition.url,
        [(page.seed, page.sha256, page.sidecar) for page in edition.pages],
        [catalogue.versions[article.id] for article in articles],
    )


def _newest(catalogue: Catalogue) -> tuple[Edition, ...]:
    return tuple(reversed([edition for edition in catalogue.editions if edition.dated][-5:]))


def listed(catalogue: Catalogue, edition: Edition) -> Listed:
    """An edition for a list."""
    articles = articles_of(catalogue, edition)
    return Listed(
        edition=edition,
        articles=len(articles),
        entries=tuple(entry(article) for article in articles[:_HEADLINES]),
    )


def _known_to_be_in(undated: Iterable[Edition]) -> Mapping[tuple[int, int | None], list[Edition]]:
    """The pages without a day by the year, or the year and month, that is known of them."""
    known: defaultdict[tuple[int, int | None], list[Edition]] = defaultdict(list)
    for edition in undated:
        if edition.when:
            known[edition.when.year, edition.when.month].append(edition)
    return known


def _year(catalogue: Catalogue, year: Year, undated: Sequence[Edition]) -> tuple[str, str]:
    return sheet(
        year.url,
        "year",
        title=f"{year.year}年的报纸",
        year=year,
        crumbs=[SECTION],
        listing=tuple(listed(catalogue, edition) for edition in undated[:_UNDATED]),
        undated=len(undated),
        more=len(undated) > _UNDATED,
        description=f"{year.year}年已收录的报纸：{len(year.months)}个月，{year.count}期；日历上可见缺期。",
    )


def _month(catalogue: Catalogue, month: Month, undated: Sequence[Edition]) -> tuple[str, str]:
    return sheet(
        month.url,
        "month",
        title=f"{month.year}年{month.month}月的报纸",
        month=month,
        crumbs=[SECTION, (f"{month.year}年", f"editions/{month.year:04}/")],
        description=f"{month.year}年{month.month}月已收录的报纸：{len(month.editions)}期，逐日列出主要标题；日历上可见缺期。",
        listing=tuple(
            listed(catalogue, edition) for edition in (*month.editions, *undated[:_UNDATED])
        ),
        more=len(undated) > _UNDATED,
    )


def _undated(catalogue: Catalogue, shelf: Shelf[Edition]) -> tuple[str, str]:
    title = "日期未知的版面" + (f"：{shelf.label}" if shelf.label else "")
    return sheet(
        shelf.url,
        "undated",
        title=title,
        shelf=shelf,
        crumbs=[SECTION],
        description=f"{title}：原文没有印出日期，也推定不到某一天的版面，共{shelf.total}个。",
        listing=tuple(listed(catalogue, edition) for edition in shelf.items),
    )


def _editions(catalogue: Catalogue) -> Iterator[Target]:
    """The page of each edition; those with a day lead to the edition before and after."""
    dated = [edition for edition in catalogue.editions if edition.dated]
    neighbours = {
        edition.url: (
            dated[place - 1] if place else None,
            dated[place + 1] if place + 1 < len(dated) else None,
        )
        for place, edition in enumerate(dated)
    }
    for edition in catalogue.editions:
        beside = neighbours.get(edition.url, (None, None))
        of = (
            _version(catalogue, edition),
            [(other.url, other.date, other.papers) if other else None for other in beside],
        )
        yield leaf(edition.url, of, partial(_edition, catalogue, edition, *beside))


def _edition(
    catalogue: Catalogue, edition: Edition, before: Edition | None, after: Edition | None
) -> tuple[str, str]:
    articles = articles_of(catalogue, edition)
    title = _title(catalogue, edition)
    return sheet(
        edition.url,
        "edition",
        title=title,
        edition=edition,
        before=before,
        after=after,
        crumbs=_crumbs(edition),
        description=f"{title}：{len(edition.pages)}个版，{len(articles)}篇。"
        + "；".join(article.headline for article in articles[:3]),
        sheets=printed_pages(catalogue, edition),
        count=len(articles),
    )


def _title(catalogue: Catalogue, edition: Edition) -> str:
    if edition.dated:
        return "、".join(edition.papers) + edition.text
    return (
        f"{lead_headline(catalogue, edition)}（所在版面，{edition.text}，{edition.pages[0].seed}）"
    )


def _crumbs(edition: Edition) -> list[tuple[str, str]]:
    if not edition.dated or not edition.when:
        return [SECTION, ("日期未知的版面", "editions/undated/")]
    year, month = edition.when.year, edition.when.month
    return [
        SECTION,
        (f"{year}年", f"editions/{year:04}/"),
        (f"{month}月", f"editions/{year:04}/{month:02}/"),
    ]


def printed_pages(catalogue: Catalogue, edition: Edition) -> tuple[PrintedPage, ...]:
    """The pages of an edition in order; an article that only goes on here is marked."""
    anchors = ["", *(page_anchor(page) for page in edition.pages), ""]
    return tuple(
        PrintedPage(
            page=page,
            anchor=anchors[number],
            label=page_label(edition, page),
            before=anchors[number - 1],
            after=anchors[number + 1],
            entries=tuple(
                (entry(article), article.seed != page.seed)
                for article in catalogue.on_page.get(page.seed, ())
            ),
            layout=layout(catalogue, page.seed),
        )
        for number, page in enumerate(edition.pages, 1)
    )


def page_label(edition: Edition, page: Page) -> str:
    """What readers call a page: 第1版, with its paper when the edition has pages of more than one."""
    label = f"第{page.page}版" if page.page else "版次未知"
    return f"{page.paper} {label}" if page.paper and len(edition.papers) > 1 else label


def layout(catalogue: Catalogue, seed: str) -> tuple[Box, ...]:
    """The page's blocks in reading order, those of one article that follow each other in one box; rules and blanks left out."""
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
    return tuple(boxes)


def _box(article: ArticleSummary | None, run: list[Block], *, again: bool) -> Box:
    said = [
        ROLES[role] + _length(role, [block for block in run if block.role == role])
        for role in dict.fromkeys(block.role for block in run)
    ]
    return Box(
        href=href(article.url) if article else None,
        column=article.column or "" if article and not again else "",
        headline=(article.headline + ("（续）" if again else ""))
        if article
        else run[0].text.strip()[:30],
        parts=tuple(said),
        size=sum(len(block.text) for block in run),
    )


def _length(role: str, blocks: list[Block]) -> str:
    if role == "body":
        return f"{sum(len(block.text) for block in blocks)}字"
    return f"{len(blocks)}则" if role == "caption" and len(blocks) > 1 else ""
