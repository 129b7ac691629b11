"""The other forms of the data: JSON Lines, a file per article, CSV, ninjs, the data package,
checksums, tables.
"""

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from export_sample import ARCHIVE, HOSTILE, SITE, committed, shared
from press.export import Site
from press.export.spreadsheet import COLUMNS, FORMULA, LONGEST_TEXT, cell, head, row

FILES = {**committed(ARCHIVE), **shared(ARCHIVE, SITE)}
ARTICLES = json.loads(FILES["data/articles.json"])["articles"]
NINJS = [json.loads(line) for line in FILES["data/articles.ninjs.jsonl"].decode().splitlines()]


def test_json_lines_and_the_single_files_say_what_the_archive_says() -> None:
    lines = FILES["data/articles.jsonl"].decode().splitlines()
    assert [json.loads(line) for line in lines] == ARTICLES
    assert [
        json.loads(FILES[f"data/{article['url'].rstrip('/')}.json"]) for article in ARTICLES
    ] == ARTICLES


def test_the_sheet_opens_right_in_spreadsheets() -> None:
    raw = FILES["data/articles.csv"]
    assert raw.startswith(b"\xef\xbb\xbfid,url,")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == [article["id"] for article in ARTICLES]
    assert list(rows[0]) == list(COLUMNS)
    full = next(row for row in rows if row["id"] == "000_a-2")
    assert full["themes"] == "ecology"
    assert full["names"] == "huang-jianfei；wuhai"
    assert full["text"] == "PM2.5下降，生态好转。\n小标题\n生态保持稳定。"
    assert full["characters"] == "23"
    assert (full["seed"], full["first_line"], full["last_line"]) == ("000_a", "2", "8")


def test_no_cell_of_the_sheet_begins_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(FILES["data/articles.csv"].decode("utf-8-sig"), newline="")))
    assert any(value == "'" + HOSTILE for row in rows for value in row)
    assert not [value for row in rows for value in row if value[:1] in set("=+-@\t\r\n＝＋－＠")]


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a"]
)
def test_what_a_spreadsheet_takes_for_a_formula(text: str) -> None:
    assert cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "生态", "PM2.5", "——论改革", "2026-02-10~", "'='"])
def test_what_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


def test_a_text_longer_than_a_cell_may_be_says_that_it_was_cut() -> None:
    long = {**ARTICLES[0], "paragraphs": [{"id": "p1", "text": "字" * 40_000, "kind": "text"}]}
    [found] = csv.DictReader(io.StringIO(head().decode("utf-8-sig") + row(long), newline=""))
    assert found["text"] == "字" * LONGEST_TEXT + "……（全文见网址）"
    assert found["characters"] == "40000"


def test_ninjs_items() -> None:
    full = next(item for item in NINJS if item["uri"].endswith("articles/000_a/2/"))
    assert full["headlines"] == [
        {"role": "kicker", "value": "引题"},
        {"role": "main", "value": "全市空气质量优良"},
        {"role": "subtitle", "value": "副题"},
    ]
    assert full["subjects"] == [
        {"name": "生态", "uri": "https://example.org/wuhai/themes/ecology/"},
        {"uri": "http://cv.iptc.org/newscodes/mediatopic/06000000"},
    ]
    assert full["places"] == [{"name": "乌海市", "uri": "https://example.org/wuhai/names/wuhai/"}]
    assert full["by"] == "本报讯（记者黄建飞）"
    assert "people" not in full  # the reporter is no person that the article speaks of


def test_ninjs_dates_only_what_is_certain_to_the_day() -> None:
    dates = {item["altIds"][0]["value"]: item.get("contentCreated") for item in NINJS}
    assert dates == {
        "001_b-20": "2025-12-31T00:00:00+08:00",
        "001_b-4": "2025-12-31T00:00:00+08:00",
        "000_a-2": None,
        "002_c-1": None,
    }


# The properties of ninjs 3.1 that we use, with the types that its schema (iptc.org/std/ninjs) gives
# them and nothing else allowed.
TEXT = {"type": "string", "minLength": 1}
URI = {"type": "string", "pattern": "^https?://"}


