"""Whether a page was read at all: one notice for the page where its text is not to be relied on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from press.model import Line, Notice
from press.text import characters

# A page whose lines are less sure than this on average, by their length, was not read. Measured:
# pages that can be read have 0.83 (a picture of 992 × 1,419 pixels, read by an old model) to 1.00,
# those in another script, or turned, 0.38 to 0.65.
ILLEGIBLE = 0.7
# So large a share of characters without Unicode is a font that does not say what it prints, no
# single ornament; set by hand.
_NO_UNICODE = 0.05
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
# A block of text that holds fewer characters than this part of what its box has room for has lost
# some; set by hand.
_ROOM = 0.25


def doubts(seed: str, lines: Sequence[Line], notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """The notices of a page: what is wrong with all of it is said once, in place of line by
    line.
    """
    whole = tuple(_whole(seed, lines))
    if not any(notice.code == "no-unicode" for notice in whole):
        return (*whole, *notices)
    return (*whole, *(notice for notice in notices if notice.code != "private-use"))


def _whole(seed: str, lines: Sequence[Line]) -> Iterator[Notice]:
    letters = "".join("".join(line.text.split()) for line in lines)
    broken = letters.count(_UNKNOWN) + len(characters.PRIVATE.findall(letters))
    if broken > _NO_UNICODE * len(letters):
        text = (
            f"{broken} 个字所用的字体没有说明是什么字：请改用这一版的图片（JPG、PNG），或另存的 PDF"
        )
        yield Notice(code="no-unicode", seed=seed, line=1, text=text)
    if (sure := _sure(lines)) is not None and sure < ILLEGIBLE:
        text = (
            f"识别的平均把握只有 {sure:.2f}：这一版的文字（竖排旧报、别种文字、"
            "倒置或模糊的图片）不能当作读出来了"
        )
        yield Notice(code="illegible", seed=seed, line=1, text=text)
    lost = _lost(lines)
    if lost:
        text = f"原文件里有 {lost} 处版面有文字、文字却没有写出来：请重新识别，或对照报纸补上"
        yield Notice(code="lost-text", seed=seed, line=1, text=text)


def _sure(lines: Sequence[Line]) -> float | None:
    """How sure the lines are on average; None where nothing says, or too little."""
    said = [(line.confidence, len(line.text)) for line in lines if line.confidence is not None]
    total = sum(length for _, length in said)
    return sum(sure * length for sure, length in said) / total if total else None


def _lost(lines: Sequence[Line]) -> int:
    """How many empty blocks have no text: what stands before them has none to run on with."""
    size = _type_size(lines)
    lost, room, text, empty = 0, 0.0, 0, 0
    for line in lines if size else ():
        if line.border == "run-on" and not line.text.strip():
            room, empty = room + _room(line, size or 1), empty + 1
            lost += text < _ROOM * room
            continue
        if line.border:
            room, text, empty = 0.0, 0, 0
        room, text = room + _room(line, size or 1), text + len(line.text)
    return lost


def _room(line: Line, size: float) -> float:
    if line.box is None:
        return 0.0
    return (line.box.right - line.box.left) * (line.box.bottom - line.box.top) / size**2


def _type_size(lines: Sequence[Line]) -> float | None:
    """The room that a character takes, as the side of a square: of blocks that have their text, the
    usual one.
    """
    rooms = [
        (b.right - b.left) * (b.bottom - b.top) / len(line.text)
        for line in lines
        if (b := line.box) and len(line.text) > 20
    ]
    return median(rooms) ** 0.5 if len(rooms) > 2 else None
