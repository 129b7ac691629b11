"""Dates of editions: EDTF as the sidecars write it, and the words in which readers see it."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A date to the year, month or day; ~ says about, ? perhaps, % both: 2026-02-10~
_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)")
# The words for a date's uncertainty.
_DOUBTS = {"": "", "~": "约", "?": "疑为", "%": "疑约为"}
UNKNOWN = "日期不详"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class When:
    """A date as far as it is known: 0 stands for what is not. ``doubt`` is EDTF's mark: ``~``, ``?``, ``%`` or nothing."""

    year: int = 0
    month: int = 0
    day: int = 0
    doubt: str = ""

    @property
    def sure(self) -> bool:
        """Whether the very day is known for certain."""
        return bool(self.day) and not self.doubt

    @property
    def words(self) -> str:
        """The date as readers see it.

        >>> when("2026-02-10~").words, when("2026-02").words, when(None).words
        ('约2026年2月10日', '2026年2月（日不详）', '日期不详')
        """
        if not self.year:
            return UNKNOWN
        known = f"{self.year}年" + (f"{self.month}月" if self.month else "") + (f"{self.day}日" if self.day else "")
        missing = "" if self.day else "（日不详）" if self.month else "（月日不详）"
        return _DOUBTS[self.doubt] + known + missing

    @property
    def iso(self) -> str:
        """The date for a machine, without its doubt: ``2026-02-10``, ``2026-02``, ``2026`` or an empty string."""
        parts = (f"{self.year:04}", f"{self.month:02}" if self.month else "", f"{self.day:02}" if self.day else "")
        return "-".join(part for part in parts if part) if self.year else ""

    @property
    def order(self) -> tuple[bool, int, int, int]:
        """What dates sort by: the oldest first, unknown last."""
        return (not self.year, self.year, self.month or 99, self.day or 99)


def when(edtf: str | None) -> When:
    """The date of an EDTF string; one that is unknown, or of a form that we do not write, is unknown."""
    match = _EDTF.fullmatch(edtf or "")
    if not match:
        return When()
    year, month, day, doubt = match.groups()
    return When(year=int(year), month=int(month or 0), day=int(day or 0), doubt=doubt)
