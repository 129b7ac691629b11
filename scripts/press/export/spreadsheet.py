"""The archive as a sheet: CSV that Excel, WPS and LibreOffice open right, one article a row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from press.export.record import Record

# Column of the sheet → its type (Frictionless Table Schema) and what it holds.
COLUMNS = {
    "id": ("string", "编号"),
    "url": ("string", "网址（站点根目录以下）"),
    "kind": ("string", "体裁"),
    "paper": ("string", "报纸"),
    "date": ("string", "日期（EDTF：~ 推定，? 存疑；空为未知）"),
    "page": ("integer", "版次"),
    "column": ("string", "栏目"),
    "kicker": ("string", "引题"),
    "title": ("string", "主题"),
    "subtitle": ("string", "副题"),
    "byline": ("string", "署名（照录）"),
    "dateline": ("string", "电头"),
    "authors": ("string", "作者，以；分隔"),
    "themes": ("string", "专题编号，以；分隔"),
    "names": ("string", "人物与机构编号，以；分隔"),
    "captions": ("string", "图片说明，一行一条"),
    "characters": ("integer", "正文字数（含标点）"),
    "text": ("string", "正文，一段一行；超过 32000 字的截短，全文见网址"),
    "seed": ("string", "原文文件"),
    "sha256": ("string", "原文文件的 SHA-256"),
    "first_line": ("integer", "原文起始行"),
    "last_line": ("integer", "原文终止行"),
}
# What spreadsheets take for the beginning of a formula, in full width too (East Asian versions of
# Excel): =cmd|' /C calc'!A0
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
# Excel refuses cells of more than 32,767 characters and spills the rest into other rows.
LONGEST_TEXT = 32_000
CUT = "……（全文见网址）"


def head() -> bytes:
    """What a sheet in UTF-8 begins with: a byte order mark, without which Excel shows no Chinese,
    and the names of the columns.
    """
    return _written(COLUMNS).encode("utf-8-sig")


def row(article: Record) -> str:
    """The row of an article, ended by CRLF (RFC 4180); a cell that could be taken for a formula
    begins with ``'``.
    """
    return _written(map(cell, _cells(article)))


def _written(cells: Iterable[str | int | None]) -> str:
    sheet = io.StringIO()
    csv.writer(sheet).writerow(cells)
    return sheet.getvalue()


def cell(value: str | int | None) -> str | int | None:
    """A value as a spreadsheet may safely show it.

    >>> cell("=1+1"), cell("－5℃"), cell("5=5"), cell(-5)
    ("'=1+1", "'－5℃", '5=5', -5)
    """
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def _cells(article: Record) -> list[str | int | None]:
    text = "\n".join(part["text"] for part in article["paragraphs"])
    values = {
        **article,
        **article["source"],
        "authors": "；".join(author["name"] for author in article["authors"]),
        "themes": "；".join(theme["id"] for theme in article["themes"]),
        "names": "；".join(name["id"] for name in article["names"]),
        "captions": "\n".join(caption["text"] for caption in article["captions"]),
        "characters": len(text) - text.count("\n"),
        "text": text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + CUT,
    }
    return [values[column] for column in COLUMNS]
