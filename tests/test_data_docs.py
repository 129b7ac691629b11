"""The page on the data (docs/data/index.md): its examples run, and it names every file, field,
column and form of date.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from engine.targets import files
from export_sample import ARCHIVE, SITE, committed, parts_of, shared
from press.export import formats
from press.export.feeds import NEWEST
from press.export.parts import MOST
from press.export.spreadsheet import COLUMNS, LONGEST_TEXT
from press.render import data
from press.text.dates import display

PAGE = Path("docs/data/index.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
# The sample archive as it is, and as one that is too large for a year or a month in one file.
WHOLE, PARTED = ({**committed(ARCHIVE, most), **shared(ARCHIVE, SITE, most)} for most in (MOST, 1))
# What each example prints of the sample archive.
EXPECTED = (
    "2026-02-10~ articles/000_a/2/#p1 PM2.5下降，生态好转。\n",
    "control characters 1\njoin 1\nsubscripts 1\n",
    ("美丽乌海·绿色答卷", "1   23"),
    ("2025-12    2", "2026-02    3"),
)


@pytest.fixture(params=["whole", "parted"])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    for path, content in (WHOLE if request.param == "whole" else PARTED).items():
        if path.startswith("data/") and path.count("/") == 1:
            (tmp_path / path.removeprefix("data/")).write_bytes(content)
    return tmp_path


def run(example: str, folder: Path) -> str:
    environment = {"PYTHONUTF8": "1", "PATH": ""}
    command = [sys.executable, "-W", "error", "-c", example]
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    ).stdout


@pytest.mark.parametrize(
    ("example", "expected"),
    list(zip(EXAMPLES, EXPECTED, strict=True)),
    ids=("passages", "repairs", "columns", "months"),
)
def test_the_examples_run_as_they_stand(
    example: str, expected: str | tuple[str, ...], folder: Path
) -> None:
    printed = run(example, folder)
    if isinstance(expected, str):
        assert printed == expected
    else:
        assert all(text in printed for text in expected)


@pytest.mark.parametrize(("made", "most"), [(WHOLE, MOST), (PARTED, 1)], ids=("whole", "parted"))
def test_every_link_to_a_file_leads_somewhere(made: dict[str, bytes], most: int) -> None:
    pages = dict(files([data.page(parts_of(ARCHIVE, most), formats(SITE))]))
    there = {
        *made,
        "data/schema.json",
        *(path.removesuffix(".md") + "/" for path in pages),
        "sitemap.xml",
    }
    linked = {f"data/{target}" for target in re.findall(r'<a href="(?!\.\.)([^"]+)">', PAGE)} | set(
        re.findall(r'<a href="\.\./([^"]+)">', PAGE)
    )
    assert linked <= there


def test_every_file_is_named() -> None:
    names = {
        path.removeprefix("data/")
        for path in WHOLE
        if path.startswith("data/") and path.count("/") == 1
    } | {"schema.json"}
    assert names <= set(re.findall(r'<a href="([^"]+)">', PAGE)) | set(
        re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE)
    )
    assert {"sitemap.xml", *(path for path in WHOLE if "/" not in path)} <= set(
        re.findall(r'<a href="\.\./([^"]+)">', PAGE)
    )


def test_every_field_and_column_is_explained() -> None:
    schema = json.loads(Path("docs/data/schema.json").read_bytes())["$defs"]
    named = set(re.findall(r"`([^`]+)`", PAGE))
    assert {*schema["archive"]["properties"], *schema["article"]["properties"], *COLUMNS} <= named
    assert {"parts", *schema["index"]["properties"]["parts"]["items"]["properties"]} <= named
    assert set(schema["article"]["properties"]["kind"]["enum"]) <= named


def test_every_form_of_date_reads_as_the_page_says() -> None:
    rows = re.findall(r"^\| `(\d{4}[-\d~?%]*|null)` \| (.+) \|$", PAGE, re.MULTILINE)
    assert len(rows) == 7
    assert [display(None if date == "null" else date) for date, _ in rows] == [
        words for _, words in rows
    ]


def test_the_figures_are_those_of_the_program() -> None:
    assert f"最新的 {NEWEST} 篇" in PAGE
    assert f"截到 {LONGEST_TEXT} 字" in PAGE
