"""Volumes: the archive in pieces by time, few enough to search them all and new ones small enough to rewrite every day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby, pairwise

from press.model import Archive, Article

from .codec import VARINT, pack, to_json, with_head
from .columns import Value, readers, to_column
from .postings import Postings, lay_out
from .records import body_of, head_of, to_record

UNDATED = "undated"
PAGE = 256  # shards whose first grams are listed in one file: about 700 bytes

# The certain beginning of an EDTF date, as in 2026-02-10~ or 2026-02.
DAY = re.compile(r"(\d{4})(?:-(\d\d))?")


def volume_of(date: str | None, newest: str) -> str:
    """Finished decades, the finished years of this decade, the finished quarters of this year, the months of this quarter.

    This decade, year and quarter are those of the archive's newest article: the clock has no say.

    >>> [volume_of(date, "2026-11-03") for date in ("2009-12-31", "2021-01", "2026", "2026-09-30", "2026-10-01", None)]
    ['2000s', '2020-2025', '2026', '2026', '2026-10', 'undated']
    """
    match, latest = DAY.match(date or ""), DAY.match(newest)
    if not match or not latest:
        return UNDATED
    year, month, this, now = int(match[1]), int(match[2] or 0), int(latest[1]), int(latest[2] or 1)
    decade = this // 10 * 10
    if year < decade:
        return f"{year // 10 * 10}s"
    if year < this:
        return f"{decade}-{this - 1}"
    return match[1] if month <= (now - 1) // 3 * 3 else f"{year}-{month:02}"


def newest_of(articles: Sequence[Article]) -> str:
    """The date of the newest article; articles without one come last."""
    return next((article.date for article in reversed(articles) if article.date), "")


def parts(articles: Sequence[Article]) -> Iterator[tuple[str, Iterator[Article]]]:
    """The volumes in order of time, each with its articles in the archive's order."""
    newest = newest_of(articles)
    met: set[str] = set()
    for name, group in groupby(articles, lambda article: volume_of(article.date, newest)):
        assert name not in met, f"articles are not in order of date at volume {name}"
        met.add(name)
        yield name, group


def write_volume(name: str, articles: Iterator[Article], archive: Archive) -> tuple[dict[str, object], dict[str, bytes]]:
    """A volume's line in the manifest and its files; their folder is named after what is in them."""
    postings, facets = Postings(), readers(archive)
    rows: dict[str, list[list[Value]]] = {facet: [] for facet in facets}
    dates: list[str] = []
    files: dict[str, bytes] = {}
    for at, article in enumerate(articles):
        record = to_record(article)
        files[f"text/{at}.bin"] = pack(to_json(record | {"themes": list(facets["theme"](article))}))
        postings.append(at, lay_out(head_of(record), body_of(record)))
        dates.append(article.date or "")
        for facet, read in facets.items():
            rows[facet].append(list(read(article)))
    files |= {f"facets/{facet}.bin": to_column(values) for facet, values in rows.items()}
    files |= write_shards(postings, dates)
    folder = f"{name}-{digest(files)}"
    return {"name": name, "folder": folder, "articles": len(dates)}, {f"{folder}/{path}": data for path, data in files.items()}


def write_shards(postings: Postings, dates: Sequence[str]) -> dict[str, bytes]:
    """The shards; pages with the first gram of each; the contents of the volume: runs of dates, the first gram of each page."""
    files: dict[str, bytes] = {}
    firsts = []
    for at, shard in enumerate(postings.shards()):
        files[f"grams/{at}.bin"] = shard.articles
        files[f"places/{at}.bin"] = shard.places
        firsts.append(shard.first)
    for at, page in enumerate(range(0, len(firsts), PAGE)):
        files[f"pages/{at}.bin"] = pack(steps(firsts[page : page + PAGE]))
    files["contents.bin"] = with_head([[date, len(list(run))] for date, run in groupby(dates)], steps(firsts[::PAGE]))
    return files


def steps(numbers: Iterable[int]) -> bytes:
    r"""Rising numbers as the steps from each to the next.

    >>> steps([3, 5, 5])
    b'\x03\x02\x00'
    """
    return b"".join(VARINT[number - before] for before, number in pairwise((0, *numbers)))


def digest(files: dict[str, bytes]) -> str:
    """A short name for the content of some files, whatever their order."""
    whole = sha256()
    for path in sorted(files):
        whole.update(path.encode() + b"\0" + sha256(files[path]).digest())
    return whole.hexdigest()[:12]
