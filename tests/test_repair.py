"""Mending: nothing lost, nothing invented, the same again, in any order, under addresses that
stay.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from math import exp
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.model import Decision, Page
from press.read.tables import Tables
from press.repair import Reading, gather, mend
from press.repair.body_text import BodyText
from press.segment import segment
from press.segment.context import bigrams
from press.text.characters import notation
from test_pages import TEXTS, Case, cases, page_of
from test_segment import any_page, ink, slow

SEEDS = Path(__file__).parent.parent / "seeds"
TABLES = Tables(themes=(), names=(), terms=())


def read(text: str, seed: str = "case", **known: object) -> Reading:
    """A page's reading, with what its sidecar knows."""
    return mend(segment(replace(page_of(text, seed), **known)))  # type: ignore[arg-type]


def printed(reading: Reading) -> Counter[str]:
    """Every character of the articles, the furniture and what was dropped."""
    texts = [item.text for item in (*reading.furniture, *reading.dropped)]
    for article in reading.articles:
        texts += [
            getattr(article, role) or ""
            for role in ("column", "kicker", "title", "subtitle", "byline", "dateline", "credit")
        ]
        texts += [paragraph.text for paragraph in article.paragraphs] + [
            jump.text for jump in article.jumps
        ]
        texts += [caption.text + (caption.credit or "") for caption in article.captions]
    return ink("".join(texts))


def as_people_write(text: str) -> Counter[str]:
    """The characters of a text in the one notation, line by line."""
    return ink("\n".join(notation(line)[0] for line in text.split("\n")))


@slow
@given(
    any_page.filter(
        lambda text: (
            not set(text) & set("_$₀₁₂₃₄₅₆₇₈₉\\{}０１２３４５６７８９％．")
            and text == notation(text)[0]
        )
    )
)
def test_nothing_is_lost_and_nothing_invented(text: str) -> None:
    assert printed(read(text)) == ink(text)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_nothing_of_a_case_is_lost(case: Case) -> None:
    assert printed(read(case.given)) == as_people_write(case.given)


@slow
@given(any_page)
def test_ids_are_unique_and_paragraphs_numbered(text: str) -> None:
    reading = read(text)
    ids = [article.id for article in reading.articles]
    assert len(set(ids)) == len(ids)
    for article in reading.articles:
        assert [paragraph.id for paragraph in article.paragraphs] == [
            f"p{n}" for n in range(1, len(article.paragraphs) + 1)
        ]


@slow
@given(any_page)
def test_every_place_is_a_line_of_the_page(text: str) -> None:
    reading, last = read(text), text.count("\n") + 1
    for article in reading.articles:
        for paragraph in article.paragraphs:
            assert paragraph.places
            assert all(1 <= place.first <= place.last <= last for place in paragraph.places)


@pytest.mark.parametrize(
    "case", [case for case in cases() if not case.xfail], ids=lambda case: case.name
)
def test_mended_text_needs_no_more_mending(case: Case) -> None:
    for article in read(case.given).articles:
        texts = [paragraph.text for paragraph in article.paragraphs]
        if (
            article.title
            and article.kind != "poem"
            and not article.jumps
            and all(len(text) > 60 for text in texts)
        ):
            again = read("\n\n".join([article.title, "本报讯", *texts])).articles
            assert [paragraph.text for paragraph in again[0].paragraphs] == texts


def test_a_sidecars_word_is_followed_and_what_it_takes_out_is_listed() -> None:
    text = "麦子熟了\n\n麦子熟得比往年早了六天，市里的“矿“山安全监管科”派人来看过，说供煤煤耗都降了，社员们听了高兴。\n"
    decisions = (
        Decision(do="replace", quote="的“矿“山", to="的“矿山", why="多出的引号", line=1),
        Decision(do="replace", quote="供煤煤耗", to="供电煤耗", why="误识", line=2),
    )
    reading = read(text, decisions=decisions)
    assert "的“矿山安全" in reading.articles[0].paragraphs[0].text
    assert [(item.text, item.reason) for item in reading.dropped] == [
        ("“", "多出的引号"),
        ("煤", "误识"),
    ]
    assert printed(reading) == ink(text) + Counter("电")
    assert [repair.rule for repair in reading.articles[0].repairs] == [
        "sidecar-replace",
        "sidecar-replace",
    ]


def test_a_sidecar_joins_what_rules_leave_apart() -> None:
    text = f"麦子熟了\n\n{TEXTS['wheat']}\n\n社员们围着机器看了半天，都说今年最盼望的，其实既不是新房也不是彩礼，而是\n\n石拱桥铺装完成\n\n本报讯 {TEXTS['bridge']}\n\n机器再多几台，路再好走一些，粮价再稳一些，日子就更有盼头了。\n"
    decision = Decision(
        do="join", quote="既不是新房也不是彩礼，而是", to="机器再多几台", why="上下文", line=1
    )
    reading = read(text, decisions=(decision,))
    assert reading.articles[0].paragraphs[-1].text.startswith("社员们围着机器看了半天")
    assert "而是机器再多几台" in reading.articles[0].paragraphs[-1].text
    assert reading.articles[0].paragraphs[-1].repairs[0].why == "上下文"


STAY = "牧民量草场\n\n本报记者 乔栋\n\n{river}\n\n麦子熟了\n\n本报讯 {wheat}\n\n{market}\n\n早市进了大棚\n\n本报讯 {market}\n"


