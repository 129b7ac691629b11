"""Where an article is printed: the boxes of its headline, paragraphs and captions on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from press.model import Archive, Article, Block, Box, Frame, Line, Place

Record = dict[str, Any]
# Roles of blocks whose boxes are an article's headline, and those that have boxes of their own.
_HEADLINE = ("kicker", "title", "subtitle")
_OWN = ("column", "byline", "credit", "jump")
# Lines one below the other are one box: how much of the narrower they share across, and how far
# apart they may be in parts of the higher.
_SHARED, _APART = 0.5, 1.5


def zones(archive: Archive) -> Callable[[Article], list[Record]]:
    """What says of an article where it is printed: one record for each page that has boxes."""
    frames = {page.seed: page.frame for page in archive.pages if page.frame}

    def of(article: Article) -> list[Record]:
        seeds = dict.fromkeys(place.seed for place in article.places if place.seed in frames)
        return [
            _zone(article, seed, frames[seed], archive.lines[seed], archive.blocks[seed])
            for seed in seeds
        ]

    return of


def _zone(
    article: Article, seed: str, frame: Frame, lines: Sequence[Line], blocks: Sequence[Block]
) -> Record:
    printed = _Printed(lines)
    mine = [block for block in blocks if block.article in (article.id, *article.former)]
    places = {
        part.id: [place for place in part.places if place.seed == seed]
        for part in article.paragraphs
    }
    captions = [caption.place for caption in article.captions if caption.place.seed == seed]
    roles = {role: [b for b in mine if b.role == role] for role in (*_HEADLINE, *_OWN)}
    headline = [printed.boxes(block.first, block.last) for r in _HEADLINE for block in roles[r]]
    own = {r: [printed.boxes(b.first, b.last) for b in roles[r]] for r in _OWN if roles[r]}
    return {
        "seed": seed,
        "unit": frame.unit,
        "width": round(frame.width, 1),
        "height": round(frame.height, 1),
        "headline": _flat(headline),
        **{role: _flat(found) for role, found in own.items()},
        "paragraphs": [
            {"id": id_, "boxes": printed.of(found)} for id_, found in places.items() if found
        ],
        "captions": [{"boxes": printed.of([place])} for place in captions],
    }


def _flat(found: Iterable[list[list[float]]]) -> list[list[float]]:
    return [box for boxes in found for box in boxes]


class _Printed:
    """The lines of a page in the order of reading, found by their numbers."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._first: Mapping[int, int] = {
            line.number: at for at, line in reversed(list(enumerate(lines)))
        }
        self._last: Mapping[int, int] = {line.number: at for at, line in enumerate(lines)}

    def of(self, places: Iterable[Place]) -> list[list[float]]:
        """The boxes of runs of lines."""
        return _flat(self.boxes(place.first, place.last) for place in places)

    def boxes(self, first: int, last: int) -> list[list[float]]:
        """The boxes (left, top, right, bottom) from one line to another, one for each column."""
        if first not in self._first or last not in self._last:
            return []
        run = self._lines[self._first[first] : self._last[last] + 1]
        found = _pieces(line.box for line in run if line.box and line.text.strip())
        return [[round(side, 1) for side in (b.left, b.top, b.right, b.bottom)] for b in found]


def _pieces(boxes: Iterable[Box]) -> Iterator[Box]:
    piece: Box | None = None
    for box in boxes:
        if piece and _below(piece, box):
            piece = Box(
                left=min(piece.left, box.left),
                top=min(piece.top, box.top),
                right=max(piece.right, box.right),
                bottom=max(piece.bottom, box.bottom),
            )
            continue
        if piece:
            yield piece
        piece = box
    if piece:
        yield piece


def _below(piece: Box, box: Box) -> bool:
    shared = min(piece.right, box.right) - max(piece.left, box.left)
    narrow = min(piece.right - piece.left, box.right - box.left)
    down = box.top - piece.bottom
    high = box.bottom - box.top
    return shared > _SHARED * narrow and -high < down < _APART * high
