"""Themes: every trap that is known, and what holds for any text."""

import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import tries
from press.annotate.tag import tag
from press.model import Article, Tag, Term, Theme
from press.read.tables import load
from printed import article, cases, each

THEMES = load(Path("seeds/tables")).themes
SAND = Theme(
    id="sand",
    label="沙",
    english="",
    intro="",
    terms=(Term(text="治沙", weight=3), Term(text="沙", weight=1)),
)


def found(of: Article) -> list[str]:
    return [tag.theme for tag in tag([of], THEMES).get(of.id, ())]


@each("tag")
def test_themes(case: dict[str, Any]) -> None:
    assert found(article(**case["given"])) == case["expect"]


@pytest.fixture(scope="module")
def feature() -> dict[str, Tag]:
    """The themes of the long feature of the second seed, a paragraph a line."""
    [seed] = Path("seeds").glob("001_*.txt")
    lines = [line for line in seed.read_text(encoding="utf-8").splitlines() if len(line) > 60]
    return {tag.theme: tag for tag in tag([article(lines)], THEMES)["000_a-1"]}


@pytest.mark.parametrize(
    ("theme", "opening"),
    [
        ("ecology", "在筑牢我国北方重要生态安全屏障上求突破"),
        ("safety", "在筑牢祖国北疆安全稳定屏障上尽好责"),
        ("energy", "在建设国家重要能源和战略资源基地上作贡献"),
        ("jingmeng", "在打造我国向北开放重要桥头堡上添活力"),
    ],
)
def test_a_long_feature_has_passages_of_each_theme(
    feature: dict[str, Tag], theme: str, opening: str
) -> None:
    [seed] = Path("seeds").glob("001_*.txt")
    lines = [line for line in seed.read_text(encoding="utf-8").splitlines() if len(line) > 60]
    [number] = [number for number, line in enumerate(lines, 1) if line.startswith(opening)]
    passages = {passage.paragraph: passage for passage in feature[theme].passages}
    assert f"p{number}" in passages
    assert passages[f"p{number}"].sentence in lines[number - 1]
    assert passages[f"p{number}"].terms


def test_passages_are_few_in_a_long_feature(feature: dict[str, Tag]) -> None:
    assert all(len(tag.passages) <= 3 for tag in feature.values())


def test_a_fifth_theme_is_a_row_of_the_table(tmp_path: Path) -> None:
    shutil.copy("seeds/tables/themes.yml", tmp_path)
    with (tmp_path / "themes.yml").open("a", encoding="utf-8") as table:
        table.write(
            "\n- {id: grapes, label: 葡萄, english: Grapes, intro: 乌海葡萄。, "
            "terms: {3: [葡萄, 葡萄酒]}}\n"
        )
    harvest = article("乌海葡萄喜获丰收，葡萄采摘游吸引游客。", title="乌海葡萄熟了")
    [earned] = tag([harvest], load(tmp_path).themes)[harvest.id]
    assert (earned.theme, earned.passages[0].paragraph) == ("grapes", "p1")


def test_every_hit_is_told() -> None:
    of = article(["全力治沙，治沙见效。", "天晴。"], title="治沙", captions=("沙丘。",))
    [earned] = tag([of], [SAND])[of.id]
    assert [(hit.term, hit.count, hit.weight, hit.where) for hit in earned.terms] == [
        ("治沙", 1, 3, "title"),
        ("治沙", 2, 3, "p1"),
        ("沙", 1, 1, "caption"),
    ]
    assert earned.score == 3 * (2 + 2.5) + 1
    assert [(passage.paragraph, passage.sentence) for passage in earned.passages] == [
        ("p1", "全力治沙，治沙见效。")
    ]


def test_a_combination_tells_the_words_that_met() -> None:
    of = article("北京的医院对口支援内蒙古。", title="京蒙协作")
    [earned] = tag([of], THEMES)[of.id]
    assert "北京 + 内蒙古 + 对口" in {hit.term for hit in earned.terms}


def test_an_article_that_has_the_theme_leads_to_a_passage() -> None:
    of = article(
        [
            "开幕式昨天举行，各界代表两百多人出席了仪式并参观了展览，随后进行了座谈和交流。治沙人也来了。"
        ],
        title="治沙治沙治沙",
        subtitle="治沙人物展",
    )
    assert [passage.paragraph for passage in tag([of], [SAND])[of.id][0].passages] == ["p1"]


def test_the_lightest_terms_only_count_in_company() -> None:
    assert tag([article("沙，沙，沙。", title="沙")], [SAND]) == {}


def test_no_themes_no_tags() -> None:
    assert tag([article("治沙。", title="治沙")], []) == {}


TEXT = st.text(
    alphabet=st.sampled_from("安全生产隐患生态环境能源京蒙合作，。“”\n <b>{{x}}1"), max_size=120
) | st.text(max_size=60)


@settings(max_examples=tries(50, 500), deadline=None)
@given(title=TEXT, texts=st.lists(TEXT, max_size=4))
def test_any_text_at_all(title: str, texts: list[str]) -> None:
    of = article(texts, title=title)
    for earned in tag([of], THEMES).get(of.id, ()):
        paragraphs = {paragraph.id: paragraph.text for paragraph in of.paragraphs}
        assert earned.score > 0
        for passage in earned.passages:
            assert passage.sentence in paragraphs[passage.paragraph]
            assert {hit.where for hit in passage.terms} == {passage.paragraph}
        for hit in earned.terms:
            text = {**paragraphs, "title": title}[hit.where]
            assert hit.count > 0
            assert all(word in text for word in hit.term.split(" + "))


def test_the_order_of_articles_does_not_matter() -> None:
    articles = [
        article(**{**case["given"], "id": f"000_a-{number}"})
        for number, case in enumerate(cases("tag"), 1)
    ]
    assert tag(articles[::-1], THEMES) == tag(articles, THEMES)


def test_time_grows_with_the_text() -> None:
    line = (
        "全力抓好生态治理、转型发展、安全生产、经济运行、民生保障等重点工作，统筹推进光伏项目建设。"
    )
    began = time.perf_counter()
    tag([article([line * 2000])], THEMES)
    assert time.perf_counter() - began < 5, "90,000 characters in one paragraph"


def test_a_subhead_is_no_passage() -> None:
    plain = article(["治沙", "全力治沙，治沙见效。"], title="治沙")
    subhead = replace(plain.paragraphs[0], kind="subhead")
    [earned] = tag([replace(plain, paragraphs=(subhead, plain.paragraphs[1]))], [SAND])[plain.id]
    assert [passage.paragraph for passage in earned.passages] == ["p2"]
