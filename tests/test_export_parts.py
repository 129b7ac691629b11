"""The data of a large archive in parts: which, what is in them, and that a part depends on nothing
but what lies in it.
"""

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from jsonschema import Draft202012Validator

import build
from browse_sample import Html
from engine.targets import files
from export_sample import ARCHIVE, SITE, committed, parts_of, shared
from parts_sample import DATED, LARGE, LONG, NAMES, SHORT, SOME, archive, ids, keys
from press.export import Site, export, formats
from press.export.parts import MOST, parts
from press.model import Notice, Related
from press.render import data
from project import project

SCHEMA = json.loads(Path("docs/data/schema.json").read_bytes())
LISTS = ("articles", "furniture", "dropped", "notices", "repairs")
FORMS = ("json", "jsonl", "csv", "ninjs.jsonl")


@pytest.mark.parametrize("most", [MOST, sum(len(json.dumps(row)) for row in DATED) * 20])
def test_an_archive_that_is_small_enough_stays_whole(most: int) -> None:
    made = {**committed(LARGE, most), **shared(LARGE, SITE, most)}
    assert {path for path in made if path.startswith("data/articles") and path.count("/") == 1} == {
        f"data/articles.{form}" for form in FORMS
    }
    document = json.loads(made["data/articles.json"])
    assert [row["id"] for row in document["articles"]] == [f"{seed}-1" for seed, _, _ in DATED]
    assert list(document) == ["schema", *LISTS]
    assert (
        "[articles.jsonl](https://example.org/wuhai/data/articles.jsonl)"
        in made["llms.txt"].decode()
    )


def test_past_the_limit_it_is_in_years_and_a_year_past_it_in_months() -> None:
    assert [(part.name, ids(part), part.articles) for part in parts_of(LARGE, SOME)] == [
        ("2025", ["a-1"], 1),
        ("2026-01", ["b-1"], 1),
        ("2026-02", ["c-1", "d-1"], 2),
        ("2026-12", ["e-1"], 1),
        ("2026", ["f-1"], 1),
        ("undated", ["g-1"], 1),
    ]
    assert [
        part.name
        for part in parts_of(archive(DATED[0], DATED[1], ("h", "2027-05-01", LONG)), SOME - 2000)
    ] == ["2025", "2026", "2027"]


@pytest.mark.parametrize("name", ["furniture", "dropped", "notices"])
def test_what_belongs_to_no_article_counts(name: str) -> None:
    one, other = (replace(ARCHIVE.furniture[0], seed=seed, text=LONG * 2) for seed in "ae")
    found: Any = (
        (one, other)
        if name != "notices"
        else tuple(Notice(code="x", seed=seed, line=1, text=LONG * 2) for seed in "ae")
    )
    small = archive(DATED[0], ("e", "2026-01-05", SHORT))
    assert [part.name for part in parts_of(small, SOME)] == [""]
    assert [part.name for part in parts_of(replace(small, **{name: found}), SOME)] == [
        "2025",
        "2026",
    ]


def test_the_lists_of_a_part_are_of_its_pages() -> None:
    for part in parts_of(LARGE, SOME):
        document = json.loads(dict(files(export([part])))[part.path("json")])
        Draft202012Validator(SCHEMA).validate(document)
        assert [f"{notice['seed']}-1" for notice in document["notices"]] == ids(part)
    divided = committed(ARCHIVE, 1)
    assert {
        path: [len(json.loads(divided[path])[name]) for name in LISTS]
        for path in divided
        if "-" in path
    } == {
        "data/articles-2025-12.json": [2, 0, 0, 1, 1],
        "data/articles-2026-02.json": [1, 1, 0, 0, 0],
        "data/articles-undated.json": [1, 0, 1, 0, 0],
    }


