"""data/articles.json: the data contract and its schema."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from export_sample import ARCHIVE, FULL, HOSTILE, JOINED, PHOTO, SURE, committed
from press.export.record import open_jump
from press.model import Article, Jump

SCHEMA = json.loads(Path("docs/data/schema.json").read_bytes())
DATA = json.loads(committed(ARCHIVE)["data/articles.json"])
BY_ID = {article["id"]: article for article in DATA["articles"]}


def test_the_schema_is_a_schema_and_the_data_follow_it() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(DATA)


# Long: one record with every key of the contract.
def test_every_key_of_the_contract() -> None:
    assert BY_ID["000_a-2"] == {
        "id": "000_a-2",
        "url": "articles/000_a/2/",
        "kind": "news",
        "paper": "乌海日报",
        "date": "2026-02-10~",
        "page": 1,
        "column": "美丽乌海·绿色答卷",
        "kicker": "引题",
        "title": "全市空气质量优良",
        "subtitle": "副题",
        "byline": "本报讯（记者黄建飞）",
        "dateline": "新华社北京2月9日电",
        "authors": [{"name": "黄建飞", "role": "记者"}],
        "paragraphs": [
            {"id": "p1", "text": "PM2.5下降，生态好转。", "kind": "text"},
            {"id": "p2", "text": "小标题", "kind": "subhead"},
            {"id": "p3", "text": "生态保持稳定。", "kind": "text"},
        ],
        "captions": [{"text": "图为乌海湖。", "credit": "王超 摄"}],
        "credit": "（朱斌）",
        "jump": {"direction": "to", "page": 2, "text": "（下转第二版）", "article": None},
        "themes": [
            {
                "id": "ecology",
                "score": 4.0,
                "terms": [{"term": "生态", "count": 2}],
                "paragraphs": ["p1"],
            }
        ],
        "names": [{"id": "huang-jianfei", "kind": "reporter"}, {"id": "wuhai", "kind": "place"}],
        "related": [{"id": "001_b-4", "why": ["同一专题：生态", "都提到乌海市"]}],
        "confidence": 1.0,
        "repairs": [
            {
                "rule": "join",
                "seed": "000_a",
                "line": 3,
                "before": "保持",
                "after": "保持稳定",
                "why": "断在栏底",
            },
            {
                "rule": "subscripts",
                "seed": "000_a",
                "line": 5,
                "before": "PM_{2.5}",
                "after": "PM2.5",
                "why": None,
            },
        ],
        "source": {
            "seed": "000_a",
            "sha256": "a" * 64,
            "first_line": 2,
            "last_line": 8,
            "places": [{"seed": "000_a", "sha256": "a" * 64, "first_line": 2, "last_line": 8}],
        },
    }


def test_what_belongs_to_no_article() -> None:
    assert DATA["furniture"] == [{"seed": "000_a", "line": 1, "text": "乌海日报 今日四版"}]
    assert DATA["dropped"] == [
        {"seed": "002_c", "line": 5, "text": "无题照片", "reason": "duplicate caption"}
    ]
    assert DATA["notices"] == [
        {"code": "open-sentence", "seed": "001_b", "line": 5, "text": "这一段没有写完"}
    ]
    assert [repair["rule"] for repair in DATA["repairs"]] == [
        "control characters"
    ]  # the other is listed by its article


def test_an_article_joined_from_two_pages_names_both_and_itself() -> None:
    joined = BY_ID["001_b-20"]
    assert [place["sha256"][0] for place in joined["source"]["places"]] == ["b", "c"]
    assert joined["jump"] == {
        "direction": "to",
        "page": 2,
        "text": "（下转第二版）",
        "article": "001_b-20",
    }


def jumps(*directions: str) -> tuple[Jump, ...]:
    return tuple(
        replace(FULL.jumps[0], direction=way, page=number)  # type: ignore[arg-type]
        for number, way in enumerate(directions, 1)
    )


@pytest.mark.parametrize(
    ("article", "directions", "page"),
    [
        (PHOTO, (), None),
        (PHOTO, ("to",), 1),
        (PHOTO, ("from",), 1),
        (PHOTO, ("from", "to"), 2),  # the middle part of three, alone
        (JOINED, ("to", "from"), None),
        (JOINED, ("to", "from", "to"), 3),
        (JOINED, ("from", "to", "from"), 1),
    ],
)
def test_the_jump_line_that_is_still_open(
    article: Article, directions: tuple[str, ...], page: int | None
) -> None:
    jump = open_jump(replace(article, jumps=jumps(*directions)))
    assert (jump and jump.page) == page


def test_an_article_is_a_line_and_nothing_ends_it_early() -> None:
    text = committed(ARCHIVE)["data/articles.json"].decode()
    assert HOSTILE in json.dumps(DATA, ensure_ascii=False).replace('\\"', '"').replace(
        "\\u000b", "\N{VERTICAL TABULATION}"
    )
    assert len(text.splitlines()) == text.count("\n")
    assert sum(line.startswith('{"id": ') for line in text.splitlines()) == 4


def test_a_change_to_one_article_changes_one_line() -> None:
    changed = replace(ARCHIVE, articles=(JOINED, replace(SURE, title="改题"), FULL, PHOTO))
    before, after = (
        committed(archive)["data/articles.json"].splitlines() for archive in (ARCHIVE, changed)
    )
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_an_empty_archive_is_valid_too() -> None:
    empty = replace(ARCHIVE, pages=(), articles=(), furniture=(), dropped=(), notices=())
    Draft202012Validator(SCHEMA).validate(json.loads(committed(empty)["data/articles.json"]))
