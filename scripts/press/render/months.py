"""Months and years of editions, so that what is not there shows as a gap."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from press.render.catalogue import Edition
from press.render.markdown import Listed, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of a month: its edition, or None; ``gap`` when editions before and after it exist."""

    number: int
    edition: Edition | None
    gap: bool

    @property
    def shown(self) -> int | Row:
        """The day for a template: its number alone when there is nothing to say of it."""
        if self.edition and self.edition.when:
            about = bool(self.edition.when.mark) or None
            return Row(day=self.number, url=self.edition.url, date=self.edition.text, about=about)
        return Row(day=self.number, gap=True) if self.gap else self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month as weeks from Monday on; None is a day of another month."""

    year: int
    month: int
    weeks: tuple[tuple[Day | None, ...], ...]
    editions: tuple[Edition, ...]

    @property
    def url(self) -> str:
        """The page of the month."""
        return f"editions/{self.year:04}/{self.month:02}/"

    @property
    def calendar(self) -> dict[str, object]:
        """The month for a template: of each day its number, its edition or that it is a gap."""
        return {
            "name": f"{self.year}年{self.month}月",
            "url": self.url,
            "editions": len(self.editions),
            "weeks": [Listed(day and day.shown for day in week) for week in self.weeks],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year with the months that have editions."""

    year: int
    months: tuple[Month, ...]

    @property
    def url(self) -> str:
        """The page of the year."""
        return f"editions/{self.year:04}/"

    @property
    def count(self) -> int:
        """How many editions the year has."""
        return sum(len(month.editions) for month in self.months)


def years(editions: Sequence[Edition]) -> tuple[Year, ...]:
    """The years and months that have a dated edition, from the oldest to the newest."""
    by_day = {day_of(edition): edition for edition in editions if edition.dated}
    if not by_day:
        return ()
    first, last = min(by_day), max(by_day)
    months = (
        _month(year, month, by_day, first, last)
        for year, month in sorted({(day.year, day.month) for day in by_day})
    )
    return tuple(
        Year(year=year, months=tuple(found))
        for year, found in groupby(months, key=lambda month: month.year)
    )


def day_of(edition: Edition) -> datetime.date:
    """The day of a dated edition."""
    assert edition.when is not None
    return edition.when.first_day


def _month(
    year: int,
    month: int,
    by_day: dict[datetime.date, Edition],
    first: datetime.date,
    last: datetime.date,
) -> Month:
    def day(date: datetime.date) -> Day | None:
        if date.month != month:
            return None
        return Day(
            number=date.day,
            edition=by_day.get(date),
            gap=first < date < last and date not in by_day,
        )

    weeks = calendar.Calendar().monthdatescalendar(year, month)
    days = tuple(tuple(day(date) for date in week) for week in weeks)
    found = tuple(day.edition for week in days for day in week if day and day.edition)
    return Month(year=year, month=month, weeks=days, editions=found)