def listing(**properties: object) -> dict[str, object]:
    return {
        "type": "array",
        "items": {"type": "object", "additionalProperties": False, "properties": properties},
    }


NINJS_SCHEMA = {
    "type": "object",
    "required": ["uri"],
    "additionalProperties": False,
    "properties": {
        "uri": URI,
        "type": {"enum": ["text", "picture"]},
        "representationType": {"enum": ["full", "partial"]},
        "language": TEXT,
        "contentCreated": {
            "type": "string",
            "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$",
        },
        "title": TEXT,
        "by": TEXT,
        "standard": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"name": TEXT, "version": TEXT, "schema": URI},
        },
        "headlines": listing(role=TEXT, contentType=TEXT, value=TEXT),
        "descriptions": listing(role=TEXT, contentType=TEXT, value=TEXT),
        "bodies": listing(role=TEXT, contentType=TEXT, charCount={"type": "integer"}, value=TEXT),
        "people": listing(name=TEXT, rel=TEXT, uri=URI),
        "organisations": listing(name=TEXT, rel=TEXT, uri=URI),
        "places": listing(name=TEXT, rel=TEXT, uri=URI),
        "subjects": listing(name=TEXT, rel=TEXT, uri=URI),
        "infoSources": listing(name=TEXT, role=TEXT, uri=URI),
        "altIds": listing(role=TEXT, value=TEXT),
    },
}


def test_ninjs_has_the_shape_of_the_standard() -> None:
    for item in NINJS:
        Draft202012Validator(NINJS_SCHEMA).validate(item)


def test_the_data_package_and_the_checksums_are_of_the_files_beside_them() -> None:
    package = json.loads(FILES["data/datapackage.json"])
    for resource in package["resources"]:
        content = FILES["data/" + resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    assert {resource["path"] for resource in package["resources"]} == {
        "articles.csv",
        "articles.json",
        "articles.jsonl",
        "articles.ninjs.jsonl",
        "tables.json",
    }
    sheet = next(resource for resource in package["resources"] if resource["format"] == "csv")
    assert [field["name"] for field in sheet["schema"]["fields"]] == list(COLUMNS)
    sums = [line.split("  ") for line in FILES["data/SHA256SUMS"].decode().splitlines()]
    assert sums == [[hashlib.sha256(FILES["data/" + name]).hexdigest(), name] for _, name in sums]
    assert len(sums) == 6


def test_the_tables_say_what_ids_stand_for() -> None:
    tables = json.loads(FILES["data/tables.json"])
    assert tables["themes"] == [
        {
            "id": "ecology",
            "label": "生态",
            "english": "Ecology",
            "intro": "",
            "iptc": ["medtop:06000000"],
        }
    ]
    assert [name["name"] for name in tables["names"]] == ["乌海市", "黄建飞", "无人提到"]
    assert tables["terms"] == [
        {"id": "shiwuwu", "term": "十五五", "aliases": ["“十五五”"], "meaning": None, "basis": None}
    ]


def test_without_an_address_nothing_is_written_that_must_carry_it() -> None:
    files = shared(ARCHIVE, Site(name="文库"))
    assert not [
        path
        for path in files
        if path.startswith("feeds/")
        or path in {"robots.txt", "llms.txt", "data/articles.ninjs.jsonl"}
    ]
    assert "http" not in files["data/datapackage.json"].decode()


def test_the_same_archive_gives_the_same_bytes() -> None:
    again = replace(ARCHIVE, tags=dict(ARCHIVE.tags), mentions=dict(ARCHIVE.mentions))
    assert {**committed(again), **shared(again, SITE)} == FILES


def test_the_browser_takes_the_same_for_a_formula() -> None:
    """One rule for both: the pattern of the search's own CSV is that of the data's."""
    program = (Path(__file__).parent.parent / "docs" / "assets" / "search" / "export.js").read_text(
        "utf-8"
    )
    [marks] = re.findall(r'replace\(/\^\[(.*?)\]/, "\'\$&"\)', program)
    assert f"[{marks}]" == FORMULA.pattern
