"""Links: names and terms with their sentences, related articles with their reasons, sentences and
figures.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from effort import tries
from press.annotate.features import bonds
from press.annotate.link import mention, relate, uses
from press.annotate.tag import tag
from press.model import Archive, Article, Name
from press.read.tables import load
from press.text.figures import figures
from press.text.lexicon import longest
from press.text.sentences import sentences
from printed import article, cases, each

TABLES = load(Path("seeds/tables"))


def archive(*articles: Article) -> Archive:
    """An archive of the articles with the tags, mentions and uses of this library's tables."""
    tags, mentions = tag(articles, TABLES.themes), mention(articles, TABLES.names)
    seeds = {
        one.places[0].seed: [
            other for other in articles if other.places[0].seed == one.places[0].seed
        ]
        for one in articles
    }
    return Archive(
        pages=(),
        lines={},
        blocks={},
        articles=articles,
        furniture=(),
        dropped=(),
        notices=(),
        themes=TABLES.themes,
        names=TABLES.names,
        tags=tags,
        mentions=mentions,
        uses=uses(articles, TABLES.terms),
        bonds={
            seed: bonds(found, tags, mentions, TABLES.themes, TABLES.names)
            for seed, found in seeds.items()
        },
    )


@each("mention")
def test_mentions(case: dict[str, Any]) -> None:
    found = mention([article(**case["given"])], TABLES.names).get("000_a-1", ())
    assert [f"{one.name} {one.where} {one.text}" for one in found] == case["expect"]


def test_a_mention_has_its_sentence() -> None:
    of = article("会议召开。“要抓紧。落实。”周金星说。散会。")
    [one] = mention([of], TABLES.names)[of.id]
    assert one.sentence == "“要抓紧。落实。”周金星说。"


def test_a_name_twice_in_a_sentence_is_one_mention() -> None:
    of = article("周金星主持，周金星讲话。周金星总结。")
    assert len(mention([of], TABLES.names)[of.id]) == 2


def test_terms_are_used_in_sentences() -> None:
    of = article(
        ["落实“三管三必须”要求。", "聚焦“1571”工作部署。实施EOD(生态环境导向的开发模式)项目。"],
        title="“十五五”开局",
    )
    assert [(use.term, use.where) for use in uses([of], TABLES.terms)[of.id]] == [
        ("shiwuwu", "title"),
        ("sanguan-sanbixu", "p1"),
        ("yi-wu-qi-yi", "p2"),
        ("eod", "p2"),
    ]


def test_nothing_is_found_where_nothing_is() -> None:
    assert mention([article("天晴。")], TABLES.names) == {}
    assert uses([article("天晴。")], TABLES.terms) == {}


FILLER = [
    article(f"第{word}队夺冠。", id=f"009_z-{number}")
    for number, word in enumerate("甲乙丙丁戊己庚辛", 1)
]


def reasons(*articles: Article) -> dict[tuple[str, str], tuple[str, ...]]:
    """The reasons of the links among some articles in an archive that has others."""
    links = relate(archive(*articles, *FILLER))
    return {(id_, link.to): link.why for id_, found in links.items() for link in found}


def test_the_same_theme_is_a_reason_with_its_terms() -> None:
    why = reasons(
        article("全力抓好森林防火，排查火灾隐患。", id="000_a-1", title="严防森林火灾"),
        article("开展森林防火宣传，森林防火不放松。", id="000_a-2", title="森林防火进校园"),
    )
    assert (
        why[("000_a-1", "000_a-2")]
        == why[("000_a-2", "000_a-1")]
        == ("同一专题：安全（森林防火）、生态",)
    )


def test_the_same_name_is_a_reason() -> None:
    why = reasons(
        article("周金星主持会议。", id="000_a-1"), article("周金星出席开工仪式。", id="000_a-2")
    )
    assert why[("000_a-1", "000_a-2")] == ("都提到：周金星",)


def test_the_same_phrase_is_a_reason() -> None:
    why = reasons(
        article("以“时时放心不下”的责任感抓落实。", id="000_a-1"),
        article("始终“时时放心不下”，落实“1571”工作部署。", id="000_a-2"),
        article("锚定“1571”工作部署。", id="000_a-3"),
    )
    assert why == {
        ("000_a-1", "000_a-2"): ("同一说法：“时时放心不下”",),
        ("000_a-2", "000_a-1"): ("同一说法：“时时放心不下”",),
        ("000_a-2", "000_a-3"): ("同一说法：“1571”",),
        ("000_a-3", "000_a-2"): ("同一说法：“1571”",),
    }


