"""Sidecars: what is right is carried out, what is wrong is one line that says where and what to do,
what does nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import tries
from engine.errors import UserError
from press.model import Decision
from press.read import sidecar
from press.repair import Reading, mend
from press.segment import segment
from printed import each
from test_pages import TEXTS, page_of

SEED = """麦子熟了

麦子熟得比往年早了六天，合作社的收割机分成三组下地，白天收，夜里烘，到

昨晚已经入仓四百吨。

社员们围着机器看

早市进了大棚

这几天早市的菜比上月便宜，六天里来了三千人。"""
LINES = tuple(SEED.split("\n"))


def load(folder: Path, text: str) -> sidecar.Sidecar:
    """The sidecar of a text."""
    (folder / "a.yml").write_text(text, encoding="utf-8")
    return sidecar.load(folder / "a.yml", LINES)


@each("sidecar")
def test_what_is_wrong(case: dict[str, Any], tmp_path: Path) -> None:
    if case["expect"] is None:
        load(tmp_path, case["given"])
        return
    with pytest.raises(UserError) as mistake:
        load(tmp_path, case["given"])
    assert str(mistake.value) == f"{tmp_path / 'a.yml'}:{case['expect']}"


def test_no_sidecar_says_nothing(tmp_path: Path) -> None:
    assert sidecar.load(tmp_path / "nowhere.yml", LINES) == sidecar.Sidecar()


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yml").mkdir()
    with pytest.raises(UserError, match=r"a\.yml: is no file of at most 32 MB; see what it is$"):
        sidecar.load(tmp_path / "a.yml", LINES)


def test_more_decisions_than_a_page_can_have_are_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"a\.yml:1: 1,001 decisions; a page has at most 1,000: "):
        load(tmp_path, "decisions:\n" + "  - {do: drop, quote: 收割机, why: 试}\n" * 1001)


def test_all_that_a_sidecar_knows(tmp_path: Path) -> None:
    known = load(
        tmp_path,
        (
            "paper: 乌海日报\ndate: 2026-02-10~\npage: 03\nbasis: 推定\ndecisions:\n  - do: "
            "replace\n    quote: 四百吨\n    to: ''\n    why: 试\n"
        ),
    )
    assert (known.paper, known.date, known.page, known.basis) == (
        "乌海日报",
        "2026-02-10~",
        3,
        "推定",
    )
    assert known.decisions == (Decision(do="replace", quote="四百吨", to="", why="试", line=6),)


QUOTES = [
    "麦子熟了",
    "早了六天",
    "夜里烘，到",
    "昨晚已经",
    "入仓四百吨。",
    "社员们围着机器看",
    "围着机器",
    "早市进了大棚",
    "三千人。",
    "没有",
]
DECISION = st.fixed_dictionaries(
    {
        "do": st.sampled_from([*sidecar.DECISIONS, "x"]),
        "quote": st.sampled_from(QUOTES),
        "to": st.sampled_from([*QUOTES, "body", "caption", "title", "poem", "''"]),
        "why": st.just("试"),
    }
).map(lambda rows: "  - {" + ", ".join(f"{key}: {value}" for key, value in rows.items()) + "}\n")
TEXT = (
    st.text(max_size=200)
    | st.text(alphabet="ab:-[]{}\"'&*!|>#% \n甲", max_size=60)
    | st.lists(DECISION, max_size=5).map(lambda rows: "decisions:\n" + "".join(rows))
)


@settings(
    max_examples=tries(150, 1500),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(TEXT)
def test_any_sidecar_is_carried_out_or_refused_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yml").write_bytes(text.encode("utf-8", errors="surrogatepass"))
    try:
        known = sidecar.load(tmp_path / "a.yml", LINES)
    except UserError as mistake:
        known, said = None, str(mistake)
    if known is None:
        assert re.fullmatch(r".*a\.yml(:\d+)?: [^\n]+", said)
        return
    reading = read(SEED, *known.decisions)
    ids = [article.id for article in reading.articles]
    assert len(set(ids)) == len(ids)


def read(text: str, *decisions: Decision) -> Reading:
    """A page's reading under decisions."""
    for key, value in TEXTS.items():
        text = text.replace("{" + key + "}", value)
    return mend(segment(replace(page_of(text), decisions=decisions)))


def decide(do: str, quote: str, to: str | None = None) -> Decision:
    """A decision with a reason."""
    return Decision(do=do, quote=quote, to=to, why="试", line=7)


def codes(reading: Reading) -> list[str]:
    """The codes of a reading's notices."""
    return [notice.code for notice in reading.notices]


WAITING = (
    "麦子熟了\n\n{wheat}\n\n社员们围着机器看了半天，都说今年最盼望的，"
    "其实既不是新房也不是彩礼，而是\n\n"
)


