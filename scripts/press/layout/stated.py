"""What a format states of its articles holds: their lines stay together, in its order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from press.model import Line

# What stands outside of articles wherever a format has it.
_OUTSIDE = ("furniture", "advert")


def as_stated(lines: Sequence[Line], before: Sequence[Line]) -> list[Line]:
    """Lines in reading order, article by article where the format (``before``) parts them.

    Inside an article the order of reading stays. What the format has outside of articles comes
    first. Of each article its first line begins it.
    """
    of = _articles(before)
    if not any(of.values()):
        return list(lines)
    ordered = sorted(lines, key=lambda line: of[line.number])
    found: list[Line] = []
    for line in ordered:
        article = of[line.number]
        first = article and (not found or of[found[-1].number] != article)
        border = "article" if first else "block" if line.border == "article" else line.border
        found.append(replace(line, border=border))
    return found


def _articles(lines: Sequence[Line]) -> dict[int, int]:
    """The article of each line by its number, counted from 1 in the order of the file; 0 is
    none.
    """
    found: dict[int, int] = {}
    article = 0
    for line in lines:
        article += line.border == "article"
        outside = line.hint in _OUTSIDE and line.border == "block"
        found.setdefault(line.number, 0 if outside else article)
    return found