def test_a_phrase_that_names_somebody_says_no_more_than_the_name() -> None:
    why = reasons(
        article("周金星率队开展专项督导检查。", id="000_a-1"),
        article("周金星率队开展专项督导检查。", id="000_a-2"),
    )
    assert why[("000_a-1", "000_a-2")] == ("都提到：周金星",)


def test_what_all_have_in_common_is_no_reason() -> None:
    articles = [
        article("以“时时放心不下”的责任感抓落实。乌海天晴。", id=f"000_a-{number}")
        for number in range(1, 9)
    ]
    assert relate(archive(*articles)) == {}


def test_the_rarer_comes_first() -> None:
    articles = [article("北京来客。", id=f"000_b-{number}") for number in range(1, 5)]
    links = relate(
        archive(
            article("周金星在北京考察。落实“1571”工作部署。", id="000_a-1"),
            article("周金星讲话。", id="000_a-2"),
            article("“1571”是什么。", id="000_a-3"),
            *articles,
            *FILLER,
        )
    )
    assert [link.to for link in links["000_a-1"]][:2] == ["000_a-2", "000_a-3"]


def test_a_reporter_binds_nothing() -> None:
    assert (
        reasons(
            article("甲。", id="000_a-1", byline="本报记者 鲍维"),
            article("乙。", id="000_a-2", byline="本报记者 鲍维"),
        )
        == {}
    )


def test_links_are_few() -> None:
    articles = [
        article(f"森林防火，排查火灾隐患。{'甲乙丙丁戊己庚辛壬癸'[number]}", id=f"000_a-{number}")
        for number in range(10)
    ]
    others = [replace(one, id=f"1{one.id}-{number}") for one in FILLER for number in range(5)]
    assert {len(found) for found in relate(archive(*articles, *others)).values()} == {6}


def test_the_order_of_articles_does_not_matter() -> None:
    articles = [
        article(**{**case["given"], "id": f"000_a-{number}"})
        for number, case in enumerate(cases("tag"), 1)
    ]
    whole = archive(*articles, *FILLER)
    for order in (whole.articles[::-1], (*whole.articles[::2], *whole.articles[1::2])):
        assert relate(replace(whole, articles=order)) == relate(whole) != {}


@each("sentences")
def test_sentences(case: dict[str, Any]) -> None:
    assert list(sentences(case["given"])) == case["expect"]


TEXT = st.text(alphabet="甲乙。！？…，“”（）‘’：说\n ", max_size=200) | st.text(max_size=100)


@given(TEXT)
def test_sentences_lose_nothing(text: str) -> None:
    found = sentences(text)
    assert "".join(found) == text
    assert all(found)


@each("figures")
def test_figures(case: dict[str, Any]) -> None:
    [paragraph] = article(case["given"]).paragraphs
    assert [figure.number + figure.unit for figure in figures(paragraph)] == case["expect"]
    assert all(
        figure.number + figure.unit in figure.sentence and figure.paragraph == "p1"
        for figure in figures(paragraph)
    )


WORD = st.text(alphabet="甲乙丙ab1.", min_size=1, max_size=5)


@settings(max_examples=tries(100, 1000))
@given(st.lists(WORD, max_size=8), st.text(alphabet="甲乙丙ab1.", max_size=30))
def test_the_longest_word_at_each_place(words: list[str], text: str) -> None:
    def latin(char: str) -> bool:
        return char.isascii() and char.isalnum()

    def stands(word: str, at: int) -> bool:
        before, after = text[at - 1 : at] if at else "", text[at + len(word) : at + len(word) + 1]
        broken = (latin(word[0]) and latin(before)) or (latin(word[-1]) and latin(after))
        return text.startswith(word, at) and not broken

    expected, at = [], 0
    while at < len(text):
        best = max((word for word in words if stands(word, at)), key=len, default="")
        expected += [best] if best else []
        at += len(best) or 1
    assert longest(words).findall(text) == expected


def test_a_form_of_two_papers() -> None:
    names = [
        Name(id="a", name="甲市人民医院", kind="body", local=(("甲报", "市人民医院"),)),
        Name(id="b", name="乙市人民医院", kind="body", local=(("乙报", "市人民医院"),)),
    ]
    articles = [
        article("市人民医院。", id=f"000_a-{number}", paper=paper)
        for number, paper in enumerate(("甲报", "乙报", None))
    ]
    assert {
        id_: [one.name for one in found] for id_, found in mention(articles, names).items()
    } == {"000_a-0": ["a"], "000_a-1": ["b"]}
