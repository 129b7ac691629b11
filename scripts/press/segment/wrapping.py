"""Lines of a fixed width: where a file breaks every line of print, the lines of a paragraph are read as one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from press.model import Line
from press.segment import forms
from press.text.cuts import CLOSING

# The widths that columns of print have, in characters.
_NARROWEST, _WIDEST = 10, 60
# A page is wrapped when so many lines, and so much of the lines that are more than half as long, have one width, and hardly a line is longer;
# set by hand: the development pages, which are not wrapped, have at most 4 lines of one width.
_LEAST_LINES, _LEAST_SHARE, _MOST_LONGER = 8, 0.4, 0.1
# How much narrower than the others a full line may be: a mark that may not begin a line is drawn in or pushed out.
_SLACK = 1
_HALF_WIDTH = re.compile(r"[!-~]")
_NEW = re.compile(rf"[#>|*{forms.BLANK}]|<")


def width(lines: tuple[Line, ...]) -> int | None:
    """The width of the lines of a wrapped page in characters, or None for a page that is not wrapped.

    >>> from press.model import Line
    >>> width(tuple(Line(number=n, text="水" * 22) for n in range(9)))
    22
    >>> width(tuple(Line(number=n, text="水" * (20 + 7 * n)) for n in range(9))) is None
    True
    """
    sizes = Counter(len(line.text.strip(forms.BLANK)) for line in lines)
    usual = max(
        (size for size in sizes if _NARROWEST <= size <= _WIDEST),
        key=lambda size: (sizes[size], size),
        default=0,
    )
    full = sum(sizes[size] for size in range(usual - _SLACK, usual + _SLACK + 1))
    counted = sum(count for size, count in sizes.items() if size * 2 > usual)
    longer = sum(count for size, count in sizes.items() if size > usual + _SLACK)
    wrapped = (
        usual
        and full >= max(_LEAST_LINES, _LEAST_SHARE * counted)
        and longer <= _MOST_LONGER * counted
    )
    return usual if wrapped else None


def unwrapped(lines: tuple[Line, ...]) -> Iterator[tuple[Line, int]]:
    """The lines of a page with the last line that each stands on: as they are, or those of a wrapped page put together.

    Where the layout of the page is known, its borders say what goes on; else the widths of the lines do.
    """
    if any(line.geometry for line in lines):
        yield from _by_borders(lines)
        return
    usual = width(lines)
    if not usual:
        yield from ((line, line.number) for line in lines)
        return
    waiting: list[Line] = []
    for line in lines:
        if not line.text.strip(forms.BLANK):
            continue
        if waiting and not _goes_on(waiting[-1].text, line.text, usual):
            yield _together(waiting)
            waiting = []
        waiting.append(line)
    if waiting:
        yield _together(waiting)


def _by_borders(lines: tuple[Line, ...]) -> Iterator[tuple[Line, int]]:
    """The lines put together that their borders say run on."""
    waiting: list[Line] = []
    for line in lines:
        if not line.text.strip(forms.BLANK):
            continue
        if waiting and line.border != "run-on":
            yield _together(waiting)
            waiting = []
        waiting.append(line)
    if waiting:
        yield _together(waiting)


def _goes_on(above: str, below: str, usual: int) -> bool:
    """Whether a full line goes on below: not before an indent, a mark of Markdown, a lead-in or a byline, nor after a full stop before a line
    that is neither full nor closed, which may be a headline.
    """
    text = above.strip(forms.BLANK)
    if len(text) < usual - _SLACK or above.lstrip().startswith("#") or forms.furniture(text):
        return False
    below = below.rstrip(forms.BLANK)
    if CLOSING.search(text[-4:]) and len(below) < usual - _SLACK and not CLOSING.search(below[-4:]):
        return False
    return not (
        _NEW.match(below)
        or forms.lead_in(below)
        or forms.byline(below)
        or forms.label(below)
        or forms.furniture(below)
    )


def _together(lines: list[Line]) -> tuple[Line, int]:
    """Some lines as one, with a blank between two words of a script that has blanks."""
    text = lines[0].text.rstrip(forms.BLANK)
    for line in lines[1:]:
        more = line.text.strip(forms.BLANK)
        gap = " " if _HALF_WIDTH.match(text[-1:]) and _HALF_WIDTH.match(more) else ""
        text += gap + more
    return replace(lines[0], text=text), lines[-1].number
