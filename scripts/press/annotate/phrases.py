"""Phrases: wordings that a few articles share, found without a dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from press.annotate.tag import parts
from press.model import Article

# What a writer puts in quotation marks is a phrase: “1571”, “时时放心不下”; longer ones are speech.
_QUOTED = re.compile(r"“([^“”，。；：！？\n]{2,14})”")
# A stretch between punctuation, long enough to be a wording and not a word:
# 坚决防范遏制重特大事故发生.
_STRETCH = re.compile(r"[^，。；：、！？!?,;:…—\s“”‘’（）()《》]{8,24}")
# Dates, sums and figures are shared by chance, and are no wording.
_DIGIT = re.compile(r"[0-9０-９]")
# Words that a stretch may not consist of alone: lead-ins of reports and meetings.
_LEAD_IN = re.compile(r"^(?:会议|通知|记者|据|报道|图为|本报|近日|日前|今年|截至)")


def phrases(text: str) -> frozenset[str]:
    """The phrases of a text, as a reader would be shown them.

    >>> sorted(phrases("会议强调，以“时时放心不下”的责任感，坚决防范遏制重特大事故发生。"))
    ['“时时放心不下”', '坚决防范遏制重特大事故发生']
    """
    return frozenset(_found(text))


def worded(articles: Iterable[Article]) -> Mapping[str, tuple[str, ...]]:
    """The phrases of each article by its id, those of captions left out."""
    texts = (
        (article.id, "\n".join(text for where, text in parts(article) if where != "caption"))
        for article in articles
    )
    return {id_: tuple(sorted(found)) for id_, text in texts if (found := phrases(text))}


def _found(text: str) -> Iterator[str]:
    for match in _QUOTED.finditer(text):
        yield f"“{match[1]}”"
    for match in _STRETCH.finditer(text):
        if not _DIGIT.search(match[0]) and not _LEAD_IN.match(match[0]):
            yield match[0]
