"""What a review of a change says of the articles, notices and names."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import review
from published_sample import article, docs


def test_a_review_tells_what_appeared_changed_and_vanished(tmp_path: Path) -> None:
    old = docs(
        tmp_path / "old",
        [article("a-1"), article("a-9", "不变"), article("b-1", "消失", themes=[{"id": "safety"}])],
    )
    doubt = {"code": "cut", "seed": "c", "line": 3, "text": "疑"}
    new = docs(
        tmp_path / "new",
        [
            article(
                "a-1",
                "新标题",
                themes=[{"id": "ecology"}],
                paragraphs=[{"id": "p1", "text": "正文改了", "kind": "text"}],
            ),
            article("a-9", "不变"),
            article("c-1", "<b>新</b> @某人", names=[{"id": "wuhai", "kind": "place"}]),
        ],
        [doubt],
    )
    report = review.report(old, new)
    assert (
        "3 articles: 1 appeared, 1 changed, 1 vanished, 1 new notices, 0 settled notices, "
        "1 new names, 0 names gone, 0 dead addresses." in report
    )
    assert (
        "headline `标题` → `新标题`; text (2 → 4 characters): `正文` → `正文改了`; themes +ecology"
        in report
    )
    assert "## Vanished (1)\n\n- **`消失`** (`乌海日报 2026-02-10~ 第1版`; safety; `b-1`)" in report
    assert "`c:3` cut: `疑`" in report
    assert "**`<b>新</b> @某人`**" in report, (
        "a seed's text is text in the report, and calls nobody"
    )
    assert "不变" not in report


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (["甲乙。丙丁。"], ["甲乙。", "丙丁。"], "text cut otherwise (1 → 2 paragraphs)"),
        (
            ["甲。乙。"],
            ["甲。", "新。", "乙。"],
            "text (4 → 6 characters, 1 → 3 paragraphs): none → `新。`",
        ),
        (
            ["科矿“山安全监管科科长。"],
            ["科矿山安全监管科科长。"],
            "text (12 → 11 characters): `科矿“山安全监管科科长…` → `科矿山安全监管科科长…`",
        ),
        (
            ["一。", "二。", "三。", "四。", "五。"],
            ["甲。", "二。", "乙。", "四。", "丙。"],
            "text (10 → 10 characters): `一。` → `甲。`, `三。` → `乙。`, `五。` → `丙。`",
        ),
        (
            ["甲。"] + [f"{number}。留。" for number in range(9)],
            ["甲。"] + [f"{number}改。留。" for number in range(9)],
            "and 6 more places",
        ),
        (
            ["字" * 100 + "。"],
            ["甲。"],
            "`字字字字字字字字字字字字字字字字字字字字……字字字字字字字字字字字字字字字字字字字。`",
        ),
    ],
)
def test_a_changed_text_is_shown_at_its_places(
    was: list[str], now: list[str], said: str, tmp_path: Path
) -> None:
    old, new = (
        docs(
            tmp_path / name,
            [
                article(
                    "a-1", paragraphs=[{"id": "p", "text": text, "kind": "text"} for text in texts]
                )
            ],
        )
        for name, texts in (("old", was), ("new", now))
    )
    assert said in review.report(old, new)


def test_new_and_gone_names_are_called_by_name(tmp_path: Path) -> None:
    old = docs(tmp_path / "old", [article("a-1", names=[{"id": "x", "kind": "place"}])])
    new = docs(
        tmp_path / "new",
        [article(id_, names=[{"id": "ju", "kind": "body"}]) for id_ in ("a-1", "a-2")],
        pages=("names/ju/index.md",),
    )
    (tmp_path / "new/names/ju/index.md").write_text("---\ntitle: 市_能源局\n---\n")
    assert (
        "## New names (1)\n\n- `市_能源局` (`ju`; 2 articles)\n\n"
        "## Names gone (1)\n\n- `x` (`x`; 1 article)" in review.report(old, new)
    )


def test_a_doubt_that_is_gone_is_settled(tmp_path: Path) -> None:
    doubt = {"code": "cut", "seed": "c", "line": 3, "text": "疑"}
    gone = doubt | {"seed": "d"}
    report = review.report(
        docs(tmp_path / "old", [], [doubt, gone]),
        docs(tmp_path / "new", [article("c-1", source={"seed": "c"})]),
    )
    assert "0 new notices, 1 settled notices" in report
    assert "## Settled notices (1)\n\n- `c:3` cut: `疑`" in report, (
        "the page of the other one is gone"
    )


def test_a_doubt_that_only_moved_is_not_new(tmp_path: Path) -> None:
    doubt = {"code": "cut", "seed": "c", "line": 3, "text": "疑"}
    old, new = (
        docs(tmp_path / "old", [], [doubt]),
        docs(tmp_path / "new", [], [doubt | {"line": 5}]),
    )
    assert "0 new notices" in review.report(old, new)
