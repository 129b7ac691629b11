"""Pages of digital editions (数字报): areas of the page's picture and the articles' headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import count

from press.model import Frame, Line
from press.read.sheet import Sheet, UnreadableError, corners, number, sheet
from press.read.source import Source

# An area of a picture's map; what an address has behind the article's own page: …_1.htm?div=-1.
_AREA = re.compile(r"<area\b[^>]*\bcoords\s*=", re.IGNORECASE)
_QUERY = re.compile(r"[?#].*")
_MAP = re.compile(r"<map\b", re.IGNORECASE)


def recognises(source: Source) -> bool:
    """Whether a web page has a picture with areas and links."""
    return bool(_MAP.search(source.text) and _AREA.search(source.text)) and (
        source.root == "html" or source.text.lstrip().startswith("<")
    )


def read(source: Source, seed: str) -> tuple[Sheet, ...]:
    """A sheet for each map: the headline of each area in their order, each the begin of an article.

    The text of the articles is on pages of their own; ``UnreadableError`` without headlines.
    """
    parser = _Parser()
    parser.feed(source.text)
    parser.close()
    found = [page for page in parser.pages if any(parser.titles.get(a[0]) for a in page.areas)]
    if not found:
        raise UnreadableError(
            "is a page of a digital edition without its headlines",
            "give the page's PDF or picture, or the text of its articles",
        )
    return tuple(sheet(seed, _lines(page, parser.titles), page.frame) for page in found)


@dataclass(slots=True)
class _Page:
    areas: list[tuple[str, str]] = field(default_factory=list)
    frame: Frame | None = None


class _Parser(HTMLParser):
    """Gathers maps with their areas, and the texts of links by where they lead."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pages: list[_Page] = []
        self.titles: dict[str, str] = {}
        self._link: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {key: value or "" for key, value in attrs}
        if tag == "map":
            self.pages.append(_Page())
        elif tag == "area" and self.pages and named.get("coords"):
            self.pages[-1].areas.append((_target(named.get("href", "")), named["coords"]))
        elif tag == "img" and self.pages and named.get("usemap"):
            self.pages[-1].frame = _frame(named)
        elif tag == "a":
            self._link = _target(named.get("href", ""))
        elif tag == "br" and self._link:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("a", "li", "ul"):
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._link:
            self.titles[self._link] = self.titles.get(self._link, "") + data


def _target(href: str) -> str:
    """
    >>> _target("content_306597.htm?div=-1")
    'content_306597.htm'
    """
    return _QUERY.sub("", href.strip())


def _frame(named: dict[str, str]) -> Frame | None:
    width, height = named.get("width", ""), named.get("height", "")
    if not width.isdecimal() or not height.isdecimal():
        return None
    return Frame(width=number(width), height=number(height), unit="px")


def _lines(page: _Page, titles: dict[str, str]) -> Iterator[Line]:
    numbers = count(1)
    seen: set[str] = set()
    for target, coords in page.areas:
        title = " ".join(titles.get(target, "").split())
        if not title or target in seen:
            continue
        seen.add(target)
        sides = [side for side in coords.replace(";", ",").split(",") if side.strip()]
        place = corners(list(zip(sides[::2], sides[1::2], strict=False)))
        yield Line(number=next(numbers), text=title, box=place, hint="title", border="article")
