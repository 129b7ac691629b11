"""What people and machines find in a built site: text, links and head of each page, and the files;
and how two sites differ in that.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin

WITHOUT_END = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}
# What stands within a line, so that no blank is seen around it.
INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "del",
    "em",
    "i",
    "ins",
    "kbd",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
    "wbr",
}
UNSEEN = {"script", "style", "template"}
TARGETS = ("href", "src", "action")
# Files that each builder makes for itself and no reader asks for; the folders of the theme's own,
# named by the builder's digests.
OWN = (".gz", ".map", "objects.inv", "search.json", "search_index.json")
OWN_FOLDERS = ("assets/javascripts/", "assets/stylesheets/")
# An address in a sitemap: <loc>https://example.org/about/</loc>
LOCATION = re.compile(rb"<loc>\s*(.*?)\s*</loc>")
OWN_META = {"generator", "viewport"}


@dataclass(kw_only=True)
class Seen:
    """What is found in a page: the words of its article, where it leads (whole addresses), what its
    head says.
    """

    text: str = ""
    links: set[str] = field(default_factory=set)
    head: set[str] = field(default_factory=set)


class BuiltSite:
    """A built site: what is found in each page, and the digests of the other files."""

    def __init__(self, site: Path, address: str) -> None:
        """Read all of the site of that address; the folder may then go."""
        paths = {
            path.relative_to(site).as_posix(): path
            for path in sorted(site.rglob("*"))
            if path.is_file()
        }
        self.pages = {
            name: look(path.read_text(encoding="utf-8"), address + name)
            for name, path in paths.items()
            if name.endswith(".html")
        }
        others = paths.keys() - self.pages.keys()
        self.files = {
            name: _digest(name, paths[name].read_bytes()) for name in others if _ours(name)
        }


def differences(ours: BuiltSite, theirs: BuiltSite) -> Iterator[str]:
    """What differs, in words: pages, then text, links and head of each, then files."""
    yield from _names("page", ours.pages.keys(), theirs.pages.keys())
    for name in sorted(ours.pages.keys() & theirs.pages.keys()):
        mine, other = ours.pages[name], theirs.pages[name]
        if mine.text != other.text:
            yield f"text differs: `{name}`: {_first_difference(mine.text, other.text)}"
        yield from (f"link missing: `{name}`: {link}" for link in sorted(mine.links - other.links))
        yield from (f"link too many: `{name}`: {link}" for link in sorted(other.links - mine.links))
        yield from (
            f"head lacks: `{name}`: {said[:100]}" for said in sorted(mine.head - other.head)
        )
    yield from _names("file", ours.files.keys(), theirs.files.keys())
    yield from (
        f"file differs: `{name}`"
        for name in sorted(ours.files.keys() & theirs.files.keys())
        if ours.files[name] != theirs.files[name]
    )


def look(page: str, address: str) -> Seen:
    """What is found in the page of an address; blanks are made one.

    >>> html = "<nav>x</nav><article id=content><h1>题</h1><p>甲<b>乙</b><br>丙<script></script>"
    >>> look(html, "").text
    '题 甲乙 丙'
    >>> look('<a href="../b/#p1">', "https://a.example/x/a/index.html").links
    {'https://a.example/x/b/#p1'}
    """
    reader = _PageReader(address)
    reader.feed(page)
    reader.seen.text = " ".join("".join(reader.parts).split())
    return reader.seen


class _PageReader(HTMLParser):
    """Collects what is found in a page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.seen = address, Seen()
        self.parts: list[str] = []
        self.open: list[str] = []
        self.kind = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self._break(tag)
        if tag not in WITHOUT_END:
            self.open.append(tag)
        if tag == "script":
            self.kind = has.get("type", "")
        if (
            tag == "meta"
            and (name := has.get("name") or has.get("property"))
            and name not in OWN_META
        ):
            self.seen.head.add(f"{name}: {has.get('content')}")
        if "md-skip" not in has.get(
            "class", ""
        ):  # the theme's own link to the content, which ours hides
            targets = (
                unquote(urljoin(self.address, has[name])) for name in TARGETS if has.get(name)
            )
            self.seen.links.update(
                target
                for target in targets
                if not any(f"/{folder}" in target for folder in OWN_FOLDERS)
            )

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"] and self.kind == "application/ld+json":
            self.seen.head.add(json.dumps(json.loads(data), ensure_ascii=False, sort_keys=True))
        elif self.open[-1:] == ["title"] and "head" in self.open:
            self.seen.head.add(f"title: {data.strip()}")
        elif "article" in self.open and not UNSEEN.intersection(self.open):
            self.parts.append(data)

    def _break(self, tag: str) -> None:
        if tag not in INLINE:
            self.parts.append(" ")


def _digest(name: str, content: bytes) -> str:
    """A digest of a file; of a sitemap's addresses, for builders that make their own know no days
    of papers.
    """
    told = b"\n".join(sorted(LOCATION.findall(content))) if name == "sitemap.xml" else content
    return hashlib.sha256(told).hexdigest()


def _ours(name: str) -> bool:
    return not name.endswith(OWN) and not name.startswith(OWN_FOLDERS)


def _names(what: str, ours: Set[str], theirs: Set[str]) -> Iterator[str]:
    yield from (f"{what} missing: `{name}`" for name in sorted(ours - theirs))
    yield from (f"{what} too many: `{name}`" for name in sorted(theirs - ours))


def alike_until(one: str, other: str) -> int:
    """How many characters two texts begin with alike.

    >>> alike_until("甲乙丙", "甲乙丁"), alike_until("甲", "甲乙")
    (2, 1)
    """
    return next(
        (at for at, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs),
        min(len(one), len(other)),
    )


def _first_difference(ours: str, theirs: str) -> str:
    at = alike_until(ours, theirs)
    return f"“{ours[max(0, at - 10) : at + 20]}” against “{theirs[max(0, at - 10) : at + 20]}”"
