"""The parts of the data: all in one, past 20 MB by years, and a year that is itself past 20 MB by
months.

A part is a function of nothing but what lies in it, so that one page more costs as much as its
part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from engine.cache import digest, pack
from press.export.lines import UNDATED, Lines, Run, Shown, period
from press.export.record import Record, repair_record, unclaimed_repairs
from press.export.spreadsheet import head
from press.model import Archive, Leftover, Notice, Repair

# GitHub warns of files past 50 MB and browsers show none that long; an article of the two seeds
# takes 4 KB, so about 5,000. What belongs to no article is measured as it is packed, a little less
# than in JSON: to write it out only to measure it takes a while.
MOST = 20_000_000
# The name of the part that has everything.
WHOLE = ""
# What belongs to no article.
Other = Leftover | Notice | Repair


class DataPart(NamedTuple):
    """A part: ``name`` is a year, a month, ``undated`` or ``WHOLE``; ``periods`` say which articles
    of its runs are its own.

    ``others`` is what belongs to no article, by the lists of the document that it is in.
    """

    name: str
    periods: frozenset[str]
    runs: Mapping[str, Run]
    others: Mapping[str, Sequence[Other]]
    lines: Lines

    @property
    def articles(self) -> int:
        """How many articles it has."""
        return sum(
            held.articles
            for run in self.runs.values()
            for held in run.held
            if held.period in self.periods
        )

    def path(self, form: str) -> str:
        """Where its file of a form lies under docs/: ``data/articles-2026-02.jsonl``."""
        return f"data/articles{self.name and '-'}{self.name}.{form}"

    def key(self) -> tuple[object, ...]:
        """What its articles' rows and news items are a function of."""
        return self._periods(), tuple(run.rows for run in self.runs.values())

    def record_key(self) -> tuple[object, ...]:
        """What its articles' records are a function of."""
        return self._periods(), tuple(run.records for run in self.runs.values())

    def whole_key(self) -> tuple[object, ...]:
        """What all of it is a function of."""
        return *self.record_key(), digest([self.others[name] for name in OTHERS])

    def _periods(self) -> tuple[str, ...]:
        return tuple(sorted(self.periods))

    def said(self) -> Iterator[bytes]:
        """The records of its articles, in the archive's order, those of a page at a time."""
        return (
            b"".join(
                [said.record for said in self.lines.said(run) if period(said.date) in self.periods]
            )
            for run in self.runs
        )

    def shown(self) -> Iterator[Shown]:
        """The rows and news items of its articles, likewise."""
        return (
            shown
            for run in self.runs
            for shown in self.lines.shown(run)
            if period(shown.date) in self.periods
        )

    def sheet(self) -> Iterator[bytes]:
        """Its articles as rows, below the names of the columns."""
        yield head()
        yield from (shown.row for shown in self.shown())

    def items(self) -> Iterator[bytes]:
        """Its articles as news items."""
        return (shown.item for shown in self.shown())

    def records(self, name: str) -> Iterator[Record]:
        """The records of a list of what belongs to no article."""
        return map(OTHERS[name], self.others[name])


def parts(archive: Archive, lines: Lines, most: int = MOST) -> tuple[DataPart, ...]:
    """The parts of an archive, of ``most`` bytes where that can be; in this order their articles
    are the archive's.
    """
    dates = {page.seed: period(page.date) for page in archive.pages}
    others = sorted(_others(archive), key=lambda other: _year(dates[other[1].seed]))
    names = _names(_sizes(lines, ((dates[one.seed], one) for _, one in others)), most) or {
        UNDATED: WHOLE
    }
    periods, runs = defaultdict[str, set[str]](set), defaultdict[str, dict[str, Run]](dict)
    for of, part in names.items():
        periods[part].add(of)
    for id_, run in lines.runs.items():
        for held in run.held:
            runs[names[held.period]][id_] = run
    lists: dict[str, dict[str, list[Other]]] = {
        part: {name: [] for name in OTHERS} for part in periods
    }
    for name, one in others:
        lists[names[dates[one.seed]]][name].append(one)
    return tuple(
        DataPart(part, frozenset(periods[part]), runs[part], lists[part], lines)
        for part in sorted(periods, key=_place)
    )


def _sizes(lines: Lines, others: Iterable[tuple[str, Other]]) -> Mapping[str, int]:
    """The bytes of each period."""
    sizes = Counter[str]()
    for held in (held for run in lines.runs.values() for held in run.held):
        sizes[held.period] += held.size
    for of, one in others:
        sizes[of] += len(pack(one))
    return sizes


def _names(sizes: Mapping[str, int], most: int) -> dict[str, str]:
    """The name of the part that each period is in, by their sizes.

    >>> sizes = {"2025-12": 5, "2026-01": 6, "2026-02": 7, "2026": 1, "undated": 2}
    >>> [sorted(set(_names(sizes, most).values())) for most in (21, 20, 10)]
    [[''], ['2025', '2026', 'undated'], ['2025', '2026', '2026-01', '2026-02', 'undated']]
    """
    if sum(sizes.values()) <= most:
        return dict.fromkeys(sizes, WHOLE)
    years = Counter[str]()
    for of, size in sizes.items():
        years[_year(of)] += size
    return {of: of if years[_year(of)] > most else _year(of) for of in sizes}


def _place(name: str) -> str:
    """What sorts names as the archive is: a year's months, then the year without a month, last what
    has no date.
    """
    return f"{name}~"


def _year(of: str) -> str:
    return of.partition("-")[0]


def _others(archive: Archive) -> Iterator[tuple[str, Other]]:
    """What belongs to no article, each with the list that it is in."""
    lists: tuple[Sequence[Other], ...] = (
        archive.furniture,
        archive.dropped,
        archive.notices,
        unclaimed_repairs(archive),
    )
    return ((name, one) for name, found in zip(OTHERS, lists, strict=True) for one in found)


def _leftover(leftover: Leftover) -> Record:
    return {"seed": leftover.seed, "line": leftover.line, "text": leftover.text}


def _dropped(leftover: Leftover) -> Record:
    return {**_leftover(leftover), "reason": leftover.reason}


def _notice(notice: Notice) -> Record:
    return {"code": notice.code, "seed": notice.seed, "line": notice.line, "text": notice.text}


# The lists of what belongs to no article, in the order of the document, and what makes a record of
# one.
OTHERS: Mapping[str, Callable[[Any], Record]] = {
    "furniture": _leftover,
    "dropped": _dropped,
    "notices": _notice,
    "repairs": repair_record,
}
