"""Where every character and every pair of neighbours stands: the part of the index that finds articles.

An article is one long string: the headline deck from place 0, everything else from place ``BODY``. A volume is its articles'
strings end to end, as one array of UTF-16 units; numpy sorts its spots by the *gram* that begins there: one character, two
neighbours of one field, or more where those without the first or without the last are common.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would begin threads for matrices, of which there are none here

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]

# Where the text begins; a longer headline deck would run on into the text's places, and be found there.
BODY = 512
END = "\0"  # follows the last character of a field
UNIT = 16  # bits of a character
SLICE = 1 << 18  # spots that are sorted at a time


@dataclass(frozen=True, slots=True)
class Postings:
    """Grams in order, with the spots that they begin at; which article each spot is in, and at which place of it."""

    grams: Numbers
    spots: Numbers
    articles: Numbers
    places: Numbers


class Text:
    """The text of one volume, articles in the order of their numbers, from 0."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.texts: list[bytes] = []
        self.decks: list[int] = []

    def append(self, head: Sequence[str], body: Sequence[str]) -> None:
        """The fields of the next article."""
        deck, rest = ("".join(text + END for text in fields if text) for fields in (head, body))
        self.texts.append((deck + rest).encode("utf-16-le", "surrogatepass"))
        self.decks.append(len(deck))

    def close(self) -> None:
        """There are no more articles."""
        self.units = np.frombuffer(b"".join(self.texts) + END.encode("utf-16-le"), "<u2")
        self.starts = np.cumsum([0, *(len(text) // 2 for text in self.texts)]).astype(np.int32)
        self.lengths = np.array(self.decks, np.int32)
        self.texts.clear()

    def singles(self) -> Iterator[Postings]:
        """Characters by themselves."""
        for spots in slices(self.units):
            order = self.units[spots].argsort(kind="stable")
            yield self.found(self.units[spots[order]].astype(np.int64), spots[order])

    def pairs(self) -> Iterator[Postings]:
        """Pairs of neighbours: the first character's number above the second's."""
        for spots in slices(self.units):
            inside = spots[self.units[spots + 1] != 0]
            inside = inside[self.units[inside + 1].argsort(kind="stable")]
            inside = inside[self.units[inside].argsort(kind="stable")]
            if len(inside):
                yield self.found(self.units[inside].astype(np.int64) << UNIT | self.units[inside + 1], inside)

    def longer(self, common: Numbers, length: int) -> Iterator[Postings]:
        """Where a common gram of a length stands with one character more: after it or, where nothing common begins so, before it.

        ``common`` has a number, or 0, for what begins at each spot, and is used up. The number of the longer gram is that of the
        common one doubled, and one more if the character is before it, above the character.
        """
        self.lengthen(common, length)
        for spots in slices(common):
            owners = common[spots].astype(np.int64)
            grams = owners << UNIT | self.units[spots + np.where(owners & 1, 0, length)]
            order = grams.argsort(kind="stable")
            yield self.found(grams[order], spots[order])

    def lengthen(self, common: Numbers, length: int) -> None:
        """From what begins at each spot to what begins there and is a character longer, in place; nothing goes beyond its field."""
        for at in range(0, len(common) - length, SLICE):
            end = min(at + SLICE, len(common) - length)
            here, after = common[at:end], common[at + 1 : end + 1]
            longer = np.where(here, here * 2, np.where(after, after * 2 + 1, 0))
            longer[(self.units[at:end] == 0) | (self.units[at + length : end + length] == 0)] = 0
            common[at:end] = longer

    def found(self, grams: Numbers, spots: Numbers) -> Postings:
        """Grams with their spots told as articles and places."""
        articles = (np.searchsorted(self.starts, spots, "right") - 1).astype(np.int32)
        places = spots - self.starts[articles]
        decks = self.lengths[articles]
        places += np.where(places >= decks, np.maximum(BODY - decks, 0), 0)
        return Postings(grams, spots, articles, places)


def slices(numbers: Numbers) -> Iterator[Numbers]:
    """Where the numbers stand that are not 0, by ranges of them; a slice is about as long as ``SLICE``, or has one number."""
    size = int(numbers.max()) + 1
    counts = np.zeros(size, np.int64)
    for at in range(0, len(numbers), SLICE):  # numpy counts a copy in which every number takes eight bytes
        counts += np.bincount(numbers[at : at + SLICE], minlength=size)
    counts[0] = 0
    ranges = np.cumsum(counts) // SLICE
    for number in np.unique(ranges[counts > 0]):
        low, high = np.searchsorted(ranges, (number, number + 1))
        yield np.flatnonzero((numbers >= max(low, 1)) & (numbers < high)).astype(np.int32)
