"""Texts: what a result shows and what its hits are checked against, a file for each article, in a
folder for each day.

A folder is named after what is in it and not after the volume, so that texts stay where they are
when volumes are put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby, islice
from typing import NamedTuple

from press.model import Article
from press.packed import Articles

from .codec import pack, to_gbk
from .facets import Value
from .records import Record

TEXT = "text"
UNDATED = "undated"
# Articles of a folder at most: a day of a paper has fewer, but those without a date are all of one.
MOST = 64
# Hexadecimal digits of the folder's name: it need only be told from those that the same day had
# before.
DIGITS = 6
# What packing leaves of a text: four fifths of the short articles of ``benchmarks``, two thirds of
# the seeds'.
LEFT = 0.75


class StoredDay(NamedTuple):
    """A date, and some articles of it that follow each other."""

    date: str
    articles: Sequence[Article]


def days(articles: Sequence[Article]) -> Iterator[StoredDay]:
    """Articles as they are in folders."""
    at = 0
    for date, run in groupby(
        one.date or ""
        for one in (articles.headings if isinstance(articles, Articles) else articles)
    ):
        while count := sum(1 for _ in islice(run, MOST)):
            yield StoredDay(date, articles[at : at + count])
            at += count


def to_text(record: Record, themes: Sequence[Value]) -> bytes:
    """The text of an article, before it is packed."""
    return to_gbk(record | {"themes": themes})


def mark(text: bytes) -> bytes:
    """What tells a text from others."""
    return sha256(text).digest()


def digest(marks: Iterable[bytes]) -> str:
    """What tells a folder of texts with these marks from others of its day."""
    return sha256(b"".join(marks)).hexdigest()[:DIGITS]


def folder_of(date: str, digest_: str) -> str:
    """The folder of some texts of a date.

    >>> folder_of("2026-02-10~", "c0ffee"), folder_of("", "c0ffee")
    ('text/2026-02-10-c0ffee', 'text/undated-c0ffee')
    """
    return f"{TEXT}/{date.rstrip('~?%') or UNDATED}-{digest_}"


def write_texts(date: str, texts: Sequence[bytes]) -> Mapping[str, bytes]:
    """The files of one folder."""
    folder = folder_of(date, digest(map(mark, texts)))
    return {f"{folder}/{at}.bin": pack(text) for at, text in enumerate(texts)}
