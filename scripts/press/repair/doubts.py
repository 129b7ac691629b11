"""What the program is unsure of, said aloud: cuts without their rest, marks without their
fellow, suspected misreadings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from press.model import Article, Notice, Paragraph
from press.repair.idle import idle
from press.repair.joins import Joins
from press.repair.unsure import UNREADABLE, unsure
from press.segment import Draft, Part
from press.text import characters
from press.text.cuts import unclosed

# The passage that a notice quotes first, long enough to be told from others:
# “…的环境中工作生活。保持”没有说完
_PASSAGE = re.compile(r"“…?(.{4,})”(?:没有说完|这一段更像|处的.没有配对|中有繁体字)")
# The share of traditional characters above which an article is printed in that script. Measured on
# 106 articles of 270 pages that have any: in the simplified script at most 0.02, in the other at
# least 0.08.
_TRADITIONAL = 0.05
# How many notices of a kind a paragraph gives: what is wrong everywhere needs no list.
_EACH = 5


def doubts(draft: Draft, joins: Joins, articles: tuple[Article, ...]) -> tuple[Notice, ...]:
    """The notices of a page in the order of its lines, but those that its sidecar has answered with
    ``keep``.

    A page that could not be read has one notice, that of its reading.
    """
    if any(notice.code in UNREADABLE for notice in draft.page.notices):
        return ()
    kept = tuple(decision.quote for decision in draft.page.decisions if decision.do == "keep")
    found = [
        *_cuts(draft, joins),
        *_elsewhere(draft, joins),
        *(notice for article in articles for notice in _suspicions(article)),
        *idle(draft, joins, articles),
        *unsure(draft.page, articles),
    ]
    if not articles:
        found.append(
            Notice(code="no-article", seed=draft.page.seed, line=1, text="这一页没有读出任何文章")
        )
    return tuple(
        sorted(
            (notice for notice in found if not any(_settles(quote, notice) for quote in kept)),
            key=lambda n: (n.line, n.code, n.text),
        )
    )


def _settles(quote: str, notice: Notice) -> bool:
    """Whether a quotation is of the passage that a notice quotes first: a part of it, or more
    of the text around it.
    """
    passage = _PASSAGE.search(notice.text)
    return quote in notice.text or bool(passage and passage[1] in quote)


def _cuts(draft: Draft, joins: Joins) -> Iterator[Notice]:
    for doubt in joins.doubts:
        part = draft.articles[doubt.spot.article][doubt.spot.part]
        choices = [draft.articles[each.article][each.part] for each in doubt.choices]
        yield _offered(part, choices, draft) if choices else _unfinished(part, draft)


def _unfinished(part: Part, draft: Draft) -> Notice:
    end = part.text[-16:]
    return Notice(
        code="cut-open",
        seed=draft.page.seed,
        line=part.line,
        text=f"“…{end}”没有说完，本页未见下文",
        settle=_snippet("keep", end, "", "原版如此，下文不在本页"),
    )


def _offered(part: Part, choices: list[Part], draft: Draft) -> Notice:
    end, first = part.text[-16:], choices[0]
    return Notice(
        code="cut-ambiguous",
        seed=draft.page.seed,
        line=part.line,
        text=f"“…{end}”没有说完，接下来可能是第{first.line}行“{first.text[:12]}…”，没有把握，未自动连接",
        settle=_choice(end, choices),
    )


def _choice(end: str, choices: list[Part]) -> str:
    """A decision ready to paste: the likeliest rest, and the others as comments to choose from."""
    first, *others = (f"to: {_quoted(choice.text[:12])}" for choice in choices)
    more = "".join(f"  # 或者 {other}\n" for other in others)
    return _snippet("join", end, f"  {first}\n{more}", "……（说明为什么这两处是一句）")


def _elsewhere(draft: Draft, joins: Joins) -> Iterator[Notice]:
    """Whole paragraphs that share more words with another article than with their own."""
    for spot, home in joins.suspected.items():
        part = draft.articles[spot.article][spot.part]
        title = next((each.text for each in draft.articles[home] if each.role == "title"), None)
        if title:
            begin = part.text[:16]
            text = f"“{begin}…”这一段更像另一篇文章的，可能属于“{title}”，未自动移动"
            more = f"  to: {_quoted(title)}\n"
            settle = _snippet("move", begin, more, "……（说明为什么属于那一篇）")
            yield Notice(
                code="text-misplaced",
                seed=draft.page.seed,
                line=part.line,
                text=text,
                settle=settle,
            )


def _suspicions(article: Article) -> Iterator[Notice]:
    suspects = (_marks,) if _is_traditional(article) else (_marks, _foreign)
    for paragraph in article.paragraphs:
        for suspect in suspects:
            yield from islice(suspect(paragraph, article.seed), _EACH)


def _is_traditional(article: Article) -> bool:
    """Whether an article is printed in the traditional script, in which its characters are
    right.
    """
    text = "".join(paragraph.text for paragraph in article.paragraphs)
    found = sum(char in characters.traditional() for char in text)
    return found > _TRADITIONAL * len(text)


def _marks(paragraph: Paragraph, seed: str) -> Iterator[Notice]:
    """Quotation marks and book-title marks that nothing closes."""
    text = paragraph.text
    if marks := unclosed(text).replace("（", "").replace("‘", ""):
        near = _near(text, text.rindex(marks[-1]), 6, 8)
        settle = _snippet(
            "replace", near, f"  to: {_quoted(near.replace(marks[-1], ''))}\n", "多余的引号"
        )
        yield _suspicion(
            "unbalanced-mark", paragraph, seed, f"“{near}”处的{marks[-1]}没有配对", settle
        )


def _foreign(paragraph: Paragraph, seed: str) -> Iterator[Notice]:
    """Characters of the traditional script in a text of the simplified: what a model falls back
    to when it misreads.
    """
    simplified = characters.traditional()
    if not simplified.keys() & set(paragraph.text):
        return
    for at, char in enumerate(paragraph.text):
        if char in simplified:
            near = _near(paragraph.text, at, 4, 5)
            settle = _snippet(
                "replace",
                near,
                f"  to: {_quoted(near.replace(char, simplified[char]))}\n",
                "繁体误识",
            )
            yield _suspicion(
                "traditional-character", paragraph, seed, f"“{near}”中有繁体字“{char}”", settle
            )


def _suspicion(code: str, paragraph: Paragraph, seed: str, text: str, settle: str) -> Notice:
    return Notice(code=code, seed=seed, line=paragraph.places[0].first, text=text, settle=settle)


def _near(text: str, at: int, before: int, after: int) -> str:
    return text[max(0, at - before) : at + after]


def _snippet(do: str, quote: str, more: str, why: str) -> str:
    return f"- do: {do}\n  quote: {_quoted(quote)}\n{more}  why: {_quoted(why)}\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
