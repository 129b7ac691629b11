"""The files of the index, read back as docs/data/search-format.md describes them."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import synthetic

from index_reader import (
    LONGEST,
    RARE,
    STRIP,
    assert_row,
    head_and_numbers,
    in_volumes,
    laid_out,
    manifest,
    numbers,
    rows,
    running,
    stands,
)
from press.index import (
    FOLDER,
    FORMAT,
    build_index,
    days,
    describe,
    postings,
    volumes,
    write_day,
    write_rest,
    write_volume,
)
from press.index.suggestions import spellings
from press.model import Archive, Article, Caption
from press.model.urls import Site

FORMAT_PAGE = Path(__file__).resolve().parents[1] / "docs" / "data" / "search-format.md"
COUNT = 90


@pytest.fixture(scope="module")
def archive() -> Archive:
    """Made-up articles, the last of them without a date, one with a headline that is far too long
    and a rare character.
    """
    whole = synthetic.archive(COUNT)
    articles = [*whole.articles]
    articles[-1] = replace(articles[-1], date=None, title="长" * 600 + "𬒗", paragraphs=())
    return replace(whole, articles=tuple(articles))


@pytest.fixture(scope="module")
def files(archive: Archive) -> dict[str, bytes]:
    """Its index."""
    return build_index(archive)


def test_every_pair_of_every_field_is_at_its_place(
    archive: Archive, files: dict[str, bytes]
) -> None:
    for folder, articles in in_volumes(archive, files):
        found, expected = rows(files, folder), stands(articles)
        assert found.keys() == expected.keys()
        for gram, places in expected.items():
            assert_row(found[gram], places, len(gram) > 1 and len(places) > RARE)


def test_rows_are_the_same_in_many_slices(
    archive: Archive, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("press.index.postings.SLICE", 1000)
    monkeypatch.setattr(
        "press.index.postings.BLOCK", 7
    )  # so that many an article begins within a block, and many a block within an article
    others = build_index(archive)
    assert len(others) > len(files)
    for (one, _), (other, _) in zip(
        in_volumes(archive, files), in_volumes(archive, others), strict=True
    ):
        assert rows(files, one) == rows(others, other)


@given(st.lists(st.sampled_from([0, 0, 1, 2, 3, 500, 65535]), max_size=60), st.integers(1, 9))
def test_slices_have_every_place_once_by_its_number(found: list[int], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "SLICE", size)
        slices = [part.tolist() for part in postings.Slices(np.array([*found, 0], np.uint16))]
    assert [*chain.from_iterable(slices)] == sorted(
        (at for at, number in enumerate(found) if number), key=lambda at: found[at]
    )
    held = [[found[at] for at in part] for part in slices]
    assert all(held), "none is empty"
    assert all(part.count(part[0]) + size > len(part) for part in held), (
        "beside its first number it has less than a slice"
    )
    assert all(set(one).isdisjoint(other) for one, other in pairwise(held))


def test_what_is_common_has_longer_rows_on_both_sides(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gram of three or more has a row wherever it is common without its first or without its
    last, however rare it is itself.
    """
    monkeypatch.setattr("press.index.rows.COMMON", 12)
    files = build_index(archive)
    for folder, articles in in_volumes(archive, files):
        found, texts = rows(files, folder), [laid_out(article) for article in articles]
        expected = {gram: places for gram, places in stands(articles).items() if len(gram) == 2}
        longest = 2
        while expected:
            assert {gram for gram in found if len(gram) == longest} == expected.keys()
            level = {
                gram for gram, places in expected.items() if sum(map(len, places.values())) > 12
            }
            for gram, places in expected.items():
                assert_row(
                    found[gram],
                    places,
                    gram in level or len(places) > RARE,
                    STRIP if gram in level else 1,
                )
            longest += 1
            expected = longer(texts, level, longest) if longest <= LONGEST else {}
        assert max(map(len, found)) < longest, "a text that repeats itself has no end"
        assert len(articles) < 20 or longest > 4


