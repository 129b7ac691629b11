"""Lines of print → paragraphs: what runs on is one, and no head is drawn into a text."""

from __future__ import annotations

import pytest

from press.model import Line
from press.segment.pieces import pieces_of
from press.segment.wrapping import unwrapped

TEXT = [
    "麦子熟得比往年早了六天。合作社调来",
    "的十一台收割机分成三组下地，白天收",
    "，夜里烘，到昨晚已经入仓四百三十吨",
    "，水分都在标准以内。",
    "社员们都说没见过这样的年景，修理工",
    "跟着机器走，坏了当场就修，不让一台",
    "机器停下来过夜。",
    "石拱桥铺装完成",
    "东河上的石拱桥昨天铺完最后一块石板",
    "，桥面比原来宽了两米，行人与车辆分",
    "开走，两岸的人过河不用再绕到下游的",
    "公路桥。",
    "本报记者\N{IDEOGRAPHIC SPACE}何\N{IDEOGRAPHIC SPACE}青",
    "施工队说，石板是从北山的老采石场运",
    "来的，每块都按原来的尺寸凿好，桥栏",
    "上的石狮也照旧样补齐。",
]
STARTS = (0, 4, 7, 8, 12, 13)


def _lines(layout: str) -> tuple[Line, ...]:
    indent = "\N{IDEOGRAPHIC SPACE}" * 2 if layout == "indented" else ""
    step = 2 if layout == "a blank line after each" else 1
    return tuple(
        Line(number=1 + at * step, text=(indent if at in STARTS else "") + text)
        for at, text in enumerate(TEXT)
    )


@pytest.mark.parametrize("layout", ["indented", "flush", "a blank line after each"])
def test_lines_of_print_become_paragraphs(layout: str) -> None:
    begins = [line.text.strip()[:6] for line, _ in unwrapped(_lines(layout))]
    assert begins == [TEXT[at].strip()[:6] for at in STARTS]


def test_what_is_not_wrapped_stays_as_it_is() -> None:
    lines = tuple(Line(number=n, text="水" * (12 + 9 * n)) for n in range(12))
    assert [line for line, _ in unwrapped(lines)] == list(lines)


@pytest.mark.xfail(strict=True, reason="by the lines alone it is the next line of the paragraph")
def test_a_headline_as_wide_as_the_column_is_not_drawn_into_the_text() -> None:
    """The line above is full and closed, the headline is full as well."""
    head = "石拱桥今起铺装完成并通行小型车辆了"
    lines = [*TEXT[:3], "，水分都在标准以内，机器也都没有停。", head, *TEXT[8:12], *TEXT[13:]]
    texts = [p.text for p in pieces_of(Line(number=n, text=t) for n, t in enumerate(lines, 1))]
    assert not any(head in text and text != head for text in texts)


def test_a_name_broken_inside_a_bracket_is_whole_again() -> None:
    text = "\n".join(["水" * 20] * 9 + ["据新华社济南电" + "（记者宋熙", "文）" + "水" * 17 + "。"])
    lines = [Line(number=n, text=line) for n, line in enumerate(text.split("\n"), 1)]
    assert any("（记者宋熙文）" in line.text for line, _ in unwrapped(lines))
