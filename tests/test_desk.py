"""What a maintainer asks of the desk beside building: reviews, addresses, new pages."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from desk import add, addresses, arguments, published
from engine.errors import UserError
from press.model import Line
from published_sample import article, docs

ROOT = Path(__file__).parent.parent


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
    unknown = add.PageFacts(paper=None, date=None, page=None, basis=None)
    assert (
        add.sidecar(unknown, LINES)
        == "# page: 2   # printed on line 2\n# date: 2026-02-10   # printed on line 4\n"
    )
    known = add.PageFacts(paper="乌海日报", date="2026-02-11", page=None, basis=None)
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
