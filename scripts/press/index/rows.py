"""Rows: for each gram its articles, how often it stands in each and whether in the headline, and
its places; cut into shards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain, pairwise
from math import sqrt
from typing import NamedTuple

import numpy as np

from engine.workers import cores

from .codec import VARINT, pack_numbers
from .postings import BODY, UNIT, Numbers, Postings, Slices, Text, changes

RARE = 2  # a pair in so few articles of a volume has no places: their texts are sooner looked at
# A pair that stands in a volume more often has a shard of its own; and what is one character longer
# than it, before or after, has rows of its own, and again if that is common. So whatever is looked
# for is common itself or is covered by what is not.
COMMON = 5000
# Characters of the longest gram: a text that repeats itself would make ever longer ones, without
# end.
LONGEST = 12
# Of common grams it is only asked how close they stand to something, by strips of so many
# characters; these have a file apart.
STRIP = 32
# Bytes of a shard before it is packed: for a volume of n characters SHARD times the square root of
# n, within limits, so that the list of shards and the shards that a search asks for stay about
# equally heavy. Single characters are seldom asked for.
SHARD, SMALLEST, LARGEST = 4.3, 2400, 7000
SINGLES = 4  # times as large


class Shard(NamedTuple):
    """A run of grams: its first as a number, its file; of a common one the file of its strips, and
    its spots.
    """

    first: int
    rows: bytes
    places: bytes = b""
    spots: Numbers | None = None


class ByteColumn:
    """Numbers in their bytes, and where those of each row begin and end."""

    def __init__(self, numbers: Numbers, rows: Numbers, kept: Numbers | None = None) -> None:
        """``rows`` has the place of each row's first number; what is not ``kept`` has no bytes."""
        lengths = np.ones(len(numbers), np.int32)
        for bits in range(7, 64, 7):
            longer = numbers >= 1 << bits
            if not longer.any():
                break
            lengths += longer
        if kept is not None:
            lengths *= kept
        ends = np.cumsum(lengths)
        self.at = np.append(ends[rows] - lengths[rows], ends[-1])
        self.data = written(numbers, lengths, ends).tobytes()

    def of(self, first: int, last: int) -> bytes:
        """The bytes of the rows from one to before another."""
        return self.data[self.at[first] : self.at[last]]


def written(numbers: Numbers, lengths: Numbers, ends: Numbers) -> Numbers:
    """Each number in as many bytes as it takes, seven bits each, lowest first; the high bit says
    that more follow.
    """
    out = np.zeros(ends[-1], np.uint8)
    if not lengths.all():
        numbers, ends, lengths = (column[lengths > 0] for column in (numbers, ends, lengths))
    at = ends - lengths
    while len(at):
        more = lengths > 1
        out[at] = numbers & 127 | more * 128
        numbers, lengths, at = numbers[more] >> 7, lengths[more] - 1, at[more] + 1
    return out


def steps(numbers: Numbers, starts: Numbers) -> Numbers:
    """Each number as the step from the one before it; at a start, from 0."""
    found = numbers.copy()
    found[1:] -= numbers[:-1]
    found[starts] = numbers[starts]
    return found


class Rows:
    """The rows of some grams, ready to be cut."""

    def __init__(self, postings: Postings, length: int) -> None:
        """``length`` is that of each gram: single characters have no places, are never common."""
        each = np.flatnonzero(
            changes(postings.grams) | changes(postings.articles)
        )  # a gram in an article
        row = np.flatnonzero(changes(postings.grams[each]))
        begins = each[row]
        self.grams = postings.grams[begins]
        self.spots, self.begins = postings.spots, np.append(begins, len(postings.spots))
        often, size = np.diff(self.begins), np.diff(row, append=len(each))
        self.common = (often > COMMON) & (length > 1)
        placed = self.common | (size > RARE) & (length > 1)
        places = postings.places // np.where(np.repeat(self.common, often), STRIP, 1)
        self.heads = ByteColumn(
            np.column_stack((np.diff(self.grams, prepend=0), size)).ravel(),
            np.arange(0, 2 * len(row), 2),
        )
        self.articles = ByteColumn(steps(postings.articles[each], row), row)
        self.codes = ByteColumn(
            np.diff(each, append=len(postings.spots)) * 2 + (postings.places[each] < BODY), row
        )
        self.places = ByteColumn(steps(places, each), begins, np.repeat(placed, often))

    def cut(self, target: int) -> Iterator[Shard]:
        """Shards of about so many bytes; a common gram is one by itself."""
        ends = self.heads.at + self.articles.at + self.codes.at + self.places.at
        alone = np.flatnonzero(self.common)
        for first, last in pairwise(
            np.unique(np.concatenate(([0, len(self.grams)], alone, alone + 1)))
        ):
            at = first
            while at < last:
                end = min(last, max(at + 1, np.searchsorted(ends, ends[at] + target, "right") - 1))
                yield self.shard(at, end)
                at = end

    def shard(self, first: int, last: int) -> Shard:
        """The rows from one to before another: how many, each gram and how many articles have it;
        articles; codes; places.
        """
        gram = int(self.grams[first])
        step = VARINT[gram - int(self.grams[first - 1])] if first else VARINT[gram]
        rows = VARINT[last - first] + VARINT[gram] + self.heads.of(first, last)[len(step) :]
        rows += self.articles.of(first, last) + self.codes.of(first, last)
        places = self.places.of(first, last)
        if not self.common[first]:
            return Shard(gram, pack_numbers(rows + places))
        return Shard(
            gram,
            pack_numbers(rows),
            pack_numbers(places),
            self.spots[self.begins[first] : self.begins[last]].copy(),
        )


def shards(text: Text) -> Iterator[Shard]:
    """All shards of a volume: characters, pairs, then by their lengths the grams that are common
    ones and a character.

    Slices are cut side by side: numpy and zlib let threads do so.
    """
    text.close()
    size = min(LARGEST, max(SMALLEST, int(SHARD * sqrt(len(text.units)))))
    common = np.zeros(len(text.units), np.uint32)
    slices: Iterable[Numbers] = Slices(text.units)
    number = 0
    with ThreadPoolExecutor(cores()) as threads:
        for length in range(1, LONGEST + 1):
            cut = partial(_cut, _finder(text, common, length), length, size)
            marks: list[tuple[Numbers, int]] = []
            for shard in chain.from_iterable(threads.map(cut, slices)):
                if shard.spots is not None:
                    marks.append((shard.spots, (1 << UNIT) + number))
                yield shard
                number += 1
            if length > 1:
                if not marks:
                    return
                slices = ()  # let go: they weigh as much as the next
                _mark(common, marks)
                text.lengthen(common, length)
                slices = Slices(common)


def _finder(text: Text, common: Numbers, length: int) -> Callable[[Numbers], Postings]:
    """What finds the grams of a length."""
    if length == 1:
        return text.singles
    return text.pairs if length == 2 else partial(text.longer, common, length - 1)


def _mark(common: Numbers, marks: Iterable[tuple[Numbers, int]]) -> None:
    """Note, in place, which common gram begins at each spot."""
    common.fill(0)
    for spots, mark in marks:
        common[spots] = mark


def _cut(
    find: Callable[[Numbers], Postings], length: int, size: int, spots: Numbers
) -> list[Shard]:
    postings = find(spots)
    target = size * SINGLES if length == 1 else size
    return [*Rows(postings, length).cut(target)] if len(postings.grams) else []
