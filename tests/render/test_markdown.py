"""Any text at all is text on the page: the escape, the front matter, the formulas."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils import meta

from press.render.markdown import front_matter, prose, rich, verbatim

# Every extension of Python-Markdown and pymdownx that gives a meaning to characters; none may find any in escaped text.
EXTENSIONS: Sequence[str] = (
    "toc",
    "tables",
    "fenced_code",
    "attr_list",
    "md_in_html",
    "def_list",
    "footnotes",
    "abbr",
    "admonition",
    "smarty",
    "wikilinks",
    "sane_lists",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "pymdownx.arithmatex",
    "pymdownx.inlinehilite",
    "pymdownx.snippets",
    "pymdownx.saneheaders",
    "pymdownx.fancylists",
)
PLAIN = markdown.Markdown(extensions=["toc", "tables", "fenced_code", "attr_list"])
RICH = markdown.Markdown(
    extensions=list(EXTENSIONS),
    extension_configs={
        "pymdownx.magiclink": {"repo_url_shorthand": True, "social_url_shorthand": True}
    },
)
TAG = re.compile(r"<[^>]*>")
# The characters that a seed's text cannot have after the character rules, and blanks, which a page does not keep apart.
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


def shown(source: str, reader: markdown.Markdown) -> str:
    """The text that a person sees of a paragraph of Markdown, which must be one paragraph and no other element."""
    page = reader.reset().convert(source)
    assert page.startswith("<p>")
    assert page.endswith("</p>")
    inside = page[3:-4]
    assert not TAG.search(inside), f"{source!r} became {page!r}"
    return html.unescape(inside)


def unblanked(text: str) -> str:
    return GONE.sub("", text)


@pytest.mark.parametrize("reader", [PLAIN, RICH], ids=["ours", "every extension"])
@pytest.mark.parametrize("text", SYNTAX)
def test_syntax_is_text(text: str, reader: markdown.Markdown) -> None:
    assert unblanked(shown(str(prose(text)), reader)) == unblanked(text)


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
        lambda text: text.strip()
    )
    | st.sampled_from(SYNTAX)
)
def test_any_text_is_text(text: str) -> None:
    assert unblanked(shown(str(prose(text)), PLAIN)) == unblanked(text)
    assert unblanked(html.unescape(str(verbatim(text)))) == unblanked(text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_attribute_is_left(text: str) -> None:
    assert not set("\"'<>\n`={}") & set(prose(text))


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


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cn"]))
    | st.sampled_from(["🀄𠮷", "a\u2028b", "\ufeff", "\x85", "---", "...", "  - x"])
)
def test_html_in_the_front_matter_is_a_block_of_lines_and_survives_the_reader(text: str) -> None:
    given_ = f"<p>{prose(text)}</p>\n\n  <p>{prose(text)}</p>"
    page = front_matter({"title": text}, html=given_)
    assert "\nhtml: |\n  <p>" in page, "as check.FRONT_MATTER looks for it"
    assert html.unescape(meta.get_data(page)[1]["html"]) == html.unescape(
        f"<p>{prose(text)}</p>\n<p>{prose(text)}</p>\n"
    )


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
    assert rich(text) == formula


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
    assert rich(text) == text