@pytest.mark.parametrize(
    ("rest", "quote"),
    [
        ("收割机在麦田里作业。\n\n{market}", "收割机在麦田里作业。"),
        ("收割机在麦田里作业\n\n（王超 摄）\n\n{market}", "收割机在麦田里作业"),
        ("# 机器再多几台\n\n{bridge}", "机器再多几台"),
        ("**石拱桥铺装完成**\n\n本报讯 {bridge}", "石拱桥铺装完成"),
        ("（朱斌）\n\n石拱桥铺装完成\n\n本报讯 {bridge}", "（朱斌）"),
        ("1", "1"),
    ],
)
def test_a_join_is_carried_out_whatever_its_sides_look_like(rest: str, quote: str) -> None:
    reading = read(WAITING + rest, decide("join", "也不是彩礼，而是", quote))
    (joined,) = [
        paragraph.text
        for article in reading.articles
        for paragraph in article.paragraphs
        if "也不是彩礼，而是" in paragraph.text
    ]
    assert f"而是{quote}" in joined
    assert "decision-idle" not in codes(reading)


def test_a_join_that_runs_in_a_circle_ends_and_is_said_to_do_nothing() -> None:
    text = WAITING + "机器再多几台，路再好走一些，\n\n日子有盼头，"
    reading = read(
        text,
        decide("join", "也不是彩礼，而是", "机器再多"),
        decide("join", "好走一些，", "日子有盼头，"),
        decide("join", "盼头，", "社员们围着"),
    )
    assert codes(reading).count("decision-idle") == 1


def test_a_text_is_moved_to_the_article_with_a_headline() -> None:
    text = "麦子熟了\n\n本报讯 {wheat}\n\n早市进了大棚\n\n本报讯 {market}\n\n{bridge}\n"
    before, after = read(text), read(text, decide("move", TEXTS["bridge"][:12], "麦子熟了"))
    assert [len(article.paragraphs) for article in before.articles] == [1, 2]
    assert [len(article.paragraphs) for article in after.articles] == [2, 1]
    assert after.articles[0].paragraphs[1].text == TEXTS["bridge"]
    assert codes(after) == []


def test_a_photo_is_moved_with_its_credit() -> None:
    text = (
        "麦子熟了\n\n本报讯 {wheat}\n\n早市进了大棚\n\n本报讯 {market}\n\n"
        "图为收割机在麦田里作业。\n\n（王超 摄）\n"
    )
    before, after = read(text), read(text, decide("move", "收割机在麦田里", "麦子熟了"))
    assert [
        [(caption.text, caption.credit) for caption in article.captions]
        for article in before.articles
    ] == [[], [("图为收割机在麦田里作业。", "（王超 摄）")]]
    assert [
        [(caption.text, caption.credit) for caption in article.captions]
        for article in after.articles
    ] == [[("图为收割机在麦田里作业。", "（王超 摄）")], []]
    assert [article.id for article in before.articles] == [article.id for article in after.articles]
    assert {block.text: block.article for block in after.blocks}[
        "图为收割机在麦田里作业。"
    ] == after.articles[0].id
    assert codes(after) == []


@pytest.mark.parametrize(
    "decision",
    [
        decide("move", "收割机在麦田里", "没有这题"),
        decide("join", "麦子熟了", "没有这句"),
        decide("move", "没有这句", "麦子熟了"),
        decide("move", "六天", "没有这题"),
        decide("split", "没有这句"),
        decide("drop", "没有这句"),
        decide("role", "没有这句", "body"),
        decide("replace", "没有这句", "别的"),
        decide("kind", "没有这题", "news"),
    ],
    ids=lambda decision: decision.do,
)
def test_what_does_nothing_is_said(decision: Decision) -> None:
    notices = [
        notice
        for notice in read("麦子熟了\n\n{wheat}\n", decision).notices
        if notice.code == "decision-idle"
    ]
    assert len(notices) == 1
    assert "第7行" in notices[0].text


CUT = (
    "麦子熟了\n\n{wheat}\n\n社员们围着机器看了半天，都说今年最盼望的，"
    "其实既不是新房也不是彩礼，而是\n"
)


@pytest.mark.parametrize(
    "quote",
    [
        "也不是彩礼，而是",
        "其实既不是新房也不是彩礼，而是",
        "社员们围着机器看了半天，都说今年最盼望的，其实既不是新房也不是彩礼，而是",
    ],
)
def test_a_keep_settles_its_notice_with_less_or_more_of_the_text(quote: str) -> None:
    assert codes(read(CUT)) == ["cut-open"]
    assert codes(read(CUT, decide("keep", quote))) == []


@pytest.mark.parametrize("quote", ["麦子熟了", "社员们围着机器看了半天"])
def test_a_keep_of_other_text_settles_nothing(quote: str) -> None:
    assert codes(read(CUT, decide("keep", quote))) == ["cut-open"]
