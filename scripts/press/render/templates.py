"""The page templates of ``scripts/pages``: Markdown with a little HTML, filled in here before MkDocs sees it.

Whatever a template prints goes through ``prose`` unless it is Markup already, so that nobody can forget to escape; the filters
of Jinja that would glue untrusted text together past it do not exist here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup

from engine.cache import Cache, digest, program
from press.model import urls
from press.render.cite import ADDRESS
from press.render.markdown import inline, prose, rich, verbatim
from press.render.rules import rule_words
from press.text.dates import display

# Beside the theme's folder and not in it, for a builder may publish whatever lies there and is no HTML.
FOLDER = Path(__file__).resolve().parents[2] / "pages"
# Filters that return Markup of text that was only escaped for HTML, or not at all: in Markdown that is not enough.
_UNSAFE_FILTERS = (
    "safe",
    "e",
    "escape",
    "forceescape",
    "join",
    "format",
    "replace",
    "indent",
    "wordwrap",
    "urlize",
    "xmlattr",
    "tojson",
    "striptags",
)


class Compiled(BytecodeCache):
    """Templates as they were compiled by an earlier build: to compile all of them takes a tenth of a second."""

    KIND = "template"

    def __init__(self, memory: Cache) -> None:
        """Where they are remembered."""
        self._memory, self._known = memory, memory.keys(self.KIND)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take one from the memory, if this program compiled it."""
        if self._known.get(bucket.key) == program():
            bucket.bytecode_from_string(self._memory.get(self.KIND, bucket.key))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one."""
        self._memory.keep([(self.KIND, bucket.key, program(), bucket.bytecode_to_string())], ())


def begin(memory: Cache) -> str:
    """Begin a build with the templates as they are now, which may be remembered compiled; give their digest."""
    _environment.cache_clear()
    _environment().bytecode_cache = Compiled(memory)
    return digest(
        [(path.name, path.read_bytes()) for path in sorted(FOLDER.iterdir()) if path.is_file()]
    )


def template(name: str) -> Template:
    """A template of the folder, compiled once."""
    return _environment().get_template(name)


def citation(text: str) -> Markup:
    """A form of citation for ``<pre>``; the page's address is filled in by its script, and said in words where there is none."""
    return verbatim(text).replace(
        ADDRESS, Markup('<span class="press-address">（本页网址）</span>')
    )


def shown(text: str) -> Markup:
    """A text before or after a change, with its line ends made visible."""
    return prose(text.replace("\n", "⏎"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        finalize=prose,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    for name in _UNSAFE_FILTERS:
        del environment.filters[name]
    environment.filters |= {
        "rich": rich,
        "inline": inline,
        "verbatim": verbatim,
        "citation": citation,
        "shown": shown,
        "display": display,
        "href": urls.href,
        "rule_words": rule_words,
    }
    environment.globals |= {
        name: getattr(urls, name)
        for name in (
            "theme_url",
            "name_url",
            "term_url",
            "column_url",
            "edition_url",
            "page_anchor",
            "proof_url",
        )
    }
    return environment
