"""The lines that RapidOCR or PaddleOCR saw, as JSON: [{"box", "txt", "score"}], [[box, [text,
score]]], rec_texts with rec_polys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from press.model import Frame, Line
from press.read.sheet import Sheet, UnreadableError, corners, is_upright, number, sheet, type_size
from press.read.source import Source

# The names that programs and their versions give to the same three things.
_BOX = ("box", "bbox", "points", "poly", "dt_poly", "text_region", "text_box_position")
_TEXT = ("txt", "text", "transcription", "rec_text")
_SCORE = ("score", "confidence", "rec_score", "conf")
# Where a list of lines may lie in a wrapping object.
_INSIDE = ("items", "result", "results", "data", "lines", "ocr_result", "res")
Seen = tuple[Any, str, Any]


def recognises(source: Source) -> bool:
    """Whether the file is a list of boxes with texts, by its first items."""
    found = seen(source.json)
    return found is not None and next(iter(found), None) is not None


def read(source: Source, seed: str) -> tuple[Sheet, ...]:
    """The page: a line for each box, in the order of the file, with its score as confidence."""
    found = seen(source.json)
    assert found is not None
    return (sheet(seed, lines(found), frame_of(source.json)),)


def lines(found: Iterable[Seen]) -> Iterator[Line]:
    """Lines of boxes, texts and scores."""
    numbers = count(1)
    for place, text, score in found:
        rectangle = rectangle_of(place)
        yield Line(
            number=next(numbers),
            text=text,
            box=rectangle,
            size=type_size(rectangle, text),
            vertical=is_upright(rectangle, text),
            confidence=None if score is None else number(score),
        )


def rectangle_of(place: Any) -> Any:
    """A box of a list of corners, of four numbers, or of eight."""
    if not isinstance(place, list) or len(place) < 2:
        raise UnreadableError("has a text without a box", "give the program's own result")
    if isinstance(place[0], list):
        return corners(place)
    return corners(list(zip(place[::2], place[1::2], strict=False)))


def frame_of(value: Any) -> Frame | None:
    """The size of the picture where an object says it."""
    if not isinstance(value, Mapping) or not value.get("width") or not value.get("height"):
        return None
    return Frame(width=number(value["width"]), height=number(value["height"]), unit="px")


def seen(value: Any) -> Iterable[Seen] | None:
    """Boxes, texts and scores of any of the forms; None when it is none of them."""
    if isinstance(value, Mapping):
        for texts, boxes, scores in _COLUMNS:
            if texts in value and boxes in value:
                return _columns(value[texts], value[boxes], value.get(scores))
        return next((seen(value[key]) for key in _INSIDE if key in value), None)
    if not isinstance(value, list) or not value:
        return None
    if len(value) == 1 and isinstance(value[0], list | Mapping):
        inner = seen(value[0])
        if inner is not None:
            return inner
    rows = [_row(item) for item in value]
    return None if None in rows else [row for row in rows if row]


# Forms that keep texts, boxes and scores in lists of their own: PaddleOCR 3, RapidOCR's result.
_COLUMNS = (
    ("rec_texts", "rec_polys", "rec_scores"),
    ("rec_texts", "rec_boxes", "rec_scores"),
    ("txts", "boxes", "scores"),
)


def _columns(texts: Any, boxes: Any, scores: Any) -> list[Seen] | None:
    if not isinstance(texts, Sequence) or not isinstance(boxes, Sequence):
        return None
    sure = scores if isinstance(scores, list) else [None] * len(texts)
    if not len(texts) == len(boxes) == len(sure):
        raise UnreadableError("has not as many boxes as texts", "give the program's own result")
    return [
        (place, str(text), score) for place, text, score in zip(boxes, texts, sure, strict=True)
    ]


def _row(item: Any) -> Seen | None:
    if isinstance(item, Mapping):
        place, text, score = (
            next((item[key] for key in keys if key in item), None) for keys in (_BOX, _TEXT, _SCORE)
        )
        return (place, text, score) if isinstance(place, list) and isinstance(text, str) else None
    if not isinstance(item, list) or len(item) not in (2, 3) or not isinstance(item[0], list):
        return None
    if isinstance(item[1], list) and len(item[1]) == 2 and isinstance(item[1][0], str):
        return (item[0], item[1][0], item[1][1])
    if isinstance(item[1], str):
        return (item[0], item[1], item[2] if len(item) == 3 else None)
    return None
