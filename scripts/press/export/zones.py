"""Where an article is printed: the boxes of its headline, paragraphs and captions on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from press.model import Archive, Article, Block, Box, Frame, Line, Place, lines_between

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
    mine = [block for block in blocks if block.article in (article.id, *article.former)]
    places = {
        part.id: [place for place in part.places if place.seed == seed]
        for part in article.paragraphs
    }
    captions = [caption.place for caption in article.captions if caption.place.seed == seed]
    own = {role: [block for block in mine if block.role == role] for role in _OWN}
    return {
        "seed": seed,
        "unit": frame.unit,
        "width": round(frame.width, 1),
        "height": round(frame.height, 1),
        "headline": _boxes(lines, (block for block in mine if block.role in _HEADLINE)),
        **{role: _boxes(lines, found) for role, found in own.items() if found},
        "paragraphs": [
            {"id": id_, "boxes": _boxes(lines, found)} for id_, found in places.items() if found
        ],
        "captions": [{"boxes": _boxes(lines, [place])} for place in captions],
    }


def _boxes(lines: Sequence[Line], places: Iterable[Place | Block]) -> list[list[float]]:
    """The boxes (left, top, right, bottom) of runs of lines, one for each column."""
    found: list[list[float]] = []
    for place in places:
        run = lines_between(lines, place.first, place.last)
        for b in _pieces(line.box for line in run if line.box and line.text.strip()):
            found.append([round(side, 1) for side in (b.left, b.top, b.right, b.bottom)])
    return found


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
