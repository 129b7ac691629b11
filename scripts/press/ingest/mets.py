"""METS/ALTO of libraries: an issue's pages, with the articles and their parts as its logical
structure states them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import NamedTuple
from xml.etree.ElementTree import Element

from press.model import Border, Hint, Line
from press.read import alto
from press.read.sheet import Sheet, UnreadableError, sheet
from press.read.source import Source, name

# What the parts of an article are called, and those that are articles of their own.
_HINTS: Mapping[str, Hint] = {
    "TITLE": "title",
    "HEADLINE": "title",
    "OVERLINE": "kicker",
    "SUBHEADLINE": "subtitle",
    "AUTHOR": "byline",
    "CAPTION": "caption",
    "ADVERTISEMENT": "advert",
    "TABLE": "table",
    "PUBLISHING_STMT": "furniture",
    "TITLE_SECTION": "furniture",
    "PARAGRAPH": "text",
    "BODY": "text",
}
_ARTICLES = {"ARTICLE", "ADVERTISEMENT", "SECTION", "ILLUSTRATION", "OBITUARY", "WEATHER", "LETTER"}
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_HREF = "{http://www.w3.org/1999/xlink}href"
# The ALTO file of a name that METS gives, or none; and all ALTO files beside it, in order.
Fetch = Callable[[str | None], Sequence[bytes]]


class _Block(NamedTuple):
    file: str
    id: str
    article: str | None
    hint: Hint | None


def recognises(source: Source) -> bool:
    """Whether the file is METS, by its root."""
    return source.root == "mets"


def sheets(source: Source, seed: str, fetch: Fetch) -> Iterator[Sheet]:
    """The pages of an issue in order; ``UnreadableError`` where their ALTO files are not beside the
    file.
    """
    root = source.xml
    assert root is not None
    blocks = list(_logical(root))
    files = _files(root, {block.file for block in blocks})
    pages = _pages(files, fetch)
    paper, date = _paper(root), _text(root, "dateIssued")
    for at, (file, page) in enumerate(zip(files, pages, strict=True), 1):
        lines = _lines(page, [block for block in blocks if block.file == file])
        whole = sheet(seed, lines, page.frame, page.rules)
        day = date if date and _DATE.fullmatch(date) else None
        yield replace(whole, paper=paper, date=day, page=at)


def _files(root: Element, used: set[str]) -> dict[str, str]:
    """The names of the files that the structure speaks of, by their ids, in the order of the
    pages.
    """
    found = {}
    for file in (element for element in root.iter() if name(element) == "file"):
        place = next((part.get(_HREF, "") for part in file if name(part) == "FLocat"), "")
        if file.get("ID") in used:
            found[file.get("ID", "")] = place.replace("\\", "/").rpartition("/")[2]
    return found


def _pages(files: Mapping[str, str], fetch: Fetch) -> list[alto.AltoPage]:
    data = [found for named in files.values() for found in fetch(named)]
    if len(data) != len(files):
        data = list(fetch(None))
    if not files or len(data) != len(files):
        raise UnreadableError(
            f"is METS of {len(files)} pages whose ALTO files are not beside it",
            f"put them into its folder: {', '.join(files.values()) or 'it names none'}",
        )
    return [page for one in data for page in alto.pages(Source(one))][: len(files)]


def _logical(root: Element) -> Iterator[_Block]:
    """The blocks in the order of the logical structure, each with its article and part."""
    structure = [
        part
        for part in root
        if name(part) == "structMap" and part.get("TYPE", "").upper() == "LOGICAL"
    ]
    stack: list[tuple[Element, str | None, Hint | None]] = [
        (part, None, None) for part in reversed(structure)
    ]
    while stack:
        part, article, hint = stack.pop()
        kind = part.get("TYPE", "").upper()
        if kind in _ARTICLES:
            article, hint = part.get("ID"), None
        hint = _HINTS.get(kind, hint)
        if name(part) == "area" and part.get("BEGIN"):
            yield _Block(part.get("FILEID", ""), part.get("BEGIN", ""), article, hint)
        stack += ((inner, article, hint) for inner in reversed(part))


def _lines(page: alto.AltoPage, blocks: Sequence[_Block]) -> Iterator[Line]:
    """The lines of a page: first as the structure has its blocks, then those that it does not
    name.
    """
    numbers, before = count(1), None
    left = dict(page.blocks)
    named = [
        (id_, block.article, block.hint)
        for block in blocks
        for id_ in page.composed.get(block.id, (block.id,))
    ]
    for id_, article, hint in [*named, *((id_, None, None) for id_ in page.blocks)]:
        border: Border | None = "article" if article and article != before else "block"
        for line in left.pop(id_, ()):
            yield replace(line, number=next(numbers), hint=hint or line.hint, border=border)
            before, border = article or before, None


def _paper(root: Element) -> str | None:
    sections = [part for part in root if name(part) == "dmdSec"]
    whole = [part for part in sections if "ARTICLE" not in part.get("ID", "").upper()]
    return _text(whole[0], "title") if whole else None


def _text(root: Element, element: str) -> str | None:
    found = next((part.text for part in root.iter() if name(part) == element), None)
    return found.strip() if found and found.strip().isprintable() else None
