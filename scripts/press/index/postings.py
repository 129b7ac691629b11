"""Where every character and every pair of neighbours stands: the part of the index that finds articles.

An article is one long string: the headline deck from place 0, everything else from place ``BODY``. For each gram (one
character, or two neighbours of one field) a row says which articles have it, how often and whether in the headline, and,
for pairs, at which places. While a volume is read the rows of all pairs that begin alike are one array of plain numbers: that is
compact, near in memory, and in the end parted by the second character.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isqrt

from .codec import VARINT, pack

# Where the text begins; a longer headline deck would run on into the text's places, and be found there.
BODY = 512
# A posting is one number: the following character above the article above the place.
ARTICLE, FOLLOWER = 24, 48
PLACE_BITS, POSTING_BITS = (1 << ARTICLE) - 1, (1 << FOLLOWER) - 1
END = "\0"  # follows the last character of a field
# A shard holds about this many postings for a volume of one, growing with the square root of the volume's: so the list of
# shards and the shards that a search asks for stay about equally heavy.
SHARD = 0.8
SMALLEST_SHARD = 700


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


class Followers(dict[str, int]):
    """A character as the high part of the posting of the one before it."""

    def __missing__(self, character: str) -> int:
        """Work it out once."""
        self[character] = high = ord(character) << FOLLOWER
        return high


class Postings:
    """The rows of one volume; articles are added in the order of their numbers, from 0."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.rows: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
        self.followers = Followers()

    def append(self, article: int, fields: Sequence[tuple[int, str]]) -> None:
        """Note every character of an article's fields with the one that follows it."""
        rows, followers = self.rows, self.followers
        for start, text in fields:
            posting = article << ARTICLE | start
            for character, follower in zip(text, text[1:] + END, strict=True):
                rows[character].append(followers[follower] | posting)
                posting += 1

    def shards(self) -> Iterator[Shard]:
        """Rows in order of their grams, cut into files; each is let go once it is written."""
        size = sum(map(len, self.rows.values()))
        target = max(SMALLEST_SHARD, int(SHARD * isqrt(size)))
        run: list[tuple[int, Written]] = []
        filled = 0
        for gram, postings in self.grams():
            if run and filled + len(postings) > target:
                yield to_shard(run)
                run, filled = [], 0
            run.append((gram, written(postings, places=bool(gram & 0xFFFF))))
            filled += len(postings)
        if run:
            yield to_shard(run)

    def grams(self) -> Iterator[tuple[int, Sequence[int]]]:
        """Each gram as a number that sorts like it, with its postings: a character before the pairs that begin with it."""
        for first in sorted(self.rows):
            row = self.rows.pop(first)
            gram = ord(first) << 16
            pairs: defaultdict[int, list[int]] = defaultdict(list)
            for posting in row:
                pairs[posting >> FOLLOWER].append(posting & POSTING_BITS)
            yield gram, [posting & POSTING_BITS for posting in row]
            pairs.pop(0, None)
            for follower in sorted(pairs):
                yield gram | follower, pairs[follower]


Bytes = bytes | bytearray
Written = tuple[int, Bytes, Bytes, Bytes]  # how many articles, the steps from one to the next, their codes, the places


def written(postings: Sequence[int], *, places: bool) -> Written:
    """A row: a code is twice the count, and one if the first place is in the headline; places begin anew in each article."""
    if len(postings) == 1:  # as most rows are
        place = postings[0] & PLACE_BITS
        return 1, VARINT[postings[0] >> ARTICLE], VARINT[2 | (place < BODY)], VARINT[place] if places else b""
    steps, codes, where = bytearray(), bytearray(), bytearray()
    articles = current = before = code = 0
    for posting in postings:
        article, place = posting >> ARTICLE, posting & PLACE_BITS
        if code and article == current:
            code += 2
        else:
            if code:
                codes += VARINT[code]
            steps += VARINT[article - current]
            articles, current, code, before = articles + 1, article, 2 | (place < BODY), 0
        if places:
            where += VARINT[place - before]
            before = place
    codes += VARINT[code]
    return articles, steps, codes, where


def to_shard(run: Sequence[tuple[int, Written]]) -> Shard:
    """Write a run of rows: the grams and their numbers of articles, then all steps, then all codes; places apart."""
    grams, before = bytearray(VARINT[len(run)]), 0
    for gram, (articles, *_) in run:
        grams += VARINT[gram - before] + VARINT[articles]
        before = gram
    steps = b"".join(written[1] for _, written in run)
    codes = b"".join(written[2] for _, written in run)
    places = b"".join(written[3] for _, written in run)
    return Shard(run[0][0], pack(grams + steps + codes), pack(places))
