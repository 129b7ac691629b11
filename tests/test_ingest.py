"""PDFs taken in: glyphs become lines, lines the seed; what cannot be taken in leaves nothing."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path
from typing import NoReturn

import pytest

from desk import add, arguments
from engine.errors import UserError
from mets_sample import alto, mets
from pdf_sample import Print, pdf
from press.ingest import pages_of
from press.ingest.glyphs import UNKNOWN, Glyph
from press.ingest.set_lines import set_lines
from press.model import Box
from press.read import read

ROOT = Path(__file__).parent.parent
HEAD = Print(50, 50, 30, "麦子熟了")
BODY = [
    Print(50, 100, 10, "　　本报讯（记者王文）麦子熟得比往年"),
    Print(50, 115, 10, "早了六天，合作社的收割机分成三组下地。"),
]
DOWN = Print(500, 50, 20, "发展特色产业", down=True)


def taken(folder: Path, data: bytes, name: str = "page.pdf") -> list[bytes]:
    """The seeds that a file gives, when no picture may be read."""
    (folder / name).write_bytes(data)
    return [new.data for new in pages_of(folder / name, no_ocr)]


def no_ocr(*_: object) -> NoReturn:
    pytest.fail("a picture was to be read")


def lines(folder: Path, data: bytes) -> list[tuple[str, bool]]:
    (folder / "a.xml").write_bytes(data)
    return [(line.text, line.vertical) for line in read(folder / "a.xml").lines]


def test_the_text_of_a_pdf_becomes_alto_with_boxes_sizes_rules_and_the_program(
    tmp_path: Path,
) -> None:
    (data,) = taken(tmp_path, pdf([[HEAD, *BODY, DOWN]], rules=[(40, 90, 400, 1)]))
    (tmp_path / "a.xml").write_bytes(data)
    page = read(tmp_path / "a.xml")
    assert [line.text for line in page.lines] == [
        HEAD.text,
        BODY[0].text.strip(),
        BODY[1].text,
        DOWN.text,
    ]
    assert [line.vertical for line in page.lines] == [False, False, False, True]
    point = 1200 / 72
    assert [line.size and round(line.size / point, 1) for line in page.lines] == [30, 10, 10, 20]
    assert page.lines[0].box
    assert page.lines[0].box.left == pytest.approx(50 * point, abs=1)
    assert page.frame
    assert (page.frame.width, page.frame.unit) == (600 * point, "inch1200")
    assert page.rules
    assert page.rules[0].top == pytest.approx(90 * point, abs=1)
    assert re.search(rb"<softwareName>pypdfium2</softwareName>\s*<softwareVersion>\d", data)


def test_the_same_pdf_gives_the_same_bytes(tmp_path: Path) -> None:
    data = pdf([[HEAD, *BODY]])
    assert taken(tmp_path, data) == taken(tmp_path, data)


def test_kangxi_radicals_of_browsers_are_read_as_characters_and_said(tmp_path: Path) -> None:
    (data,) = taken(tmp_path, pdf([[HEAD, *BODY, Print(50, 130, 10, "社员使⽤机器已⻓达三年①")]]))
    (tmp_path / "a.xml").write_bytes(data)
    page = read(tmp_path / "a.xml")
    assert page.lines[-1].text == "社员使用机器已长达三年①"
    assert [repair.rule for repair in page.repairs] == ["kangxi-radical"]


def glyph(text: str, left: float, top: float, size: float = 10) -> Glyph:
    return Glyph(text, Box(left=left, top=top, right=left + size, bottom=top + size), size, False)


def row(text: str, left: float, top: float, apart: float = 10) -> list[Glyph]:
    return [glyph(char, left + at * apart, top) for at, char in enumerate(text)]


@pytest.mark.parametrize(
    ("glyphs", "found", "why"),
    [
        (row("麦子熟了", 0, 0) + row("六天", 0, 15), ["麦子熟了", "六天"], "two lines"),
        (row("麦子", 0, 0) + row("熟了", 32, 0), ["麦子 熟了"], "a blank between words of a line"),
        (row("麦子熟了", 0, 0, 16), ["麦子熟了"], "spaced type has no blanks"),
        (row("麦子", 0, 0) + row("熟了", 60, 0), ["麦子", "熟了"], "too far for a blank"),
        (
            [g for at in range(5) for g in row("麦子熟得比", 0, at * 15)]
            + [g for at in range(4, 9) for g in row("往年早了六", 62, at * 15)],
            ["麦子熟得比"] * 5 + ["往年早了六"] * 5,
            "a gutter as narrow as a blank parts columns",
        ),
        (row("麦", 0, 0) + row("子", 0, 11) + row("熟", 0, 22), ["麦子熟"], "one below the other"),
        (row("一", 0, 0) + row("二", 0, 18), ["一", "二"], "lines of one character"),
        ([glyph("—", 0, 0)] * 2 + row("麦子", 10, 0), ["——麦子"], "one shape for two characters"),
        (row("麦子熟了", 0, 0) * 2, ["麦子熟了"], "printed twice to look bold"),
        (
            row("熟了", 20, 0) + row("六天", 0, 15) + row("麦子", 0, 0),
            ["六天", "麦子熟了"],
            "pieces that the file has apart",
        ),
    ],
)
def test_glyphs_become_the_lines_that_are_printed(
    glyphs: list[Glyph], found: list[str], why: str
) -> None:
    assert [line.text for line in set_lines(glyphs)] == found, why


def options_for(folder: Path, *words: str) -> arguments.Options:
    (folder / "seeds").mkdir(exist_ok=True)
    base = ["--seeds", str(folder / "seeds"), "--docs", str(folder / "docs"), "add", *words]
    return arguments.parse(base, ROOT, "")


def test_several_pages_are_several_seeds_each_with_its_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = [
        Print(50, 50, 30, "天下大雨"),
        Print(50, 100, 10, "昨天全市下了今年以来最大的一场雨，街上积水很深，学校停课。"),
    ]
    (tmp_path / "page.pdf").write_bytes(pdf([[HEAD, *BODY], second]))
    options = options_for(
        tmp_path, str(tmp_path / "page.pdf"), "--page", "3", "--paper", "乌海日报"
    )
    assert add.main(options) == 0
    sidecars = sorted((tmp_path / "seeds").glob("*.yml"))
    assert [re.search(r"page: (\d)", one.read_text())[1] for one in sidecars] == ["3", "4"]  # type: ignore[index]
    assert len(list((tmp_path / ".build" / "proof").glob("*.png"))) == 2
    assert "2 pages taken" in capsys.readouterr().out


def locked() -> bytes:
    return pdf([[HEAD]]).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard/V 9/R 9>>")


def chunk(kind: bytes, content: bytes) -> bytes:
    whole = kind + content
    return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))


def bomb(side: int) -> bytes:
    """A PNG of one colour, small on the disk and of a gigabyte in memory."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def flood() -> bytes:
    """A PDF of 3 MB whose page is a gigabyte of rules."""
    packed = zlib.compressobj(9)
    piece = b"0 0 m 9 9 l S " * 70_000
    stream = b"".join(packed.compress(piece) for _ in range(1_100)) + packed.flush()
    head = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(stream)
    whole = pdf([[HEAD]])
    begin = whole.index(b"<</Length")
    end = whole.index(b"endstream", begin)
    return whole[:begin] + head + stream + b"\n" + whole[end:]


