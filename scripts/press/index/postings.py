"""Where every character and every pair of neighbours stands: the part of the index that finds articles.

An article is one long string: the headline deck from place 0, everything else from place ``BODY``. For each gram (one
character, or two neighbours of one field) a row says which articles have it, how often and whether in the headline, and,
for pairs, at which places. Rows are kept as bytes from the start, so that a volume of many articles fits in memory.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isqrt

from .codec import VARINT, pack

# Where the text begins; a longer headline deck would run on into the text's places, and be found there.
BODY = 512
# A shard is about this many bytes before gzip for a volume of one byte, growing with the volume's square root:
# the list of shards and the shards that a search asks for are then about the same size.
SHARD = 2
SMALLEST_SHARD = 1500


@dataclass(slots=True)
class Row:
    """The postings of one gram: the last article so far, the number of articles, and three runs of numbers."""

    last: int
    articles: int
    steps: bytearray
    codes: bytearray
    places: bytearray


@dataclass(frozen=True, slots=True)
class Shard:
    """A run of grams, its first as a number, with the file of articles and the file of places."""

    first: int
    articles: bytes
    places: bytes


def lay_out(head: Sequence[str], body: Sequence[str]) -> list[tuple[int, str]]:
    """Each field with the place that it begins at.

    >>> lay_out(["引题", "标题"], ["正文"])
    [(0, '引题'), (3, '标题'), (512, '正文')]
    """
    fields, at = [], 0
    for start, group in ((0, head), (BODY, body)):
        at = max(at, start)
        for text in group:
            if text:
                fields.append((at, text))
                at += len(text) + 1
    return fields


def number(gram: str) -> int:
    """A gram as a number that sorts like it; a single character has nothing in its low half."""
    return ord(gram[0]) << 16 | (ord(gram[1]) if len(gram) > 1 else 0)


class Postings:
    """The rows of one volume; articles are added in the order of their numbers, from 0."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.rows: dict[str, Row] = {}

    def append(self, article: int, fields: Sequence[tuple[int, str]]) -> None:
        """Note every gram of an article's fields."""
        pairs: defaultdict[str, list[int]] = defaultdict(list)
        for start, text in fields:
            for at, pair in enumerate(map(str.__add__, text, text[1:]), start):
                pairs[pair].append(at)
        for pair, places in pairs.items():
            row = self.note(pair, article, len(places), places[0] < BODY)
            before = 0
            for at in places:
                row.places += VARINT[at - before]
                before = at
        heads = {character for start, text in fields if start < BODY for character in text}
        singles = Counter(character for _, text in fields for character in text)
        for character, count in singles.items():
            self.note(character, article, count, character in heads)

    def note(self, gram: str, article: int, count: int, headline: bool) -> Row:
        """Add an article to a gram's row."""
        row = self.rows.get(gram)
        if row is None:
            row = self.rows[gram] = Row(0, 0, bytearray(), bytearray(), bytearray())
        row.steps += VARINT[article - row.last]
        row.codes += VARINT[count << 1 | headline]
        row.last = article
        row.articles += 1
        return row

    def shards(self) -> Iterator[Shard]:
        """Rows in order of their grams, cut into files; each row is let go once it is written."""
        size = sum(len(row.steps) + len(row.codes) for row in self.rows.values())
        target = max(SMALLEST_SHARD, SHARD * isqrt(size))
        run: list[tuple[int, Row]] = []
        filled = 0
        for gram in sorted(self.rows):
            row = self.rows.pop(gram)
            size = len(row.steps) + len(row.codes)
            if run and filled + size > target:
                yield to_shard(run)
                run, filled = [], 0
            run.append((number(gram), row))
            filled += size
        if run:
            yield to_shard(run)


def to_shard(run: Sequence[tuple[int, Row]]) -> Shard:
    """Write a run of rows: the grams and their counts, then all steps, then all codes; places apart."""
    grams, before = bytearray(VARINT[len(run)]), 0
    for gram, row in run:
        grams += VARINT[gram - before] + VARINT[row.articles]
        before = gram
    steps, codes, places = (b"".join(part) for part in zip(*((row.steps, row.codes, row.places) for _, row in run), strict=True))
    return Shard(run[0][0], pack(grams + steps + codes), pack(places))
