"""Dates as far as they are known: a strict, small part of EDTF (ISO 8601-2:2019, level 1), and how
it reads in Chinese.

Understood: ``2026``, ``2026-02``, ``2026-02-10``, each of them also with one mark at its end: ``~``
approximate (inferred from the news on the page), ``?`` uncertain, ``%`` both. An unknown date is
``None``, everywhere. Intervals, seasons and unspecified digits are refused: no printed newspaper
carries them, and a reader must be able to trust what is shown.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

Mark = Literal["", "~", "?", "%"]

# Year, month, day, mark: 2026-02-10~ (the date inferred for the first seed).
EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)", re.ASCII)
UNKNOWN = "日期未知"
PARTS_UNKNOWN = {1: "（月日未知）", 2: "（日未知）", 3: ""}
MARKS = {"": "", "~": "前后（推定）", "?": "（存疑）", "%": "前后（存疑）"}
Key = tuple[int, int, int, bool]
LAST: Key = (10_000, 13, 32, True)
# Days that are kept in mind: ten years of a daily paper. An archive has many articles of each.
DAYS = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date with the parts that are known; ``month`` and ``day`` are None from where it is
    unknown.
    """

    year: int
    month: int | None
    day: int | None
    mark: Mark

    @property
    def parts(self) -> tuple[int, ...]:
        """The known parts: year, year and month, or all three."""
        return tuple(part for part in (self.year, self.month, self.day) if part is not None)

    @property
    def certain(self) -> str | None:
        """The ISO 8601 prefix that is beyond doubt; a mark takes away the last part; None when
        nothing is left.

        >>> parse("2026-02-10").certain, parse("2026-02-10~").certain, parse("2026~").certain
        ('2026-02-10', '2026-02', None)
        """
        sure = self.parts[:-1] if self.mark else self.parts
        return (
            "-".join(f"{part:0{4 if place == 0 else 2}}" for place, part in enumerate(sure)) or None
        )

    @property
    def text(self) -> str:
        """The date for readers, with its doubt said.

        >>> parse("2026-02-10~").text, parse("2026-02").text
        ('2026年2月10日前后（推定）', '2026年2月（日未知）')
        """
        known = "".join(f"{part}{unit}" for part, unit in zip(self.parts, "年月日", strict=False))
        return known + (MARKS[self.mark] or PARTS_UNKNOWN[len(self.parts)])

    @property
    def first_day(self) -> datetime.date:
        """The best single day for programs that must have one: the first of an unknown day or
        month.
        """
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def key(self) -> Key:
        """For sorting: known days in order, then what is only known to be in that month, then in
        that year.
        """
        return (self.year, self.month or 13, self.day or 32, bool(self.mark))


@lru_cache(DAYS)
def parse(text: str) -> When:
    """The date that ``text`` says; ``ValueError`` with the correct forms when it is none, or no day
    of the calendar.

    >>> parse("2026-13")
    Traceback (most recent call last):
    ValueError: “2026-13” is no date; write 2026, 2026-02 or 2026-02-10; ~ inferred, ? doubtful
    """
    match = EDTF.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in match.groups()[:3])
        assert year is not None
        datetime.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        forms = "write 2026, 2026-02 or 2026-02-10; ~ inferred, ? doubtful"
        raise ValueError(f"“{text}” is no date; {forms}") from None
    return When(year=year, month=month, day=day, mark=cast(Mark, match[4]))


@lru_cache(DAYS)
def display(date: str | None) -> str:
    """The date of an article or edition for readers, an unknown one said to be unknown.

    >>> display("2026"), display(None)
    ('2026年（月日未知）', '日期未知')
    """
    return parse(date).text if date else UNKNOWN


@lru_cache(DAYS)
def certain(date: str | None) -> str | None:
    """The ISO 8601 prefix of a date that is beyond doubt, or None."""
    return parse(date).certain if date else None


@lru_cache(DAYS)
def sort_key(date: str | None) -> Key:
    """For sorting articles and editions by date, the unknown last.

    >>> sorted([None, "2026", "2026-02-10~", "2026-02-10", "2025-12"], key=sort_key)
    ['2025-12', '2026-02-10', '2026-02-10~', '2026', None]
    """
    return parse(date).key if date else LAST
