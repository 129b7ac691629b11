"""人物与机构、记者: every mention of a name with its sentence. Only names of ``names.yml`` have a page; private persons never do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from press.addresses import href, name_url
from press.dates import display
from press.model import Mention, Name, NameKind
from press.render.catalogue import Catalogue
from press.render.entries import Entry, entry, marked
from press.render.roles import part
from press.render.sheet import sheet
from press.render.shelves import newness, shelve

SECTION = ("人物与机构", "names/")
KINDS: dict[NameKind, str] = {"person": "人物", "body": "机构", "company": "企业", "place": "地点", "reporter": "记者"}
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


def pages(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The index of names and the pages of each."""
    listings = [_listing(catalogue, name) for name in catalogue.archive.names]
    groups = tuple((label, kind, _in_order(listings, kind)) for kind, label in KINDS.items())
    yield sheet(
        SECTION[1], "names", title=SECTION[0], groups=tuple(group for group in groups if group[2]),
        description=f"报道中的人物、机构、企业、地点和记者，共{len(listings)}个，每处提及都附原句并直达段落；普通市民不设页面。",
    )
    for name in catalogue.archive.names:
        yield from _name(catalogue, name)


def _in_order(listings: Sequence[Listing], kind: NameKind) -> tuple[Listing, ...]:
    return tuple(sorted((one for one in listings if one.name.kind == kind), key=lambda one: (one.name.pinyin or one.name.id, one.name.id)))


def _listing(catalogue: Catalogue, name: Name) -> Listing:
    articles = {mention.article for mention in catalogue.mentions.get(name.id, ())}
    newest = max((catalogue.articles[id_].date for id_ in articles), key=newness, default=None)
    return Listing(name=name, href=href(name_url(name.id)), articles=len(articles), newest=display(newest) if newest else "")


def _name(catalogue: Catalogue, name: Name) -> Iterator[tuple[str, str]]:
    mentions = catalogue.mentions.get(name.id, ())
    by_article = [(id_, tuple(found)) for id_, found in groupby(mentions, key=lambda mention: mention.article)]
    url = name_url(name.id)
    for shelf in shelve(url, by_article, lambda pair: catalogue.articles[pair[0]].date):
        first = not shelf.label
        title = f"{name.name}（{KINDS[name.kind]}）" + (f"：{shelf.label}" if shelf.label else "")
        yield sheet(
            shelf.url, "name", title=title, name=name, kind=KINDS[name.kind], shelf=shelf, first=first,
            crumbs=[SECTION] if first else [SECTION, (name.name, url)], feed=f"names/{name.id}" if first else "",
            description=f"{title}：{shelf.total}篇文章提及或署名，附原句与日期，直达所在段落。",
            office=office(catalogue, name) if first else None, mentions=len(mentions),
            items=tuple(mentioned(catalogue, id_, found) for id_, found in shelf.items),
        )


def mentioned(catalogue: Catalogue, article: str, mentions: Sequence[Mention]) -> Mentioned:
    """An article's mentions of a name: one for each sentence, however often the name stands in it."""
    forms: dict[tuple[str, str], list[str]] = {}
    for mention in mentions:
        forms.setdefault((mention.where, mention.sentence), []).append(mention.text)
    url = catalogue.articles[article].url
    said = [Said(href=href(url, where), where=part(where), pieces=marked(sentence, found)) for (where, sentence), found in forms.items()]
    return Mentioned(entry=entry(catalogue.articles[article]), said=tuple(said[:_SENTENCES]), more=tuple(said[_SENTENCES:]))


def office(catalogue: Catalogue, name: Name) -> tuple[str, str, str] | None:
    """The office as printed, with the dates of the first and last article that print it; None when none does."""
    if not name.office:
        return None
    dates = [
        display(catalogue.articles[mention.article].date)
        for mention in catalogue.mentions.get(name.id, ()) if name.office in mention.sentence
    ]
    return (name.office, dates[0], dates[-1]) if dates else None
