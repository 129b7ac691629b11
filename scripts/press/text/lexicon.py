"""Lexicons: many words found in one pass over a text, the longest at each place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_Tree = dict[str, "_Tree"]
# The end of a word, in a tree of letters.
_END = ""
# A word that begins or ends in these is no part of a longer one: EOD is not in GEODE, 1571 not in
# 15710.
_LATIN = "0-9A-Za-z"


def longest(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches the longest of the words at each place; of no words, one that never
    matches.

    The words become a tree of shared beginnings, so that the time hardly grows with their number.

    >>> longest(["生态", "生态环境", "EOD"]).findall("生态环境和生态，EOD，GEODE")
    ['生态环境', '生态', 'EOD']
    """
    return _pattern(tuple(words))


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    tree: _Tree = {}
    for word in words:
        branch = tree
        for char in word:
            branch = branch.setdefault(char, {})
        branch[_END] = {}
    return re.compile(_alternatives(tree, first=True) if tree else r"(?!)")


def _alternatives(tree: _Tree, *, first: bool = False) -> str:
    """The words of a tree as a pattern, the longer before the shorter."""
    found = []
    for char in sorted(tree, reverse=True):
        if char != _END:
            alone = char.isascii() and char.isalnum()
            ends = tree[char]
            rest = _alternatives(ends) if list(ends) != [_END] else ""
            if _END in ends and alone:
                rest = f"(?:{rest}|(?![{_LATIN}]))" if rest else f"(?![{_LATIN}])"
            elif _END in ends and rest:
                rest = f"(?:{rest})?"
            # The look behind comes after the first character, so that the engine may skip by first
            # characters.
            found.append(re.escape(char) + (f"(?<![{_LATIN}].)" if first and alone else "") + rest)
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"
