"""``data/articles.json``: a whole archive, or a part of it, as one JSON document, one article a
line, so that a diff reads by articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from engine.files import Sum
from press.export.parts import DataPart
from press.export.record import Record, line
from press.model import Archive

SCHEMA = 1
# What is published of each table.
_COLUMNS = {
    "themes": ("id", "label", "english", "intro", "iptc"),
    "names": ("id", "name", "kind", "aliases", "office"),
    "terms": ("id", "term", "aliases", "meaning", "basis"),
}


def articles_json(part: DataPart) -> Iterator[bytes]:
    """A part as the data contract has it, piece by piece."""
    others = {name: (b"".join(map(line, part.records(name))),) for name in part.others}
    return document({"articles": part.said(), **others})


def index_json(parts: Sequence[DataPart], sums: Sequence[Sum]) -> Iterator[bytes]:
    """The index of the parts, whose documents are summed up: a reader needs to fetch only what has
    changed.
    """
    return document(
        {"parts": (line(_listed(part, found)) for part, found in zip(parts, sums, strict=True))}
    )


def _listed(part: DataPart, found: Sum) -> Record:
    year, _, month = part.name.partition("-")
    path = part.path("json").rpartition("/")[2]
    return {
        "year": year,
        **({"month": month} if month else {}),
        "path": path,
        "articles": part.articles,
        "bytes": found.size,
        "sha256": found.sha256,
    }


def tables_json(archive: Archive) -> bytes:
    """``data/tables.json``: what the ids of themes and names stand for, and the glossary."""
    rows: dict[str, Iterable[object]] = {
        "themes": archive.themes,
        "names": archive.names,
        "terms": archive.terms,
    }
    lines = {name: [line(_row(each, name)) for each in of] for name, of in rows.items()}
    return b"".join(document(lines))


def _row(value: object, name: str) -> Record:
    return {column: getattr(value, column) for column in _COLUMNS[name]}


def document(lists: Mapping[str, Iterable[bytes]]) -> Iterator[bytes]:
    r"""A JSON object of lists in UTF-8, piece by piece, every item on the line that it is given as,
    one or some at a time.

    >>> lists = {"articles": [b'{"id": 1}\n', b'{"id": 2}\n'], "dropped": []}
    >>> print(b"".join(document(lists)).decode(), end="")
    {"schema": 1,
    "articles": [
    {"id": 1},
    {"id": 2}
    ],
    "dropped": []
    }
    """
    yield f'{{"schema": {SCHEMA}'.encode()
    for key, items in lists.items():
        yield f',\n"{key}": ['.encode()
        between = b"\n"
        for some in filter(None, items):
            yield between + some[:-1].replace(b"\n", b",\n")
            between = b",\n"
        yield b"]" if between == b"\n" else b"\n]"
    yield b"\n}\n"
