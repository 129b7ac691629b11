"""Bytes → page: any bytes are a page or one line, whatever their encoding; a line's number is that
of the file.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import tries
from engine.errors import UserError
from press.read import read, seeds, slug
from press.text import characters

TEXT = (
    "# 麦子熟了\n\n本报讯（记者王文）麦子熟得比往年早了六天，合作社的收割机分成三组下地，"
    "白天收，夜里烘。\n社员们围着机器看了半天。\n"
)
TRADITIONAL = (
    "# 麥子熟了\n\n本報訊（記者王文）麥子熟得比往年早了六天，合作社的機器分成三組下地，白天收，"
    "夜裡烘。\n社員們圍著機器看了半天。\n"
)
any_bytes = st.binary(max_size=300) | st.lists(
    st.sampled_from(
        [
            TEXT.encode(),
            TEXT.encode("gb18030"),
            TRADITIONAL.encode("big5"),
            TEXT.encode("utf-16-le"),
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"\x00",
            b"\n",
            b"\xe4",
            b"PK\x03\x04",
            b"%PDF",
        ]
    ),
    max_size=6,
).map(b"".join)


@settings(
    max_examples=tries(100, 1000),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(any_bytes)
def test_any_bytes_are_a_page_or_one_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    try:
        page = read(tmp_path / "a.txt")
    except UserError as mistake:
        page, said = None, str(mistake)
    if page is None:
        assert re.fullmatch(r".*a\.txt: (?:is|has) [^\n]+; [^\n]+", said)
    else:
        numbers = [line.number for line in page.lines]
        assert numbers == sorted(numbers)
        assert not any(
            char in line.text for line in page.lines for char in "\n\r\0\x85\N{LINE SEPARATOR}"
        )


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (TEXT, "utf-8", "utf-8"),
        (TEXT, "utf-8-sig", "utf-8-sig"),
        (TEXT, "gbk", "gb18030"),
        (TEXT, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (TEXT, "utf-16", "utf-16"),
        (TEXT, "utf-16-le", "utf-16-le"),
        (TEXT, "utf-16-be", "utf-16-be"),
    ],
)
def test_the_encodings_of_chinese_are_told_apart(text: str, encoding: str, named: str) -> None:
    assert characters.decode((text * 5).encode(encoding)) in (
        (text * 5, named),
        ("\N{ZERO WIDTH NO-BREAK SPACE}" + text * 5, named),
    )


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (
            TEXT.encode() + TEXT.encode("gb18030"),
            "in UTF-8 but for bytes that are not, first in line 5",
        ),
        (
            TEXT.encode("gb18030") * 5 + "乌海市".encode(),
            "in more than one encoding: GB18030 or Big5 until line 21, then another",
        ),
        (TEXT.encode()[:-2], "in UTF-8 but for bytes that are not, first in line 4"),
        (b"\xff\xfe" + b"\x00\xd8" * 3, "marked as utf-16, but broken at byte 2"),
        (b"PK\x03\x04 xl/workbook.xml", "an Excel table (XLSX)"),
        (b"PK\x03\x04 word/document.xml", "a Word document (DOCX)"),
        (b"BM\x00\x10\x00\x00\x00\x00\x00\x00", "a BMP picture"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, what: str) -> None:
    with pytest.raises(characters.NoTextError) as error:
        characters.decode(data)
    assert str(error.value) == what


@pytest.mark.parametrize("text", ["BMW销量上升", "RIFF是一种格式", "MM同学", "PK赛开始了", "GIF图"])
def test_a_text_that_begins_like_a_picture_is_a_text(text: str) -> None:
    assert characters.decode(text.encode()) == (text, "utf-8")


def test_a_line_is_a_line_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(
        "一\r\n二\u2028三\x0c四\r\n\r\n五\x00六".encode() + "麦".encode() * 200
    )
    page = read(tmp_path / "a.txt")
    assert [(line.number, line.text) for line in page.lines] == [
        (1, "一"),
        (2, "二"),
        (2, "三"),
        (2, "四"),
        (3, ""),
        (4, "五六" + "麦" * 200),
    ]
    assert [repair.rule for repair in page.repairs] == ["control-character"]


@given(st.text(min_size=1, max_size=40))
def test_any_name_is_an_address_of_its_own(stem: str) -> None:
    assert re.fullmatch(r"[a-z0-9_-]+", slug(stem))
    assert slug(stem) == slug(stem.lower())


def test_a_sidecar_without_its_seed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("page: 1\n")
    with pytest.raises(
        UserError, match=r"a\.yml: has no seed beside it; name it after a seed, or add a\.txt"
    ):
        seeds(tmp_path)