REFUSED = {
    "a PDF cut off": (b"%PDF-1.7\n1 0 obj<</Type", "is a PDF that cannot be read"),
    "a PDF bomb": (flood(), "needs more than 2 GB of memory or 120 seconds"),
    "too many pages": (pdf([[HEAD]] * 500), "has 500 pages"),
    "a locked PDF": (locked(), "is locked"),
    "a Word document": (
        b"PK\x03\x04\x14\x00 word/document.xml",
        "is a Word document (DOCX); save it as PDF",
    ),
    "a ZIP archive": (b"PK\x03\x04\x14\x00 alto-00001.xml", "is a ZIP archive; unpack it"),
    "a picture cut off": (b"\x89PNG\r\n\x1a\n" + bytes(40), "is a picture that cannot be read"),
    "a picture of a bomb": (bomb(20_000), "is a picture of 400,000,000 pixels"),
    "a package file": (b'{"name": "x", "version": "1"}', "is JSON of no kind that is known"),
}


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize("suffix", [".pdf", ".jpg", ".txt"])
def test_what_cannot_be_taken_in_is_one_line_and_leaves_nothing(
    tmp_path: Path, what: str, suffix: str
) -> None:
    data, said = REFUSED[what]
    (tmp_path / f"page{suffix}").write_bytes(data)
    options = options_for(tmp_path, str(tmp_path / f"page{suffix}"))
    with pytest.raises(UserError) as mistake:
        add.main(options)
    assert said in str(mistake.value)
    assert "\n" not in str(mistake.value)
    assert list((tmp_path / "seeds").iterdir()) == []


