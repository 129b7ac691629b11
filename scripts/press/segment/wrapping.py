"""Lines of a fixed width: where a file breaks every line of print, those of a paragraph are one.

Whether a line runs on in the next is a learned probability (logistic regression; its weights are in
``wrapping.json``, made by ``tools/train/wrapping.py``) over how full the lines are, their marks,
indents and forms.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import exp
from pathlib import Path

from press.model import Line
from press.segment import forms
from press.text.cuts import CLOSING

Features = Mapping[str, float]

# The widths that columns of print have, in characters.
_NARROWEST, _WIDEST = 10, 60
# A page is wrapped when so many lines, and so much of the lines that are more than half as long,
# have one width, and hardly a line is longer. Set by hand: pages that are not wrapped have at most
# 4 lines of one width.
_LEAST_LINES, _LEAST_SHARE, _MOST_LONGER = 8, 0.4, 0.1
# How much narrower than the others a full line may be: a mark that may not begin a line is drawn in
# or pushed out.
_SLACK = 1
# From this probability on a line runs on in the next; below it stays apart, and the repair may
# still join it. Of 5,100 joins on 24 composed pages that the weights were not learned from (though
# from others with some of the same articles) .5 % are false here, 1.1 % at .5 (4 % by the rules
# that
# this replaced), and 93 % of all breaks are closed.
_CERTAIN = 0.8
# How much shorter than full a line is counted, in characters.
_SHORTER = (0, 1, 2, 4, 8, 16)
# The beginning and the end of a bracket such as names stand in: （记者宋熙 / 文）
_BRACKET_OPEN = re.compile(r"[（(][^（）()。！？；]{1,24}\Z")
_BRACKET_CLOSED = re.compile(r"[^（）()。！？；]{1,16}[）)]")
_HALF_WIDTH = re.compile(r"[!-~]")
_MARKUP = re.compile(r"\s*(?:[#>|*]|<|!\[)")
_POINT = re.compile(r"[，。；：、]")
_NEVER_FIRST = re.compile(r"[，、。；：！？）》”’％%]")
_GAP = re.compile(rf"\S[{forms.BLANK}]+\S")
_SENTENCE_END = re.compile(r"[。！？!?][”’』」）)]*\Z")


def width(lines: Sequence[Line]) -> int | None:
    """The width of the lines of a wrapped page in characters, or None for a page that is not
    wrapped.

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


def unwrapped(lines: Sequence[Line]) -> Iterator[tuple[Line, int]]:
    """The lines of a page with the last line that each stands on.

    Where the layout of the page is known, its borders say what runs on; else, on a wrapped page,
    the learned probability does. The lines of other pages are as they were.
    """
    printed = [line for line in lines if line.text.strip(forms.BLANK)]
    usual = width(lines)
    if any(line.geometry for line in lines):
        runs_on = [line.border == "run-on" for line in printed]
    elif usual:
        runs_on = [False, *(_runs_on(printed, at, usual) for at in range(len(printed) - 1))]
    else:
        yield from ((line, line.number) for line in lines)
        return
    waiting: list[Line] = []
    for line, follows in zip(printed, runs_on, strict=True):
        if waiting and not follows:
            yield _together(waiting)
            waiting = []
        waiting.append(line)
    if waiting:
        yield _together(waiting)


def _runs_on(printed: Sequence[Line], at: int, usual: int) -> bool:
    """Whether a line runs on in the next: no paragraph ends in a short bracket that is open."""
    if amid_bracket(printed[at].text, printed[at + 1].text):
        return True
    return probability(features(printed, at, usual)) >= _CERTAIN


def amid_bracket(above: str, below: str) -> bool:
    """Whether a short bracket without a full stop is opened above and closed below.

    >>> amid_bracket("据新华社济南电（记者宋熙", "文）中国人民银行")
    True
    >>> amid_bracket("（见图", "图为桥。）")
    False
    """
    return bool(_BRACKET_OPEN.search(above) and _BRACKET_CLOSED.match(below.lstrip(forms.BLANK)))


