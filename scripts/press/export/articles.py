"""``data/articles.json``: the whole archive as one JSON document, one article a line, so that a diff reads by articles."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from press.export.record import Record, records, repair_records, unclaimed_repairs
from press.model import Archive, Leftover, Notice

SCHEMA = 1
# GitHub warns of files past 50 MB and browsers show none that long; an article of the two seeds takes 4 KB, so about 5,000.
MOST = 20_000_000
# What JSON allows inside a string but many programs take for the end of a line.
LINE_END = re.compile("[\N{NEXT LINE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")


def articles_json(archive: Archive, most: int = MOST) -> dict[str, bytes]:
    """``data/articles.json`` as the data contract has it.

    Past ``most`` bytes it is an index of parts by year (``data/articles-2026.json``, ``data/articles-undated.json``), each of them
    in the same form.
    """
    lists = {
        "articles": records(archive),
        "furniture": (_furniture(leftover) for leftover in archive.furniture),
        "dropped": ({**_furniture(leftover), "reason": leftover.reason} for leftover in archive.dropped),
        "notices": (_notice(notice) for notice in archive.notices),
        "repairs": repair_records(unclaimed_repairs(archive)),
    }
    dates = {page.seed: page.date for page in archive.pages}
    lines = {
        key: [(_year(item["date"] if key == "articles" else dates[item["seed"]]), line(item)) for item in items]
        for key, items in lists.items()
    }
    if sum(len(text.encode()) for items in lines.values() for _, text in items) > most:
        return _parts(lines)
    return {"data/articles.json": document({key: [text for _, text in items] for key, items in lines.items()})}


def _parts(lines: Mapping[str, list[tuple[str, str]]]) -> dict[str, bytes]:
    """The parts and their index; a part's sum lets a reader fetch only what has changed."""
    files, index = {}, []
    for year in sorted({year for items in lines.values() for year, _ in items}):
        chosen = {key: [text for its, text in items if its == year] for key, items in lines.items()}
        content = files[f"data/articles-{year}.json"] = document(chosen)
        about = {"year": year, "path": f"articles-{year}.json", "articles": len(chosen["articles"]), "bytes": len(content)}
        index.append(line({**about, "sha256": hashlib.sha256(content).hexdigest()}))
    return {"data/articles.json": document({"parts": index}), **files}


def tables_json(archive: Archive) -> bytes:
    """``data/tables.json``: what the ids of themes and names stand for, and the glossary."""
    themes = (
        {"id": theme.id, "label": theme.label, "english": theme.english, "intro": theme.intro, "iptc": theme.iptc}
        for theme in archive.themes
    )
    names = (
        {"id": name.id, "name": name.name, "kind": name.kind, "aliases": name.aliases, "office": name.office}
        for name in archive.names
    )
    terms = (
        {"id": term.id, "term": term.term, "aliases": term.aliases, "meaning": term.meaning, "basis": term.basis}
        for term in archive.terms
    )
    return document({"themes": [*map(line, themes)], "names": [*map(line, names)], "terms": [*map(line, terms)]})


def _year(date: str | None) -> str:
    return date[:4] if date else "undated"


def document(lists: Mapping[str, list[str]]) -> bytes:
    """A JSON object of lists in UTF-8, every item on the line that it is given as.

    >>> print(document({"articles": ['{"id": 1}', '{"id": 2}'], "dropped": []}).decode(), end="")
    {"schema": 1,
    "articles": [
    {"id": 1},
    {"id": 2}
    ],
    "dropped": []
    }
    """
    members = (f'"{key}": ' + ("[\n" + ",\n".join(items) + "\n]" if items else "[]") for key, items in lists.items())
    return (f'{{"schema": {SCHEMA},\n' + ",\n".join(members) + "\n}\n").encode()


def line(value: Any) -> str:
    """A value as JSON without any line end, Chinese written plainly."""
    return LINE_END.sub(lambda end: f"\\u{ord(end[0]):04x}", json.dumps(value, ensure_ascii=False))


def _furniture(leftover: Leftover) -> Record:
    return {"seed": leftover.seed, "line": leftover.line, "text": leftover.text}


def _notice(notice: Notice) -> Record:
    return {"code": notice.code, "seed": notice.seed, "line": notice.line, "text": notice.text}
