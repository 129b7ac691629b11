"""A list that grows with the archive, cut into pages of bounded size that rarely change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from press.render.markdown import Row, said
from press.text.dates import UNKNOWN, parse

Item = TypeVar("Item")
# What to call a page of the list, and its address.
Turn = tuple[str, str]

# Entries on one page: at about 1,500 bytes of HTML an entry of the longest kind (93 on a theme:
# 140 KB), a page stays under 100 KB.
LONGEST = 60
# Entries that the first page of a list shows when the rest lies on pages of its own.
NEWEST = 30
# Numbered pages that are linked on each side of the one being read, beside the first and the last.
_AROUND = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Generic[Item]):
    """A page of a list: its address, what to call it (nothing for the first), its entries.

    ``total`` counts the whole list; on the pages of a year their own entries, for those pages are
    not to change with every new one. ``years`` leads to the other years, ``parts`` to the other
    pages of this one.
    """

    url: str
    label: str
    items: tuple[Item, ...]
    total: int
    year: str = ""
    years: tuple[Turn, ...] = ()
    parts: tuple[Turn, ...] = ()

    @property
    def turns(self) -> dict[str, object]:
        """The links to the other pages, for a template."""
        years = [self._turn(*turn, current=self.year) for turn in self.years]
        return said({"years": years, "parts": [self._turn(*turn) for turn in self.parts]})

    def _turn(self, name: str, url: str, current: str = "") -> Row:
        here = "page" if url == self.url else "true" if name == current else ""
        return Row(name=name, url=url, here=here)

    @property
    def frame(self) -> tuple[object, ...]:
        """All of the page but its entries."""
        return self.url, self.label, self.total, self.year, self.years, self.parts


def list_pages(
    url: str, items: Sequence[Item], date_of: Callable[[Item], str | None], *, under: str = ""
) -> Iterator[ListPage[Item]]:
    """The pages of a list that is given from the oldest entry to the newest.

    A short list is one page, the newest entry first, the undated last. A long one has the newest on
    its first page and all of them, from the oldest on, in pages by year (a year too long for one
    page in numbered ones), so that a new entry changes two pages only. All pages but the first lie
    ``under`` another address if given.
    """
    dates = [*map(date_of, items)]
    first = _newest_first(items, dates)
    if len(items) <= LONGEST:
        yield ListPage(url=url, label="", items=first, total=len(items))
        return
    groups = [
        (*_named(under or url, year), found) for year, found in _by_year(items, dates).items()
    ]
    turns = (
        ("最新", url),
        *((label, _part(address, 1, len(found))[1]) for label, address, found in groups),
    )
    yield ListPage(
        url=url, label="", items=first[:NEWEST], total=len(items), year="最新", years=turns
    )
    for label, address, found in groups:
        yield from _parts(label, address, found, turns)


def _newest_first(items: Sequence[Item], dates: Sequence[str | None]) -> tuple[Item, ...]:
    """The items with the newest first and the undated last; a day's own order stays."""
    dated = [at for at, date in enumerate(dates) if date]
    newest = sorted(dated, key=lambda at: newness(dates[at]), reverse=True)
    undated = [at for at, date in enumerate(dates) if not date]
    return tuple(items[at] for at in (*newest, *undated))


def _by_year(items: Sequence[Item], dates: Sequence[str | None]) -> Mapping[int, tuple[Item, ...]]:
    """The items by year, the unknown (0) last, in their own order."""
    found: dict[int, list[Item]] = {}
    for item, date in zip(items, dates, strict=True):
        found.setdefault(_year(date), []).append(item)
    years = sorted(found, key=lambda year: year or 9999)
    return {year: tuple(found[year]) for year in years}


@cache
def newness(date: str | None) -> tuple[int, ...]:
    """The key by which the newest of some dates is the largest.

    Where the day is not known, any known day of that year or month is newer.

    >>> sorted([None, "2026", "2026-02-10~", "2025-12"], key=newness)
    [None, '2025-12', '2026', '2026-02-10~']
    """
    return parse(date).parts if date else ()


def numbered_pages(url: str, items: Sequence[Item], *, under: str = "") -> Iterator[ListPage[Item]]:
    """The pages of a list without dates; all but the first lie ``under`` an address if given."""
    yield from _parts("", url, tuple(items), (), under)


def _named(url: str, year: int) -> tuple[str, str]:
    return (f"{year}年", f"{url}{year:04}/") if year else (UNKNOWN, f"{url}undated/")


def _parts(
    label: str, url: str, items: tuple[Item, ...], years: tuple[Turn, ...], under: str = ""
) -> Iterator[ListPage[Item]]:
    """A year's entries (or all, when there are no years) on as many pages as they need."""
    pages = max((len(items) + LONGEST - 1) // LONGEST, 1)
    for page in range(1, pages + 1):
        near = sorted({1, pages, *range(max(page - _AROUND, 1), min(page + _AROUND, pages) + 1)})
        name, address = _part(url, page, len(items), under)
        found = items[(page - 1) * LONGEST : page * LONGEST]
        yield ListPage(
            url=address,
            label=label + (name if page > 1 or label else ""),
            items=found,
            total=len(found) if label else len(items),
            year=label,
            years=years,
            parts=tuple(_part(url, other, len(items), under) for other in near)
            if pages > 1
            else (),
        )


def _part(url: str, page: int, count: int, under: str = "") -> Turn:
    """A numbered page of a year, or of a list without years; what fits on one page has no number.

    >>> _part("x/2026/", 2, 250), _part("x/2026/", 1, 20)
    (('第2页', 'x/2026/page-2/'), ('', 'x/2026/'))
    """
    if count <= LONGEST:
        return "", url
    return f"第{page}页", f"{under or url}page-{page}/" if page > 1 else url


@cache
def _year(date: str | None) -> int:
    return parse(date).year if date else 0
