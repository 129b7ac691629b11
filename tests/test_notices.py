"""Every code of a notice that the program can give is explained to maintainers, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from press.model import Notice
from press.repair import mend
from press.segment import segment
from test_pages import page_of

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "maintain" / "notices.md"
# A row of the page: | `cut-open` | …
ROW = re.compile(r"^\| `([a-z-]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def codes() -> set[str]:
    """The codes in the program: what ``Notice`` is given, or what hands its ``code`` on to it."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "scripts").rglob("*.py")]
    makers = {"Notice"} | {maker for tree in trees for maker in _makers(tree)}
    return {code for tree in trees for code in _given(tree, makers)}


def _makers(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and "code" in {a.arg for a in node.args.args}:
            yield from {node.name for inner in ast.walk(node) if _calls(inner, {"Notice"})}


def _calls(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _given(tree: ast.Module, makers: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _calls(node, makers):
            named = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            for value in named or node.args[:1]:
                if isinstance(value, ast.Constant):
                    yield str(value.value)
                else:
                    assert isinstance(value, ast.Name), (
                        f"a code that is worked out: line {node.lineno}"
                    )


def test_every_code_is_explained() -> None:
    found = ROW.findall(PAGE.read_text("utf-8"))
    assert {code for code, *_ in found} == codes()
    assert len(found) == len({code for code, *_ in found}), "each once"


def test_it_sees_codes_in_every_form() -> None:
    tree = ast.parse(
        "def say(code: str) -> Notice:\n    return Notice(code=code)\n"
        "say('by-hand')\nNotice(code='named')\nprint('other')\n"
    )
    assert set(_given(tree, {"Notice", *_makers(tree)})) == {"by-hand", "named"}


def test_a_traditional_character_is_a_misreading_in_the_simplified_script_only() -> None:
    simplified = "# 全市召开会议\n\n本报讯 会议要求落实安全責任，开展检查，消除隐患。"
    traditional = "# 全市召開會議\n\n本報訊 會議要求落實安全責任，開展檢查，消除隱患。"
    assert [notice.code for notice in notices(simplified)] == ["traditional-character"]
    assert notices(traditional) == ()


def notices(text: str) -> tuple[Notice, ...]:
    """What is said of a page."""
    return mend(segment(page_of(text))).notices
