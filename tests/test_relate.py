"""Which articles are related, and why; what is remembered makes no difference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import tries
from engine.cache import Cache, digest
from press.annotate import relate, similarity
from press.annotate.features import mark
from press.annotate.similarity import Similarity
from press.model import Archive, Bond, Bonds, Page
from printed import article

BONDS = [
    *(Bond("person", name) for name in "甲乙丙丁"),
    *(Bond("place", name) for name in "东西"),
    Bond("theme", "安全"),
    Bond("term", "消防", "安全"),
    Bond("term", "隐患", "安全"),
    Bond("body", "市政府"),
]
# A page as a test says it: date, number, and of each article its bonds and wordings.
Sheet = tuple[str | None, int | None, tuple[tuple[frozenset[int], frozenset[str]], ...]]
SHEETS = st.tuples(
    st.sampled_from(["2026-02-09", "2026-02-10", "2026-02-10~", None]),
    st.sampled_from([1, 2, None]),
    st.lists(
        st.tuples(
            st.frozensets(st.integers(0, len(BONDS) - 1), max_size=3),
            st.frozensets(st.sampled_from("子丑寅卯"), max_size=2),
        ),
        max_size=4,
    ).map(tuple),
)
EDITS = st.lists(
    st.dictionaries(
        st.sampled_from([f"00{number}_a" for number in range(9)]),
        st.none() | SHEETS,
        min_size=1,
        max_size=3,
    ),
    min_size=2,
    max_size=7,
)


def archive(sheets: Mapping[str, Sheet]) -> Archive:
    """An archive of some pages."""
    rows = [
        (seed, article(id=f"{seed}-{number}", date=date, page=page), bonds, wordings)
        for seed, (date, page, of) in sheets.items()
        for number, (bonds, wordings) in enumerate(of, 1)
    ]
    of: dict[str, tuple[Bonds, ...]] = {}
    for seed, one, bonds, wordings in rows:
        found = Bonds(
            one.id,
            tuple(BONDS[bond] for bond in sorted(bonds)),
            tuple(sorted(wordings)),
            b"".join(map(mark, sorted(wordings))),
        )
        of[seed] = (*of.get(seed, ()), found)
    empty: dict[str, Any] = dict.fromkeys(
        ("articles", "furniture", "dropped", "notices", "themes", "names"), ()
    )
    pages = tuple(
        Page(seed=seed, sha256=digest(repr(sheet[2])), lines=()) for seed, sheet in sheets.items()
    )
    return Archive(
        **{
            **empty,
            "pages": pages,
            "lines": {},
            "blocks": {},
            "articles": tuple(one for _, one, _, _ in rows),
            "bonds": of,
        }
    )


@pytest.fixture
def close(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits so narrow that little is near in a small archive."""
    for module, name, value in (
        (similarity, "_NEIGHBOURS", 1),
        (similarity, "_MOST", 2),
        (similarity, "_LEAST", 1),
        (relate, "_FORMULA", 3),
    ):
        monkeypatch.setattr(module, name, value)


@settings(
    max_examples=tries(30, 600),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=EDITS)
@pytest.mark.usefixtures("close")
def test_what_is_remembered_makes_no_difference(edits: list[dict[str, Sheet | None]]) -> None:
    memory, sheets = Cache(), dict[str, Sheet]()
    for edit in edits:
        sheets = {seed: sheet for seed, sheet in {**sheets, **edit}.items() if sheet}
        now = archive(sheets)
        assert list(relate.relate(now, memory).items()) == list(relate.relate(now).items())


def test_what_lies_between_and_has_nothing_in_common_does_not_matter() -> None:
    of = [(0,), (0,), (1, 2), (0, 1, 2), (0,), (1,), *[()] * 50]
    spaced = [
        (0,),
        (0,),
        *[()] * 9,
        (1, 2),
        *[()] * 5,
        (0, 1, 2),
        *[()] * 3,
        (0,),
        *[()] * 7,
        (1,),
        *[()] * 26,
    ]
    assert len(of) == len(spaced)
    at = [place for place, bonds in enumerate(spaced) if bonds]
    for place in range(6):
        assert (
            [(at[other], why) for other, why in Similarity(BONDS, of).nearest(place)]
            == Similarity(BONDS, spaced).nearest(at[place])
            != []
        )


def test_of_as_strong_ties_the_nearest_come_first() -> None:
    of = [(0,)] * 9 + [()] * 90
    assert [other for other, _ in Similarity(BONDS, of).nearest(4)] == [3, 5, 2, 6, 1, 7]


def test_the_nearest_of_many_come_first() -> None:
    of = [*[()] * 300, *[(0,), (1,)] * 20, (0, 1), *[(0,), (1,)] * 20]
    assert [other - 340 for other, _ in Similarity(BONDS, of).nearest(340)] == [-1, 1, -2, 2, -3, 3]


def test_many_words_of_one_theme_are_still_one_theme() -> None:
    table = [
        Bond("theme", "安全"),
        *(Bond("term", word, "安全") for word in "火水电气路"),
        Bond("person", "甲"),
    ]
    of = [tuple(range(7)), tuple(range(6)), (0, 1, 2, 6), *[()] * 90]
    assert Similarity(table, of).nearest(0) == [
        (2, ("同一专题：安全（水、火）", "都提到：甲")),
        (1, ("同一专题：安全（气、电、路）",)),
    ]


@pytest.mark.parametrize("articles", [20, 21])
def test_a_wording_of_many_articles_is_a_formula(articles: int) -> None:
    sheet = (frozenset[int](), frozenset({"子"})), *[(frozenset[int](), frozenset[str]())] * 9
    found = relate.relate(
        archive({f"{number:03}_a": (None, None, tuple(sheet)) for number in range(articles)})
    )
    assert found.keys() == (
        {f"{number:03}_a-1" for number in range(20)} if articles == 20 else set()
    )
