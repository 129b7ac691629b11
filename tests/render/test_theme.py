"""Nothing that a template of the theme prints is taken for anything but text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, nodes

import theme_pages
from browse_sample import ARCHIVE, KINDS, Html
from pages_of import pages_of
from press.render import article
from press.render.catalogue import catalogue
from press.render.markdown import front_matter

TEMPLATES = sorted(theme_pages.THEME.rglob("*.html"))
# Filters after which a value is safe in text and in an attribute between quotes.
SAFE_FILTERS = {"e", "urlencode", "length", "tojson"}
# Macros of the theme: their own output is held by this test.
MACROS = {
    name
    for path in TEMPLATES
    for name in re.findall(r"macro (\w+)\(", path.read_text(encoding="utf-8"))
} | {"super", "caller"}
# Values that no text of a page can be: what the templates have made, and numbers of a drawing.
OURS = {"text", "whole", "before", "level", "key", "other", "day", "kind", "said", "rel", "line"}
DRAWN = {"wide", "cell", "high", "matrix", "loop"}


def inside(node: nodes.Node) -> list[nodes.Node]:
    """The parts that something printed is put together from; none when it is one value."""
    if isinstance(node, nodes.CondExpr):
        return [node.expr1, *([node.expr2] if node.expr2 else [])]
    if isinstance(node, nodes.Concat):
        return list(node.nodes)
    if isinstance(node, nodes.BinExpr):
        return [node.left, node.right]
    passing = isinstance(node, nodes.Filter) and node.name in ("replace", "url") and node.node
    return [node.node] if passing else []  # type: ignore[attr-defined]


def safe(node: nodes.Node) -> bool:
    """Whether a value is escaped, or was never anybody's text."""
    if isinstance(node, nodes.Filter):
        return node.name in SAFE_FILTERS
    if isinstance(node, nodes.Call):
        return isinstance(node.node, nodes.Name) and node.node.name in MACROS
    if isinstance(node, nodes.Getattr):
        return source(node).startswith(("loop.", "text."))
    if isinstance(node, nodes.Name):
        return node.name in OURS | DRAWN
    return isinstance(node, nodes.Const | nodes.TemplateData)


def unsafe(node: nodes.Node) -> list[nodes.Node]:
    """The parts of what a template prints that nobody has escaped."""
    parts = inside(node)
    if not parts:
        return [] if safe(node) else [node]
    return [found for part in parts for found in unsafe(part)]


# What is no text of any seed: the page's own HTML, which Markdown has made, the numbers of lists,
# addresses of the theme's own files, Material's settings.
ALLOWED = {
    "page.content",
    "name.count",
    "count",
    "nav.homepage.url",
    "base_url",
    "item.url",
    "config.theme.favicon",
    "text|string",  # escaped for JSON, as test_export_metadata holds
}


def source(node: nodes.Node) -> str:
    """A name or attribute as it is written."""
    if isinstance(node, nodes.Getattr):
        return f"{source(node.node)}.{node.attr}"
    if isinstance(node, nodes.Filter) and node.node:
        return f"{source(node.node)}|{node.name}"
    return node.name if isinstance(node, nodes.Name) else type(node).__name__


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_value_is_escaped_where_it_is_printed(path: Path) -> None:
    tree = Environment().parse(path.read_text(encoding="utf-8"))  # noqa: S701 - only parsed
    printed = [part for output in tree.find_all(nodes.Output) for part in output.nodes]
    found = {source(part) for each in printed for part in unsafe(each)}
    assert found <= ALLOWED, found - ALLOWED


def test_the_test_sees_what_is_not_escaped() -> None:
    tree = Environment().parse("{{ meta.title }}{{ x|e }}{{ '' ~ y if z }}")  # noqa: S701
    [output] = tree.find_all(nodes.Output)
    found = {source(part) for each in output.nodes for part in unsafe(each)}
    assert found == {"meta.title", "y"}


# Every layout, and an article, with the values of a sample.
SAMPLES = {
    path: text
    for path, text in pages_of(
        target for kind in (*KINDS, article) for target in kind.pages(catalogue(ARCHIVE))
    ).items()
}
HOSTILE = st.sampled_from(
    (
        '"><script>alert(1)</script>',
        "'><img src=x onerror=alert(1)>",
        "</title></style></script><svg onload=alert(1)>",
        "{{ config }}{% raw %}&lt;b&gt;",
        "javascript:alert(1)",
        "-->]]><!--",
    )
) | st.text(min_size=1, max_size=12)


def poisoned(value: object, text: str) -> object:
    """The same values with a text in place of every text that decides nothing."""
    if isinstance(value, dict):
        kept = ("layout", "template")
        return {key: one if key in kept else poisoned(one, text) for key, one in value.items()}
    if isinstance(value, list):
        return [poisoned(one, text) for one in value]
    return text if isinstance(value, str) else value


@pytest.mark.parametrize(
    "path",
    sorted(
        {text.split("layout: ")[-1].split("\n")[0]: path for path, text in SAMPLES.items()}.values()
    ),
)
@settings(max_examples=12, deadline=None)
@given(HOSTILE)
def test_any_text_in_any_value_of_any_page_is_text(path: str, text: str) -> None:
    plain = Html(SAMPLES[path], path)
    fields = poisoned(plain.front, text)
    assert isinstance(fields, dict)
    body = SAMPLES[path].split("\n---\n", 1)[1]
    found = Html(front_matter(fields) + body, path)
    assert found.tags <= plain.tags | {"sub", "br"}
    assert not any(link.startswith("javascript:") for link in found.links)
