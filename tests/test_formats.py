"""Formats with boxes: each line of a file is a line of the page, once, in its place; broken
files are one line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest

import build
from engine.errors import UserError
from press import pipeline
from press.layout import arrange
from press.model import Box, Frame, Page
from press.read import read
from press.segment import segment

TEXTS = ("乌海日报", "河口麦子早熟六天", "本报讯（记者王文）河口的麦子熟得比", "往年早了六天。")
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
FORMS: dict[str, str] = {
    "ALTO": alto(),
    "RapidOCR": json.dumps([{"box": corners(b), "txt": t, "score": 0.9} for t, b in PAIRS]),
    "PaddleOCR 2": json.dumps([[[corners(b), [t, 0.9]] for t, b in PAIRS]]),
    "RapidOCR 1": json.dumps([[corners(b), t, 0.9] for t, b in PAIRS]),
    "PaddleOCR 3": json.dumps(
        {"rec_texts": TEXTS, "rec_scores": [0.9] * 4, "rec_polys": [corners(b) for b in BOXES]}
    ),
    "wrapped": json.dumps({"items": [{"bbox": b, "text": t, "confidence": 0.9} for t, b in PAIRS]}),
}


def attributes(box: tuple[int, int, int, int]) -> str:
    return "bbox " + " ".join(map(str, box))


FORMS |= {
    "hOCR": "<!DOCTYPE html><html><head><title>x</title></head><body>"
    "<div class='ocr_page' title='image &quot;a.jpg&quot;; bbox 0 0 500 700'>"
    + "".join(
        f"<p class='ocr_par'><span class='ocr_line' title='{attributes(b)}; baseline 0 -4'>"
        f"<span class='ocrx_word' title='{attributes(b)}; x_wconf 90'><strong>{t}</strong></span></span></p>"
        for t, b in PAIRS
    )
    + "</div></body></html>",
    "PAGE XML": '<?xml version="1.0"?><PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">'
    '<Page imageWidth="500" imageHeight="700"><TextRegion id="r1" type="paragraph">'
    + "".join(
        f'<TextLine><Coords points="{" ".join(f"{x},{y}" for x, y in corners(b))}"/>'
        f'<TextEquiv conf="0.9"><Unicode>{t}</Unicode></TextEquiv></TextLine>'
        for t, b in PAIRS
    )
    + "</TextRegion></Page></PcGts>",
    "Tesseract's table": "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    "1\t1\t0\t0\t0\t0\t0\t0\t500\t700\t-1\t\n"
    + "".join(
        f"5\t1\t1\t1\t{at}\t1\t{b[0]}\t{b[1]}\t{b[2] - b[0]}\t{b[3] - b[1]}\t90.0\t{t}\n"
        for at, (t, b) in enumerate(PAIRS, 1)
    ),
    "PP-StructureV3": json.dumps(
        {
            "parsing_res_list": [
                {
                    "block_label": "text",
                    "block_content": "".join(TEXTS),
                    "block_bbox": [0, 0, 500, 700],
                }
            ],
            "overall_ocr_res": {
                "rec_texts": TEXTS,
                "rec_scores": [0.9] * 4,
                "rec_polys": [corners(b) for b in BOXES],
            },
        }
    ),
    "MinerU's middle.json": json.dumps(
        {
            "pdf_info": [
                {
                    "page_size": [500, 700],
                    "para_blocks": [
                        {
                            "type": "text",
                            "lines": [
                                {"bbox": b, "spans": [{"bbox": b, "content": t, "score": 0.9}]}
                                for t, b in PAIRS[1:]
                            ],
                        }
                    ],
                    "preproc_blocks": [],
                    "discarded_blocks": [],
                }
            ]
        }
    ).replace(
        '"para_blocks": [',
        '"para_blocks": [{"type": "image", "blocks": [{"type": "image_caption", "lines": [{"bbox": [100, 50, 400, 110],'
        f' "spans": [{{"bbox": [100, 50, 400, 110], "content": {json.dumps(TEXTS[0])}, "score": 0.9}}]}}]}}]}},',
    ),
}
# The same in formats that have blocks, without a word on how sure they are.
BLOCKS: Mapping[str, str] = {
    "PaddleOCR-VL": json.dumps(
        {
            "width": 500,
            "height": 700,
            "parsing_res_list": [
                {"block_label": "text", "block_content": t, "block_bbox": b} for t, b in PAIRS
            ],
        }
    ),
    "PaddleOCR's service": json.dumps(
        {
            "result": {
                "layoutParsingResults": [
                    {
                        "prunedResult": {
                            "parsing_res_list": [
                                {"block_label": "text", "block_content": t, "block_bbox": b}
                                for t, b in PAIRS
                            ]
                        }
                    }
                ]
            }
        }
    ),
    "content_list.json": json.dumps(
        [{"type": "text", "text": t, "bbox": b, "page_idx": 0} for t, b in PAIRS]
    ),
    "dots.ocr": json.dumps([{"category": "Text", "text": t, "bbox": b} for t, b in PAIRS]),
    "DeepSeek-OCR": "".join(
        f"<|ref|>text<|/ref|><|det|>[{json.dumps(b)}]<|/det|>\n{t}\n" for t, b in PAIRS
    ),
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


@pytest.mark.parametrize("form", BLOCKS)
def test_every_block_of_a_format_is_a_line_of_the_page_in_its_place(
    tmp_path: Path, form: str
) -> None:
    lines = page(tmp_path, BLOCKS[form]).lines
    printed = [line for line in lines if line.text.strip()]
    assert tuple(line.text for line in printed) == TEXTS
    assert [line.hint for line in printed] == ["text"] * 4
    assert [line.border for line in printed] == ["block"] * 4
    for line, (left, top, right, bottom) in zip(printed, BOXES, strict=True):
        assert line.box == Box(left=left, top=top, right=right, bottom=bottom)


@pytest.mark.parametrize(
    ("label", "hint", "content"),
    [
        (
            "doc_title",
            "title",
            '{"parsing_res_list": [{"block_label": "%s", "block_content": "麦", "block_bbox": [0, 0, 9, 9]}]}',
        ),
        (
            "paragraph_title",
            "heading",
            '{"parsing_res_list": [{"block_label": "%s", "block_content": "麦", "block_bbox": [0, 0, 9, 9]}]}',
        ),
        (
            "header",
            "furniture",
            '[{"type": "%s", "text": "麦", "bbox": [0, 0, 9, 9], "page_idx": 0}]',
        ),
        ("Section-header", "heading", '[{"category": "%s", "text": "麦", "bbox": [0, 0, 9, 9]}]'),
        ("Picture", "image", '[{"category": "%s", "bbox": [0, 0, 9, 9]}]'),
    ],
)
def test_what_a_format_calls_a_block_is_a_hint(
    tmp_path: Path, label: str, hint: str, content: str
) -> None:
    assert page(tmp_path, content % label).lines[0].hint == hint


def test_an_empty_block_of_paddleocr_vl_runs_on_from_the_block_before(tmp_path: Path) -> None:
    blocks = [
        ("text", "厄特孔院成立于2013年", [9, 1304, 361, 1351]),
        ("text", "", [389, 200, 742, 295]),
    ]
    content = [dict(block_label=a, block_content=b, block_bbox=c) for a, b, c in blocks]
    lines = page(tmp_path, json.dumps({"parsing_res_list": content})).lines
    assert [line.border for line in lines] == ["block", "run-on"]


def test_lines_that_no_block_of_pp_structure_has_are_kept(tmp_path: Path) -> None:
    value = json.loads(FORMS["PP-StructureV3"])
    value["parsing_res_list"][0] |= {
        "block_bbox": [90, 190, 500, 700],
        "block_content": "".join(TEXTS[1:]),
    }
    assert sorted(line.text for line in page(tmp_path, json.dumps(value)).lines) == sorted(TEXTS)


def test_a_block_whose_text_is_not_that_of_its_lines_stands_as_it_is(tmp_path: Path) -> None:
    value = json.loads(FORMS["PP-StructureV3"])
    value["parsing_res_list"][0] |= {"block_label": "table", "block_content": "<table></table>"}
    assert [line.text for line in page(tmp_path, json.dumps(value)).lines] == ["<table></table>"]


def test_a_block_of_several_lines_is_as_many_lines_one_below_the_other(tmp_path: Path) -> None:
    content = [
        {"type": "text", "text": "第一段。\n第二段。", "bbox": [0, 0, 100, 40], "page_idx": 0}
    ]
    first, second = page(tmp_path, json.dumps(content)).lines
    assert (first.text, second.text) == ("第一段。", "第二段。")
    assert first.box == Box(left=0, top=0, right=100, bottom=20)
    assert (first.border, second.border) == ("block", None)


def test_regions_of_page_xml_come_in_the_order_and_the_articles_that_it_states(
    tmp_path: Path,
) -> None:
    regions = "".join(
        f'<TextRegion id="r{at}"><TextLine><TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine></TextRegion>'
        for at, text in enumerate(TEXTS)
    )
    order = (
        '<ReadingOrder><OrderedGroup id="all">'
        '<OrderedGroupIndexed index="1" id="a2" type="article"><RegionRefIndexed index="0" regionRef="r1"/></OrderedGroupIndexed>'
        '<OrderedGroupIndexed index="0" id="a1" caption="article"><RegionRefIndexed index="1" regionRef="r3"/>'
        '<RegionRefIndexed index="0" regionRef="r2"/></OrderedGroupIndexed></OrderedGroup></ReadingOrder>'
    )
    found = page(tmp_path, f"<PcGts><Page>{order}{regions}</Page></PcGts>").lines
    assert [line.text for line in found] == [TEXTS[2], TEXTS[3], TEXTS[1], TEXTS[0]]
    assert [line.border for line in found] == ["article", "block", "article", "block"]


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


def test_blocks_of_one_name_lose_no_line(tmp_path: Path) -> None:
    twice = alto().replace("<TextBlock>", '<TextBlock ID="same">')
    assert tuple(line.text for line in page(tmp_path, twice).lines) == TEXTS


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


def test_the_boxes_of_an_article_are_in_the_data(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.xml").write_text(alto())
    assert build.main(["--seeds", str(tmp_path / "seeds"), "--docs", str(tmp_path / "docs")]) == 0
    data = json.loads((tmp_path / "docs" / "data" / "articles.json").read_text())
    article = next(one for one in data["articles"] if one["title"] == TEXTS[1])
    (zone,) = article["zones"]
    assert (zone["seed"], zone["unit"], zone["width"], zone["height"]) == ("a", "px", 500, 700)
    assert zone["headline"] == [list(BOXES[1])]
    parts = [*zone["paragraphs"], *zone["captions"]]
    boxes = [box for part in parts for box in part["boxes"]]
    assert min(box[1] for box in boxes) == BOXES[2][1]
    assert max(box[3] for box in boxes) == BOXES[3][3]
    schema = json.loads(Path("docs/data/schema.json").read_bytes())
    jsonschema.validate(data, schema)


def blocks(*texts_and_boxes: tuple[str, list[int]]) -> str:
    found = [dict(block_label="text", block_content=t, block_bbox=b) for t, b in texts_and_boxes]
    return json.dumps({"parsing_res_list": found})


def test_paragraphs_that_a_model_put_into_one_block_stand_in_the_boxes_that_they_fill(
    tmp_path: Path,
) -> None:
    first, second = "麦" * 60, "熟" * 40
    found = page(
        tmp_path, blocks((f"{first}\n{second}", [0, 0, 100, 60]), ("", [120, 0, 220, 40]))
    ).lines
    printed = [(line.text, line.box and line.box.left) for line in found if line.text]
    assert printed == [(first, 0), (second, 120)]


def test_a_paragraph_that_runs_on_says_where(tmp_path: Path) -> None:
    found = page(tmp_path, blocks(("麦" * 100, [0, 0, 100, 60]), ("", [120, 0, 220, 40]))).lines
    assert [(len(line.text), line.border) for line in found] == [(100, "block"), (0, "run-on")]


LONG = [
    ("麦子熟得比往年早了六天，合作社的收割机分成三组" * 4, [0, at * 50, 300, at * 50 + 40])
    for at in range(4)
]


@pytest.mark.parametrize(
    ("content", "codes", "why"),
    [
        (blocks(*LONG), [], "nothing is wrong"),
        (
            blocks(*LONG, ("麦子。", [0, 200, 300, 210]), ("", [320, 0, 620, 200])),
            ["lost-text"],
            "no text for a large box",
        ),
        (FORMS["RapidOCR"], [], "sure of all lines"),
        (FORMS["RapidOCR"].replace("0.9", "0.5"), ["illegible"], "sure of no line"),
        (
            FORMS["ALTO"].replace("往年早了", "\ue000\ue001\ufffd"),
            ["no-unicode"],
            "a font that does not say",
        ),
    ],
)
def test_what_is_wrong_with_all_of_a_page_is_said_once(
    tmp_path: Path, content: str, codes: list[str], why: str
) -> None:
    assert [notice.code for notice in page(tmp_path, content).notices] == codes, why


def test_a_page_that_could_not_be_read_has_one_doubt(tmp_path: Path) -> None:
    value = [dict(box=corners(b), txt=t, score=0.4) for t, b in PAIRS]
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.json").write_text(json.dumps(value))
    assert [notice.code for notice in pipeline.press(tmp_path / "seeds").notices] == ["illegible"]


def test_lines_that_were_read_without_confidence_are_one_notice_a_paragraph(tmp_path: Path) -> None:
    value = [dict(box=corners(b), txt=t, score=0.99) for t, b in PAIRS]
    for at in (2, 3):
        value[at]["score"] = 0.6
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.json").write_text(json.dumps(value))
    archive = pipeline.press(tmp_path / "seeds")
    found = [notice for notice in archive.notices if notice.code == "unsure"]
    assert len(found) == 1
    assert found[0].line == 3


AREAS = """<!DOCTYPE html><html><body><map name=PagePicMap>
<Area coords="397,31,397,2,204,2,204,31,204,111,397,111" shape="polygon" href="nw.D1_1-01.htm">
<Area coords="2,96,195,373" href="nw.D1_2-01.htm?div=0"><Area coords="2,96,195,373" href="nw.D1_2-01.htm?div=-1">
</map><img width=400 height=575 src=b.jpg USEMAP=#PagePicMap>
<ul><li><a href=nw.D1_1-01.htm>麦子熟了</a><li><a href="nw.D1_2-01.htm?div=0">天下大雨<br>街上积水</a></ul></body></html>"""


def test_headlines_of_a_digital_edition_stand_in_their_areas_each_once(tmp_path: Path) -> None:
    found = page(tmp_path, AREAS)
    assert [line.text for line in found.lines] == ["麦子熟了", "天下大雨 街上积水"]
    assert found.lines[0].box == Box(left=204, top=2, right=397, bottom=111)
    assert [line.border for line in found.lines] == ["article", "article"]
    assert found.frame == Frame(width=400, height=575, unit="px")


def test_headlines_of_a_digital_edition_are_headlines(tmp_path: Path) -> None:
    found = segment(arrange(page(tmp_path, AREAS)))
    titles = [[part.text for part in one if part.role == "title"] for one in found.articles]
    assert titles == [["麦子熟了"], ["天下大雨 街上积水"]]


def test_a_digital_edition_without_headlines_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="digital edition without its headlines"):
        page(tmp_path, AREAS.partition("<ul>")[0])


def test_articles_that_a_format_states_are_the_articles(tmp_path: Path) -> None:
    """Two articles one below the other in one column, of one size, whose lines the program
    mixed.
    """
    first = [
        "本报讯（记者王文）麦子熟得比往年早了六天，",
        "合作社的收割机分成三组下地，社员们围着机器",
    ]
    second = [
        "看了半天。昨天全市下了今年以来最大的一场雨，",
        "街上积水很深，学校停课，公交车改了道。",
    ]
    rows = "".join(
        f'<TextLine custom="structure {{id:{id_}; type:article;}}">'
        f'<Coords points="100,{top} 500,{top + 20}"/>'
        f"<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>"
        for row in range(2)
        for id_, text, top in (
            ("b", second[row], 440 + 30 * row),
            ("a", first[row], 380 + 30 * row),
        )
    )
    regions = f"<TextRegion>{rows}</TextRegion>"
    content = f"<PcGts><Page imageWidth='600' imageHeight='900'>{regions}</Page></PcGts>"
    found = segment(arrange(page(tmp_path, content)))
    assert ["".join(part.text for part in article) for article in found.articles] == [
        "".join(second),
        "".join(first),
    ]
