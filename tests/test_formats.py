"""Formats with boxes: each line of a file is a line of the page, once, in its place; broken files are one line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.errors import UserError
from press.model import Box, Frame, Page
from press.read import read

TEXTS = ("乌海日报", "麦子熟了", "本报讯（记者王文）麦子熟得比", "往年早了六天。")
BOXES = ((100, 50, 400, 110), (100, 200, 340, 260), (140, 300, 420, 320), (100, 330, 240, 350))


def alto(unit: str = "pixel", lines: str = "") -> str:
    body = lines or "".join(
        f'<TextBlock><TextLine HPOS="{left}" VPOS="{top}" WIDTH="{right - left}" HEIGHT="{bottom - top}">'
        f'<String CONTENT="{text}" WC="0.9"/></TextLine></TextBlock>'
        for text, (left, top, right, bottom) in zip(TEXTS, BOXES, strict=True)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">'
        f"<Description><MeasurementUnit>{unit}</MeasurementUnit></Description>"
        '<Styles><TextStyle ID="big" FONTSIZE="36"/></Styles>'
        f'<Layout><Page WIDTH="500" HEIGHT="700"><PrintSpace>{body}'
        '<GraphicalElement HPOS="10" VPOS="150" WIDTH="480" HEIGHT="2"/></PrintSpace></Page></Layout></alto>'
    )


def corners(box: tuple[int, int, int, int]) -> list[list[float]]:
    left, top, right, bottom = box
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


PAIRS = list(zip(TEXTS, BOXES, strict=True))
# One page in every form: what is in the file, and the name that says nothing of it.
FORMS: Mapping[str, str] = {
    "ALTO": alto(),
    "RapidOCR": json.dumps([{"box": corners(b), "txt": t, "score": 0.9} for t, b in PAIRS]),
    "PaddleOCR 2": json.dumps([[[corners(b), [t, 0.9]] for t, b in PAIRS]]),
    "RapidOCR 1": json.dumps([[corners(b), t, 0.9] for t, b in PAIRS]),
    "PaddleOCR 3": json.dumps(
        {"rec_texts": TEXTS, "rec_scores": [0.9] * 4, "rec_polys": [corners(b) for b in BOXES]}
    ),
    "wrapped": json.dumps({"items": [{"bbox": b, "text": t, "confidence": 0.9} for t, b in PAIRS]}),
}


def page(folder: Path, content: str | bytes, name: str = "a.txt") -> Page:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return read(folder / name)


@pytest.mark.parametrize("form", FORMS)
def test_every_line_of_a_format_is_a_line_of_the_page_in_its_place(
    tmp_path: Path, form: str
) -> None:
    lines = page(tmp_path, FORMS[form]).lines
    assert tuple(line.text for line in lines) == TEXTS
    assert [line.number for line in lines] == [1, 2, 3, 4]
    for line, (left, top, right, bottom) in zip(lines, BOXES, strict=True):
        assert line.box == Box(left=left, top=top, right=right, bottom=bottom)
        assert line.confidence == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("unit", "named", "size"),
    [("pixel", "px", 60), ("mm10", "mm10", 127), ("inch1200", "inch1200", 600)],
)
def test_units_of_alto_are_those_of_the_frame_and_of_the_type(
    tmp_path: Path, unit: str, named: str, size: float
) -> None:
    line = (
        '<TextBlock><TextLine STYLEREFS="big" HPOS="100" VPOS="50" WIDTH="300" HEIGHT="60">'
        '<String CONTENT="乌海日报"/></TextLine></TextBlock>'
    )
    found = page(tmp_path, alto(unit, line))
    assert found.frame == Frame(width=500, height=700, unit=named)
    assert found.lines[0].size == pytest.approx(size)
    assert found.rules == (Box(left=10, top=150, right=490, bottom=152),)


def test_chinese_words_of_alto_are_parted_only_where_there_is_room(tmp_path: Path) -> None:
    words = [("本报", 0, 20), ("记者", 22, 42), ("郭凯", 54, 74)]
    line = "".join(
        f'<String CONTENT="{text}" HPOS="{left}" VPOS="0" WIDTH="{right - left}" HEIGHT="10"/><SP/>'
        for text, left, right in words
    )
    found = page(tmp_path, alto(lines=f"<TextBlock><TextLine>{line}</TextLine></TextBlock>"))
    assert found.lines[0].text == "本报记者 郭凯"


def test_a_line_that_runs_down_is_known_by_its_box(tmp_path: Path) -> None:
    tall = [{"box": corners((0, 0, 20, 150)), "txt": "发展特色产业助力", "score": 1.0}]
    short = [{"box": corners((0, 0, 20, 11)), "txt": "发展", "score": 1.0}]
    assert [line.vertical for line in page(tmp_path, json.dumps(tall + short)).lines] == [
        True,
        False,
    ]


# What is broken, and what the one line says of it.
BROKEN: Mapping[str, tuple[str, str]] = {
    "JSON cut off": (FORMS["RapidOCR"][:-20], "is JSON that cannot be read"),
    "XML cut off": (alto()[:-20], "is XML that cannot be read"),
    "a box of NaN": (FORMS["RapidOCR"].replace("100", "NaN"), "is JSON that cannot be read"),
    "a box of NaN in XML": (alto().replace('"100"', '"NaN"'), "has “NaN” where a place"),
    "a box off any page": (FORMS["RapidOCR"].replace("100", "1e300"), "where a place"),
    "deep JSON": ('[{"a":' * 100_000, "is JSON nested too deeply"),
    "JSON of another kind": ('{"name": "project", "version": "1"}', "is JSON of no kind"),
    "XML of another kind": ("<?xml version='1.0'?><rss><channel/></rss>", "is XML of no kind"),
    "a web page": ("<!DOCTYPE html><html><body>乌海</body></html>", "is a web page of no kind"),
    "entities": (
        '<?xml version="1.0"?><!DOCTYPE alto [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><alto>&b;</alto>',
        "is XML that declares entities",
    ),
    "a file of the machine": (
        '<?xml version="1.0"?><!DOCTYPE alto [<!ENTITY a SYSTEM "file:///etc/passwd">]><alto>&a;</alto>',
        "is XML that declares entities",
    ),
    "more boxes than texts": (
        json.dumps({"rec_texts": ["a"], "rec_polys": []}),
        "has not as many boxes as texts",
    ),
    "two pages": (alto().replace("</Layout>", "<Page/></Layout>"), "holds 2 pages"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_one_line(tmp_path: Path, what: str) -> None:
    content, said = BROKEN[what]
    with pytest.raises(UserError) as mistake:
        page(tmp_path, content)
    assert said in str(mistake.value)
    assert "\n" not in str(mistake.value)


@pytest.mark.parametrize(
    "text", ["[图片]\n\n# 麦子熟了", "<div align=center>乌海日报</div>\n\n本报讯", "{注：本版}"]
)
def test_text_that_begins_like_a_format_stays_text(tmp_path: Path, text: str) -> None:
    assert page(tmp_path, text).lines[0].text == text.split("\n", maxsplit=1)[0]
