"""Shelves: a list that grows with the archive, cut into pages of bounded size that rarely change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from press.dates import UNKNOWN, parse, sort_key

Item = TypeVar("Item")

# Entries on one page: at about 900 bytes of HTML an entry, a page stays under 100 KB.
LONGEST = 100
# Entries that the first page of a list shows when the rest lies on pages of its own.
NEWEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf(Generic[Item]):
    """A page of a list: its address, what to call it (nothing for the first), its entries, and how many the list has in all."""

    url: str
    label: str
    items: tuple[Item, ...]
    total: int


def shelve(url: str, items: Sequence[Item], date_of: Callable[[Item], str | None]) -> tuple[Shelf[Item], ...]:
    """The pages of a list that is given from the oldest entry to the newest, undated ones last.

    A short list is one page, the newest entry first. A long one has the newest on its first page and all of them, from the oldest
    on, in pages by year (a year too long for one page in numbered ones), so that a new entry changes two pages only.
    """
    dated = [item for item in items if date_of(item)]
    undated = [item for item in items if not date_of(item)]
    first = (*sorted(dated, key=lambda item: sort_key(date_of(item)), reverse=True), *undated)  # a day's own order stays
    if len(items) <= LONGEST:
        return (Shelf(url=url, label="", items=first, total=len(items)),)
    years = groupby((*dated, *undated), key=lambda item: _year(date_of(item)))
    parts = (part for year, found in years for part in _parts(url, year, tuple(found)))
    return (Shelf(url=url, label="", items=first[:NEWEST], total=len(items)), *parts)


def number(url: str, items: Sequence[Item]) -> tuple[Shelf[Item], ...]:
    """The pages of a list that is in no order of time."""
    starts = range(0, max(len(items), 1), LONGEST)
    return tuple(
        Shelf(url=f"{url}page-{count}/" if count > 1 else url, label=f"第{count}页" if count > 1 else "", items=tuple(items[start:start + LONGEST]), total=len(items))
        for count, start in enumerate(starts, 1)
    )


def _parts(url: str, year: int, items: tuple[Item, ...]) -> Iterator[Shelf[Item]]:
    name, label = (f"{year:04}", f"{year}年") if year else ("undated", UNKNOWN)
    for number, start in enumerate(range(0, len(items), LONGEST), 1):
        more = (f"-{number}", f"之{number}") if len(items) > LONGEST else ("", "")
        yield Shelf(url=f"{url}{name}{more[0]}/", label=label + more[1], items=items[start:start + LONGEST], total=len(items))


def _year(date: str | None) -> int:
    return parse(date).year if date else 0
