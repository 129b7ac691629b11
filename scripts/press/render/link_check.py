"""What must hold of the pages before they are written: every link within the site leads to a page,
a file or a place that is there.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

# The target of a link or picture in HTML: <a href="../../themes/safety/#p3">
HTML_LINK = re.compile(r'<[a-z][^<>]*?\s(?:href|src)="([^"]*)"')
# The target of a link in Markdown, with its title: [数据](../data/index.md "全部")
MARKDOWN_LINK = re.compile(r"(?<!\\)\]\(([^)\s]*)(?:\s+\"[^\"\n]*\")?\)")
# A place within a page: id="p3" in HTML, {: #p3 } after a Markdown paragraph.
PLACE = re.compile(r'\sid="([^"]+)"|\{:[^}\n]*?#([\w-]+)')
# What a page says of itself above its text: values, of which the theme makes what it likes. The
# addresses in it are made by the program, from the pages that there are.
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
# A page that the theme lays out from its front matter, with places of its own.
LAYOUT = re.compile(r"\A---\n(?:(?!---\n).*\n)*?layout: ")
# A heading of Markdown's, from which MkDocs makes an id of its own: ## 规模
HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
# Another site's address, or no address: https://…, mailto:…, //host
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


# A page that search engines are kept from: `robots: noindex` in its front matter.
HIDDEN = re.compile(r"---\n(?:(?!---\n).*\n)*?robots: [\"']?noindex")
# A link as a file's path, as an address, and the place it names on that page.
Target = tuple[str | None, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead:
    """A link that leads nowhere: the page's path under docs/, the line, the target as written."""

    path: str
    line: int
    target: str


class About(NamedTuple):
    """What a page says of itself: its places with blanks around each (None where there may be
    more), and whether it is hidden.
    """

    places: str | None
    hidden: bool

    def has(self, place: str) -> bool:
        """Whether it may have a place."""
        return self.places is None or f" {place} " in self.places


class Look(NamedTuple):
    """A page as far as links go: its path under docs/, what it says of itself, and its links with
    the line and wording of each.
    """

    path: str
    about: About
    links: tuple[tuple[Target, int, str], ...]


def look(path: str, content: bytes) -> Look | None:
    """Look a file over; None where it is no page."""
    if not path.endswith(".md"):
        return None
    text = content.decode()
    found = tuple((to, dead.line, dead.target) for to, dead in links(path, text).items())
    return Look(path, about(text), found)


def first_dead(looks: Callable[[], Iterable[Look]], files: Collection[str]) -> Dead | None:
    """The first link that leads nowhere, or None; ``looks`` gives those of all pages, and is asked
    twice, ``files`` are all files.
    """
    pages = {one.path: one.about for one in looks()}
    there = There(pages, files)
    found = [
        Dead(path=one.path, line=line, target=written)
        for one in looks()
        for to, line, written in one.links
        if not there.has(to)
    ]
    return min(found, key=lambda dead: (dead.path, dead.line), default=None)


def about(text: str) -> About:
    """Look a Markdown page over."""
    body = FRONT_MATTER.sub("", text, count=1)
    places = (
        None
        if HEADING.search(body) or LAYOUT.match(text)
        else f" {' '.join(one or other for one, other in PLACE.findall(body))} "
    )
    return About(places=places, hidden=bool(HIDDEN.match(text)))


def links(path: str, text: str) -> dict[Target, Dead]:
    """The links of a page by its path under docs/; of those to one place the first. They are dead
    when their target is.

    >>> [link.line for link in links("a/1.md", '<a href="../2/#p1">').values()]
    [1]
    """
    above = FRONT_MATTER.match(text)
    begin, here, asked = above.end() if above else 0, address(path), dict[Target, Dead]()
    for pattern in (HTML_LINK, MARKDOWN_LINK) if "](" in text else (HTML_LINK,):
        written, line, at = set[str](), 1, 0
        for found in pattern.finditer(text, begin):
            if found[1] in written:
                continue
            written.add(found[1])
            line, at = line + text.count("\n", at, found.start()), found.start()
            target, _, place = html.unescape(found[1]).partition("#")
            if not ELSEWHERE.match(target):
                target = target.partition("?")[0]
                as_file = (
                    _resolved(posixpath.dirname(path), target)
                    if target and pattern is MARKDOWN_LINK
                    else None
                )
                link = (as_file, _resolved(here, target) if target else here, unquote(place))
                asked.setdefault(link, Dead(path=path, line=line, target=found[1]))
    return asked


def dead(
    asked: Collection[Target], pages: Mapping[str, About], files: Collection[str]
) -> Iterator[Target]:
    """The links that lead nowhere; ``pages`` are all pages by their paths, ``files`` the paths of
    everything else under docs/.
    """
    there = There(pages, files)
    yield from (to for to in asked if not there.has(to))


class There:
    """What links may lead to."""

    def __init__(self, pages: Mapping[str, About], files: Collection[str]) -> None:
        """``pages`` are all pages by their paths, ``files`` the paths of everything else under
        docs/.
        """
        self._pages, self._files = pages, files
        self._addresses = {address(path): path for path in pages}

    def has(self, to: Target) -> bool:
        """Whether a link leads somewhere; MkDocs makes an address of a Markdown file's path."""
        as_file, as_address, place = to
        page = as_file if as_file in self._pages else self._addresses.get(as_address)
        if page is None:
            return as_file in self._files or as_address in self._files
        return not place or self._pages[page].has(place)


def address(path: str) -> str:
    """The address of a Markdown page under the site's root.

    >>> pages = ("themes/index.md", "about.md", "index.md", "editions/-index.md")
    >>> tuple(map(address, pages))
    ('themes/', 'about/', '', 'editions/-index/')
    """
    found = f"{path.removesuffix('.md')}/"
    return found.removesuffix("index/") if found == "index/" or found.endswith("/index/") else found


def _resolved(here: str, target: str) -> str:
    """The path under the site's root that a target means on the page at an address.

    >>> _resolved("articles/a/3/", "../../../themes/%E7%94%9F/"), _resolved("a/", "../b.json")
    ('themes/生/', 'b.json')
    >>> _resolved("a/", "../"), _resolved("", "./")
    ('', '')
    """
    steps = unquote(target).rstrip("/").split("/")
    up = next((at for at, step in enumerate(steps) if step != ".."), len(steps))
    if (
        target.startswith("/") or not {"", "."}.isdisjoint(steps[up:]) or ".." in steps[up:]
    ):  # as nobody writes who means well
        path = posixpath.normpath(posixpath.join("/", here, unquote(target))).lstrip("/")
    else:
        above = here.rstrip("/").split("/") if here else []
        path = "/".join([*above[: max(len(above) - up, 0)], *steps[up:]])
    return f"{path}/" if target.endswith("/") and path else path
