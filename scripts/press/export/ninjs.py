"""An article as ninjs 3.1, the news item in JSON of the IPTC (iptc.org/standards/ninjs)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from press.export.record import Record
from press.model import Archive, Name, Theme
from press.model.urls import Site, name_url, theme_url
from press.text.dates import certain

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
MEDIA_TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"
# ninjs' list for each kind of name of ours; a reporter stands in ``by``.
LISTS = {"person": "people", "body": "organisations", "company": "organisations", "place": "places"}
HEADLINES = (("kicker", "kicker"), ("title", "main"), ("subtitle", "subtitle"))


def to_item(archive: Archive, site: Site) -> Callable[[Record], Record]:
    """What makes a news item of an article's record; keys without a value are left out, and dates
    whose day is not beyond doubt: ninjs has no others.
    """
    themes = {theme.id: theme for theme in archive.themes}
    names = {name.id: name for name in archive.names}

    def item(article: Record) -> Record:
        every = {
            **_item(article, site),
            "subjects": [
                subject
                for theme in article["themes"]
                for subject in _subjects(themes[theme["id"]], site)
            ],
            **_named([names[name["id"]] for name in article["names"]], site),
        }
        return {key: value for key, value in every.items() if value}

    return item


def _item(article: Record, site: Site) -> Record:
    text = "\n\n".join(part["text"] for part in article["paragraphs"])
    sure = certain(article["date"]) or ""
    return {
        "uri": site.url(article["url"]),
        "standard": STANDARD,
        "type": "picture" if article["kind"] == "photo" else "text",
        "representationType": "full",
        "language": "zh-Hans-CN",
        "contentCreated": f"{sure}T00:00:00+08:00" if len(sure) == len("2026-02-10") else None,
        "title": article["title"],
        "headlines": [
            {"role": role, "value": article[key]} for key, role in HEADLINES if article[key]
        ],
        "by": article["byline"],
        "bodies": [{"contentType": "text/plain", "charCount": len(text), "value": text}]
        if text
        else [],
        "descriptions": [
            {"role": "caption", "value": caption["text"]} for caption in article["captions"]
        ],
        "infoSources": [{"role": "newspaper", "name": article["paper"]}]
        if article["paper"]
        else [],
        "altIds": [{"role": "id", "value": article["id"]}],
    }


def _subjects(theme: Theme, site: Site) -> list[Record]:
    topics = [{"uri": MEDIA_TOPICS + code.removeprefix("medtop:")} for code in theme.iptc]
    return [{"name": theme.label, "uri": site.url(theme_url(theme.id))}, *topics]


def _named(names: Iterable[Name], site: Site) -> dict[str, list[Record]]:
    lists: dict[str, list[Record]] = {}
    for name in names:
        if name.kind in LISTS:
            lists.setdefault(LISTS[name.kind], []).append(
                {"name": name.name, "uri": site.url(name_url(name.id))}
            )
    return lists
