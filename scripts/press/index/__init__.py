"""The search index: Archive → static files from which a browser finds every article that has what
was typed, and no other.

``docs/data/search-format.md`` describes the files. Modules, each importing only from those before
it::

    codec          numbers, gzip, JSON
    postings       where every character and pair of characters stands
    rows           that, in shards
    records        what a result shows
    facets         which values occur, and in which articles
    stored_fields  the texts of articles, by days
    volumes        the archive in pieces by time
    suggestions    what to offer when nothing is found
    describe       the OpenSearch description
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256
from itertools import pairwise

from engine.targets import Made, Target
from press.model import Archive
from press.packed import Articles, versions
from press.text.fold import tables

from .codec import signed, with_head
from .describe import describe
from .facets import readers
from .records import to_record
from .stored_fields import TEXT, StoredDay, days, to_text, write_texts
from .suggestions import write_suggestions
from .volumes import Line, Volume, make_volume, volumes

__all__ = [
    "FOLDER",
    "FORMAT",
    "Line",
    "StoredDay",
    "Volume",
    "build_index",
    "days",
    "describe",
    "index_files",
    "sheaves",
    "texts",
    "volumes",
    "write_day",
    "write_rest",
    "write_volume",
]

FORMAT = 4  # goes up when a browser with yesterday's program could no longer read the files rightly
FOLDER = "search/index"
# Articles of a volume that takes about half a second to make: ten days of a paper with fifty a day.
_SMALL = 500


def build_index(archive: Archive) -> dict[str, bytes]:
    """Every file of the index by its path under ``docs/``."""
    return dict(index_files(archive))


def index_files(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """The same a volume at a time, for archives that are larger than memory; the manifest comes
    last.
    """
    lines = []
    for volume in volumes(archive.articles):
        line, files = write_volume(volume, archive)
        lines.append(line)
        yield from files.items()
        del files  # a volume weighs hundreds of megabytes; the next one is made without it
        for day in days(volume.articles):
            yield from write_day(day, archive).items()
    yield from write_rest(lines, archive).items()


def sheaves(archive: Archive) -> Iterator[Target]:
    """The volumes as sheaves, each with its line as the note."""
    articles, version = Articles.of(archive.articles), versions(archive)
    for volume in volumes(articles):
        of = volume.name, [version[heading.id] for heading in Articles.of(volume.articles).headings]
        yield Target(
            f"{FOLDER}/{volume.name}",
            of,
            partial(_made, volume, archive),
            large=len(volume.articles) > _SMALL,
        )


def texts(archive: Archive) -> Iterator[Target]:
    """The texts as sheaves, those of a day in each."""
    articles, version = Articles.of(archive.articles), versions(archive)
    for day in days(articles):
        ids = [heading.id for heading in Articles.of(day.articles).headings]
        yield Target(
            f"{FOLDER}/{TEXT}/{ids[0]}",
            (day.date, [version[id_] for id_ in ids]),
            partial(_written, day, archive),
        )


def _written(day: StoredDay, archive: Archive) -> Made:
    return Made(write_day(day, archive).items())


def _made(volume: Volume, archive: Archive) -> Made:
    line, files = write_volume(volume, archive)
    return Made(files.items(), line)


def write_volume(volume: Volume, archive: Archive) -> tuple[Line, dict[str, bytes]]:
    """One volume: its line in the manifest, and its files by their paths under ``docs/``.

    Both follow from the volume's name and articles, the tags and mentions of these, and the
    archive's tables of themes and names (``id``, ``label``; ``id``, ``name``, ``kind``): while
    those are the same, the files of before may be kept.
    """
    line, files = make_volume(volume, archive)
    return line, {f"{FOLDER}/{path}": data for path, data in files.items()}


def write_day(day: StoredDay, archive: Archive) -> dict[str, bytes]:
    """The texts of a day by their paths under ``docs/``: a function of its date and articles, their
    tags, and the labels of the themes.
    """
    themes = readers(archive)["theme"]
    texts = [to_text(to_record(article), list(themes(article))) for article in day.articles]
    return {f"{FOLDER}/{path}": data for path, data in write_texts(day.date, texts).items()}


def write_rest(lines: Sequence[Line], archive: Archive) -> dict[str, bytes]:
    """What is not of one volume: the tables of folding, the offers, and the manifest, which comes
    last.
    """
    files: dict[str, bytes] = {}
    manifest: dict[str, object] = {"format": FORMAT, "volumes": list(lines)}
    for name, data in (("fold", write_fold()), ("near", write_suggestions(archive))):
        manifest[name] = path = f"{name}-{sha256(data).hexdigest()[:12]}.bin"
        files[f"{FOLDER}/{path}"] = data
    files[f"{FOLDER}/manifest.json"] = (
        json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n"
    )
    return files


def write_fold() -> bytes:
    """The tables of folding for the browser: rules, then both columns of the pairs, one after the
    other, as steps between code points.

    The pairs are in the order of the simplified characters, in which they take least.
    """
    rules, *columns = tables()
    pairs = sorted(zip(*columns, strict=True), key=lambda pair: (pair[1], pair[0]))
    steps = bytearray()
    for before, code in pairwise(
        (0, *(ord(character) for column in zip(*pairs, strict=True) for character in column))
    ):
        steps += signed(code - before)
    return with_head(rules, steps)
