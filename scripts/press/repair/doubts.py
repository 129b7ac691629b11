"""What the program is unsure of, said aloud: cuts without their rest, marks without their fellow, suspected misreadings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from press.model import Article, Notice, Paragraph
from press.repair.idle import idle
from press.repair.joins import Joins
from press.repair.unsure import UNREADABLE, unsure
from press.segment import Draft
from press.segment.forms import SURNAMES
from press.text import characters
from press.text.cuts import unclosed
from press.text.words import frequencies

# A character twice in a row that is no word: 供煤煤耗; words of doubled characters (常常, 人人, 仅仅) are in the list of words.
_DOUBLED = re.compile(r"([一-鿿])\1")
# Numerals stand side by side in their own right: 十五五, 二〇〇六.
_NUMERALS = "零〇一二三四五六七八九十百千万两"
# The last character of names of places and offices, which the next word may begin with: 乌海湖湖区, 监管科科长.
_NAME_ENDS = "湖河山江海区市县旗盟州乡镇村局科处厅院所站校厂矿部队社团会"
# The passage that a notice quotes first, long enough to be told from others: “…的环境中工作生活。保持”没有说完
_PASSAGE = re.compile(r"“…?(.{4,})”(?:没有说完|处的.没有配对|中有繁体字|中“.{2}”重叠)")
# The share of traditional characters above which an article is printed in that script. Measured on
# 106 articles of 270 pages that have any: in the simplified script at most 0.02, in the other at
# least 0.08.
_TRADITIONAL = 0.05
# How many notices of a kind a paragraph gives: what is wrong everywhere needs no list.
_EACH = 5


def doubts(draft: Draft, joins: Joins, articles: tuple[Article, ...]) -> tuple[Notice, ...]:
    """The notices of a page in the order of its lines, but those that its sidecar has answered with ``keep``.

    A page that could not be read has one notice, that of its reading.
    """
    if any(notice.code in UNREADABLE for notice in draft.page.notices):
        return ()
    kept = tuple(decision.quote for decision in draft.page.decisions if decision.do == "keep")
    found = [
        *_cuts(draft, joins),
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
    """Whether a quotation is of the passage that a notice quotes first: a part of it, or more of the text around it."""
    passage = _PASSAGE.search(notice.text)
    return quote in notice.text or bool(passage and passage[1] in quote)


def _cuts(draft: Draft, joins: Joins) -> Iterator[Notice]:
    for doubt in joins.doubts:
        part = draft.articles[doubt.spot.article][doubt.spot.part]
        end = part.text[-16:]
        if doubt.choices:
            after = draft.articles[doubt.choices[0].article][doubt.choices[0].part]
            text = f"“…{end}”没有说完，接下来可能是第{after.line}行“{after.text[:12]}…”，但不止一处可接，未自动连接"
            settle = _snippet(
                "join", end, f"  to: {_quoted(after.text[:12])}\n", "……（说明为什么这两处是一句）"
            )
            yield Notice(
                code="cut-ambiguous", seed=draft.page.seed, line=part.line, text=text, settle=settle
            )
        else:
            text = f"“…{end}”没有说完，本页未见下文"
            yield Notice(
                code="cut-open",
                seed=draft.page.seed,
                line=part.line,
                text=text,
                settle=_snippet("keep", end, "", "原版如此，下文不在本页"),
            )


def _suspicions(article: Article) -> Iterator[Notice]:
    suspects = (_marks, _twice) if _is_traditional(article) else (_marks, _foreign, _twice)
    for paragraph in article.paragraphs:
        for suspect in suspects:
            yield from islice(suspect(paragraph, article.seed), _EACH)


def _is_traditional(article: Article) -> bool:
    """Whether an article is printed in the traditional script, in which its characters are right."""
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
    """Characters of the traditional script in a text of the simplified: what a model falls back to when it misreads."""
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


def _twice(paragraph: Paragraph, seed: str) -> Iterator[Notice]:
    """Characters that stand twice in a row for no reason."""
    for found in _DOUBLED.finditer(paragraph.text):
        if _is_doubtful(paragraph.text, found.start()):
            near = _near(paragraph.text, found.start(), 4, 6)
            settle = _snippet(
                "replace", near, f"  to: {_quoted(near.replace(found[0], found[1]))}\n", "……"
            )
            yield _suspicion(
                "doubled-character",
                paragraph,
                seed,
                f"“{near}”中“{found[0]}”重叠，可能误识",
                settle,
            )


def _suspicion(code: str, paragraph: Paragraph, seed: str, text: str, settle: str) -> Notice:
    return Notice(code=code, seed=seed, line=paragraph.places[0].first, text=text, settle=settle)


def _near(text: str, at: int, before: int, after: int) -> str:
    return text[max(0, at - before) : at + after]


def _is_doubtful(text: str, at: int) -> bool:
    """Whether a doubled character is no word, numeral or given name, and not the seam of two words or of a name and a word.

    >>> _is_doubtful("降低供煤煤耗", 3), _is_doubtful("实现十五五良好开局", 3), _is_doubtful("乌海湖大桥在乌海湖湖区", 8)
    (True, False, False)
    >>> _is_doubtful("据武芳芳介绍", 2), _is_doubtful("这是一棵棵树", 3)
    (False, False)
    """
    above = text[at - 1 : at]
    if text[at] in _NUMERALS + _NAME_ENDS or above == "一" or above in SURNAMES:
        return False
    words = frequencies()
    around, begin = text[max(0, at - 2) : at + 4], min(at, 2)
    if any(
        around[i:j] in words
        for i in range(begin + 1)
        for j in range(begin + 2, len(around) + 1)
        if j - i <= 4
    ):
        return False
    return not (above + text[at] in words and text[at + 1 : at + 3] in words)


def _snippet(do: str, quote: str, more: str, why: str) -> str:
    return f"- do: {do}\n  quote: {_quoted(quote)}\n{more}  why: {_quoted(why)}\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
