"""Volumes: the archive in pieces by time, few enough to search them all and new ones small enough
to rewrite every day.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import groupby, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from press.model import Archive, Article

from .codec import VARINT, pack, with_head
from .facets import Value, readers, to_facet
from .records import body_of, head_of, to_record
from .stored_fields import LEFT, UNDATED, days, mark, to_text
from .stored_fields import digest as digest_of

if TYPE_CHECKING:
    from .postings import Text

PAGE = 64  # shards that are listed in one file: about 250 bytes
WEIGHT = 256  # bytes by which the weights of files are counted

# The year and, as far as they are known, the month and the day of an EDTF date, as in 2026-02-10~
# or 2026.
DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

Line = dict[str, object]  # a volume as the manifest has it: plain values for JSON


class Volume(NamedTuple):
    """A name and the articles of that time, in the archive's order."""

    name: str
    articles: Sequence[Article]


def volume_of(date: str | None, newest: str) -> str:
    """Finished decades, finished years of this decade, quarters of this year, months of this
    quarter, thirds of this month; this third.

    It is the archive's newest article that says what is this month, and which third (days 1–10,
    11–20, 21 to the end) is this one: the clock has no say. What is only known to be of this month
    stands after its days, with this third. What is only known to be of this year stands, like what
    is not known at all, after all months.

    >>> days = ("2009-12-31", "2021-01", "2025", "2026-09-30", "2026-10-31")
    >>> [volume_of(date, "2026-11-23") for date in days]
    ['2000s', '2020-2025', '2020-2025', '2026', '2026-q4']
    >>> days = ("2026-11-01", "2026-11-20~", "2026-11-21", "2026-11", "2026")
    >>> [volume_of(date, "2026-11-23") for date in days]
    ['2026-11', '2026-11', '2026-11-21', '2026-11-21', 'undated']
    """
    match, latest = DATE.match(date or ""), DATE.match(newest)
    if not match or not latest:
        return UNDATED
    year, month, this, now = int(match[1]), int(match[2] or 13), int(latest[1]), int(latest[2] or 1)
    decade, quarter = this // 10 * 10, (now + 2) // 3
    if year < decade:
        return f"{year // 10 * 10}s"
    if year < this:
        return f"{decade}-{this - 1}"
    if month > 12:
        return UNDATED
    if month < now:
        return f"{year}-q{quarter}" if month > quarter * 3 - 3 else f"{year}"
    return f"{year}-{month:02}{third_of(match[3], latest[3])}"


def third_of(day: str | None, newest: str | None) -> str:
    """What is added to the month's name for a day of this month: the first day of this third;
    nothing for those before it.

    A month of which no article says the day is not divided.

    >>> [third_of(day, "31") for day in ("20", "21", None)]
    ['', '-21', '-21']
    >>> third_of("20", "20"), third_of("01", "10"), third_of(None, None)
    ('-11', '-01', '')
    """
    if not newest:
        return ""
    first = min((int(newest) - 1) // 10, 2) * 10 + 1
    return f"-{first:02}" if int(day or 32) >= first else ""


def volumes(articles: Sequence[Article]) -> list[Volume]:
    """The volumes in order of time; articles are in order of date, so that few are looked at."""
    newest = newest_of(articles)
    found: list[Volume] = []
    at = 0
    while at < len(articles):
        end = end_of(articles, at, newest)
        found.append(Volume(volume_of(articles[at].date, newest), articles[at:end]))
        at = end
    return found


def end_of(articles: Sequence[Article], at: int, newest: str) -> int:
    """Where the volume that begins at a place ends."""
    name = volume_of(articles[at].date, newest)
    return bisect_left(
        range(len(articles)),
        True,
        at,
        key=lambda place: volume_of(articles[place].date, newest) != name,
    )


def newest_of(articles: Sequence[Article]) -> str:
    """The newest date; of those that are in its year, one that says the month; of those that are in
    that month, one that says the day.

    Articles stand by their dates, those of which less is known after the others of that time.
    """
    newest = ""
    for known in filter(None, (DATE.match(article.date or "") for article in reversed(articles))):
        if not known[0].startswith(newest):
            break
        newest = known[0]
    return newest


def make_volume(volume: Volume, archive: Archive) -> tuple[Line, dict[str, bytes]]:
    """A volume's line in the manifest and its files; their folder is named after their content."""
    text, head, files = _gathered(volume, archive)
    files |= write_shards(text, head)
    folder = f"{volume.name}-{digest(files)}"
    return {"name": volume.name, "folder": folder, "articles": len(volume.articles)}, {
        f"{folder}/{path}": data for path, data in files.items()
    }


def _gathered(volume: Volume, archive: Archive) -> tuple[Text, dict[str, object], dict[str, bytes]]:
    """What is searched in a volume, the head of its contents, and its facets."""
    from .postings import (
        Text,  # and with it numpy, which a build that has no volume to write does without
    )

    text, facets = Text(), readers(archive)
    rows: dict[str, list[list[Value]]] = {facet: [] for facet in facets}
    marks: list[bytes] = []
    size = 0
    for article in volume.articles:
        record = to_record(article)
        text.append(head_of(record), body_of(record))
        for facet, read in facets.items():
            rows[facet].append(list(read(article)))
        kept = to_text(record, rows["theme"][-1])
        marks.append(mark(kept))
        size += len(kept)
    head = {"dates": in_months(volume.articles, marks), "text": int(size * LEFT) // len(marks)}
    return text, head, {f"facets/{facet}.bin": to_facet(values) for facet, values in rows.items()}


def in_months(articles: Sequence[Article], marks: Iterable[bytes]) -> list[object]:
    """The folders of the texts with these marks in their order, by months: ``[['2026-02', [['-10~',
    1], ['-11', 2]], 'c0ffee5eedbe'], …]``.

    Months are much alike and take next to nothing once they are packed; the digests, which cannot
    be, are in one string.
    """
    rest = iter(marks)
    listed = [
        (day.date, len(day.articles), digest_of(islice(rest, len(day.articles))))
        for day in days(articles)
    ]
    months = [(month, list(run)) for month, run in groupby(listed, key=lambda row: row[0][:7])]
    return [
        [
            month,
            [[date[7:], count] for date, count, _ in run],
            "".join(digest for *_, digest in run),
        ]
        for month, run in months
    ]


def write_shards(text: Text, head: dict[str, object]) -> dict[str, bytes]:
    """The shards; pages with the first gram and the weight of each; the contents of the volume with
    the first gram of each page.
    """
    from .rows import shards

    files: dict[str, bytes] = {}
    firsts: list[int] = []
    weights: list[int] = []
    for at, shard in enumerate(shards(text)):
        files[f"grams/{at}.bin"] = shard.rows
        if shard.places:
            files[f"places/{at}.bin"] = shard.places
        firsts.append(shard.first)
        weights.append(len(shard.rows) // WEIGHT * 2 + (shard.spots is not None))
    for at, page in enumerate(range(0, len(firsts), PAGE)):
        before = (0, *firsts[page : page + PAGE])
        files[f"pages/{at}.bin"] = pack(
            b"".join(
                VARINT[first - last] + VARINT[weight]
                for last, first, weight in zip(before, before[1:], weights[page:], strict=False)
            )
        )
    files["contents.bin"] = with_head(head, steps(firsts[::PAGE]))
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
