"""Figures that a program set on lines of their own, out of a formula: （M / 2 / ）余额 is
（M2）余额.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from press.model import Line, Repair

# The text before a lowered figure: it ends with the sign of a measure or an element: …（M, …PM,
# …CO.
_SIGN = re.compile(r"(?:^|[^A-Za-z])[A-Z][A-Za-z]{0,2}\Z")
_FIGURE = re.compile(r"[0-9]{1,2}(?:\.[0-9])?")
# A line that begins something of its own.
_NEW = re.compile(r"\s|[#>|*<]|!\[|\Z")


def returned(lines: Sequence[Line], seed: str) -> tuple[tuple[Line, ...], tuple[Repair, ...]]:
    """The lines with such figures back in their formulas, each with the line that goes on after it.

    >>> lines = [Line(number=n, text=t) for n, t in enumerate(["货币（M", "2", "）余额增长。"], 1)]
    >>> [line.text for line in returned(lines, "a")[0]]
    ['货币（M2）余额增长。']
    >>> [line.text for line in returned(lines[1:], "a")[0]]
    ['2', '）余额增长。']
    """
    found: list[Line] = []
    repairs: list[Repair] = []
    for at, run in _runs(lines):
        first = lines[at]
        if len(run) > 1:
            text = "".join([first.text.rstrip(), *(line.text.strip() for line in run[1:])])
            before = "\n".join(line.text for line in run)
            repairs.append(
                Repair(rule="figure-line", seed=seed, line=first.number, before=before, after=text)
            )
            first = replace(first, text=text)
        found.append(first)
    return tuple(found), tuple(repairs)


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, Sequence[Line]]]:
    at = 0
    while at < len(lines):
        end = at + 1
        while end + 1 < len(lines) and _is_formula(lines[end - 1 : end + 2]):
            end += 2
        yield at, lines[at:end]
        at = end


def _is_formula(lines: Sequence[Line]) -> bool:
    sign, figure, rest = (line.text for line in lines)
    return (
        bool(_SIGN.search(sign.rstrip()[-4:]))
        and bool(_FIGURE.fullmatch(figure.strip()))
        and not _NEW.match(rest)
        and not any(line.hint for line in lines)
    )
