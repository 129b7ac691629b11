"""Reading a page: any text at all is read, every line is in one block, and nothing of it is
lost.
"""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import tries
from press.segment import Draft, forms, segment
from press.segment.pieces import pieces_of
from test_pages import cases, page_of

# Lines that look like something: bylines, labels, jump lines, captions, marks of Markdown, HTML,
# YAML and Jinja, other scripts.
LINES = (
    "麦子熟了",
    "本报讯（记者王文）",
    "（下转第二版）",
    "（上接第1版）",
    "【编辑手记】",
    "■美丽乌海",
    "收割机在麦田里作业。",
    "（王超 摄）",
    "王天平摄",
    "孙有田",
    "麦子熟得比往年早了六天，合作社调来的十一台收割机分成三组下地，白天收，夜里烘，到昨晚已经入仓四百三十吨，水分都在标准以内，安",
    "全县都一样，白天收，夜里烘，到昨晚已经入仓四百三十吨，水分都在标准以内。",
    "——养护七天后通车",
    "一、先量后分",
    "![](a.jpg)",
    "# 标题",
    "**粗**",
    "---",
    "| a | b |",
    "<table><tr><td>1</td></tr></table>",
    "<script>alert(1)</script>",
    "{{ page }}{% raw %}",
    "key: [value",
    "\N{COMBINING ACUTE ACCENT}",
    "مرحبا",
    "Καλημέρα κόσμε",
    "責編 文某",
    "2026年2月8日 星期日 第02版",
    "“",
    "）",
    "　　　　　　　　（李战平）",
    "1",
    "PM_{2.5}",
    "\t",
    "\N{ZERO WIDTH JOINER}",
    "▲一项",
    "＃＃",
)
any_page = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from(LINES), max_size=25).map("\n".join),
    st.lists(st.text(max_size=60) | st.sampled_from(LINES), max_size=15).map("\n\n".join),
)
slow = settings(
    max_examples=tries(40, 500), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def printed(draft: Draft) -> Counter[str]:
    """Every character of a draft but blanks and the marks of Markdown that are no text."""
    parts = [part for article in draft.articles for part in article] + list(draft.loose)
    return ink("".join(part.text for part in parts))


def ink(text: str) -> Counter[str]:
    """The characters of a text that are printed: no blanks, no marks of Markdown."""
    return Counter(char for char in text if not char.isspace() and char not in forms.BLANK + "#*_>")


@slow
@given(any_page)
def test_any_text_is_read_and_nothing_of_it_is_lost(text: str) -> None:
    assert printed(segment(page_of(text))) == ink(text)


@slow
@given(any_page)
def test_every_line_with_text_is_in_a_block_and_blocks_are_in_order(text: str) -> None:
    pieces = pieces_of(page_of(text).lines)
    covered = {number for piece in pieces for number in range(piece.line, piece.last + 1)}
    with_text = {number for number, line in enumerate(text.split("\n"), 1) if ink(line)}
    assert with_text <= covered
    assert [piece.line for piece in pieces] == sorted(piece.line for piece in pieces)


@slow
@given(any_page)
def test_the_same_text_is_read_the_same(text: str) -> None:
    assert segment(page_of(text)) == segment(page_of(text))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_nothing_of_a_case_is_lost(case: object) -> None:
    text: str = case.given  # type: ignore[attr-defined]
    assert printed(segment(page_of(text))) == ink(text)
