"""Glyphs → printed lines: what stands side by side, or one below the other, is one line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from press.ingest.glyphs import Glyph
from press.model import Box
from press.read.sheet import around

# Glyphs of one line stand at one height: how far apart their middles may be, in parts of the
# smaller type.
_LEVEL = 0.5
# How far they may overlap, how near they are without doubt of one line, and the widest blank
# between words of a headline.
_OVERLAP, _NEAR, _FAR = 0.8, 0.8, 1.45
# How much the type of one line may differ in size: a figure or an index, not a headline beside a
# text.
_SIZES = 1.6
# The gap that is a printed blank, in parts of the size: between Latin letters, and beside a Chinese
# character.
_BLANK, _WIDE_BLANK = 0.16, 0.45
# How far glyphs of a vertical line stand from each other, from middle to middle, in parts of the
# size; two alone are nearer still.
_PITCH, _PAIR = 1.45, 1.2
# The same across a blank, once a line is known to run down: 本报记者 王若弦.
_FAR_DOWN = 2.3
# How far aside they may stand.
_ASIDE = 0.35
# Pieces that the file has in different places are one line only when they all but touch.
_TOUCH = 0.3
# A gap is a gutter when, so many sizes up and down, other lines of like type end at its left edge
# and begin at its right one.
_AROUND, _EDGE, _LIKE = 8, 0.6, 1.15

Run = list[Glyph]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLine:
    """A line as it is set: its text, its box as high as the type, the size of most of its type,
    whether it runs down.
    """

    text: str
    box: Box
    size: float
    vertical: bool


def set_lines(glyphs: Iterable[Glyph]) -> Iterator[SetLine]:
    """The lines in the order in which the file has their first glyphs."""
    pieces = list(_down(_runs(glyphs)))
    seen: set[tuple[str, int, int]] = set()
    for run, vertical in _mended(pieces):
        text, size = _text(run, vertical).strip(), _size(run)
        where = (text, round(run[0].box.left / size), round(run[0].box.top / size))
        if text and where not in seen:  # else printed twice in its own place, to look bold
            seen.add(where)
            yield SetLine(text=text, box=_box(run, vertical), size=size, vertical=vertical)


def _size(run: Sequence[Glyph]) -> float:
    return max(0.1, median(glyph.size for glyph in run))


def _runs(glyphs: Iterable[Glyph]) -> Iterator[Run]:
    """Glyphs that follow each other on one line."""
    run: Run = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph, _NEAR):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _follows(last: Glyph, glyph: Glyph, far: float) -> bool:
    small, large = sorted((last.size, glyph.size))
    if last.turned != glyph.turned or large > _SIZES * small:
        return False
    if glyph.turned:
        aside = abs(last.middle[0] - glyph.middle[0])
        ways = (glyph.box.top - last.box.bottom, last.box.top - glyph.box.bottom)
        return aside < _LEVEL * small and min(map(abs, ways)) < far * small
    if glyph.box == last.box:  # one shape for two characters: ——
        return True
    gap = glyph.box.left - last.box.right
    level = abs(last.middle[1] - glyph.middle[1])
    return level < _LEVEL * small and -_OVERLAP * small < gap < far * small


def _down(runs: Iterable[Run]) -> Iterator[tuple[Run, bool]]:
    """Runs of one glyph, each below the one before, are a vertical line."""
    column: Run = []
    for run in runs:
        if column and not (len(run) == 1 and _below(column, run[0])):
            yield from _column(column)
            column = []
        if len(run) == 1 and not run[0].turned:
            column += run
        else:
            yield run, run[0].turned
    yield from _column(column)


def _below(column: Run, glyph: Glyph) -> bool:
    last, far = column[-1], _FAR_DOWN if len(column) > 2 else _PITCH
    small, large = sorted((last.size, glyph.size))
    down = glyph.middle[1] - last.middle[1]
    aside = abs(glyph.middle[0] - last.middle[0])
    return 0 < down < far * small and aside < _ASIDE * small and large < 1.2 * small


def _column(column: Run) -> Iterator[tuple[Run, bool]]:
    near = len(column) == 2 and column[1].middle[1] - column[0].middle[1] < _PAIR * column[0].size
    if len(column) > 2 or near:
        yield column, True
    else:
        yield from (([glyph], False) for glyph in column)


def _mended(pieces: Sequence[tuple[Run, bool]]) -> Iterator[tuple[Run, bool]]:
    """Lines that a wide blank or the order of the file has in pieces put together, where there is
    no gutter between.
    """
    level = [run for run, vertical in pieces if not vertical]
    after = {id(left): right for left, right in _neighbours(level)}
    inner = {id(right) for right in after.values()}
    for run, vertical in pieces:
        if id(run) in inner:
            continue
        whole, last = list(run), run
        while id(last) in after:
            last = after[id(last)]
            whole += last
        yield whole, vertical


def _neighbours(level: Sequence[Run]) -> Iterator[tuple[Run, Run]]:
    """Each piece and the one that goes on from it."""
    begins = sorted((run[0].box.left, run[0].middle[1], run[0].size) for run in level)
    ends = sorted((run[-1].box.right, run[0].middle[1], run[0].size) for run in level)
    order = sorted(level, key=lambda run: run[0].box.left)
    lefts = [run[0].box.left for run in order]
    following = {id(one): id(other) for one, other in pairwise(level)}
    taken: set[int] = set()
    for run in order:
        last = run[-1]
        near = bisect_left(lefts, last.box.right - _TOUCH * last.size)
        far = bisect_right(lefts, last.box.right + _FAR * last.size)
        for other in order[near:far]:
            if id(other) in taken or other is run or not _goes_on(last, other[0]):
                continue
            touching = other[0].box.left - last.box.right < _TOUCH * last.size
            if not touching and following.get(id(run)) != id(other):
                continue
            ended, begun = (
                _others(ends, last.box.right, last),
                _others(begins, other[0].box.left, last),
            )
            if ended < 3 and not (ended and begun > 1):
                taken.add(id(other))
                yield run, other
                break


def _goes_on(last: Glyph, first: Glyph) -> bool:
    alike = max(last.size, first.size) < 1.1 * min(last.size, first.size)
    return alike and not last.turned and _follows(last, first, _FAR)


def _others(edges: Sequence[tuple[float, float, float]], edge: float, glyph: Glyph) -> int:
    """How many other lines of like type near by begin, or end, at this edge."""
    low = bisect_left(edges, (edge - _EDGE * glyph.size,))
    high = bisect_right(edges, (edge + _EDGE * glyph.size,))
    return sum(
        0.5 < abs(down - glyph.middle[1]) / glyph.size < _AROUND
        and max(size, glyph.size) < _LIKE * min(size, glyph.size)
        for _, down, size in edges[low:high]
    )


def _text(run: Sequence[Glyph], vertical: bool) -> str:
    gaps = [_gap(one, other, vertical) / one.size for one, other in pairwise(run)]
    spaced = max(0.0, median(gaps)) if gaps else 0.0
    text = run[0].text
    for glyph, before, gap in zip(run[1:], run, gaps, strict=False):
        latin = before.text.isascii() and glyph.text.isascii()
        blank = gap > spaced + (_BLANK if latin else _WIDE_BLANK)
        if blank and not text[-1].isspace() and not glyph.text.isspace():
            text += " "
        text += glyph.text
    return text


def _gap(one: Glyph, other: Glyph, vertical: bool) -> float:
    if not vertical:
        return other.box.left - one.box.right
    down = other.middle[1] - one.middle[1]
    return abs(down) - (one.size + other.size) / 2


def _box(run: Sequence[Glyph], vertical: bool) -> Box:
    """The box of a line as high (or as wide, when it runs down) as its type."""
    whole = around(glyph.box for glyph in run)
    assert whole is not None
    half = _size(run) / 2
    if vertical:
        across = median(glyph.middle[0] for glyph in run)
        return Box(left=across - half, top=whole.top, right=across + half, bottom=whole.bottom)
    down = median(glyph.middle[1] for glyph in run)
    return Box(left=whole.left, top=down - half, right=whole.right, bottom=down + half)