@pytest.mark.parametrize(
    "change",
    [("麦子熟了", "麦子今年熟得早"), ("牧民量草场", ""), ("本报记者 乔栋", "本报记者 乔栋 王文")],
)
def test_an_address_stays_when_a_headline_or_byline_is_corrected(change: tuple[str, str]) -> None:
    text = STAY
    for key, value in TEXTS.items():
        text = text.replace("{" + key + "}", value)
    before = [article.id for article in read(text).articles]
    after = [article.id for article in read(text.replace(*change)).articles]
    assert before == after


def test_an_address_stays_when_a_neighbour_is_cut_anew() -> None:
    text = f"牧民量草场\n\n{TEXTS['river']}\n\n{TEXTS['school']}\n\n麦子熟了\n\n本报讯 {TEXTS['wheat']}\n"
    decision = Decision(do="role", quote=TEXTS["school"], to="furniture", why="试", line=1)
    assert (
        read(text).articles[-1].id == read(text, decisions=(decision,)).articles[-1].id == "case-9"
    )


def halves(later: str = "2026-02-10", first_page: int = 1) -> tuple[Reading, Reading]:
    """Two pages, each with one half of an article."""
    one = read(
        f"麦子熟了\n\n本报讯 {TEXTS['wheat']}\n\n（下转第二版）\n",
        "a",
        paper="乌海日报",
        date="2026-02-10",
        page=first_page,
    )
    two = read(
        f"（上接第一版）麦子入仓以后，合作社调来的收割机又去了邻旗，{TEXTS['market']}\n",
        "b",
        paper="乌海日报",
        date=later,
        page=2,
    )
    return one, two


def test_two_halves_become_one_article_with_both_places() -> None:
    archive = gather(halves(), TABLES)
    (article,) = archive.articles
    assert [place.seed for place in article.places] == ["a", "b"]
    assert [jump.direction for jump in article.jumps] == ["to", "from"]
    assert article.former == ("b-1",)
    assert [paragraph.id for paragraph in article.paragraphs] == ["p1", "p2"]


def test_the_second_half_may_arrive_later() -> None:
    one, two = halves()
    alone = gather([one], TABLES).articles[0]
    assert alone.id == gather([two, one], TABLES).articles[0].id


def test_halves_of_two_days_or_of_other_pages_stay_apart() -> None:
    assert len(gather(halves(later="2026-02-11"), TABLES).articles) == 2
    assert len(gather(halves(first_page=3), TABLES).articles) == 2


@given(st.permutations(range(4)))
def test_the_order_of_the_pages_does_not_matter(order: list[int]) -> None:
    readings = [
        *halves(),
        read(f"早市进了大棚\n\n{TEXTS['market']}\n", "c", date="2026-02"),
        read(f"学校换了暖气\n\n{TEXTS['school']}\n", "d"),
    ]
    assert gather([readings[number] for number in order], TABLES) == gather(readings, TABLES)


def test_an_empty_page_says_so() -> None:
    for text in ("", " \n\t\n", "---\n"):
        reading = read(text)
        assert reading.articles == ()
        assert [notice.code for notice in reading.notices] == ["no-article"]


def test_a_page_of_headlines_alone_is_read() -> None:
    text = "麦子熟了\n\n早市进了大棚\n\n石拱桥铺装完成\n"
    assert read(text).articles
    assert printed(read(text)) == ink(text)


def test_only_known_facts_of_a_page_are_taken_over() -> None:
    reading = read(f"麦子熟了\n\n{TEXTS['wheat']}\n")
    article = reading.articles[0]
    assert (article.paper, article.date, article.page) == (None, None, None)
    assert isinstance(reading.page, Page)


def test_likeness_is_exact_so_that_every_run_reads_a_page_alike() -> None:
    texts = (SEEDS / "000_833ce26e6ea0511b.txt").read_text(encoding="utf-8").split("\n\n")
    running = BodyText(tuple(segment(page_of("\n\n".join(texts))).articles))
    for spot in running.order:
        grams, others = bigrams(running.text(spot)), range(len(running.articles))
        spread = {
            gram: sum(
                any(
                    gram in bigrams(part.text)
                    for part in parts
                    if part.role in ("body", "title", "subtitle", "kicker")
                )
                for parts in running.articles
            )
            for gram in grams
        }
        weight = float(sum(Fraction(1 / spread[gram]) for gram in grams))
        for article in others:
            elsewhere = [
                bigrams(part.text)
                for number, part in enumerate(running.articles[article])
                if part.role in ("body", "title", "subtitle", "kicker")
                and (article, number) != (spot.article, spot.part)
            ]
            shared = float(
                sum(
                    (
                        Fraction(1 / spread[gram])
                        for gram in grams
                        if any(gram in held for held in elsewhere)
                    ),
                    Fraction(),
                )
            )
            assert running.likeness(spot, article) == (shared / weight if weight else 0.0)


def test_an_article_is_as_sure_as_its_least_certain_block() -> None:
    (article,) = read(f"麦子熟了\n\n本报讯 {TEXTS['wheat']}\n\n{TEXTS['market']}\n").articles
    parts = segment(page_of(f"麦子熟了\n\n本报讯 {TEXTS['wheat']}\n\n{TEXTS['market']}\n")).articles
    least = min(part.margin for part in parts[0])
    assert article.confidence == pytest.approx(1 / (1 + exp(-least)), abs=0.005)
