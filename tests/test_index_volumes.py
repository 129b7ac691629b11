"""Volumes of the index: every article in one of them, in order, and few to make again when a page
is added.
"""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import synthetic

from effort import tries
from press.index import FOLDER, Volume, build_index, days, volumes
from press.index.stored_fields import MOST
from press.index.volumes import newest_of, volume_of
from press.model import Article
from press.text.dates import sort_key

WHEN = st.one_of(
    st.none(),
    st.builds(
        lambda day, known, mark: day.isoformat()[:known] + mark,
        st.dates(datetime.date(2018, 10, 1), datetime.date(2021, 2, 28))
        | st.dates(datetime.date(2021, 1, 25), datetime.date(2021, 2, 28)),
        st.sampled_from((4, 7, 10, 10)),
        st.sampled_from(("", "~", "?", "%")),
    ),
)


def dated(dates: Iterable[str | None]) -> list[Article]:
    """Articles of some dates."""
    article = synthetic.article(0)
    return [replace(article, id=str(at), date=date) for at, date in enumerate(dates)]


def names_and_dates(volume: Volume) -> tuple[str, list[str | None]]:
    """A volume's name, and the dates of its articles."""
    return volume.name, [article.date for article in volume.articles]


# Long: begins with a list of days.
def test_a_new_page_rewrites_only_its_third_of_a_month() -> None:
    """What came before keeps its files to the byte."""
    days = (
        "2019-05-06",
        "2024-07",
        "2025-01-31",
        "2026-01-02",
        "2026-04-30",
        "2026-05-01",
        "2026-05-20",
        "2026-05-21",
    )
    archive = synthetic.archive(80)
    articles = [
        replace(article, date=days[at // 10]) for at, article in enumerate(archive.articles)
    ]
    before, after = (
        build_index(replace(archive, articles=tuple(part))) for part in (articles[:-7], articles)
    )
    old, new = (json.loads(each[f"{FOLDER}/manifest.json"])["volumes"] for each in (before, after))
    assert (
        [line["name"] for line in old]
        == [line["name"] for line in new]
        == ["2010s", "2020-2025", "2026", "2026-q2", "2026-05", "2026-05-21"]
    )
    assert old[:-1] == new[:-1]
    kept = [path for path in before if path.split("/")[2] in {line["folder"] for line in old[:-1]}]
    texts = [path for path in before if path.startswith(f"{FOLDER}/text/") and days[-1] not in path]
    assert len(texts) == 70
    assert {path: after.get(path) for path in (*kept, *texts)} == {
        path: before[path] for path in (*kept, *texts)
    }


def test_texts_stay_where_they_are_when_volumes_are_put_together() -> None:
    days = ("2025-12-31", "2026-03-20", "2026-03-31", "2026-04-01")
    archive = synthetic.archive(40)
    articles = [
        replace(article, date=days[at // 10]) for at, article in enumerate(archive.articles)
    ]
    before, after = (
        build_index(replace(archive, articles=tuple(part))) for part in (articles[:-10], articles)
    )
    old, new = (
        {line["folder"] for line in json.loads(each[f"{FOLDER}/manifest.json"])["volumes"]}
        for each in (before, after)
    )
    assert len(old - new) == 2, "the month and its last third are a quarter now"
    texts = {path: data for path, data in before.items() if path.startswith(f"{FOLDER}/text/")}
    assert len(texts) == 30
    assert {path: after.get(path) for path in texts} == texts


def test_a_day_of_many_articles_is_several_folders() -> None:
    """What has no date is all of one: one article more makes the folder of those next to it anew,
    and no other.
    """
    many = dated([None] * (MOST * 2 + 5))
    assert [len(day.articles) for day in days(many)] == [MOST, MOST, 5]
    assert [
        day.date for day in days(dated(["2026-02-10", "2026-02-10~", "2026-02-10~", None]))
    ] == ["2026-02-10", "2026-02-10~", ""]


def test_volumes_follow_the_newest_article_not_the_clock() -> None:
    assert volume_of("2026-02-10~", "2026-02-10~") == "2026-02-01"
    assert volume_of("2026-02-10~", "2026-02-11") == "2026-02"
    assert volume_of("2026-02~", "2026-02-11") == "2026-02-11"
    assert volume_of("2026-02~", "2026-02~") == "2026-02"
    assert volume_of("2026-01-31", "2026-02") == volume_of("2026-01", "2026-02-28") == "2026-q1"
    assert volume_of("2026~", "2026-02-10~") == "undated"
    assert volume_of("2025", "2026-02-10~") == "2020-2025"
    assert volume_of("2026-03", "2026-04") == "2026"
    assert volume_of("", "2026-01-01") == "undated"


# Long: begins with a list of days.
@pytest.mark.parametrize("more", [[], ["2026"], ["2026", "2026", None], ["2031~"], [None]])
def test_volumes_hold_every_article_once_in_order_whatever_is_known_of_its_date(
    more: list[str | None],
) -> None:
    dates = [
        "1999",
        "2003-04",
        "2019-12-31",
        "2019",
        "2020",
        "2025-12%",
        "2026-01-05",
        "2026-06",
        "2026-06-30~",
        "2026-07-01?",
        "2026-08",
        *more,
    ]
    articles = dated(sorted(dates, key=sort_key))
    found = volumes(articles)
    assert [article for volume in found for article in volume.articles] == articles
    assert len({volume.name for volume in found}) == len(found)
    if "2031~" not in more:
        assert [volume.name for volume in found][:5] == [
            "1990s",
            "2000s",
            "2010s",
            "2020-2025",
            "2026",
        ]
        assert [volume.name for volume in found][5:7] == ["2026-q3", "2026-08"], (
            "a year alone says nothing of the newest month"
        )


@pytest.mark.parametrize(
    ("dates", "names"),
    [
        (["2026-05-10", "2026-05-11", "2026-05-20?"], ["2026-05", "2026-05-11"]),
        (["2026-05-10", "2026-05-21", "2026-05-31"], ["2026-05", "2026-05-21"]),
        (["2026-05-01", "2026-05-10~"], ["2026-05-01"]),
        (["2026-05-09", "2026-05-12%", "2026-05", "2026-05~"], ["2026-05", "2026-05-11"]),
        (
            ["2026-05-09", "2026-05-12", "2026-05", "2026", "2026~", None],
            ["2026-05", "2026-05-11", "undated"],
        ),
        (["2026-04-30", "2026-05", "2026-05~", "2026"], ["2026-q2", "2026-05", "undated"]),
        (
            ["2026-03-31", "2026-04-10", "2026-04-30", "2026-05-01"],
            ["2026", "2026-q2", "2026-05-01"],
        ),
        (["2026-05-09", "2026-05-12", "2027"], ["2020-2026", "undated"]),
        (["2026-05-31", None], ["2026-05-21", "undated"]),
    ],
)
def test_the_newest_month_is_divided_by_its_newest_day(
    dates: list[str | None], names: list[str]
) -> None:
    """What is only known to be of that month is with its newest days; a month without a day is
    whole.
    """
    assert dates == sorted(dates, key=sort_key)
    assert [volume.name for volume in volumes(dated(dates))] == names


@settings(max_examples=tries(50, 500), deadline=None)
@given(st.lists(WHEN, max_size=25).map(lambda dates: sorted(dates, key=sort_key)))
def test_volumes_are_whole_and_in_order_whatever_the_dates(dates: list[str | None]) -> None:
    articles = dated(dates)
    found = volumes(articles)
    assert [article for volume in found for article in volume.articles] == articles
    assert len({volume.name for volume in found}) == len(found)
    assert all(
        {volume_of(article.date, newest_of(articles)) for article in volume.articles}
        == {volume.name}
        for volume in found
    )


@settings(max_examples=tries(50, 500), deadline=None)
@given(st.lists(WHEN, max_size=25).map(lambda dates: sorted(dates, key=sort_key)))
def test_one_article_more_of_the_newest_day_is_in_a_volume_of_ten_days_and_all_others_stay(
    dates: list[str | None],
) -> None:
    newest = newest_of(dated(dates))
    assume(len(newest) == len("2021-02-28"))
    before, after = (
        volumes(dated(sorted(some, key=sort_key))) for some in (dates, [*dates, newest])
    )
    new, *others = (
        new
        for old, new in zip(before, after, strict=True)
        if names_and_dates(old) != names_and_dates(new)
    )
    assert not others
    days = [
        date
        for date in names_and_dates(new)[1]
        if date and len(date.rstrip("~?%")) > len("2021-02")
    ]
    assert newest in days
    assert {date[:7] for date in days} == {newest[:7]}
    assert len({(min(int(date[8:10]), 30) - 1) // 10 for date in days}) == 1, (
        "the 31st is with the 21st"
    )
