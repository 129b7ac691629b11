"""The whole build from the command line: any folder of any text gives docs or one clear line."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import build
from effort import tries
from engine import site
from project import project

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, str(ROOT / "scripts" / "build.py")]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder of seeds with the project's own tables and none of its pages."""
    shutil.copytree(ROOT / "seeds" / "tables", tmp_path / "seeds" / "tables")
    return tmp_path / "seeds"


def made(seeds: Path, *words: str) -> int:
    """Build docs/ beside the seeds and give the exit code."""
    return build.main(["--seeds", str(seeds), "--docs", str(seeds.parent / "docs"), *words])


def tree(top: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def text_of(docs: Path) -> str:
    """All that articles.json has, as one text."""
    return (docs / "data" / "articles.json").read_text(encoding="utf-8")


def test_the_projects_own_seeds_are_built_twice_alike_and_the_second_time_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--seeds", str(ROOT / "seeds"), "--docs", str(tmp_path / "docs")]
    assert build.main(words) == 0
    first, inode = tree(tmp_path / "docs"), (tmp_path / "docs").stat().st_ino
    assert build.main(words) == 0
    assert (tmp_path / "docs").stat().st_ino == inode
    assert tree(tmp_path / "docs") == first
    assert capsys.readouterr().out.strip().endswith("s)")
    assert build.main([*words, "--check"]) == 0
    (tmp_path / "docs" / "index.md").unlink()
    assert build.main([*words, "--check"]) == 1
    assert build.main([*words, "--strict"]) == 0, "the seeds have no doubt that is not decided"


def test_the_order_and_names_of_other_files_do_not_matter(seeds: Path) -> None:
    for number, text in enumerate(
        ("# 甲\n\n本报讯 甲的事。", "# 乙\n\n本报讯 乙的事。", "# 丙\n\n本报讯 丙的事。")
    ):
        (seeds / f"{number}.txt").write_text(text, encoding="utf-8")
    made(seeds)
    before = text_of(seeds.parent / "docs")
    for path in sorted(seeds.glob("*.txt"), reverse=True):  # the folder's own order is now another
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    for name in ("notes.rst", "README.md", ".notes.md"):
        (seeds / name).write_text("not a seed")
    made(seeds)
    assert text_of(seeds.parent / "docs") == before


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "{{ 7*7 }}{% for x in () %}",
    "---\ntitle: x\n---",
    "%YAML 1.2\n--- !!python/object/apply:os.system [ls]",
    "{: onclick=alert(1) }",
    "</script></style></title>",
    "&lt;b&gt; &#60;",
    "`code` **x** __y__",
    "![](https://example.org/x.png)",
    "--8<-- '/etc/passwd'",
    "*[HTML]: x",
    "[^1]: note",
    "\\(x\\)",
    "> > > > x",
    "| a | b |\n|--|--|",
    "../../../etc/passwd",
    "![](images/a.jpg)",
    "[x](y.md)",
    '<a href="z">',
    "[r]: nowhere.md",
    "[r][nowhere]",
    "](",
]


