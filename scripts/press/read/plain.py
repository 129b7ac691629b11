"""Text and Markdown: a line of the file is a line of the page."""

from __future__ import annotations

from dataclasses import replace

from press.model import Line, Notice
from press.read import fields, figure_lines, mixed_columns, page_marks
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
    """Any text may be a page, but what begins as XML or a web page is not meant to be read as it
    stands.
    """
    return source.root is None


def read(source: Source, seed: str) -> tuple[Sheet, ...]:
    """The page, with a notice when its encoding had to be guessed."""
    text, encoding = source.decoded
    lines = (Line(number=at, text=raw) for at, raw in enumerate(characters.lines_of(text), 1))
    marked, facts = page_marks.marked(tuple(fields.marked(tuple(lines))))
    whole, repairs = figure_lines.returned(marked, seed)
    page = _with(sheet(seed, whole), facts)
    page = replace(page, repairs=(*repairs, *page.repairs))
    if mixed_columns.are_mixed(page.lines):
        page = _as_one_text(page, seed)
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


def _as_one_text(page: Sheet, seed: str) -> Sheet:
    """A page read across its columns: its lines are one text, for nothing in them can be told
    apart.
    """
    lines = tuple(
        line if line.hint else replace(line, hint="text", border="run-on") for line in page.lines
    )
    text = (
        "这一版的各栏是横着一行一行读的，句子都断开混在一起，没有办法分开："
        "请改用这一版的 PDF 或图片，或者带位置的识别结果（ALTO、hOCR、PAGE XML）"
    )
    notice = Notice(code="mixed-columns", seed=seed, line=1, text=text)
    return replace(page, lines=lines, notices=(notice, *page.notices))
