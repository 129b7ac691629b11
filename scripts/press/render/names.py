"""人物与机构、记者: every mention of a name with its sentence. Only names of ``names.yml`` have a page; private persons never do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from markupsafe import Markup

from engine.targets import Target, leaf
from press.model import Mention, Name, NameKind
from press.model.urls import href, name_url
from press.render.catalogue import Catalogue
from press.render.entries import Entry, entry, marked
from press.render.roles import part
from press.render.sheet import sheet
from press.render.shelves import Shelf, newness, shelve
from press.text.dates import display

SECTION = ("人物与机构", "names/")
Office = tuple[str, str, str]
# What only the first page of a name has: how often it is mentioned, and its office.
About = tuple[int, Office | None] | tuple[()]
KINDS: dict[NameKind, str] = {
    "person": "人物",
    "body": "机构",
    "company": "企业",
    "place": "地点",
    "reporter": "记者",
}
# Sentences of one article that a name's page shows at once.
_SENTENCES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A mention for readers: where it stands, its sentence in pieces with the name marked, and where it leads."""

    href: Markup
    where: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """An article that mentions a name, with the first sentences that do, and the rest."""

    entry: Entry
    said: tuple[Said, ...]
    more: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A name in the index: how many articles mention it, and the date of the newest that has one."""

    name: Name
    href: Markup
    articles: int
    newest: str


def pages(catalogue: Catalogue) -> Iterator[Target]:
    """The index of names and the pages of each: the first of a name has its office and how often it is mentioned, the rest only entries."""
    yield leaf(SECTION[1], None, partial(_overview, catalogue))
    for name in catalogue.archive.names:
        mentions = catalogue.mentions.get(name.id, ())
        by_article = [
            (id_, tuple(found))
            for id_, found in groupby(mentions, key=lambda mention: mention.article)
        ]
        for shelf in shelve(
            name_url(name.id), by_article, lambda pair: catalogue.articles[pair[0]].date
        ):
            about = () if shelf.label else (len(mentions), office(catalogue, name))
            of = shelf.frame, about, [catalogue.versions[id_] for id_, _ in shelf.items]
            yield leaf(shelf.url, of, partial(_shelf, catalogue, name, shelf, about))


def _overview(catalogue: Catalogue) -> tuple[str, str]:
    listings = [_listing(catalogue, name) for name in catalogue.archive.names]
    groups = tuple((label, kind, _in_order(listings, kind)) for kind, label in KINDS.items())
    return sheet(
        SECTION[1],
        "names",
        title=SECTION[0],
        groups=tuple(group for group in groups if group[2]),
        description=f"报道中的人物、机构、企业、地点和记者，共{len(listings)}个，每处提及都附原句并直达段落；普通市民不设页面。",
    )


def _in_order(listings: Sequence[Listing], kind: NameKind) -> tuple[Listing, ...]:
    return tuple(
        sorted(
            (one for one in listings if one.name.kind == kind),
            key=lambda one: (one.name.pinyin or one.name.id, one.name.id),
        )
    )


def _listing(catalogue: Catalogue, name: Name) -> Listing:
    articles = {mention.article for mention in catalogue.mentions.get(name.id, ())}
    newest = max((catalogue.articles[id_].date for id_ in articles), key=newness, default=None)
    return Listing(
        name=name,
        href=href(name_url(name.id)),
        articles=len(articles),
        newest=display(newest) if newest else "",
    )


def _shelf(
    catalogue: Catalogue, name: Name, shelf: Shelf[tuple[str, tuple[Mention, ...]]], about: About
) -> tuple[str, str]:
    mentions, printed = about or (0, None)
    title = f"{name.name}（{KINDS[name.kind]}）" + (f"：{shelf.label}" if shelf.label else "")
    return sheet(
        shelf.url,
        "name",
        title=title,
        name=name,
        kind=KINDS[name.kind],
        shelf=shelf,
        first=bool(about),
        crumbs=[SECTION] if about else [SECTION, (name.name, name_url(name.id))],
        feed=f"names/{name.id}" if about else "",
        description=f"{title}：{shelf.total}篇文章提及或署名，附原句与日期，直达所在段落。",
        office=printed,
        mentions=mentions,
        items=tuple(mentioned(catalogue, id_, found) for id_, found in shelf.items),
    )


def mentioned(catalogue: Catalogue, article: str, mentions: Sequence[Mention]) -> Mentioned:
    """An article's mentions of a name: one for each sentence, however often the name stands in it."""
    forms: dict[tuple[str, str], list[str]] = {}
    for mention in mentions:
        forms.setdefault((mention.where, mention.sentence), []).append(mention.text)
    url = catalogue.articles[article].url
    said = [
        Said(href=href(url, where), where=part(where), pieces=marked(sentence, found))
        for (where, sentence), found in forms.items()
    ]
    return Mentioned(
        entry=entry(catalogue.articles[article]),
        said=tuple(said[:_SENTENCES]),
        more=tuple(said[_SENTENCES:]),
    )


def office(catalogue: Catalogue, name: Name) -> Office | None:
    """The office as printed, with the dates of the first and last article that print it; None when none does."""
    if not name.office:
        return None
    dates = [
        display(catalogue.articles[mention.article].date)
        for mention in catalogue.mentions.get(name.id, ())
        if name.office in mention.sentence
    ]
    return (name.office, dates[0], dates[-1]) if dates else None
