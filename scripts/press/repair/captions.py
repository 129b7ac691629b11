"""Captions with their credits, each once: what the model printed twice is dropped, with its
reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from press.model import Caption, Leftover, Place
from press.segment import Part

# How alike two captions of a page are when one is the other read again with a word more or less:
# 全面启动 / 启动 are 0.96 alike,
# captions of different photos on one of the development pages at most 0.29.
ALIKE = 0.85
# How many captions a new one is compared with: no page has more photos.
_MOST = 100


def captions(
    articles: tuple[tuple[Part, ...], ...], seed: str
) -> tuple[tuple[tuple[Caption, ...], ...], tuple[Leftover, ...]]:
    """The captions of each article, and the repeated ones that were dropped; the first of
    several stays.
    """
    kept: list[str] = []
    dropped: list[Leftover] = []
    result = []
    for parts in articles:
        mine: list[Caption] = []
        for part, credit in _with_credits(parts):
            if twin := next((text for text in kept[:_MOST] if _alike(text, part.text)), None):
                reason = "duplicate-caption" if twin == part.text else "near-duplicate-caption"
                dropped.append(Leftover(seed=seed, line=part.line, text=part.text, reason=reason))
                if credit:
                    dropped.append(
                        Leftover(seed=seed, line=credit.line, text=credit.text, reason=reason)
                    )
                continue
            kept.append(part.text)
            mine.append(
                Caption(
                    text=part.text,
                    credit=credit.text if credit else None,
                    place=Place(seed=seed, first=part.line, last=(credit or part).last),
                )
            )
        result.append(tuple(mine))
    return tuple(result), tuple(dropped)


def _with_credits(parts: tuple[Part, ...]) -> Iterator[tuple[Part, Part | None]]:
    for at, part in enumerate(parts):
        if part.role == "caption":
            after = parts[at + 1] if at + 1 < len(parts) else None
            yield part, after if after and after.role == "credit" else None


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < ALIKE * max(len(one), len(other)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