def test_a_page_may_have_articles_of_several_periods() -> None:
    three = archive(
        ("a", "2025-12-31", SHORT),
        ("b", "2026-01-05", LONG),
        ("b2", "2026-02-05", LONG),
        ("b3", "2026", LONG),
    )
    one_page = tuple(
        replace(row, id=f"b-{number}", places=(replace(row.places[0], seed="b"),))
        for number, row in enumerate(three.articles[1:])
    )
    found = parts_of(replace(three, articles=(three.articles[0], *one_page)), SOME)
    assert [(part.name, ids(part), part.articles) for part in found] == [
        ("2025", ["a-1"], 1),
        ("2026-01", ["b-0"], 1),
        ("2026-02", ["b-1"], 1),
        ("2026", ["b-2"], 1),
    ]


def rows(content: bytes) -> list[list[str]]:
    """The rows of a sheet."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_form_has_the_same_parts_and_one_after_the_other_they_are_the_whole() -> None:
    whole, parted = (
        {**committed(LARGE, most), **shared(LARGE, SITE, most)} for most in (MOST, SOME)
    )
    of_parts = {path for path in parted if path.startswith("data/articles-")}
    assert of_parts == {f"data/articles-{name}.{form}" for name in NAMES for form in FORMS}
    assert not [
        path
        for path in ("data/articles.jsonl", "data/articles.csv", "data/articles.ninjs.jsonl")
        if path in parted
    ]
    for form in ("jsonl", "ninjs.jsonl"):
        assert (
            b"".join(parted[f"data/articles-{name}.{form}"] for name in NAMES)
            == whole[f"data/articles.{form}"]
        )
    sheets = [parted[f"data/articles-{name}.csv"] for name in NAMES]
    assert all(sheet.startswith(b"\xef\xbb\xbfid,url,") for sheet in sheets)
    assert [row for sheet in sheets for row in rows(sheet)[1:]] == rows(whole["data/articles.csv"])[
        1:
    ]
    documents = [json.loads(parted[f"data/articles-{name}.json"]) for name in NAMES]
    together = {key: [item for document in documents for item in document[key]] for key in LISTS}
    assert {"schema": 1, **together} == json.loads(whole["data/articles.json"])


def test_file_names_sort_as_the_archive_does() -> None:
    for form in FORMS:
        assert sorted(f"articles-{name}.{form}" for name in NAMES) == [
            f"articles-{name}.{form}" for name in NAMES
        ]


def test_the_index_and_the_package_say_what_the_files_are() -> None:
    made = {**committed(LARGE, SOME), **shared(LARGE, SITE, SOME)}
    index = json.loads(made["data/articles.json"])
    Draft202012Validator(SCHEMA).validate(index)
    assert [(part["year"], part.get("month"), part["articles"]) for part in index["parts"]] == [
        ("2025", None, 1),
        ("2026", "01", 1),
        ("2026", "02", 2),
        ("2026", "12", 1),
        ("2026", None, 1),
        ("undated", None, 1),
    ]
    resources = {
        resource["path"]: resource
        for resource in json.loads(made["data/datapackage.json"])["resources"]
    }
    assert set(resources) == {
        "articles.json",
        "tables.json",
        *(f"articles-{name}.{form}" for name in NAMES for form in FORMS),
    }
    for part in index["parts"]:
        content = made[f"data/{part['path']}"]
        assert (part["bytes"], part["sha256"]) == (
            len(content),
            hashlib.sha256(content).hexdigest(),
        )
        assert resources[part["path"]]["hash"] == f"sha256:{part['sha256']}"
    assert resources["articles-2026-02.csv"]["title"] == "2026-02 的文章，电子表格"
    assert resources["articles-2026-02.csv"]["profile"] == "tabular-data-resource"


def changed(before: Mapping[str, str | None], after: Mapping[str, str | None]) -> set[str]:
    """The files that are made anew."""
    return {path for path, key in after.items() if key is None or before.get(path) != key}


def test_a_page_more_makes_anew_what_it_is_in() -> None:
    before = keys(LARGE)
    assert changed(before, keys(archive(*DATED[:3], ("c2", "2026-02-11", SHORT), *DATED[3:]))) == {
        f"data/articles-2026-02.{form}" for form in FORMS
    }
    assert changed(before, keys(archive(("0", "2024-01-01", SHORT), *DATED))) == {
        f"data/articles-2024.{form}" for form in FORMS
    }


def test_a_doubt_more_makes_anew_the_document_of_its_part_alone() -> None:
    doubted = replace(
        LARGE,
        notices=(*LARGE.notices, Notice(code="open-sentence", seed="d", line=3, text="又一处")),
    )
    assert changed(keys(LARGE), keys(doubted)) == {"data/articles-2026-02.json"}


def test_a_part_that_loses_its_months_is_made_anew() -> None:
    three = archive(("a", "2025-12-31", SHORT), ("b", "2026-01-05", SHORT), ("b2", "2026", LONG))
    one_page = tuple(
        replace(row, id=f"b-{number}", places=(replace(row.places[0], seed="b"),))
        for number, row in enumerate(three.articles[1:])
    )
    found = replace(three, articles=(three.articles[0], *one_page))
    assert {f"data/articles-2026.{form}" for form in FORMS} <= changed(
        keys(found, 10_500), keys(found, 10_000)
    )


def test_every_file_can_be_fetched_from_the_page_of_files() -> None:
    for most, site in ((MOST, SITE), (SOME, SITE), (SOME, Site(name="文库"))):
        made = {**committed(LARGE, most), **shared(LARGE, site, most)}
        [(_, page)] = files([data.page(parts_of(LARGE, most), formats(site))])
        there = {
            path.removeprefix("data/")
            for path in made
            if path.startswith("data/articles") and path.count("/") == 1
        }
        assert there - {"articles.json"} <= set(listed(page.decode())) <= there


def listed(page: str) -> list[str]:
    """The articles' files that a page leads to."""
    links = Html(page, "data/files.md").links
    addresses = [urljoin("data/files/", link) for link in links]
    return [
        address.removeprefix("data/")
        for address in addresses
        if address.startswith("data/articles")
    ]


