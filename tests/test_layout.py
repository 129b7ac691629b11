"""The layout of a page: lines with boxes in reading order, however they come, however turned."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from press.layout import arrange
from press.model import Box, Frame, Line, Page
from press.segment.pieces import pieces_of

# A made-up page is measured in ems of its body: columns of 13 ems, a gutter of 1.5, a pitch of 1.4.
WIDE, GUTTER, PITCH = 13.0, 1.5, 1.4
# Running text without a full stop; every line of it differs.
TEXT = "全市各级各部门要把思想和行动统一到会议精神上来切实抓好春季农业生产和安全防范工作"


def left_of(column: int) -> float:
    """The left edge of a column."""
    return column * (WIDE + GUTTER)


def line(text: str, left: float, top: float, size: float = 1.0) -> Line:
    """A line across; its number is set by ``page``."""
    wide = size * sum(0.5 if char.isascii() else 1.0 for char in text)
    box = Box(left=left, top=top, right=left + wide, bottom=top + size)
    return Line(number=0, text=text, box=box, size=size)


def column(name: str, at: int, top: float, rows: int, *, first: bool, last: bool) -> list[Line]:
    """A piece of a column: ``first`` begins with an indent, ``last`` ends with a full stop."""
    lines = []
    for row in range(rows):
        text = "".join(TEXT[(7 * row + 13 * at + k) % len(TEXT)] for k in range(13 - len(name)))
        text = name + text
        left = left_of(at)
        if first and row == 0:
            left, text = left + 2, text[:11]
        if last and row == rows - 1:
            text = text[:8] + "。"
        lines.append(line(text, left, top + row * PITCH))
    return lines


def page(*parts: Sequence[Line]) -> Page:
    """A page whose lines are in the order in which they should be read."""
    lines = [one for part in parts for one in part]
    numbered = tuple(replace(one, number=number) for number, one in enumerate(lines, 1))
    return Page(
        seed="page", sha256="", lines=numbered, frame=Frame(width=110, height=160, unit="pt")
    )


def over_all_columns() -> Page:
    """A headline over three columns; below it another one over the same."""
    return page(
        [line("甲市召开全市安全生产会议", 6, 10, 2.4)],
        column("甲", 0, 15, 9, first=True, last=False),
        column("甲", 1, 15, 9, first=False, last=False),
        column("甲", 2, 15, 9, first=False, last=True),
        [line("乙地多措并举保障春耕", 8, 33, 2.4)],
        column("乙", 0, 38, 9, first=True, last=False),
        column("乙", 1, 38, 9, first=False, last=False),
        column("乙", 2, 38, 9, first=False, last=True),
    )


def over_the_first_columns() -> Page:
    """A headline over two of three columns: in the third the text rises beside it."""
    return page(
        [line("丙县推进乡村振兴", 4, 10, 2.4)],
        column("丙", 0, 15, 10, first=True, last=False),
        column("丙", 1, 15, 10, first=False, last=False),
        column("丙", 2, 10, 13, first=False, last=True),
    )


def windmill() -> Page:
    """Four texts around a fifth: no straight cut goes through the page."""
    return page(
        [line("东风吹过大地春回", 3, 4, 2.2)],
        column("东", 0, 8, 8, first=True, last=False),
        column("东", 1, 8, 8, first=False, last=True),
        [line("南方雨水", left_of(2), 4, 2.2)],
        column("南", 2, 8, 20, first=True, last=True),
        [line("西部新闻", 1, 22, 2.2)],
        column("西", 0, 26, 20, first=True, last=True),
        [line("中间一篇", left_of(1), 22, 2.2)],
        column("中", 1, 26, 8, first=True, last=True),
        [line("北国冰封千里雪飘", left_of(1) + 3, 40, 2.2)],
        column("北", 1, 44, 8, first=True, last=False),
        column("北", 2, 44, 8, first=False, last=True),
    )


def vertical_headline() -> Page:
    """A headline that runs down, and its text to the left of it in two columns."""
    tall = Line(
        number=0,
        text="竖排标题在右边",
        box=Box(left=left_of(2), top=10, right=left_of(2) + 2.4, bottom=27),
        size=2.4,
        vertical=True,
    )
    return page(
        [tall],
        column("竖", 0, 10, 12, first=True, last=False),
        column("竖", 1, 10, 12, first=False, last=True),
    )


KINDS = {
    "over all columns": over_all_columns,
    "over the first columns": over_the_first_columns,
    "windmill": windmill,
    "vertical headline": vertical_headline,
}


def flows(arranged: Page) -> Iterator[str]:
    """The lines of a page without its headlines, in the order of reading."""
    for one in arranged.lines:
        if one.size and one.geometry and one.geometry.rel_size < 1.5:
            yield one.text


def by_mark(texts: Sequence[str]) -> dict[str, list[str]]:
    """The lines of each text in order."""
    found: dict[str, list[str]] = {}
    for text in texts:
        found.setdefault(text[0], []).append(text)
    return found


def shuffled(of: Page, seed: int = 1) -> Page:
    """The same page, its lines in another order in the file."""
    lines = list(of.lines)
    random.Random(seed).shuffle(lines)
    return replace(of, lines=tuple(replace(one, number=at) for at, one in enumerate(lines, 1)))


@pytest.mark.parametrize("kind", KINDS)
def test_the_lines_of_every_text_are_in_order(kind: str) -> None:
    given = KINDS[kind]()
    expected = [one.text for one in given.lines if one.size == 1.0]
    assert by_mark(list(flows(arrange(shuffled(given))))) == by_mark(expected)


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_is_not_parted_by_another(kind: str) -> None:
    arranged = arrange(shuffled(KINDS[kind]()))
    marks = [text[0] for text in flows(arranged)]
    assert sum(a != b for a, b in pairwise(marks)) == len(set(marks)) - 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_headline_comes_before_its_text_in_its_zone(kind: str) -> None:
    arranged = arrange(shuffled(KINDS[kind]()))
    for head, text in pairwise(arranged.lines):
        if head.size and head.size > 1.5:
            assert head.text[0] == text.text[0]
            assert head.geometry
            assert text.geometry
            assert head.geometry.zone == text.geometry.zone


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_and_lines_are_numbered_in_order(kind: str) -> None:
    given = shuffled(KINDS[kind]())
    arranged = arrange(given)
    assert sorted(one.text for one in arranged.lines) == sorted(one.text for one in given.lines)
    assert [one.number for one in arranged.lines] == list(range(1, len(given.lines) + 1))


@pytest.mark.parametrize("kind", KINDS)
def test_the_order_of_the_file_does_not_matter(kind: str) -> None:
    given = KINDS[kind]()
    assert arrange(shuffled(given, 2)).lines == arrange(shuffled(given, 3)).lines


def moved(of: Page, scale: float, turn: float = 0.0) -> Page:
    """The page in another unit and turned by some degrees, with boxes around its turned lines."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    lines = []
    for one in of.lines:
        assert one.box is not None
        corners = [
            (x * cos - y * sin, x * sin + y * cos)
            for x in (one.box.left, one.box.right)
            for y in (one.box.top, one.box.bottom)
        ]
        box = Box(
            left=scale * min(x for x, _ in corners),
            top=scale * min(y for _, y in corners),
            right=scale * max(x for x, _ in corners),
            bottom=scale * max(y for _, y in corners),
        )
        size = scale * one.size if one.size and not turn else None
        lines.append(replace(one, box=box, size=size))
    return replace(of, lines=tuple(lines))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scale", [0.3528, 8.75, 120.0])