class Elements(HTMLParser):
    """Collects what a browser would run or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.run: list[str] = []
        self.script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.script = tag == "script" and values.get("type") != "application/ld+json"
        self.run += [f"{tag} {name}" for name in values if name.startswith("on")]
        self.run += [
            str(value)
            for name, value in attrs
            if name in {"src", "href"}
            and (value or "").lower().startswith(("javascript:", "data:text"))
        ]
        if tag in {"img", "iframe", "object", "embed", "form"} and "example.org" in str(values):
            self.run.append(tag)

    def handle_data(self, data: str) -> None:
        if self.script and "alert(1)" in data:
            self.run.append(data)


def hostile(number: int, text: str) -> tuple[str, str]:
    """A seed and a sidecar with a text in every place that they have."""
    said = json.dumps(" ".join(text.split()), ensure_ascii=False)
    seed = (
        f"{text}\n\n# 标题{text}\n\n——副题{text}\n\n本报讯（记者{text}）正文{text}。\n\n"
        f"{text}\n\n图为收割{text}。（王超{text} 摄）\n\n{text}摄\n\n（下转第二版）{text}\n\n"
        f"改{number}错\n"
    )
    decision = f"[{{do: replace, quote: 改{number}错, to: {said}, why: {said}}}]"
    return seed, f"paper: {said}\nbasis: {said}\ndecisions: {decision}\n"


# Rows with a text in every field that may hold one.
ROWS = {
    "themes.yml": "- {{id: h{0}, label: {1}, english: {1}, intro: {1}, "
    "terms: {{3: [{1}, 正文{0}]}}}}\n",
    "names.yml": (
        "- {{id: h{0}, name: {1}, kind: person, aliases: [标题{0}], office: {1}, pinyin: {1}}}\n"
    ),
    "terms.yml": "- {{id: h{0}, term: {1}, aliases: [收割{0}], meaning: {1}, basis: {1}}}\n",
}


def test_hostile_text_is_text_on_the_page(tmp_path: Path) -> None:
    seeds = project(tmp_path) / "seeds"
    for number, text in enumerate(HOSTILE):
        seed, known = hostile(number, text)
        seeds.joinpath(f"{number:02}.txt").write_text(seed, encoding="utf-8")
        seeds.joinpath(f"{number:02}.yml").write_text(known, encoding="utf-8")
    for name, row in ROWS.items():
        with seeds.joinpath("tables", name).open("a", encoding="utf-8") as table:
            table.writelines(
                row.format(number, json.dumps(" ".join(text.split()), ensure_ascii=False))
                for number, text in enumerate(HOSTILE)
            )
    assert made(seeds) == 0
    site.build(seeds.parent / "mkdocs.yml", seeds.parent / "site", seeds.parent / ".build")
    pages = sorted((seeds.parent / "site").rglob("*.html"))
    assert len(pages) > len(HOSTILE) * 2
    for page in pages:
        elements = Elements()
        elements.feed(page.read_text(encoding="utf-8"))
        assert elements.run == [], page
    shown = "".join(page.read_text(encoding="utf-8") for page in pages)
    assert "49" not in [part for part in shown.split("正文") if part.startswith("49")]
    assert "root:x:0" not in shown


# Text as pages have it, and as nobody expects it.
TEXT = st.text(st.characters(codec="utf-8"), max_size=200) | st.lists(
    st.sampled_from(
        [
            *HOSTILE,
            "本报讯（记者黄建飞）",
            "# 标题",
            "下转第二版",
            "（上接第一版）",
            "王超 摄",
            "PM_{2.5}",
            "，",
            "“",
            "。",
            "\n\n",
            "\n",
            "　　",
        ]
    ),
    max_size=30,
).map("".join)


@settings(
    max_examples=tries(15, 150),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts=st.lists(TEXT, min_size=1, max_size=3))
def test_any_text_at_all_gives_docs_or_one_line(seeds: Path, texts: list[str]) -> None:
    for path in seeds.glob("*.txt"):
        path.unlink()
    for number, text in enumerate(texts):
        seeds.joinpath(f"{number}.txt").write_text(text, encoding="utf-8")
    assert made(seeds, "--doubts", "0") in (0, 2)


def test_a_real_build_killed_at_any_time_leaves_docs_whole(seeds: Path) -> None:
    """The same as the writer's own test, with the whole program and the clock in place of its
    steps.
    """
    docs = seeds.parent / "docs"
    for version in ("旧", "新"):
        for number in range(20):
            (seeds / f"{number}.txt").write_text(
                f"# {version}闻{number}\n\n本报讯 {version}的事情{number}。", encoding="utf-8"
            )
        if version == "旧":
            assert made(seeds, "--doubts", "0") == 0
    old, began = tree(docs), time.monotonic()
    shutil.copytree(docs, seeds.parent / "other")
    command = [*COMMAND, "--seeds", str(seeds), "--doubts", "0", "--docs"]
    subprocess.run([*command, str(seeds.parent / "other")], check=True, capture_output=True)
    whole, new = time.monotonic() - began, tree(seeds.parent / "other")
    for moment in range(0, 12, tries(2, 1)):
        with subprocess.Popen([*command, str(docs)], stdout=subprocess.DEVNULL) as running:
            time.sleep(whole * (0.45 + moment / 20))
            running.send_signal(signal.SIGKILL)
        assert tree(docs) in (old, new)
    assert made(seeds, "--doubts", "0") == 0
    assert tree(docs) == new


def test_two_builds_at_once_give_one_of_the_two(seeds: Path) -> None:
    docs = seeds.parent / "docs"
    (seeds / "a.txt").write_text("# 甲\n\n本报讯 甲的事。", encoding="utf-8")
    command = [*COMMAND, "--seeds", str(seeds), "--docs", str(docs)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as one,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other,
    ):
        said = [running.communicate()[0].strip().splitlines()[-1] for running in (one, other)]
    assert (one.returncode, other.returncode) == (0, 0)
    assert sum("up to date" in line for line in said) == 1, "the second found the first's docs"
    assert json.loads(text_of(docs))["articles"][0]["title"] == "甲"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--seeds", "nowhere"], "nowhere: is not a folder"),
        (["--proof", "nowhere"], "nowhere: is no page of these seeds"),
        (["add", "nowhere.txt"], "nowhere.txt: cannot be read"),
        (["review", "no-such-revision"], "no-such-revision"),
    ],
)
def test_a_mistake_on_the_command_line_is_one_line(
    words: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build.main(words) == 2
    errors = capsys.readouterr().err.strip().splitlines()
    assert len(errors) == 1
    assert line in errors[0]


def test_without_its_packages_it_says_what_to_do(tmp_path: Path) -> None:
    """A Python that has none of them, in a checkout that was never set up."""
    shutil.copytree(
        ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__")
    )
    done = subprocess.run(
        [sys.executable, "-S", "-E", "scripts/build.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "make setup" in done.stderr


def test_new_pages_are_taken_in_once(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = seeds.parent / "扫描.txt"
    page.write_text(
        (
            "第02版\n\n# 甲\n\n本报讯（记者黄建飞）甲的事情说了一遍又一遍。\n\n"
            "乙的事情也说了一遍又一遍。"
        ),
        encoding="utf-8",
    )
    words = ["--seeds", str(seeds), "add", str(page), "--paper", "乌海日报"]
    assert build.main(words) == 0
    assert "1 articles" in capsys.readouterr().out
    taken = sorted(path.name for path in seeds.glob("0*"))
    assert len(taken) == 2
    assert taken[0].startswith("000_")
    assert seeds.joinpath(taken[0]).read_bytes() == page.read_bytes()
    assert (
        seeds.joinpath(taken[1]).read_text(encoding="utf-8")
        == "paper: 乌海日报\n# page: 2   # printed on line 1\n"
    )
    assert build.main(words) == 2
    assert "letter by letter" in capsys.readouterr().err
    page.write_text(page.read_text(encoding="utf-8").replace("乙的", "丙的"), encoding="utf-8")
    assert build.main(words) == 2
    assert "nearly" in capsys.readouterr().err
    assert len(list(seeds.glob("0*"))) == 2
    assert build.main([*words[:4], "--date", "2026-02-30"]) == 2
    assert "2026-02-10" in capsys.readouterr().err


def test_a_doubt_is_an_error_only_under_strict(seeds: Path) -> None:
    text = "# 麦子熟了\n\n本报讯 麦子熟得比往年早了六天，社员们围着机器看了半天，都说最盼望的是\n"
    (seeds / "a.txt").write_text(text, encoding="utf-8")
    words = ["--seeds", str(seeds), "--docs", str(seeds.parent / "docs")]
    assert build.main(words) == 0
    assert build.main([*words, "--strict"]) == 1