def test_nothing_at_all_is_a_part_too() -> None:
    empty = replace(ARCHIVE, pages=(), articles=(), furniture=(), dropped=(), notices=())
    assert [(part.name, part.articles) for part in parts_of(empty)] == [("", 0)]


def test_another_relation_makes_anew_only_what_names_it() -> None:
    related = replace(LARGE, related={"d-1": (Related(to="a-1", why=("同一专题：生态",)),)})
    assert changed(keys(LARGE), keys(related)) == {
        "data/articles-2026-02.json",
        "data/articles-2026-02.jsonl",
    }


# Long: what happens to one folder, step after step.
def test_a_build_writes_parts_and_goes_back_to_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path)
    docs, words = (
        folder / "docs",
        ["--seeds", str(folder / "seeds"), "--docs", str(folder / "docs"), "--doubts", "0"],
    )

    def page(seed: str, date: str) -> None:
        (folder / "seeds" / f"{seed}.txt").write_text(
            f"# {seed}月要闻\n\n本报讯 {seed}月的一件事。\n", encoding="utf-8"
        )
        (folder / "seeds" / f"{seed}.yml").write_text(f"date: '{date}'\n", encoding="utf-8")

    def found() -> dict[str, int]:
        return {path.name: path.stat().st_ino for path in docs.glob("data/articles*.*")}

    page("1", "2026-01-05")
    page("2", "2026-02-05")
    assert build.main(words) == 0
    whole = found()
    assert set(whole) == {f"articles.{form}" for form in FORMS}
    monkeypatch.setattr("press.export.parts", partial(parts, most=1))
    assert build.main(words) == 0, "no hand-written page leads to a file that is gone"
    parted = found()
    assert set(parted) == {
        "articles.json",
        *(f"articles-2026-{month}.{form}" for month in ("01", "02") for form in FORMS),
    }
    page("2b", "2026-02-06")
    assert build.main(words) == 0
    assert {name for name, inode in found().items() if parted[name] == inode} == {
        f"articles-2026-01.{form}" for form in FORMS
    }
    assert len(json.loads((docs / "data" / "articles.json").read_bytes())["parts"]) == 2
    monkeypatch.undo()
    assert build.main(words) == 0
    assert set(found()) == set(whole)
