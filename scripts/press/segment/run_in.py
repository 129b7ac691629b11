"""Run-in titles: in a box of briefs each item begins with its title, and a blank parts it from its
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from press.segment.pieces import Piece

# 印尼塞梅鲁火山剧烈喷发　印尼地质局19日发布声明说，…: no mark but those of a name or quotation
# before the last blank that
# comes before the first comma or full stop.
_RUN_IN = re.compile(r"(?P<title>[^，。；！？]{5,44})\s(?=[^，。；！？\s]{2,40}[，。；！？])")
# One paragraph with a blank proves nothing: so many of a zone, and so large a share of its
# paragraphs, must begin so.
_LEAST, _SHARE = 2, 0.5
# Shorter paragraphs hold no title and text.
_LONG = 30
# The type of a paragraph is no larger than this, over the body's.
_BODY = 1.12


def cut(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of a page, the titles that are run in taken from their paragraphs."""
    zones: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.geometry and _is_paragraph(piece):
            zones.setdefault(piece.geometry.zone, []).append(piece)
    briefs = {zone for zone, found in zones.items() if _of_briefs(found)}
    for piece in pieces:
        found = _RUN_IN.match(piece.text) if _is_paragraph(piece) else None
        if found and piece.geometry and piece.geometry.zone in briefs:
            rest = piece.text[found.end() :]
            yield replace(piece, text=found["title"].strip(), last=piece.line)
            yield replace(piece, text=rest.strip(), inline=True)
        else:
            yield piece


def _is_paragraph(piece: Piece) -> bool:
    return piece.form is None and piece.geometry is not None and piece.geometry.rel_size < _BODY


def _of_briefs(paragraphs: Sequence[Piece]) -> bool:
    long = [piece for piece in paragraphs if len(piece.text) > _LONG]
    begun = sum(_RUN_IN.match(piece.text) is not None for piece in long)
    return begun >= max(_LEAST, _SHARE * len(long))
