"""报纸: years, months, days, and the pages whose day is unknown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from engine.targets import Target, leaf
from press.render.browse import browse_page
from press.render.catalogue import Catalogue, Edition, articles_of
from press.render.edition import edition_pages, edition_version
from press.render.list_pages import ListPage, list_pages
from press.render.markdown import Listed, Row, low, one_line, said
from press.render.months import Month, Year, years

SECTION = ("报纸", "editions/")
UNDATED = ("日期未知的版面", "editions/undated/")
# Headlines of an edition in the list of its month.
_HEADLINES = 4
# Pages without a day that their year or month lists; the rest is in the list of all of them.
_UNDATED = 30
# Editions that the overview lists.
_NEWEST = 5


def pages(catalogue: Catalogue) -> Iterator[Target]:
    """All pages of 报纸, from the overview down to each edition."""
    found = years(catalogue.editions)
    undated = [edition for edition in catalogue.editions if not edition.dated]
    yield leaf(SECTION[1], None, partial(_overview, catalogue, found, len(undated)))
    yield from _calendars(catalogue, found, _known_to_be_in(undated))
    if undated:
        under = "editions/undated-by-year/"
        for page in list_pages(UNDATED[1], undated, lambda edition: edition.date, under=under):
            versions = [edition_version(catalogue, edition) for edition in page.items]
            yield leaf(page.url, (page.frame, versions), partial(_undated, catalogue, page))
    yield from edition_pages(catalogue)


Known = Mapping[tuple[int, int | None], Sequence[Edition]]


def _calendars(catalogue: Catalogue, found: Sequence[Year], known: Known) -> Iterator[Target]:
    """The pages of years and months, with the pages of which no more than that is ``known``."""
    for year in found:
        others = known.get((year.year, None), ())
        yield leaf(year.url, None, partial(_year, catalogue, year, others))
        for month in year.months:
            others = known.get((month.year, month.month), ())
            listed = [edition_version(catalogue, edition) for edition in (*month.editions, *others)]
            of = repr(month.calendar), listed
            yield leaf(month.url, of, partial(_month, catalogue, month, others))


def _known_to_be_in(undated: Iterable[Edition]) -> Known:
    """The pages without a day by the year, or the year and month, that is known of them."""
    known: defaultdict[tuple[int, int | None], list[Edition]] = defaultdict(list)
    for edition in undated:
        if edition.when:
            known[edition.when.year, edition.when.month].append(edition)
    return known


def _overview(catalogue: Catalogue, found: Sequence[Year], undated: int) -> tuple[str, str]:
    newest = [edition for edition in catalogue.editions if edition.dated][-_NEWEST:]
    count = f"{len(catalogue.editions)}期，{len(catalogue.pages)}个版"
    return browse_page(
        SECTION[1],
        "editions",
        title="报纸",
        description=f"按年、月、日查阅已收录的报纸：{count}。",
        editions=[listed(catalogue, edition) for edition in reversed(newest)],
        calendar=found[-1].months[-1].calendar if found else None,
        years=[_year_row(year) for year in reversed(found)],
        undated=undated or None,
    )


def _year_row(year: Year) -> dict[str, object]:
    months = [
        Row(name=f"{month.month}月", url=month.url, editions=len(month.editions))
        for month in year.months
    ]
    name = f"{year.year}年"
    return {
        "id": year.year,
        "name": name,
        "url": year.url,
        "editions": year.count,
        "months": months,
    }


def listed(catalogue: Catalogue, edition: Edition) -> dict[str, object]:
    """An edition in a list: how much it holds and its first headlines."""
    articles = articles_of(catalogue, edition)
    return said(
        {
            "papers": Listed(map(one_line, edition.papers)),
            "date": edition.text,
            "url": edition.url,
            "seed": None if edition.dated else edition.pages[0].seed,
            "pages": len(edition.pages),
            "articles": len(articles),
            "headlines": [
                Row(title=low(article.headline), url=article.url)
                for article in articles[:_HEADLINES]
            ],
        }
    )


def _year(catalogue: Catalogue, year: Year, undated: Sequence[Edition]) -> tuple[str, str]:
    count = f"{len(year.months)}个月，{year.count}期"
    return browse_page(
        year.url,
        "year",
        title=f"{year.year}年的报纸",
        description=f"{year.year}年已收录的报纸：{count}；日历上可见缺期。",
        crumbs=[SECTION],
        here=f"{year.year}年",
        count=year.count,
        calendars=[month.calendar for month in year.months],
        undated=len(undated) or None,
        editions=[listed(catalogue, edition) for edition in undated[:_UNDATED]],
        more=len(undated) > _UNDATED or None,
    )


def _month(catalogue: Catalogue, month: Month, undated: Sequence[Edition]) -> tuple[str, str]:
    name, count = f"{month.year}年{month.month}月", len(month.editions)
    shown = (*month.editions, *undated[:_UNDATED])
    return browse_page(
        month.url,
        "month",
        title=f"{name}的报纸",
        description=f"{name}已收录的报纸：{count}期，逐日列出主要标题；日历上可见缺期。",
        crumbs=[SECTION, (f"{month.year}年", f"editions/{month.year:04}/")],
        here=f"{month.month}月",
        calendar=month.calendar,
        editions=[listed(catalogue, edition) for edition in shown],
        more=len(undated) > _UNDATED or None,
    )


def _undated(catalogue: Catalogue, page: ListPage[Edition]) -> tuple[str, str]:
    title = UNDATED[0] + (f"：{page.label}" if page.label else "")
    return browse_page(
        page.url,
        "undated",
        title=title,
        description=f"{title}：原文没有印出日期，也推定不到某一天的版面，共{page.total}个。",
        crumbs=[SECTION],
        total=page.total,
        turns=page.turns,
        editions=[listed(catalogue, edition) for edition in page.items],
    )
