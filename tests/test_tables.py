"""Tables: what is right becomes values, what is wrong is one line: where, and what to do."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import tries
from engine.errors import UserError
from press.read.tables import Tables, load
from press.read.yaml_nodes import parse_yaml
from printed import each

TABLES = Path("seeds/tables")


@each("tables")
def test_what_is_wrong(case: dict[str, Any], tmp_path: Path) -> None:
    [(name, text)] = case["given"].items()
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as mistake:
        load(tmp_path)
    assert str(mistake.value) == f"{tmp_path / name}:{case['expect']}"


def test_no_tables_are_empty_tables(tmp_path: Path) -> None:
    (tmp_path / "names.yml").write_text("# nobody yet\n")
    assert load(tmp_path) == load(tmp_path / "nowhere") == Tables()


def test_not_a_text_file(tmp_path: Path) -> None:
    (tmp_path / "terms.yml").write_bytes("- id: a\n- 甲\n".encode("gbk"))
    with pytest.raises(UserError, match=r"terms\.yml:2: not in UTF-8; save the file as UTF-8$"):
        load(tmp_path)


def test_the_tables_of_this_library() -> None:
    tables = load(TABLES)
    assert [theme.id for theme in tables.themes] == ["ecology", "safety", "energy", "jingmeng"]
    assert all(theme.intro and theme.english for theme in tables.themes)
    people = {form for name in tables.names for form in (name.name, *name.aliases)}
    assert not people & {"高阳", "高先生"}, "private persons have no page"
    [unknown] = [term for term in tables.terms if "1571" in term.term]
    assert unknown.meaning is None, "nobody has said what it means"
    assert {name.pinyin for name in tables.names if name.name == "周金星"} == {"zhoujinxing"}


def test_offices_are_as_printed() -> None:
    printed = "".join(path.read_text(encoding="utf-8") for path in Path("seeds").glob("*.txt"))
    assert [
        name.name
        for name in load(TABLES).names
        if name.office and name.office not in printed.replace("“山", "山")
    ] == []


@settings(max_examples=tries(100, 1000), deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(alphabet="ab:-[]{}\"'&*!|># \n甲", max_size=60).map(str.encode)
)
def test_any_bytes_are_values_or_one_line(data: bytes) -> None:
    try:
        said = f"x.yml:{parse_yaml(data, Path('x.yml')).line}"
    except UserError as mistake:
        said = str(mistake)
    assert re.fullmatch(r"x\.yml(:\d+)?.*", said), "one line, with its place"


@pytest.mark.parametrize("bomb", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000])
def test_deep_nesting_is_refused(bomb: str) -> None:
    with pytest.raises(UserError, match=r"nested too deep|not valid YAML"):
        parse_yaml(bomb.encode(), Path("x.yml"))


def test_every_value_has_its_line() -> None:
    marked = parse_yaml("a: 1\nb:\n  - 甲\n  - {c: 03}\nd: yes\n".encode(), Path("x.yml"))
    fields = marked.fields(["a", "b", "d"])
    first, second = fields["b"].items()
    assert [fields["a"].line, fields["b"].line, first.line, second.line, fields["d"].line] == [
        1,
        2,
        3,
        4,
        5,
    ]
    assert (second.fields(["c"])["c"].text(), fields["d"].text()) == ("03", "yes")