def longer(texts: list[str], level: set[str], length: int) -> dict[str, dict[int, list[int]]]:
    """Where the grams of a length stand that are of some level without their first or without their
    last.
    """
    expected: dict[str, dict[int, list[int]]] = {}
    for number, text in enumerate(texts):
        for at in range(len(text) - length + 1):
            gram = text[at : at + length]
            if "\0" not in gram and (gram[:-1] in level or gram[1:] in level):
                expected.setdefault(gram, {}).setdefault(number, []).append(at)
    return expected


@pytest.mark.parametrize(
    "line",
    [
        "图{}为工人在车间作业。",
        "{}",
        "作业",
        "图{}为记者日前在该公司重点项目建设现场拍摄的工人作业情景",
    ],
)
def test_one_article_makes_few_files_whatever_it_says(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """Thousands of lines that are alike but for a number: as many files as their length asks for,
    and no more.
    """
    monkeypatch.setattr("press.index.rows.COMMON", 350)
    one = archive.articles[0]
    for count in (500, 4000):
        lines = [line.format(at) for at in range(count)]
        captions = tuple(
            Caption(text=text, credit="示例 摄", place=one.places[0]) for text in lines
        )
        article = replace(
            one, captions=captions, paragraphs=(replace(one.paragraphs[0], text="".join(lines)),)
        )
        files = build_index(replace(archive, articles=(article,)))
        size = len(laid_out(article))
        assert len(files) < 40 + size * 2 * LONGEST / 350, (len(files), size)


def test_pages_and_contents_lead_to_the_shard(archive: Archive, files: dict[str, bytes]) -> None:
    for folder, articles in in_volumes(archive, files):
        head, firsts = head_and_numbers(files[f"{FOLDER}/{folder}/contents.bin"])
        assert [date for date, _ in texts_of(head)] == [article.date or "" for article in articles]
        texts = [len(files[path]) for _, path in texts_of(head)]
        assert len(texts) == 1 or 0.8 < head["text"] / (sum(texts) / len(texts)) < 1.2, (
            "of one, which is the same character again and again, it is far off"
        )
        pages: list[tuple[int, int]] = []
        for page, first in enumerate(running(firsts)):
            given = list(numbers(gzip.decompress(files[f"{FOLDER}/{folder}/pages/{page}.bin"])))
            listed = list(zip(running(iter(given[::2])), given[1::2], strict=True))
            assert listed[0][0] == first
            assert len(listed) <= 64
            pages += listed
        for shard, (first, weight) in enumerate(pages):
            data = files[f"{FOLDER}/{folder}/grams/{shard}.bin"]
            begun = numbers(gzip.decompress(data))
            assert (next(begun), next(begun))[1] == first
            assert weight == len(data) // 256 * 2, "nothing is common among so few"


def test_facets_say_what_the_archive_says(archive: Archive, files: dict[str, bytes]) -> None:
    for folder, articles in in_volumes(archive, files):
        wanted: dict[str, Callable[[Article], list[Any]]] = {
            "theme": lambda article: [tag.theme for tag in archive.tags[article.id]],
            "reporter": lambda article: [author.name for author in article.authors],
            "page": lambda article: [str(article.page)],
            "column": lambda article: [article.column] if article.column else [],
        }
        for facet, read in wanted.items():
            values, given = head_and_numbers(files[f"{FOLDER}/{folder}/facets/{facet}.bin"])
            counts = [next(given) for _ in articles]
            assert [[values[next(given)][0] for _ in range(count)] for count in counts] == list(
                map(read, articles)
            )


def texts_of(head: Any) -> list[tuple[str, str]]:
    """The date of each article of a volume and where its text is, as the format page says it."""
    found = []
    for month, some, digests in head["dates"]:
        assert len(digests) == len(some) * 6
        for at_, (day, count) in enumerate(some):
            folder, digest = (
                (month + day).rstrip("~?%") or "undated",
                digests[at_ * 6 : at_ * 6 + 6],
            )
            found += [
                (month + day, f"{FOLDER}/text/{folder}-{digest}/{at}.bin") for at in range(count)
            ]
    return found


def test_texts_are_kept_as_printed(archive: Archive, files: dict[str, bytes]) -> None:
    for folder, articles in in_volumes(archive, files):
        head, _ = head_and_numbers(files[f"{FOLDER}/{folder}/contents.bin"])
        for (_, path), article in zip(texts_of(head), articles, strict=True):
            record = json.loads(gzip.decompress(files[path]).decode("gbk"))
            assert record["id"] == article.id
            assert record.get("title") == article.title
            assert [text for _, text in record.get("text", [])] == [
                paragraph.text for paragraph in article.paragraphs
            ]


def test_the_same_archive_gives_the_same_bytes(archive: Archive, files: dict[str, bytes]) -> None:
    assert build_index(archive) == files
    assert list(build_index(archive)) == list(files)


def test_the_index_is_its_volumes_and_the_rest(archive: Archive, files: dict[str, bytes]) -> None:
    """As a press with a memory makes it: each volume by itself, in any order, the manifest from the
    lines.
    """
    made = {
        volume.name: write_volume(volume, archive) for volume in reversed(volumes(archive.articles))
    }
    lines = json.loads(json.dumps([made[volume.name][0] for volume in volumes(archive.articles)]))
    whole = write_rest(lines, archive)
    texts = [write_day(day, archive) for day in days(archive.articles)]
    for each in (*(each for _, each in made.values()), *texts):
        assert whole.keys().isdisjoint(each)
        whole |= each
    assert whole == files


def test_an_archive_of_nothing_has_an_index() -> None:
    files = build_index(synthetic.archive(0))
    assert manifest(files) == {
        "format": FORMAT,
        "volumes": [],
        **{key: manifest(files)[key] for key in ("fold", "near")},
    }


@pytest.mark.parametrize(
    ("title", "grams"), [("雪", ["雪"]), ("雪。", [" ", "雪", "雪 "]), ("", []), ("“”", [])]
)
def test_an_article_of_one_character_or_none_has_an_index(
    archive: Archive, title: str, grams: list[str]
) -> None:
    article = replace(
        archive.articles[0],
        title=title,
        kicker=None,
        subtitle=None,
        column=None,
        byline=None,
        paragraphs=(),
        captions=(),
    )
    files = build_index(replace(archive, articles=(article,)))
    assert sorted(rows(files, manifest(files)["volumes"][0]["folder"])) == grams


def test_the_format_page_names_every_file_and_the_version(files: dict[str, bytes]) -> None:
    page = FORMAT_PAGE.read_text("utf-8")
    kinds = {
        path.removeprefix(f"{FOLDER}/").rpartition("/")[0].partition("/")[2]
        for path in files
        if path.count("/") > 3 and not path.startswith(f"{FOLDER}/text/")
    }
    assert kinds == {"pages", "grams", "facets"}
    assert all(f"卷/{kind}/" in page for kind in (*kinds, "places"))
    assert all(
        f"`{name}" in page
        for name in ("manifest.json", "fold-", "near-", "text/日期-摘要/N.bin", "卷/contents.bin")
    )
    assert f"现为{FORMAT}" in page


def test_names_are_spelt_as_given_and_as_read() -> None:
    assert spellings("乌海", "wuhai") == ["wuhai", "wh"]
    assert spellings("中共乌海市委", "wuhai-shiwei") == [
        "wuhaishiwei",
        "zhonggongwuhaishiwei",
        "zgwhsw",
    ]
    assert spellings("“1571”工作部署") == ["1571gongzuobushu", "1571gzbs"]


def test_offers_hold_names_terms_and_columns(files: dict[str, bytes]) -> None:
    rows = {
        text: kind
        for text, kind, _ in json.loads(
            gzip.decompress(files[f"{FOLDER}/{manifest(files)['near']}"])
        )
    }
    assert rows["京蒙合作"] == "专题词"
    assert rows[synthetic.person(10_000)] == "人物"
    assert "栏目" in rows.values()


def test_the_browser_is_told_where_to_search() -> None:
    described = describe(Site(name="文库", address="https://example.org/a/"))[
        "opensearch.xml"
    ].decode()
    assert 'template="https://example.org/a/search/?q={searchTerms}"' in described