def test_when_the_archive_cannot_be_made_no_page_stays(tmp_path: Path) -> None:
    options = options_for(tmp_path, str(tmp_path / "page.txt"))
    (tmp_path / "page.txt").write_text("# 麦子熟了\n\n本报讯 麦子熟得比往年早了六天。\n")
    (tmp_path / "seeds" / "tables").mkdir()
    (tmp_path / "seeds" / "tables" / "themes.yml").write_text("- [")
    with pytest.raises(UserError):
        add.main(options)
    assert [path.name for path in (tmp_path / "seeds").iterdir()] == ["tables"]


@pytest.mark.parametrize(
    "words", [("--paper", ""), ("--date", ""), ("--page", ""), ("--paper", "a\nb")]
)
def test_what_is_known_of_a_page_is_said_or_left_out(
    tmp_path: Path, words: tuple[str, str]
) -> None:
    (tmp_path / "page.txt").write_text("# 麦子熟了\n\n本报讯 麦子熟得比往年早了六天。\n")
    with pytest.raises(UserError):
        add.main(options_for(tmp_path, str(tmp_path / "page.txt"), *words))
    assert list((tmp_path / "seeds").iterdir()) == []


def test_a_glyph_without_unicode_is_no_character() -> None:
    assert [line.text for line in set_lines([glyph(UNKNOWN, 0, 0), glyph("麦", 10, 0)])] == [
        f"{UNKNOWN}麦"
    ]


ISSUE = mets(["b1", "b3"], ["b0", "b2"])


def test_mets_says_what_is_an_article_and_when_it_was_printed(tmp_path: Path) -> None:
    (tmp_path / "issue.xml").write_text(ISSUE)
    (tmp_path / "one.xml").write_text(alto())
    (new,) = pages_of(tmp_path / "issue.xml", no_ocr)
    assert (new.sheet.paper, new.sheet.date, new.sheet.page) == ("卢森堡报", "1858-12-07", 1)
    (tmp_path / "kept.xml").write_bytes(new.data)
    found = [(line.text, line.border) for line in read(tmp_path / "kept.xml").lines]
    assert found == [
        ("天下大雨", "article"),
        ("昨天全市下了大雨", "block"),
        ("麦子熟了", "article"),
        ("麦子熟得比往年早", "block"),
        ("广告", "block"),
    ]


@pytest.mark.parametrize("data", [ISSUE, ISSUE.replace("one.xml", "../../etc/passwd")])
def test_mets_without_its_pages_is_one_line(tmp_path: Path, data: str) -> None:
    (tmp_path / "issue.xml").write_text(data)
    with pytest.raises(UserError, match="is METS of 1 pages whose ALTO files are not beside it"):
        list(pages_of(tmp_path / "issue.xml", no_ocr))
