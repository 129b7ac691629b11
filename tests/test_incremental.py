"""A build that knows earlier ones gives, byte for byte, what one that knows nothing gives, whatever
people did in between.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

import build
from effort import tries
from engine import builder, workers
from press import pipeline, segment
from press.model import Page
from press.segment import Draft

ROOT = Path(__file__).parent.parent
REAL = tuple(path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
BY_HAND = ("手写.md", "另一页.md")
ROUNDS, EDITS = tries(2, 12), tries(6, 12)


def tree(docs: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for path in docs.rglob("*")
        if path.is_file()
    }


def made(seeds: Path, docs: Path) -> dict[str, bytes]:
    """docs/ from seeds."""
    assert build.main(["--seeds", str(seeds), "--docs", str(docs), "--doubts", "0"]) == 0
    return tree(docs)


def text(random: Random) -> str:
    """A page of some blocks of the real ones."""
    blocks = random.choice(REAL).split("\n\n")
    begin = random.randrange(len(blocks))
    return "\n\n".join(blocks[begin : begin + random.randrange(3, 12)]) + "\n"


def add_page(seeds: Path, docs: Path, random: Random) -> None:
    name = f"p{random.randrange(1000):03}"
    (seeds / f"{name}.txt").write_text(text(random), encoding="utf-8")
    if random.random() < 0.7:
        day = random.choice(["2026-02-09", "2026-02-10~", "2026-03", "2025"])
        (seeds / f"{name}.yml").write_text(
            f"paper: 乌海日报\ndate: '{day}'\npage: {random.randrange(1, 5)}\n", encoding="utf-8"
        )


def remove_page(seeds: Path, docs: Path, random: Random) -> None:
    if pages := sorted(seeds.glob("p*.txt")):
        page = random.choice(pages)
        page.unlink()
        page.with_suffix(".yml").unlink(missing_ok=True)


def rename_page(seeds: Path, docs: Path, random: Random) -> None:
    if pages := sorted(seeds.glob("p*.txt")):
        page = random.choice(pages)
        for path in (page, page.with_suffix(".yml")):
            if path.exists():
                path.rename(path.with_stem(f"{page.stem}x"))


def edit_page(seeds: Path, docs: Path, random: Random) -> None:
    if pages := sorted(seeds.glob("p*.txt")):
        page = random.choice(pages)
        blocks = page.read_text(encoding="utf-8").split("\n\n")
        blocks.insert(random.randrange(len(blocks) + 1), random.choice(text(random).split("\n\n")))
        page.write_text("\n\n".join(blocks), encoding="utf-8")


def edit_sidecar(seeds: Path, docs: Path, random: Random) -> None:
    if pages := sorted(seeds.glob("p*.txt")):
        random.choice(pages).with_suffix(".yml").write_text(
            f"date: 2026-02-{random.randrange(1, 29):02}\n", encoding="utf-8"
        )


def edit_tables(seeds: Path, docs: Path, random: Random) -> None:
    names = seeds / "tables" / "names.yml"
    names.write_text(
        names.read_text(encoding="utf-8")
        + f"- id: n{random.randrange(10**6)}\n  name: 甲{random.randrange(10**6)}\n  kind: body\n",
        encoding="utf-8",
    )


def spoil_docs(seeds: Path, docs: Path, random: Random) -> None:
    path = random.choice(
        sorted(
            path for path in docs.rglob("*.*") if path.is_file() and not path.name.startswith(".")
        )
    )
    path.unlink() if random.random() < 0.5 else path.write_bytes(b"spoilt")


def spoil_memory(seeds: Path, docs: Path, random: Random) -> None:
    for memory in (docs.parent / ".build").glob("*.sqlite"):
        memory.unlink() if random.random() < 0.5 else memory.write_bytes(
            memory.read_bytes()[: random.randrange(5000)]
        )


def move_by_hand(seeds: Path, docs: Path, random: Random) -> None:
    here, there = (docs / page for page in BY_HAND)
    if here.exists():
        here.rename(there)
    else:
        here.write_text("# 手写\n\n[首页](index.md)\n", encoding="utf-8")


DEEDS: tuple[Callable[[Path, Path, Random], None], ...] = (
    add_page,
    add_page,
    add_page,
    remove_page,
    rename_page,
    edit_page,
    edit_page,
    edit_sidecar,
    edit_tables,
    spoil_docs,
    spoil_memory,
    move_by_hand,
)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_after_any_edits_the_docs_are_those_of_a_clean_build(
    round_: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if round_ % 2:  # by processes, also where there is little to do
        monkeypatch.setattr(pipeline, "_PAGES", 1)
        monkeypatch.setattr(pipeline, "_GROUPS", 1)
        monkeypatch.setattr(builder, "_LEAST", 1)
        monkeypatch.setattr(workers, "cores", lambda: 2)
    random, seeds = Random(round_), tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    made(seeds, tmp_path / "docs")
    for edit in range(EDITS):
        deeds = random.choices(DEEDS, k=random.randrange(1, 3))
        for deed in deeds:
            deed(seeds, tmp_path / "docs", random)
        fresh = tmp_path / f"clean{edit}" / "docs"
        fresh.mkdir(parents=True)
        for page in BY_HAND:
            if (tmp_path / "docs" / page).exists():
                shutil.copy(tmp_path / "docs" / page, fresh)
        clean, here = made(seeds, fresh), made(seeds, tmp_path / "docs")
        assert here.keys() == clean.keys(), f"edit {edit}: {[deed.__name__ for deed in deeds]}"
        assert not [path for path in here if here[path] != clean[path]], (
            f"edit {edit}: {[deed.__name__ for deed in deeds]}"
        )


PROGRAM = (
    "import build; from engine.program import program; "
    "print(program(build.ROOT / 'scripts', build.PROGRAM))"
)


def test_what_is_saved_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A seed, and the program: saved between the look at what it holds and its reading."""
    seeds, docs, cut = tmp_path / "seeds", tmp_path / "docs", segment.segment
    shutil.copytree(ROOT / "seeds" / "tables", seeds / "tables")
    seed = seeds / "a.txt"
    seed.write_text("# 旧标题\n\n本报讯 正文一句。\n", encoding="utf-8")

    def saved_meanwhile(page: Page) -> Draft:
        draft = cut(page)
        seed.write_text("# 新标题\n\n本报讯 正文一句。\n", encoding="utf-8")
        return draft

    monkeypatch.setattr(segment, "segment", saved_meanwhile)
    assert "新标题" in made(seeds, docs)["articles/a/3.md"].decode()
    versions = iter(["one", "two"])
    monkeypatch.setattr(build, "program", lambda *_: next(versions, "three"))
    monkeypatch.setattr(build, "ATTEMPTS", 4)
    assert "新标题" in made(seeds, docs)["articles/a/3.md"].decode()
    assert next(versions, "") == "", "it began again until the program stayed"


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("press/annotate/tag.py", PROGRAM),
        ("press/text/words.txt", PROGRAM),
        ("press/text/fold.json", PROGRAM),
    ],
)
def test_another_program_remembers_nothing(path: str, asked: str, tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__")
    )
    ask = [sys.executable, "-c", asked]
    before, again, after = "", "", ""
    for name in ("before", "again", "after"):
        if name == "after":
            with (tmp_path / "scripts" / path).open("a", encoding="utf-8") as file:
                file.write("\n")
        said = subprocess.run(
            ask, cwd=tmp_path / "scripts", capture_output=True, text=True, check=True
        ).stdout
        before, again, after = again, after, said
    assert before == again != after
