"""The search index: Archive → static files from which a browser finds every article that has what was typed, and no other.

``docs/data/search-format.md`` describes the files. Modules, each importing only from those before it::

    fold      what counts as the same
    codec     numbers, gzip, JSON
    postings  where every character and pair of characters stands
    records   what a result shows
    columns   facets
    volumes   the archive in pieces by time
    near      what to offer when nothing is found
    describe  the OpenSearch description
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise

from press.model import Archive

from .codec import signed, with_head
from .describe import describe
from .fold import fold, tables
from .near import write_near
from .volumes import parts, write_volume

__all__ = ["FOLDER", "FORMAT", "build_index", "describe", "fold", "index_files"]

FORMAT = 1  # goes up when a browser with yesterday's program could no longer read the files rightly
FOLDER = "search/index"


def build_index(archive: Archive) -> dict[str, bytes]:
    """Every file of the index by its path under ``docs/``."""
    return dict(index_files(archive))


def index_files(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """The same a volume at a time, for archives that are larger than memory; the manifest comes last."""
    volumes = []
    for name, articles in parts(archive.articles):
        line, files = write_volume(name, articles, archive)
        volumes.append(line)
        yield from ((f"{FOLDER}/{path}", data) for path, data in files.items())
    manifest: dict[str, object] = {"format": FORMAT, "volumes": volumes}
    for name, data in (("fold", write_fold()), ("near", write_near(archive))):
        manifest[name] = path = f"{name}-{sha256(data).hexdigest()[:12]}.bin"
        yield f"{FOLDER}/{path}", data
    yield f"{FOLDER}/manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n"


def write_fold() -> bytes:
    """The tables of folding for the browser: rules, then both columns of the pairs, one after the other, as steps between code points."""
    rules, *columns = tables()
    steps = bytearray()
    for before, code in pairwise((0, *map(ord, "".join(columns)))):
        steps += signed(code - before)
    return with_head(rules, steps)
