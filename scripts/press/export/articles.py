"""``data/articles.json``: the whole archive as one JSON document, one article a line, so that a diff reads by articles."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from press.export.lines import Said
from press.export.record import Record, line, repair_records, unclaimed_repairs
from press.model import Archive, Leftover, Notice

SCHEMA = 1
# GitHub warns of files past 50 MB and browsers show none that long; an article of the two seeds takes 4 KB, so about 5,000.
MOST = 20_000_000
_LISTS = ("articles", "furniture", "dropped", "notices", "repairs")
# By year, the items of each list as lines of JSON.
_Years = Mapping[str, Mapping[str, bytearray]]


def articles_json(archive: Archive, lines: Iterable[Said], most: int = MOST) -> Iterator[tuple[str, bytes]]:
    """``data/articles.json`` as the data contract has it.

    Past ``most`` bytes it is an index of parts by year (``data/articles-2026.json``, ``data/articles-undated.json``), each of them
    in the same form.
    """
    years = _by_year(archive, lines)
    if sum(len(items) for lists in years.values() for items in lists.values()) > most:
        return _parts(years)
    return iter([("data/articles.json", document({key: b"".join(year[key] for year in years.values()) for key in _LISTS}))])


def _by_year(archive: Archive, lines: Iterable[Said]) -> _Years:
    """The items of every list as JSON, by the year of their articles or pages."""
    years: defaultdict[str, dict[str, bytearray]] = defaultdict(lambda: {key: bytearray() for key in _LISTS})
    dates = {page.seed: page.date for page in archive.pages}
    for said in lines:
        years[_year(said.date)]["articles"] += said.record
    others = {
        "furniture": map(_furniture, archive.furniture),
        "dropped": ({**_furniture(leftover), "reason": leftover.reason} for leftover in archive.dropped),
        "notices": map(_notice, archive.notices),
        "repairs": repair_records(unclaimed_repairs(archive)),
    }
    for key, items in others.items():
        for item in items:
            years[_year(dates[item["seed"]])][key] += f"{line(item)}\n".encode()
    return years


def _parts(years: _Years) -> Iterator[tuple[str, bytes]]:
    """The parts and their index; a part's sum lets a reader fetch only what has changed."""
    index = bytearray()
    for year in sorted(years):
        content = document(years[year])
        about = {"year": year, "path": f"articles-{year}.json", "articles": years[year]["articles"].count(b"\n"), "bytes": len(content)}
        index += f"{line({**about, 'sha256': hashlib.sha256(content).hexdigest()})}\n".encode()
        yield f"data/articles-{year}.json", content
    yield "data/articles.json", document({"parts": index})


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
    return document({key: "".join(f"{line(row)}\n" for row in rows).encode() for key, rows in {"themes": themes, "names": names, "terms": terms}.items()})


def _year(date: str | None) -> str:
    return date[:4] if date else "undated"


def document(lists: Mapping[str, bytes | bytearray]) -> bytes:
    r"""A JSON object of lists in UTF-8, every item on the line that it is given as.

    >>> print(document({"articles": b'{"id": 1}\n{"id": 2}\n', "dropped": b""}).decode(), end="")
    {"schema": 1,
    "articles": [
    {"id": 1},
    {"id": 2}
    ],
    "dropped": []
    }
    """
    members = (f'"{key}": '.encode() + (b"[\n" + items[:-1].replace(b"\n", b",\n") + b"\n]" if items else b"[]") for key, items in lists.items())
    return f'{{"schema": {SCHEMA},\n'.encode() + b",\n".join(members) + b"\n}\n"


def _furniture(leftover: Leftover) -> Record:
    return {"seed": leftover.seed, "line": leftover.line, "text": leftover.text}


def _notice(notice: Notice) -> Record:
    return {"code": notice.code, "seed": notice.seed, "line": notice.line, "text": notice.text}
