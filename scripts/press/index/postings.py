"""Where every character and every pair of neighbours stands: the part of the index that finds
articles.

An article is one long string: the headline deck from place 0, everything else from place ``BODY``.
A volume is its articles' strings end to end, as one array of UTF-16 units; numpy sorts its spots by
the *gram* that begins there: one character, two neighbours of one field, or more where those
without the first or without the last are common.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # numpy would begin threads for matrices, of which there are none here

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]

# Where the text begins; a longer headline deck would run on into the text's places, and be found
# there.
BODY = 512
END = "\0"  # follows the last character of a field
UNIT = 16  # bits of a character
SLICE = 1 << 16  # spots that are sorted at a time
BLOCK = 256  # of an article's length, more or less


@dataclass(frozen=True, slots=True)
class Postings:
    """Grams in order, with the spots that they begin at; which article each spot is in, and at
    which place of it.
    """

    grams: Numbers
    spots: Numbers
    articles: Numbers
    places: Numbers


def changes(numbers: Numbers) -> Numbers:
    """Which numbers differ from those before them."""
    return np.append(True, numbers[1:] != numbers[:-1])[: len(numbers)]


class Slices:
    """Where numbers stand, by their size, in slices of about ``SLICE`` places, or of the places of
    one number that is there more often.

    What is 0 is left out. Numbers that are the same stay in their order.
    """

    def __init__(self, numbers: Numbers) -> None:
        """Count them, then put each in its place, some at a time: numpy takes eight bytes for each
        that it looks at.
        """
        parts, size = range(0, len(numbers), SLICE), int(numbers.max(initial=0)) + 1
        counts = np.zeros(size, np.int64)
        for at in parts:
            counts += np.bincount(numbers[at : at + SLICE], minlength=size)
        counts[0] = 0
        ends = np.cumsum(counts)
        free = ends - counts
        self._spots = np.empty(ends[-1], np.int32)
        for at in parts:
            part = numbers[at : at + SLICE]
            order = part.argsort(kind="stable")[np.count_nonzero(part == 0) :]
            found = part[order]
            firsts = np.flatnonzero(changes(found))
            often = np.diff(firsts, append=len(found))
            self._spots[np.repeat(free[found[firsts]] - firsts, often) + np.arange(len(found))] = (
                order + at
            )
            free[found[firsts]] += often
        begins = changes(ends // SLICE)
        self._bounds = np.unique(np.append((ends - counts)[begins], ends[-1]))

    def __iter__(self) -> Iterator[Numbers]:
        """The slices."""
        return (self._spots[begin:end] for begin, end in pairwise(self._bounds))


class Text:
    """The text of one volume, articles in the order of their numbers, from 0."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.texts: list[bytes] = []
        self.heads: list[int] = []

    def append(self, head: Sequence[str], body: Sequence[str]) -> None:
        """The fields of the next article."""
        deck, rest = ("".join(text + END for text in fields if text) for fields in (head, body))
        self.texts.append((deck + rest).encode("utf-16-le", "surrogatepass"))
        self.heads.append(len(deck))

    def close(self) -> None:
        """There are no more articles."""
        self.units = np.frombuffer(b"".join(self.texts) + END.encode("utf-16-le"), "<u2")
        lengths = np.array([len(text) // 2 for text in self.texts], np.int32)
        self.starts = np.append(np.int32(0), np.cumsum(lengths, dtype=np.int32))
        # The article that a block of text begins in: few others begin in it, so that it is soon
        # found which one a spot is in.
        self.blocks = (
            np.searchsorted(self.starts, np.arange(0, len(self.units), BLOCK), "right") - 1
        ).astype(np.int32)
        self.decks = np.array(self.heads, np.int32)
        self.texts.clear()

    def singles(self, spots: Numbers) -> Postings:
        """Characters by themselves, in their order."""
        return self.found(self.units[spots].astype(np.int64), spots)

    def pairs(self, spots: Numbers) -> Postings:
        """Pairs of neighbours: the first character's number above the second's.

        The spots are in the order of the first.
        """
        inside = spots[self.units[spots + 1] != 0]
        for later in (1, 0):
            inside = inside[self.units[inside + later].argsort(kind="stable")]
        return self.found(
            self.units[inside].astype(np.int64) << UNIT | self.units[inside + 1], inside
        )

    def longer(self, common: Numbers, length: int, spots: Numbers) -> Postings:
        """Where a common gram of a length stands with one character more: after it or, where
        nothing common begins so, before it.

        ``common``, which ``lengthen`` has made longer, has a number for what begins at each spot.
        The number of the longer gram is that, above the character.
        """
        owners = common[spots].astype(np.int64)
        grams = owners << UNIT | self.units[spots + np.where(owners & 1, 0, length)]
        order = grams.argsort(kind="stable")
        return self.found(grams[order], spots[order])

    def lengthen(self, common: Numbers, length: int) -> None:
        """From what begins at each spot to what begins there and is a character longer, in place;
        nothing goes beyond its field.

        The number, where it is not 0, is that of the common gram doubled, and one more if the other
        character is before it.
        """
        for at in range(0, len(common) - length, SLICE):
            end = min(at + SLICE, len(common) - length)
            here, after = common[at:end], common[at + 1 : end + 1]
            longer = np.where(here, here * 2, np.where(after, after * 2 + 1, 0))
            longer[(self.units[at:end] == 0) | (self.units[at + length : end + length] == 0)] = 0
            common[at:end] = longer

    def found(self, grams: Numbers, spots: Numbers) -> Postings:
        """Grams with their spots told as articles and places."""
        articles = self.blocks[spots // BLOCK]
        while (later := spots >= self.starts[articles + 1]).any():
            articles += later
        places = spots - self.starts[articles]
        decks = self.decks[articles]
        places += np.where(places >= decks, np.maximum(BODY - decks, 0), 0)
        return Postings(grams, spots, articles, places)
