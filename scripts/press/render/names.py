"""人物与机构、记者: every mention of a name with its sentence.

Only names of ``names.yml`` have a page; private persons never do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from engine.targets import Target, leaf
from press.model import Mention, Name, NameKind
from press.model.urls import name_url
from press.render.browse import browse_page
from press.render.catalogue import Catalogue
from press.render.entries import entry, marked, passage
from press.render.list_pages import ListPage, list_pages, newness
from press.render.markdown import Listed, Row, low, said
from press.text.dates import display

SECTION = ("人物与机构", "names/")
# An article with its mentions of one name.
Mentions = tuple[str, tuple[Mention, ...]]
KINDS: dict[NameKind, str] = {
    "person": "人物",
    "body": "机构",
    "company": "企业",
    "place": "地点",
    "reporter": "记者",
}
# Sentences of one article that a name's page shows at once.
_SENTENCES = 8


def pages(catalogue: Catalogue) -> Iterator[Target]:
    """The index of names and the pages of each, of which the first says what is known of it."""
    yield leaf(SECTION[1], None, partial(_overview, catalogue))
    for name in catalogue.archive.names:
        mentions = catalogue.mentions.get(name.id, ())
        by_article = [
            (id_, tuple(found))
            for id_, found in groupby(mentions, key=lambda mention: mention.article)
        ]
        for page in list_pages(
            name_url(name.id), by_article, lambda pair: catalogue.articles[pair[0]].date
        ):
            about = {} if page.label else _about(catalogue, name)
            versions = [catalogue.versions[id_] for id_, _ in page.items]
            of = page.frame, sorted(about.items()), versions
            yield leaf(page.url, of, partial(_name, catalogue, name, page, about))


def _overview(catalogue: Catalogue) -> tuple[str, str]:
    names = catalogue.archive.names
    groups = [
        {"id": kind, "name": label, "names": _listed(catalogue, kind)}
        for kind, label in KINDS.items()
    ]
    return browse_page(
        SECTION[1],
        "names",
        title=SECTION[0],
        description=f"报道中的人物、机构、企业、地点和记者，共{len(names)}个，"
        "每处提及都附原句并直达段落；普通市民不设页面。",
        groups=[group for group in groups if group["names"]],
    )


def _listed(catalogue: Catalogue, kind: NameKind) -> list[Row]:
    found = (name for name in catalogue.archive.names if name.kind == kind)
    in_order = sorted(found, key=lambda name: (name.pinyin or name.id, name.id))
    return [_row(catalogue, name) for name in in_order]


def _row(catalogue: Catalogue, name: Name) -> Row:
    """A name in the index: how many articles mention it, and the date of the newest."""
    articles = {mention.article for mention in catalogue.mentions.get(name.id, ())}
    newest = max((catalogue.articles[id_].date for id_ in articles), key=newness, default=None)
    return Row(
        name=low(name.name),
        url=name_url(name.id),
        office=low(name.office or ""),
        articles=len(articles),
        newest=display(newest) if newest else "",
    )


def _about(catalogue: Catalogue, name: Name) -> dict[str, Any]:
    """What only the first page of a name says: its office as printed, its forms, its mentions."""
    return said(
        {
            "office": office(catalogue, name),
            "forms": Listed(map(low, name.aliases)),
            "mentions": len(catalogue.mentions.get(name.id, ())),
        }
    )


def _name(
    catalogue: Catalogue, name: Name, page: ListPage[Mentions], about: dict[str, Any]
) -> tuple[str, str]:
    kind = KINDS[name.kind]
    title = f"{name.name}（{kind}）" + (f"：{page.label}" if page.label else "")
    own = SECTION, (name.name, name_url(name.id))
    return browse_page(
        page.url,
        "name",
        title=title,
        description=f"{title}：{page.total}篇文章提及或署名，附原句与日期，直达所在段落。",
        crumbs=own if page.label else own[:1],
        feed="" if page.label else f"names/{name.id}",
        name=low(name.name),
        kind=kind,
        part=page.label,
        **about,
        total=page.total,
        turns=page.turns,
        entries=[mentioned(catalogue, id_, found) for id_, found in page.items],
    )


def mentioned(catalogue: Catalogue, article: str, mentions: Sequence[Mention]) -> dict[str, object]:
    """An article's mentions of a name, one for each sentence."""
    forms: dict[tuple[str, str], list[str]] = {}
    for mention in mentions:
        forms.setdefault((mention.where, mention.sentence), []).append(mention.text)
    heading = catalogue.articles[article]
    found = [
        passage(heading.url, where, marked(sentence, printed))
        for (where, sentence), printed in forms.items()
    ]
    more = {"more": found[_SENTENCES:]} if len(found) > _SENTENCES else {}
    return {**entry(heading), "passages": found[:_SENTENCES], **more}


def office(catalogue: Catalogue, name: Name) -> Row | None:
    """The office as printed, with the dates of the first and last article that print it."""
    if not name.office:
        return None
    dates = [
        display(catalogue.articles[mention.article].date)
        for mention in catalogue.mentions.get(name.id, ())
        if name.office in mention.sentence
    ]
    return Row(name=low(name.office), first=dates[0], last=dates[-1]) if dates else None
