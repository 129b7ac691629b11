"""What a reader makes of a file: the printed lines of a page as they stand in it, and what the
format says of the page.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from press.model import Box, Frame, Line, Notice, Repair
from press.read.rewriting import rewritten
from press.text import characters

# No page is larger, in any unit: 100 m in tenths of a millimetre.
_FARTHEST = 1e6
# A line as long as n Chinese characters is set from top to bottom when it is this many times n as
# high as it is wide; set by hand between 1, which full vertical type has,
# and the 0.25 of two characters that run across.
_UPRIGHT = 0.6
# Words of which one end is Chinese stand apart when the gap is this part of their height: OCR
# programs part every word, and draw boxes narrower than the type; a printed blank leaves 1.1 or
# more.
_GAP = 0.8


class UnreadableError(ValueError):
    """A file of a known format that cannot be read: what is wrong with it, what to do, and the line
    of the file if known.
    """

    def __init__(self, what: str, todo: str, line: int | None = None) -> None:
        """Say it as ``UserError`` does, without the path, which a reader does not know."""
        super().__init__(what)
        self.what, self.todo, self.line = what, todo, line


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One printed page as a file has it: lines in the order of the file, rules and frames, and what
    the format says for certain.

    ``rules`` are the boxes of printed rules (thin) and of frames, tints and pictures (wide).
    ``date`` is EDTF.
    """

    lines: tuple[Line, ...]
    frame: Frame | None = None
    rules: tuple[Box, ...] = ()
    paper: str | None = None
    date: str | None = None
    page: int | None = None
    basis: str | None = None
    repairs: tuple[Repair, ...] = ()
    notices: tuple[Notice, ...] = ()


def box(*sides: object) -> Box:
    """Left, top, right, bottom in any order of the two ends; ``UnreadableError`` for what is no
    place on a page.

    >>> box("10", 20, 5.5, 40)
    Box(left=5.5, top=20.0, right=10.0, bottom=40.0)
    """
    left, top, right, bottom = map(number, sides)
    return Box(
        left=min(left, right), top=min(top, bottom), right=max(left, right), bottom=max(top, bottom)
    )


def number(value: object) -> float:
    """A finite number of a format that writes it as a number or as text; ``UnreadableError`` for
    anything else.
    """
    try:
        found = float(value) if isinstance(value, (int, float, str)) else math.nan
    except (ValueError, OverflowError):
        found = math.nan
    if not abs(found) <= _FARTHEST:
        raise UnreadableError(
            f"has “{str(value)[:20]}” where a place on the page should be",
            "make the file anew with the program that wrote it",
        )
    return found


