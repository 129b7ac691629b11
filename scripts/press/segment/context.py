"""A block in its surroundings: what the features look at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import add
from typing import TypeGuard

from press.segment import forms
from press.segment.pieces import Piece
from press.text.cuts import CLOSING, STRONG, evidence, is_open
from press.text.words import begins_with_word

# The longest headline or label, and the longest caption, in characters: the longest on the
# development pages has 41 and 25.
HEADLINE = 48
CAPTION = 30
# From this length on a piece is a paragraph and nothing else.
PARAGRAPH = 60
# The longest line of verse, and how many lines that end with a mark make a poem: a headline deck
# has none, captions stand alone.
VERSE, STANZA, VERSE_END = 24, 3, "，,；、。！？"
# How many paragraphs around a headline are compared with its words, and how many characters of
# each.
_NEAR, _SPAN = 3, 400
# How many pieces above and below a short piece the text that it may belong to is looked for.
_REACH = 6
# The share of a line's pairs of characters that stand in the text below it where it tells nothing:
# between labels and headlines.
USUAL = 0.25
# The end of a sentence.
_STOP_INSIDE = re.compile(r"[。！？；]")
# Blanks and marks.
_NEITHER = re.compile(r"[^一-鿿0-9A-Za-z]+")


@lru_cache(maxsize=1024)  # a page's texts are asked for several times while it is read
def bigrams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text without blanks and marks."""
    text = _NEITHER.sub("", text)
    return frozenset(map(add, text, text[1:]))


def _share(own: frozenset[str], others: frozenset[str]) -> float:
    """How much of a piece's pairs of characters stand in the text beside it; a few pairs say
    little, so they are drawn to the mean.

    >>> _share(bigrams("体育"), bigrams("体育健儿")), _share(bigrams("内蒙古"), frozenset())
    (0.5, 0.125)
    """
    return (len(own & others) + 2 * USUAL) / (len(own) + 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A piece in its surroundings: what the clues look at.

    ``goes_on`` and ``goes_off``: a word or mark runs across from the text above, or into the piece
    below. ``interrupts``: the text above
    is continued by the text below. ``fragment``: it does not begin with a word. ``after``,
    ``before``: how much of a short piece stands in the text below and above it;
    ``across``: how much the text above and the text below have in common.
    """

    at: int
    piece: Piece
    length: int
    open: bool
    single: bool
    after: float
    before: float
    across: float
    repeated: int
    echoed: bool
    previous: Piece | None
    next: Piece | None
    marked: bool
    previous_open: bool
    behind: bool
    goes_on: bool
    goes_off: bool
    interrupts: bool
    fragment: bool
    text_below: bool
    run: int

    @property
    def text(self) -> str:
        """The text of the piece."""
        return self.piece.text


def _is_text(piece: Piece | None) -> TypeGuard[Piece]:
    """Whether a block is there and long enough for a paragraph."""
    return piece is not None and piece.form is None and len(piece.text) >= CAPTION


def _runs_into(piece: Piece, following: Piece | None) -> bool:
    """Whether a sentence of a block goes on in the next one."""
    if following is None or following.form is not None or not is_open(piece.text):
        return False
    return evidence(piece.text, following.text)[0] >= STRONG


class _Surroundings:
    """All pieces of a page with what is counted over the whole of it."""

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self.pieces = pieces
        self._times = Counter(piece.text for piece in pieces if len(piece.text) <= HEADLINE)
        self.marked = any(piece.level for piece in pieces)
        self._last = max(
            (
                at
                for at, piece in enumerate(pieces)
                if len(piece.text) >= PARAGRAPH or piece.form not in (None, "furniture")
            ),
            default=len(pieces),
        )
        self._grams: list[frozenset[str]] = [
            bigrams(piece.text[:_SPAN])
            if len(piece.text) >= CAPTION and piece.form is None
            else frozenset()
            for piece in pieces
        ]

    @cached_property
    def _runs(self) -> list[int]:
        """For each piece, how many of the short lines around it, without a mark or form of their
        own, end like lines of verse; 0 if none goes on.
        """
        found = [0] * len(self.pieces)
        begin = 0
        for at, piece in enumerate((*self.pieces, None)):
            if piece is None or piece.form is not None or piece.level or len(piece.text) > VERSE:
                ended = sum(other.text[-1] in VERSE_END for other in self.pieces[begin:at])
                verse = any(other.text[-1] in "，,；、" for other in self.pieces[begin:at])
                found[begin:at] = [ended if verse else 0] * (at - begin)
                begin = at + 1
        return found

    @cached_property
    def _heads(self) -> frozenset[str]:
        """The parts of the lines that may be headlines, longest lines only: a subhead often repeats
        a part of one.
        """
        return frozenset(
            part
            for piece in self.pieces
            if 16 <= len(piece.text) <= HEADLINE and piece.form is None
            for part in piece.text.split()
            if len(part) >= 6 and part != piece.text
        )

    def _around(self, at: int, step: int) -> frozenset[str]:
        found: list[frozenset[str]] = []
        index = at + step
        while 0 <= index < len(self.pieces) and abs(index - at) <= 8 and len(found) < _NEAR:
            if self._grams[index]:
                found.append(self._grams[index])
            index += step
        return frozenset().union(*found)

    def _following_text(self, at: int) -> str:
        """The next piece that is long enough for a paragraph, a few pieces below."""
        return next(
            (
                piece.text
                for piece in self.pieces[at + 1 : at + _REACH]
                if piece.form is None and len(piece.text) >= CAPTION
            ),
            "",
        )

    def contexts(self) -> Iterator[Context]:
        """Every piece with its surroundings, in order."""
        above, above_at = "", 0
        for at, piece in enumerate(self.pieces):
            length = len(forms.bare(piece.text))
            short = piece.form is None and length <= HEADLINE
            own = bigrams(piece.text) if short else frozenset()
            previous = self.pieces[at - 1] if at else None
            following = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
            if piece.form is None and at - above_at > _REACH:
                above = ""
            runs = short and bool(above) and is_open(above)
            follower = self._following_text(at) if runs else ""
            context = Context(
                at=at,
                piece=piece,
                length=length,
                open=not CLOSING.search(piece.text[-4:]),
                single=length <= HEADLINE * 2 and not _STOP_INSIDE.search(piece.text[:-1]),
                after=_share(own, self._around(at, 1)) if own else 0.0,
                before=_share(own, self._around(at, -1)) if own else 0.0,
                across=_share(self._around(at, -1), self._around(at, 1)) if short else 0.0,
                repeated=self._times[piece.text] if length <= HEADLINE else 1,
                echoed=piece.text in self._heads,
                previous=previous,
                next=following,
                marked=self.marked,
                previous_open=_is_text(previous) and not CLOSING.search(previous.text[-4:]),
                behind=at > self._last,
                goes_on=runs and evidence(above, piece.text)[0] >= STRONG,
                goes_off=short and _runs_into(piece, following),
                interrupts=bool(follower) and evidence(above, follower)[0] >= STRONG,
                run=self._runs[at],
                text_below=_is_text(following),
                fragment=short and not begins_with_word(piece.text),
            )
            yield context
            if piece.form is None and (length >= CAPTION or context.goes_on):
                above, above_at = piece.text, at


def contexts_of(pieces: tuple[Piece, ...]) -> Iterator[Context]:
    """Every piece of a page with its surroundings, in order."""
    return _Surroundings(pieces).contexts()