def test_the_unit_does_not_matter(kind: str, scale: float) -> None:
    given = shuffled(KINDS[kind]())
    texts = [one.text for one in arrange(given).lines]
    arranged = arrange(moved(given, scale))
    assert [one.text for one in arranged.lines] == texts
    assert [one.geometry for one in arranged.lines] == [
        one.geometry for one in arrange(given).lines
    ]


@pytest.mark.parametrize("turn", [-1.2, 0.8])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_askew_is_read_as_one_that_is_straight(kind: str, turn: float) -> None:
    given = shuffled(KINDS[kind]())
    texts = [one.text for one in arrange(given).lines]
    assert [one.text for one in arrange(moved(given, 20.0, turn)).lines] == texts


def test_paragraphs_begin_with_an_indent_and_run_on_over_columns() -> None:
    arranged = arrange(shuffled(over_all_columns()))
    begins = [one.text[0] for one in arranged.lines if one.border == "block"]
    assert begins == ["甲", "甲", "乙", "乙"]


def test_a_page_without_boxes_is_as_it_was() -> None:
    lines = tuple(Line(number=n, text=TEXT) for n in range(1, 9))
    given = Page(seed="page", sha256="", lines=lines)
    assert arrange(given) is given


def test_lines_without_a_box_come_last() -> None:
    given = over_all_columns()
    more = replace(given, lines=(Line(number=1, text="无框"), *given.lines))
    assert arrange(more).lines[-1].text == "无框"


def briefs(*items: str) -> Page:
    """A label and items in one column below it."""
    lines = [line("简讯", 0, 10, 1.4)]
    for number, item in enumerate(items):
        rows = [item[:11], *(item[at : at + 13] for at in range(11, len(item), 13))]
        for row, text in enumerate(rows):
            left = 2.0 if row == 0 else 0.0
            lines.append(line(text, left, 14 + PITCH * (row + 6 * number)))
    return page(lines)


def test_titles_that_are_run_in_are_cut_from_their_paragraphs() -> None:
    text = "\N{IDEOGRAPHIC SPACE}当地媒体九日报道，大火已持续三天，两人受伤，数百人离开家园。"
    found = pieces_of(arrange(briefs("甲国森林发生大火" + text, "乙国山区发生地震" + text)).lines)
    assert [piece.text for piece in found if len(piece.text) < 12] == [
        "简讯",
        "甲国森林发生大火",
        "乙国山区发生地震",
    ]


def test_one_blank_in_a_paragraph_is_no_title() -> None:
    text = "\N{IDEOGRAPHIC SPACE}当地媒体九日报道，大火已持续三天，两人受伤，数百人离开家园。"
    found = pieces_of(arrange(briefs("甲国森林发生大火" + text, "乙国山区发生了地震，" * 5)).lines)
    assert not any(piece.text == "甲国森林发生大火" for piece in found)


def test_a_centred_headline_of_several_lines_is_one() -> None:
    head = [
        line("大楼变聪明了", 3, 8, 1.8),
        line("节能", 6.6, 10.4, 1.8),
        line("有一套好办法", 3, 12.8, 1.8),
    ]
    arranged = arrange(page(head, column("楼", 0, 17, 9, first=True, last=True)))
    assert [one.border for one in arranged.lines[:4]] == ["block", "run-on", "run-on", "block"]


def test_the_centred_rest_of_a_subhead_is_no_block_of_its_own() -> None:
    text = column("文", 0, 20, 6, first=True, last=True)
    subhead = [line("某地今年外贸进出口总额突破", 0, 29, 1.0), line("百亿", 5.5, 30.4, 1.0)]
    more = column("续", 0, 31.8, 6, first=True, last=True)
    arranged = arrange(page([line("一个大标题", 2, 16, 1.9)], text, subhead, more))
    borders = {one.text: one.border for one in arranged.lines}
    assert borders[subhead[0].text] == "block"
    assert borders[subhead[1].text] == "run-on"
    assert borders[more[0].text] == "block"
