"""What the program is unsure of, said aloud: cuts without their rest, marks without their fellow, suspected misreadings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.cuts import unclosed
from press.model import Article, Notice
from press.repair.joins import Joins
from press.segment import Draft

# A character of the traditional script in a text of the simplified: what a model falls back to when it misreads. Characters that both
# scripts use (乾, 著, 瞭 in names) are not in the list.
_TRADITIONAL = re.compile("[圍實學會國體時關開門車東書見長風飛馬魚鳥麥黃齊龍歲歷為發經濟業產質量電氣對還這們來個說話讓給從後裡麼無與術據數點區級統織繼續總結約紅紙絲線組細終網維綠緊緒編練縣職聯聲聽]")
# A character twice in a row that is no word: 供煤煤耗; words of doubled characters (常常, 人人, 仅仅) are in the list of words.
_DOUBLED = re.compile(r"([一-鿿])\1")


def doubts(draft: Draft, joins: Joins, articles: tuple[Article, ...]) -> tuple[Notice, ...]:
    """The notices of a page in the order of its lines, but those that its sidecar has answered with ``keep``."""
    settled = tuple(decision.quote for decision in draft.page.decisions if decision.do == "keep")
    found = [*_cuts(draft, joins), *(notice for article in articles for notice in _suspicions(article))]
    if not articles:
        found.append(Notice(code="no-article", seed=draft.page.seed, line=1, text="这一页没有读出任何文章"))
    return tuple(sorted((notice for notice in found if not any(quote in notice.text for quote in settled)), key=lambda n: (n.line, n.code, n.text)))


def _cuts(draft: Draft, joins: Joins) -> Iterator[Notice]:
    for doubt in joins.doubts:
        part = draft.articles[doubt.spot.article][doubt.spot.part]
        end = part.text[-16:]
        if doubt.choices:
            after = draft.articles[doubt.choices[0].article][doubt.choices[0].part]
            text = f"“…{end}”没有说完，接下来可能是第{after.line}行“{after.text[:12]}…”，但不止一处可接，未自动连接"
            settle = _snippet("join", end, f"  to: {_quoted(after.text[:12])}\n", "……（说明为什么这两处是一句）")
            yield Notice(code="cut-ambiguous", seed=draft.page.seed, line=part.line, text=text, settle=settle)
        else:
            text = f"“…{end}”没有说完，本页未见下文"
            yield Notice(code="cut-open", seed=draft.page.seed, line=part.line, text=text, settle=_snippet("keep", end, "", "原版如此，下文不在本页"))


def _suspicions(article: Article) -> Iterator[Notice]:
    for paragraph in article.paragraphs:
        line, seed = paragraph.places[0].first, article.seed
        if marks := unclosed(paragraph.text).replace("（", "").replace("‘", ""):
            at = paragraph.text.rindex(marks[-1])
            near = paragraph.text[max(0, at - 6) : at + 8]
            yield Notice(code="unbalanced-mark", seed=seed, line=line, text=f"“{near}”处的{marks[-1]}没有配对", settle=_snippet("replace", near, f"  to: {_quoted(near.replace(marks[-1], ''))}\n", "多余的引号"))
        for found in _TRADITIONAL.finditer(paragraph.text):
            near = paragraph.text[max(0, found.start() - 4) : found.end() + 4]
            yield Notice(code="traditional-character", seed=seed, line=line, text=f"“{near}”中有繁体字“{found[0]}”", settle=_snippet("replace", near, f"  to: {_quoted(near)}\n", "繁体误识"))
        for found in _DOUBLED.finditer(paragraph.text):
            if _is_doubtful(paragraph.text, found.start()):
                near = paragraph.text[max(0, found.start() - 4) : found.end() + 4]
                yield Notice(code="doubled-character", seed=seed, line=line, text=f"“{near}”中“{found[0]}”重叠，可能误识", settle=_snippet("replace", near, f"  to: {_quoted(near)}\n", "……"))


def _is_doubtful(text: str, at: int) -> bool:
    """Whether a doubled character is neither a word nor the seam of two words."""
    from press.words import frequencies

    words = frequencies()
    around = text[max(0, at - 2) : at + 4]
    if any(around[i:j] in words for i in range(len(around)) for j in range(i + 2, len(around) + 1) if text[at] * 2 in around[i:j]):
        return False
    before, after = text[max(0, at - 1) : at + 1], text[at + 1 : at + 3]
    return not (before in words and after in words)


def _snippet(do: str, quote: str, more: str, why: str) -> str:
    return f"- do: {do}\n  quote: {_quoted(quote)}\n{more}  why: {_quoted(why)}\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
