"""数据文件: the files of the open data by periods, for whoever wants to fetch them by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from engine.targets import Target, leaf
from press.export import DataPart
from press.render.browse import browse_page
from press.render.markdown import Listed, Row

URL = "data/files/"


def page(parts: Sequence[DataPart], formats: Sequence[str]) -> Target:
    """The page of all files of the parts, each in every format."""
    divided = {part.name.partition("-")[0] for part in parts if "-" in part.name}
    periods = [
        Row(
            name=_text(part.name, divided),
            articles=part.articles,
            files=Listed(part.path(name).rpartition("/")[2] for name in formats),
        )
        for part in parts
    ]
    return leaf(URL, repr(periods), partial(_page, periods))


def _text(name: str, divided: set[str]) -> str:
    """The name of a part for readers; ``divided`` are the years that have months.

    >>> [_text(name, {"2026"}) for name in ("", "2025", "2026-02", "2026", "undated")]
    ['全部', '2025年', '2026年2月', '2026年，月份未知', '日期未知']
    """
    year, _, month = name.partition("-")
    if not year.isdecimal():
        return "日期未知" if year else "全部"
    return (
        f"{year}年{int(month)}月" if month else f"{year}年{'，月份未知' if year in divided else ''}"
    )


def _page(periods: Sequence[Row]) -> tuple[str, str]:
    return browse_page(
        URL,
        "data",
        title="数据文件",
        description="开放数据的全部文件，按时期与格式列出：JSON、JSON Lines、电子表格、ninjs。",
        periods=periods,
    )
