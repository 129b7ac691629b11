"""An article as open data: the record that every data file is made from (schema 1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from press.export.zones import zones
from press.model import Archive, Article, Jump, Place, Repair, Tag
from press.packed import headings

Record = dict[str, Any]
# What JSON allows inside a string but many programs take for the end of a line: U+0085, U+2028,
# U+2029.
LINE_END = re.compile(rb"\xc2\x85|\xe2\x80[\xa8\xa9]")
_json = msgspec.json.Encoder().encode


def line(value: Any) -> bytes:
    """A value as JSON on one line with its end, Chinese written plainly in UTF-8, spaced as
    ``json.dumps`` does it.
    """
    return (
        LINE_END.sub(
            lambda end: f"\\u{ord(end[0].decode()):04x}".encode(),
            msgspec.json.format(_json(value), indent=0),
        )
        + b"\n"
    )


def recorder(archive: Archive) -> Callable[[Article], Record]:
    """What makes the record of an article of the archive."""
    hashes = {page.seed: page.sha256 for page in archive.pages}
    kinds = {name.id: name.kind for name in archive.names}
    places = zones(archive)

    def record(article: Article) -> Record:
        return {
            **_printed(article),
            "themes": [_theme(tag) for tag in archive.tags.get(article.id, ())],
            "names": [
                {"id": name, "kind": kinds[name]}
                for name in dict.fromkeys(
                    mention.name for mention in archive.mentions.get(article.id, ())
                )
            ],
            "related": [
                {"id": link.to, "why": list(link.why)}
                for link in archive.related.get(article.id, ())
            ],
            "repairs": [repair_record(repair) for repair in all_repairs(article)],
            "confidence": article.confidence,
            "source": {
                **_place(article.places[0], hashes),
                "places": [_place(place, hashes) for place in article.places],
            },
            **({"zones": where} if (where := places(article)) else {}),
        }

    return record


def _printed(article: Article) -> Record:
    return {
        "id": article.id,
        "url": article.url,
        "kind": article.kind,
        "paper": article.paper,
        "date": article.date,
        "page": article.page,
        "column": article.column,
        "kicker": article.kicker,
        "title": article.title,
        "subtitle": article.subtitle,
        "byline": article.byline,
        "dateline": article.dateline,
        "authors": [{"name": author.name, "role": author.role} for author in article.authors],
        "paragraphs": [
            {"id": part.id, "text": part.text, "kind": part.kind} for part in article.paragraphs
        ],
        "captions": [
            {"text": caption.text, "credit": caption.credit} for caption in article.captions
        ],
        "credit": article.credit,
        "jump": _jump(article),
    }


def open_jump(article: Article) -> Jump | None:
    """The jump line whose other half is not in the archive, or None; of several, the last that
    leads on.

    Halves that were joined leave one line that leads on for one that leads back: what is in excess
    is open.
    """
    onward = [jump for jump in article.jumps if jump.direction == "to"]
    back = [jump for jump in article.jumps if jump.direction == "from"]
    if len(back) > len(onward):
        return back[0]
    joined = len(article.places) > 1 and len(back) == len(onward)
    return onward[-1] if onward and not joined else None


def _jump(article: Article) -> Record | None:
    outstanding = open_jump(article)
    jump = outstanding or next(iter(article.jumps), None)
    if jump is None:
        return None
    return {
        "direction": jump.direction,
        "page": jump.page,
        "text": jump.text,
        "article": None if outstanding else article.id,
    }


def _theme(tag: Tag) -> Record:
    counts: dict[str, int] = {}
    for hit in tag.terms:
        counts[hit.term] = counts.get(hit.term, 0) + hit.count
    return {
        "id": tag.theme,
        "score": round(tag.score, 4),
        "terms": [{"term": term, "count": count} for term, count in counts.items()],
        "paragraphs": [passage.paragraph for passage in tag.passages],
    }


def all_repairs(article: Article) -> tuple[Repair, ...]:
    """Every change to the article's text, each once, in the order of the lines."""
    every = (*article.repairs, *(repair for part in article.paragraphs for repair in part.repairs))
    order = {place.seed: number for number, place in reversed(list(enumerate(article.places)))}
    return tuple(
        sorted(
            dict.fromkeys(every),
            key=lambda repair: (order.get(repair.seed, len(order)), repair.line),
        )
    )


def unclaimed_repairs(archive: Archive) -> tuple[Repair, ...]:
    """Changes to pages that no article lists: those of furniture, of dropped text, of single
    characters.
    """
    changed = {page.seed for page in archive.pages if page.repairs}
    there = [
        at
        for at, heading in enumerate(headings(archive))
        if any(seed in changed for seed, _ in heading.places)
    ]
    claimed = {repair for at in there for repair in all_repairs(archive.articles[at])}
    return tuple(
        repair for page in archive.pages for repair in page.repairs if repair not in claimed
    )


def repair_record(repair: Repair) -> Record:
    """A change as open data."""
    return {
        "rule": repair.rule,
        "seed": repair.seed,
        "line": repair.line,
        "before": repair.before,
        "after": repair.after,
        "why": repair.why,
    }


def _place(place: Place, hashes: Mapping[str, str]) -> Record:
    return {
        "seed": place.seed,
        "sha256": hashes[place.seed],
        "first_line": place.first,
        "last_line": place.last,
    }
