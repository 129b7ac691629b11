"""What must hold of the pages before they are written: every link within the site leads to a page, a file or a place that is there."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

# The target of a link or picture in HTML: <a href="../../themes/safety/#p3">
HTML_LINK = re.compile(r'\s(?:href|src)="([^"]*)"')
# The target of a link in Markdown that people write: [数据](../data/index.md); what is generated writes its links in HTML.
MARKDOWN_LINK = re.compile(r"(?<!\\)\]\(([^)\s]*)\)")
# A place within a page: id="p3" in HTML, {: #p3 } after a Markdown paragraph.
PLACE = re.compile(r'\sid="([^"]+)"|\{:[^}\n]*?#([\w-]+)')
# A heading of Markdown's, from which MkDocs makes an id of its own: ## 规模
HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
# Another site's address, or no address: https://…, mailto:…, //host
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead:
    """A link that leads nowhere: the page's path under docs/, the line, the target as written."""

    path: str
    line: int
    target: str


def dead_links(pages: Mapping[str, str], files: Collection[str]) -> Iterator[Dead]:
    """The dead links of Markdown pages (path under docs/ → text); ``files`` are the paths of everything else under docs/.

    >>> list(dead_links({"a/1.md": '<a href="../2/#p1">', "a/2.md": '<p id="p2">'}, ()))
    [Dead(path='a/1.md', line=1, target='../2/#p1')]
    """
    addresses = {address(path): path for path in pages}
    places: dict[str, frozenset[str]] = {}
    for path, text in pages.items():
        here, beside = address(path), posixpath.dirname(path)
        for found in (*HTML_LINK.finditer(text), *MARKDOWN_LINK.finditer(text)):
            target, _, place = html.unescape(found[1]).partition("#")
            if ELSEWHERE.match(target):
                continue
            target = target.partition("?")[0]
            leads = _resolved(here, target) if target else here
            page = addresses.get(leads)
            if found.re is MARKDOWN_LINK and _resolved(beside, target) in (pages if target.endswith(".md") else files):
                leads = _resolved(beside, target)  # MkDocs makes an address of a file's path
                page = leads if target.endswith(".md") else None
            if (page is None and leads not in files) or (page and place and not _has(page, unquote(place), pages, places)):
                yield Dead(path=path, line=text.count("\n", 0, found.start()) + 1, target=found[1])


def address(path: str) -> str:
    """The address of a Markdown page under the site's root.

    >>> address("themes/index.md"), address("about.md"), address("index.md")
    ('themes/', 'about/', '')
    """
    return f"{path.removesuffix('.md')}/".removesuffix("index/")


def _has(page: str, place: str, pages: Mapping[str, str], known: dict[str, frozenset[str]]) -> bool:
    """Whether a page has a place; of one with Markdown's own headings, whose ids MkDocs makes, it is taken to."""
    if page not in known:
        known[page] = frozenset(one or other for one, other in PLACE.findall(pages[page]))
    return place in known[page] or bool(HEADING.search(pages[page]))


@lru_cache(maxsize=200_000)
def _resolved(here: str, target: str) -> str:
    """The path under the site's root that a target means on the page at an address.

    >>> _resolved("articles/a/3/", "../../../themes/%E7%94%9F/"), _resolved("a/", "../b.json"), _resolved("a/", "../"), _resolved("", "./")
    ('themes/生/', 'b.json', '', '')
    """
    path = posixpath.normpath(posixpath.join("/", here, unquote(target))).lstrip("/")
    return f"{path}/" if target.endswith("/") and path else path
