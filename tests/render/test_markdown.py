"""Any text at all is text on the page: the escape, the front matter, the formulas."""

from __future__ import annotations

import html
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils import meta

from press.render.markdown import block, front_matter, heading, inline, link, low
from theme_pages import markdown

# Low digits as high ones.
HIGH = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₓ", "0123456789x")
TAG = re.compile(r"<[^>]*>")
# Characters that no seed's text has after the character rules, and blanks, which a page does not
# keep apart.
GONE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
SYNTAX = (
    "# 标题",
    "- 项",
    "1. 项",
    "> 引",
    "    代码",
    "```",
    "~~~",
    "***",
    "---",
    "===",
    "| a | b |",
    "a | b\n--|--",
    "![x](y)",
    "[x](y)",
    "[x]: y",
    "<script>alert(1)</script>",
    "<!-- x -->",
    "&lt;",
    "{{ x }}",
    "{% raw %}",
    "{: #id }",
    "{#id}",
    "::: note",
    "!!! note",
    "??? note",
    "/// details",
    '=== "x"',
    "$x$",
    "\\(x\\)",
    ":smile:",
    "^^x^^",
    "~x~",
    "==x==",
    "++ctrl++",
    "{++x++}",
    '--8<-- "x"',
    ";--8<-- x",
    "[[x]]",
    "[^1]",
    "*[HTML]: x",
    "https://x.cn/",
    "www.x.cn",
    "a@x.cn",
    "user/repo#1",
    "@user",
    "`x`",
    "\\*",
    "_x_",
    "...",
    "--",
    '"x"',
    "'x'",
    "% comment",
    ": 定义",
    "+ 项",
    "[ ] 事",
    "klzzwxh:0000",
    "\u3000\u3000一段",
    "\u2028x",
    "a\n\nb",
)


def shown(source: str, tag: str = "p") -> str:
    """The text that a person sees of a block of Markdown, which must be one with the id "a"."""
    page = markdown().reset().convert(source)
    assert page.startswith(f'<{tag} id="a">')
    assert page.endswith(f"</{tag}>")
    inside = page.removeprefix(f'<{tag} id="a">').removesuffix(f"</{tag}>")
    inside = re.sub(r"<br />|</?sub>", "", inside)
    assert not TAG.search(inside), f"{source!r} became {page!r}"
    return html.unescape(inside)


def unblanked(text: str) -> str:
    return GONE.sub("", text)


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
# What people and machines write by way of markup, alone, run together and in lines.
MARKUP = st.lists(st.sampled_from(SYNTAX) | ANY_TEXT, min_size=1, max_size=4).map("".join)
LINES = st.lists(st.sampled_from(SYNTAX) | ANY_TEXT, min_size=1, max_size=4).map("\n".join)
TEXTS = (ANY_TEXT | MARKUP | LINES).filter(lambda text: bool(unblanked(text)))


@pytest.mark.parametrize("text", SYNTAX)
def test_syntax_is_text(text: str) -> None:
    assert unblanked(shown(block(inline(text), "a"))) == unblanked(text)
    assert unblanked(shown(heading(1, text, "a"), "h1")) == unblanked(text)


@given(TEXTS)
def test_any_text_is_text(text: str) -> None:
    assert unblanked(shown(block(inline(text), "a"))) == unblanked(text)
    assert unblanked(shown(heading(2, text, "a"), "h2")) == unblanked(text)


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_may_stand_in_a_link_and_around_it(before: str, text: str, title: str) -> None:
    page = shown_link(f"{inline(before)}{link(text, '../terms/x/', title)}")
    assert unblanked(page["before"]) == unblanked(before)
    assert unblanked(page["text"]) == unblanked(text)
    assert unblanked(page["title"]) == unblanked(title)


# A paragraph with one link of ours: <p id="a">甲<a href="../terms/x/" title="意">乙</a></p>
LINKED = re.compile(
    r'<p id="a">(?P<before>.*)<a href="\.\./terms/x/" title="(?P<title>[^"]*)">'
    r"(?P<text>.*)</a></p>",
    re.DOTALL,
)


def shown_link(source: str) -> dict[str, str]:
    page = markdown().reset().convert(block(source, "a"))
    found = LINKED.fullmatch(re.sub(r"<br />|</?sub>", "", page))
    assert found is not None, page
    assert not TAG.search(found["before"] + found["text"]), page
    return {name: html.unescape(text) for name, text in found.groupdict().items()}


@pytest.mark.parametrize(
    "text",
    [
        "1.5万吨",
        "2#高炉",
        "A+B",
        "5-6月",
        "a=b",
        "研发&生产",
        "100%",
        "“x”",
        "x > y",
        "9:30",
        "a/b.c",
    ],
)
def test_what_markdown_leaves_alone_is_written_as_it_is(text: str) -> None:
    assert inline(text) == text


@pytest.mark.parametrize("text", ["__config", "__search", "content", "press-collate", "第一章"])
def test_a_headline_is_no_id(text: str) -> None:
    assert 'id="headline"' in markdown().reset().convert(heading(1, text, "headline"))


@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}", fullmatch=True),
        st.text(st.characters(exclude_categories=["Cs"]))
        | st.integers()
        | st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1),
        min_size=1,
    )
)
def test_front_matter_survives_the_reader(fields: dict[str, object]) -> None:
    said = {name: value for name, value in fields.items() if value not in ("", [])}
    text, read = meta.get_data(front_matter(fields) + "正文\n")
    assert (text, read) == ("正文\n", said)
    parts = front_matter(fields).split("---\n")
    assert (yaml.safe_load(parts[1]) or {}) == said or len(parts) > 3


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("PM2.5、SO2、CO等", "PM<sub>2.5</sub>、SO<sub>2</sub>、CO等"),
        ("PM10首次达标", "PM<sub>10</sub>首次达标"),
        ("减排CO2、CH4", "减排CO<sub>2</sub>、CH<sub>4</sub>"),
        ("H2SO4和NOx", "H<sub>2</sub>SO<sub>4</sub>和NO<sub>x</sub>"),
        ("O3浓度", "O<sub>3</sub>浓度"),
    ],
)
def test_formulas_have_subscripts(text: str, formula: str) -> None:
    assert formula in markdown().reset().convert(inline(text))
    assert re.sub("<sub>|</sub>", "", formula) == low(text).translate(HIGH)


@pytest.mark.parametrize(
    "text",
    [
        "O2O模式",
        "ISO2",
        "G6高速H2出口",
        "SO2000",
        "PM2",
        "CO2.5",
        "3D打印",
        "A4纸",
        "PM2.55",
        "O3mini",
    ],
)
def test_what_is_no_formula_stays(text: str) -> None:
    assert inline(text) == text
    assert low(text) == text
