"""What a maintainer asks of the desk beside building: reviews, addresses, new pages."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from desk import add, addresses, arguments, published, review
from engine.errors import UserError
from press.model import Line

ROOT = Path(__file__).parent.parent


def article(id_: str, title: str | None = "标题", **parts: Any) -> dict[str, Any]:
    """An article of articles.json."""
    whole = {
        "id": id_,
        "title": title,
        "paper": "乌海日报",
        "date": "2026-02-10~",
        "page": 1,
        "paragraphs": [{"id": "p1", "text": "正文", "kind": "text"}],
    }
    return whole | {"themes": [], "names": []} | parts


def docs(
    folder: Path,
    articles: list[dict[str, Any]],
    notices: list[dict[str, Any]] | None = None,
    pages: tuple[str, ...] = (),
) -> published.Docs:
    """A docs/ of some articles and pages."""
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "articles.json").write_text(
        json.dumps({"schema": 1, "articles": articles, "notices": notices or []})
    )
    for page in (*pages, "index.md"):
        (folder / page).parent.mkdir(parents=True, exist_ok=True)
        (folder / page).write_text(f"# {page}")
    return published.folder(folder)


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


def test_an_address_that_would_die_is_named_with_the_likeliest_heir(tmp_path: Path) -> None:
    old = docs(
        tmp_path / "old", [], pages=("articles/a/1.md", "articles/a/9.md", "themes/index.md")
    )
    new = docs(
        tmp_path / "new", [], pages=("articles/a/2.md", "articles/a/9/index.md", "themes.md")
    )
    (tmp_path / "new/articles/a/2.md").write_text("# articles/a/1.md，改")
    assert addresses.dead(old, new) == {"articles/a/1/": "articles/a/2/"}, (
        "a.md and a/index.md are one address"
    )


def test_where_no_page_is_alike_the_nearest_list_takes_its_place(tmp_path: Path) -> None:
    old = docs(
        tmp_path / "old",
        [],
        pages=(
            "articles/b/1.md",
            "proofs/a.md",
            "proofs/b.md",
            "editions/2026/02/10.md",
            "editions/2026/02/11.md",
        ),
    )
    new = docs(
        tmp_path / "new",
        [],
        pages=(
            "articles/a/1.md",
            "proofs/a.md",
            "proofs/index.md",
            "editions/index.md",
            "editions/2026/02.md",
            "editions/2026/02/10.md",
        ),
    )
    assert addresses.dead(old, new) == {
        "articles/b/1/": "editions/",
        "editions/2026/02/11/": "editions/2026/02/",
        "proofs/b/": "proofs/",
    }


def test_a_list_is_led_to_another_only_when_it_is_the_same_under_another_name(
    tmp_path: Path,
) -> None:
    page = "---\ntitle: {}\n---\n\n" + "共同的说明文字。" * 6 + "\n\n{}\n"
    texts = {
        "old": {"a": ("甲栏", "甲文" * 30), "b": ("乙栏", "乙文" * 30)},
        "new": {"a-2": ("甲栏目", "甲文" * 30), "c": ("丙栏", "丙文" * 30)},
    }
    both = []
    for name, columns in texts.items():
        both.append(
            docs(
                tmp_path / name,
                [],
                pages=("columns/index.md", *(f"columns/{column}.md" for column in columns)),
            )
        )
        for column, words in columns.items():
            (tmp_path / name / f"columns/{column}.md").write_text(page.format(*words))
    assert addresses.dead(*both) == {"columns/a/": "columns/a-2/", "columns/b/": "columns/"}


def test_only_a_folders_own_page_loses_its_name(tmp_path: Path) -> None:
    assert docs(tmp_path / "docs", [], pages=("editions/-index.md", "a/index.md")).addresses() == (
        "",
        "a/",
        "editions/-index/",
    )


def test_a_revision_is_read_from_git(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(
            [
                "git",
                "-C",
                str(tmp_path),
                "-c",
                "user.name=x",
                "-c",
                "user.email=x@example.org",
                *words,
            ],
            check=True,
            capture_output=True,
        )

    docs(tmp_path / "docs", [article("a-1")], pages=("编辑.md",))
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    old = published.find(tmp_path, "HEAD")
    assert old.addresses() == ("", "编辑/")
    assert [row["id"] for row in old.data()["articles"]] == ["a-1"]
    for name in ("nowhere", "--output=/x"):
        with pytest.raises(UserError, match="git revision"):
            published.find(tmp_path, name)


def test_yearly_parts_of_the_data_are_put_together(tmp_path: Path) -> None:
    both = docs(tmp_path / "docs", [article("a-1")])
    (tmp_path / "docs/data/articles-2026.json").write_text(
        json.dumps({"articles": [article("b-1")]})
    )
    both = published.folder(tmp_path / "docs")
    assert sorted(row["id"] for row in both.data()["articles"]) == ["a-1", "b-1"]


LINES = [
    Line(number=1, text="乌海日报"),
    Line(number=2, text="第02版 要闻"),
    Line(number=4, text="2026年2月10日 星期二 农历腊月廿三"),
]


def test_a_sidecar_says_what_is_known_and_offers_what_is_printed() -> None:
    unknown = add.Known(paper=None, date=None, page=None, basis=None)
    assert (
        add.sidecar(unknown, LINES)
        == "# page: 2   # printed on line 2\n# date: 2026-02-10   # printed on line 4\n"
    )
    known = add.Known(paper="乌海日报", date="2026-02-11", page=None, basis=None)
    assert (
        add.sidecar(known, LINES)
        == "paper: 乌海日报\ndate: '2026-02-11'\n# page: 2   # printed on line 2\n"
    )
    assert add.sidecar(unknown, []) == "# paper, date, page: nothing is known yet\n"


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        (["--page", "0"], "甲", "“0” is no page number; write a number from 1 to 999"),
        (["--page", "二"], "甲", "“二” is no page number"),
        (["--page", "1000"], "甲", "“1000” is no page number"),
        (["--date", "2026-02-30"], "甲", "is no date; write 2026-02-10"),
        ([], " \n\n", "has no text; see that it is the file that you mean"),
    ],
)
def test_what_cannot_be_taken_in_leaves_nothing(
    words: list[str], text: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "page.txt").write_text(text)
    options = arguments.parse(
        ["--seeds", str(tmp_path / "seeds"), "add", str(tmp_path / "page.txt"), *words], ROOT, ""
    )
    with pytest.raises(UserError, match=re.escape(said)):
        add.main(options)
    assert list((tmp_path / "seeds").iterdir()) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "记者2026年2月10日从市政府获悉，全市优良天数比例达到百分之八十三，星期二将发布完整的报告，并就下一步的工作作出部署安排，各区各部门都要抓好贯彻落实，确保全年目标任务如期完成。",
            "a sentence",
        ),
        (
            "第3版的文章说明了这一问题的重要性和紧迫性，值得一读，值得深思。",
            "a sentence that names a page",
        ),
        ("2026年2月10日", "a date without its weekday is any date"),
    ],
)
def test_what_only_looks_like_a_header_is_not_offered(text: str, why: str) -> None:
    assert not add.offered([Line(number=1, text=text)]), why


def test_every_command_is_documented() -> None:
    """README and CONTRIBUTING name every command of make, and build.py's help every option."""
    told = "".join((ROOT / name).read_text() for name in ("README.md", "CONTRIBUTING.md"))
    targets = [
        line.split(":")[0]
        for line in (ROOT / "Makefile").read_text().splitlines()
        if ":  ## " in line or ("  ## " in line and ":" in line)
    ]
    assert [target for target in targets if f"make {target}" not in told and target != "help"] == []


def test_the_command_line_knows_its_options() -> None:
    options = arguments.parse(["--seeds", "x", "--check", "--strict"], ROOT, "")
    assert (options.seeds, options.docs, options.check, options.strict, options.command) == (
        Path("x"),
        ROOT / "docs",
        True,
        True,
        None,
    )
