"""Generated pages as the site shows them: their Markdown and front matter in the theme's templates.

Material's own base template is left out: of the page's frame only what this theme fills is here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import SimpleNamespace

import jinja2
import yaml
from markdown import Markdown
from mkdocs.utils import meta

ROOT = Path(__file__).resolve().parent.parent
THEME = ROOT / "scripts" / "theme"
BASE = (
    "{% block site_meta %}{% endblock %}{% block htmltitle %}{% endblock %}"
    "{% block extrahead %}{% endblock %}</head>{% block container %}{% endblock %}"
)
ADDRESS = "https://example.org/reader/"
# What MkDocs has built in, and the extensions of mkdocs.yml.
EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list", "pymdownx.tilde"]


@cache
def environment() -> jinja2.Environment:
    """The theme's templates as MkDocs has them: nothing is escaped by itself."""
    theme = jinja2.FileSystemLoader(THEME)
    loader = jinja2.ChoiceLoader([theme, jinja2.DictLoader({"base.html": BASE})])
    found = jinja2.Environment(loader=loader, autoescape=False)  # noqa: S701 - as MkDocs has it
    found.filters["url"] = lambda path: path
    return found


@cache
def markdown() -> Markdown:
    """The Markdown of the site."""
    tilde = {"pymdownx.tilde": {"delete": False, "smart_delete": False}}
    return Markdown(extensions=EXTENSIONS, extension_configs=tilde)


@cache
def introduction() -> str:
    """The first line of the home page."""
    text = (ROOT / "mkdocs.yml").read_text().replace("!ENV", "")
    found: str = yaml.safe_load(text)["extra"]["introduction"]
    return found


def url_of(path: str) -> str:
    """The address at which MkDocs serves a file."""
    url = path.removesuffix(".md") + "/"
    return url.removesuffix("index/") if url == "index/" or url.endswith("/index/") else url


def shown(path: str, text: str) -> str:
    """The HTML of a page without its head."""
    return whole(path, text).partition("</head>")[2]


def whole(path: str, text: str) -> str:
    """The HTML of a page as far as the theme fills it."""
    body, fields = meta.get_data(text)
    url = url_of(path)
    page = SimpleNamespace(
        meta=fields,
        content=markdown().reset().convert(body),
        title="",
        url=url,
        canonical_url=ADDRESS + url,
    )
    config = SimpleNamespace(
        site_name="读报",
        site_url=ADDRESS,
        site_description="",
        repo_url="https://example.org/code",
        extra=SimpleNamespace(introduction=introduction()),
        theme=SimpleNamespace(favicon="", features=[], palette=[]),
    )
    template = str(fields.get("template", "main.html")).replace(".html", "-frame.html")
    base_url = "/".join([".."] * url.count("/")) or "."
    return (
        environment()
        .get_template(template.replace("main-frame", "frame"))
        .render(page=page, config=config, base_url=base_url, nav=SimpleNamespace(items=[]))
    )