def around(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box around all; None around nothing."""
    there = [one for one in boxes if one]
    if not there:
        return None
    return Box(
        left=min(one.left for one in there),
        top=min(one.top for one in there),
        right=max(one.right for one in there),
        bottom=max(one.bottom for one in there),
    )


def corners(points: Sequence[Sequence[object]]) -> Box:
    """The box around the corners of a polygon, each given as x and y."""
    places = [(number(point[0]), number(point[1])) for point in points]
    found = around(Box(left=x, top=y, right=x, bottom=y) for x, y in places)
    if found is None:
        raise UnreadableError("has a polygon without corners", "make the file anew")
    return found


def is_upright(place: Box | None, text: str) -> bool:
    """Whether a text in this box is one line from top to bottom.

    >>> is_upright(Box(left=0, top=0, right=10, bottom=78), "发展特色产业")
    True
    >>> is_upright(Box(left=0, top=0, right=20, bottom=10), "发展")
    False
    """
    letters = "".join(text.split())
    if place is None or len(letters) < 2:
        return False
    ems = len(letters) - sum(map(str.isascii, letters)) / 2
    return place.bottom - place.top > _UPRIGHT * ems * (place.right - place.left)


def type_size(place: Box | None, text: str) -> float | None:
    """The height of the type of one printed line, as its box shows it."""
    if place is None:
        return None
    width, height = place.right - place.left, place.bottom - place.top
    return width if is_upright(place, text) else height


def joined(words: Sequence[tuple[str, Box | None]]) -> str:
    """The words of a line as printed: Chinese words stand apart only where there is room between
    them.

    >>> joined([("本报", Box(left=0, top=0, right=20, bottom=10)),
    ... ("记者", Box(left=20, top=0, right=40, bottom=10)),
    ...         ("郭凯", Box(left=52, top=0, right=72, bottom=10)), ("CN", None), ("49", None)])
    '本报记者 郭凯CN 49'
    """
    text, last = "", None
    for word, place in words:
        if text and word and _apart(text[-1], word[0], last, place):
            text += " "
        text, last = text + word, place
    return text


def _apart(before: str, after: str, left: Box | None, right: Box | None) -> bool:
    if before.isascii() and after.isascii():
        return True
    if left is None or right is None:
        return False
    height = min(left.bottom - left.top, right.bottom - right.top)
    return right.left - left.right > _GAP * height > 0


def by_article(lines: Iterable[tuple[str | None, Line]]) -> Iterator[Line]:
    """Lines with the article that a format says each is of: those of one together.

    Articles come in the order in which they begin, the first line of each begins it; a line of
    none stays behind the line before it.
    """
    order: dict[str, int] = {}
    placed: list[tuple[int, bool, Line]] = []
    last = 0
    for article, line in lines:
        last = order.setdefault(article, len(order) + 1) if article else last
        placed.append((last, bool(article), line))
    numbers, begun = count(1), set[int]()
    for at, stated, line in sorted(placed, key=lambda one: one[0]):
        first = stated and at not in begun
        begun |= {at} if first else set()
        yield replace(line, number=next(numbers), border="article" if first else line.border)


def sheet(
    seed: str, lines: Iterable[Line], frame: Frame | None = None, rules: Iterable[Box] = ()
) -> Sheet:
    """A sheet of lines after the character rules; a break inside a line parts it, and its box."""
    clean: list[Line] = []
    repairs: list[Repair] = []
    notices: list[Notice] = []
    for line in lines:
        parts = [_cleaned(text) for text in _texts(line.text)]
        clean += _parted(line, [part for broken, _ in parts for part in broken])
        repairs += (
            Repair(rule=c.rule, seed=seed, line=line.number, before=c.before, after=c.after)
            for _, changes in parts
            for c in changes
        )
        if private := characters.PRIVATE.findall(line.text):
            notices.append(_private(seed, line.number, private))
    return Sheet(
        lines=tuple(clean),
        frame=frame or _frame(clean),
        rules=tuple(rules),
        repairs=tuple(repairs),
        notices=tuple(notices),
    )


def _cleaned(text: str) -> tuple[tuple[str, ...], tuple[characters.Change, ...]]:
    """The lines of a line after the rules of characters and of notation."""
    parts, changes = characters.clean(text)
    found = [rewritten(part) for part in parts]
    return tuple(part for part, _ in found), changes + tuple(c for _, more in found for c in more)


def _frame(lines: Sequence[Line]) -> Frame | None:
    """A frame around all boxes, for formats that do not say how large the page is."""
    whole = around(line.box for line in lines)
    return Frame(width=whole.right, height=whole.bottom, unit="px") if whole else None


def _private(seed: str, line: int, found: Sequence[str]) -> Notice:
    codes = " ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(found))
    return Notice(
        code="private-use", seed=seed, line=line, text=f"有只在个别字体中才有字形的字符：{codes}"
    )


def _texts(text: str) -> list[str]:
    """The lines of a block; a line of a file is one, also when it is blank."""
    if "\n" not in text:
        return [text]
    return [part for part in text.split("\n") if part.strip()]


def _parted(line: Line, texts: Sequence[str]) -> Iterator[Line]:
    """A line for each text, each with its part of the box, by the length of the texts."""
    lengths = [max(1, len(text)) for text in texts]
    total, before = sum(lengths), 0
    for text, length in zip(texts, lengths, strict=True):
        place = line.box and _slice(line.box, before / total, (before + length) / total)
        border = None if before else line.border
        yield replace(line, text=text, box=place, border=border)
        before += length


def _slice(whole: Box, begin: float, end: float) -> Box:
    height = whole.bottom - whole.top
    return replace(whole, top=whole.top + begin * height, bottom=whole.top + end * height)