@cache
def weights() -> Mapping[str, float]:
    """The weights that come with the program."""
    data = json.loads(Path(__file__).with_name("wrapping.json").read_text("utf-8"))
    found: Mapping[str, float] = data["weights"]
    return found


def probability(found: Features) -> float:
    """How sure it is that a line runs on in the next, 0 to 1."""
    known = weights()
    odds = sum(known.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def features(lines: Sequence[Line], at: int, usual: int) -> Features:
    """What speaks for and against the line at a place running on in the next one.

    ``usual`` is the page's width.
    """
    above, below = lines[at].text, lines[at + 1].text
    left, right = above.strip(forms.BLANK), below.strip(forms.BLANK)
    before = lines[at - 1].text.strip(forms.BLANK) if at else ""
    after = lines[at + 2].text.strip(forms.BLANK) if at + 2 < len(lines) else ""
    own = len(above.rstrip(forms.BLANK))
    tests = {
        "any": True,
        f"above={_shorter(own, usual)}": True,
        f"below={_shorter(len(right), usual)}": True,
        f"before={_shorter(len(before), usual)}": True,
        f"after={_shorter(len(after), usual)}": True,
        f"indents={_indent(above)}{_indent(below)}": True,
        "blank-line": lines[at + 1].number > lines[at].number + 1,
        "ends-full": _SENTENCE_END.search(left) and _shorter(own, usual) in (0, 1),
        "ends-full-before-no-mark": _SENTENCE_END.search(left) and not _POINT.search(right),
        "above-a-line": own < usual - 2 and not CLOSING.search(left[-4:]),
        "below-a-line": len(right) < usual - 2 and not CLOSING.search(right[-4:]),
        **_marks(left, right),
        **{f"above-{name}": holds for name, holds in _forms(left).items()},
        **{f"below-{name}": holds for name, holds in _forms(right).items()},
    }
    return {name: 1.0 for name, holds in tests.items() if holds}


def _marks(left: str, right: str) -> dict[str, object]:
    """What the marks of two neighbouring lines say."""
    return {
        "sentence-ends": _SENTENCE_END.search(left),
        "closed": CLOSING.search(left[-4:]),
        "below-closed": CLOSING.search(right[-4:]),
        "above-no-mark": not _POINT.search(left),
        "below-no-mark": not _POINT.search(right),
        "point-first": _NEVER_FIRST.match(right),
        "comma-last": left[-1] in "，、；",
        "above-markup": _MARKUP.match(left),
        "below-markup": _MARKUP.match(right),
        "blank-inside-above": _GAP.search(left),
        "blank-inside-below": _GAP.search(right),
        "open-mark": any(left.count(a) > left.count(b) for a, b in ("“”", "《》")),
    }


def _shorter(length: int, usual: int) -> int:
    """The class of how much shorter than full a line is; -1 for a longer one."""
    if length > usual + _SLACK:
        return -1
    return max((step for step in _SHORTER if usual - length >= step), default=0)


def _indent(text: str) -> int:
    """How far a line is indented, in characters, up to four."""
    return min(4, len(text) - len(text.lstrip(forms.BLANK)))


def _forms(text: str) -> dict[str, object]:
    return {
        "furniture": forms.furniture(text),
        "lead": forms.lead_in(text),
        "byline": forms.byline(text) or forms.names_only(text),
        "run-in": forms.run_in_byline(text),
        "label": forms.label(text),
        "credit": forms.credit(text),
        "jump": forms.JUMP.search(text),
        "image": forms.IMAGE.search(text),
        "figures": forms.figures(text),
    }


def _together(lines: Sequence[Line]) -> tuple[Line, int]:
    """Some lines as one, with a blank between two words of a script that has blanks."""
    text = lines[0].text.rstrip(forms.BLANK)
    for line in lines[1:]:
        more = line.text.strip(forms.BLANK)
        gap = " " if _HALF_WIDTH.match(text[-1:]) and _HALF_WIDTH.match(more) else ""
        text += gap + more
    return replace(lines[0], text=text), lines[-1].number
