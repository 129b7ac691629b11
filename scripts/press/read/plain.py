"""Text and Markdown: a line of the file is a line of the page."""

from __future__ import annotations

from dataclasses import replace

from press.model import Line, Notice
from press.read import fields, figure_lines, page_marks
from press.read.page_marks import Fact, agreed
from press.read.sheet import Sheet, sheet
from press.read.source import Source
from press.text import characters

# What readers call the lines that say the date.
_WORDS = {
    "running-head": "报眉",
    "date-line": "日期行",
    "crawler-date": "抓取时写下的日期",
    "crawler-page": "抓取时写下的版次",
}


def recognises(source: Source) -> bool:
    """Any text may be a page, but what begins as XML or a web page is not meant to be read as it stands."""
    return source.root is None


def read(source: Source, seed: str) -> tuple[Sheet, ...]:
    """The page, with a notice when its encoding had to be guessed."""
    text, encoding = source.decoded
    lines = (Line(number=at, text=raw) for at, raw in enumerate(characters.lines_of(text), 1))
    marked, facts = page_marks.marked(tuple(fields.marked(tuple(lines))))
    whole, repairs = figure_lines.returned(marked, seed)
    page = _with(sheet(seed, whole), facts)
    page = replace(page, repairs=(*repairs, *page.repairs))
    if encoding not in ("utf-8", "utf-8-sig"):
        guessed = f"文件编码识别为 {encoding}，已转为 UTF-8 阅读"
        notice = Notice(code="encoding", seed=seed, line=1, text=guessed)
        page = replace(page, notices=(notice, *page.notices))
    return (page,)


def _with(page: Sheet, facts: tuple[Fact, ...]) -> Sheet:
    """The page with what its own lines say of it, and which of them say the date."""
    paper, day, number = (agreed(facts, kind) for kind in ("paper", "date", "page"))
    return replace(
        page,
        paper=paper.value if paper else None,
        date=day.value if day else None,
        page=int(number.value) if number else None,
        basis=f"第{day.line}行（{_WORDS[day.rule]}）" if day else None,
    )
