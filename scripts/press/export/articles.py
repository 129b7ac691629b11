"""``data/articles.json``: the whole archive as one JSON document, one article a line, so that a diff reads by articles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from press.export.record import Record, records, repair_records, unclaimed_repairs
from press.model import Archive, Leftover, Notice

SCHEMA = 1
# What JSON allows inside a string but many programs take for the end of a line.
LINE_END = re.compile("[\N{NEXT LINE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")


def articles_json(archive: Archive) -> dict[str, bytes]:
    """``data/articles.json`` as the data contract has it."""
    parts = {
        "articles": list(records(archive)),
        "furniture": [_furniture(leftover) for leftover in archive.furniture],
        "dropped": [{**_furniture(leftover), "reason": leftover.reason} for leftover in archive.dropped],
        "notices": [_notice(notice) for notice in archive.notices],
        "repairs": repair_records(unclaimed_repairs(archive)),
    }
    return {"data/articles.json": document(parts)}


def document(parts: Mapping[str, Iterable[Any]]) -> bytes:
    """A JSON object of lists in UTF-8, every item on a line of its own, the same bytes for the same values.

    >>> print(document({"articles": [{"id": 1}, {"id": 2}], "dropped": []}).decode(), end="")
    {"schema": 1,
    "articles": [
    {"id": 1},
    {"id": 2}
    ],
    "dropped": []
    }
    """
    lists = (f'"{key}": {_lines([line(item) for item in items])}' for key, items in parts.items())
    return (f'{{"schema": {SCHEMA},\n' + ",\n".join(lists) + "\n}\n").encode()


def line(value: Any) -> str:
    """A value as JSON without any line end, Chinese written plainly."""
    return LINE_END.sub(lambda end: f"\\u{ord(end[0]):04x}", json.dumps(value, ensure_ascii=False))


def _lines(items: list[str]) -> str:
    return "[\n" + ",\n".join(items) + "\n]" if items else "[]"


def _furniture(leftover: Leftover) -> Record:
    return {"seed": leftover.seed, "line": leftover.line, "text": leftover.text}


def _notice(notice: Notice) -> Record:
    return {"code": notice.code, "seed": notice.seed, "line": notice.line, "text": notice.text}
