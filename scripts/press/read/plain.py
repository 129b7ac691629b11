"""Text and Markdown: a line of the file is a line of the page."""

from __future__ import annotations

from dataclasses import replace

from press.model import Line, Notice
from press.read.sheet import Sheet, sheet
from press.read.source import Source
from press.text import characters


def recognises(source: Source) -> bool:
    """Any text may be a page, but what begins as XML or a web page is not meant to be read as it stands."""
    return source.root is None


def read(source: Source, seed: str) -> tuple[Sheet, ...]:
    """The page, with a notice when its encoding had to be guessed."""
    text, encoding = source.decoded
    lines = (Line(number=at, text=raw) for at, raw in enumerate(characters.lines_of(text), 1))
    page = sheet(seed, lines)
    if encoding not in ("utf-8", "utf-8-sig"):
        guessed = f"文件编码识别为 {encoding}，已转为 UTF-8 阅读"
        notice = Notice(code="encoding", seed=seed, line=1, text=guessed)
        page = replace(page, notices=(notice, *page.notices))
    return (page,)
