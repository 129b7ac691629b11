"""What a program that read the print was unsure of: one notice a paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.model import Article, Line, Notice, Page, Paragraph, lines_between

# A line less sure than this is more often wrong than right. Measured on 3,198 lines of eight pages
# that RapidOCR 3.10 read: one line is below, and wrong; of 22 below 0.95 three are wrong.
SURE = 0.8
# The notices of a page that could not be read at all.
UNREADABLE = frozenset({"illegible", "mixed-columns"})


def unsure(page: Page, articles: Sequence[Article]) -> Iterator[Notice]:
    """A notice for each paragraph with such lines: how many, and what the least sure of them
    says.
    """
    for article in articles:
        for paragraph in article.paragraphs:
            doubtful = _doubtful(page, paragraph)
            if doubtful:
                worst = min(doubtful, key=lambda line: line.confidence or 0.0)
                text = (
                    f"这一段有 {len(doubtful)} 行识别没有把握，最没有把握的是"
                    f"“{worst.text[:24]}”（{worst.confidence:.2f}）"
                )
                yield Notice(code="unsure", seed=page.seed, line=doubtful[0].number, text=text)


def _doubtful(page: Page, paragraph: Paragraph) -> list[Line]:
    return [
        line
        for place in paragraph.places
        if place.seed == page.seed
        for line in lines_between(page.lines, place.first, place.last)
        if line.confidence is not None and line.confidence < SURE
    ]
