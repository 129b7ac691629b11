"""What a change does to the articles, as Markdown for whoever reviews it: appeared, changed, vanished, doubts, names, addresses."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from desk.addresses import dead
from desk.published import Docs, find, folder

Record = Mapping[str, Any]
MOST = 100  # rows of a section; a job summary holds 1 MiB
# The parts of an article that a reader sees, by the names that a reviewer knows them by.
PARTS = {
    "kind": "kind", "paper": "paper", "date": "date", "page": "page", "column": "column", "kicker": "kicker", "title": "headline",
    "subtitle": "subtitle", "byline": "byline", "dateline": "dateline", "paragraphs": "text", "captions": "captions", "credit": "credit",
    "jump": "jump line", "themes": "themes", "names": "names",
}  # fmt: skip


def main(options: argparse.Namespace) -> int:
    """The command ``review``."""
    print(report(find(options.root, options.old), folder(options.docs)), end="")
    return 0


def report(old: Docs, new: Docs) -> str:
    """The whole report."""
    before, after = old.data(), new.data()
    was, now = ({article["id"]: article for article in data["articles"]} for data in (before, after))
    changed = [(was[id_], now[id_]) for id_ in now if id_ in was and _changes(was[id_], now[id_])]
    appeared, vanished = [now[id_] for id_ in now if id_ not in was], [was[id_] for id_ in was if id_ not in now]
    doubts = _fresh(before["notices"], after["notices"])
    gone = dead(old, new)
    names = sorted(_names(now.values()) - _names(was.values()))
    lines = [
        "# Review of the articles",
        "",
        f"{len(now)} articles; {len(appeared)} appeared, {len(changed)} changed, {len(vanished)} vanished; "
        f"{len(doubts)} new doubts, {len(names)} new names, {len(gone)} dead addresses.",
        *_section("Appeared", [_headline(article) for article in appeared]),
        *_section("Changed", [f"{_headline(article)}: {'; '.join(_changes(former, article))}" for former, article in changed]),
        *_section("Vanished", [_headline(article) for article in vanished]),
        *_section("New doubts", [f"`{doubt['seed']}:{doubt['line']}` {doubt['code']}: {_plain(doubt['text'])}" for doubt in doubts]),
        *_section("New names", [_plain(name) for name in names]),
        *_section("Dead addresses", [f"`{address}`" + (f" → `{instead}`?" if instead else "") for address, instead in gone.items()]),
    ]
    return "\n".join(lines) + "\n"


def _section(title: str, rows: Sequence[str]) -> Iterator[str]:
    if not rows:
        return
    yield from ("", f"## {title} ({len(rows)})", "")
    yield from (f"- {row}" for row in rows[:MOST])
    if len(rows) > MOST:
        yield f"- … and {len(rows) - MOST} more"


def _headline(article: Record) -> str:
    """An article's headline, edition and themes on one line."""
    title = article.get("title") or next((part["text"][:24] + "…" for part in article["paragraphs"]), article["id"])
    page = f"第{article['page']}版" if article.get("page") else "版次未知"
    themes = "、".join(theme["id"] for theme in article.get("themes", [])) or "no theme"
    return f"**{_plain(title)}** ({article.get('paper') or '报名未知'} {article.get('date') or '日期未知'} {page}; {themes}; `{article['id']}`)"


def _changes(was: Record, now: Record) -> list[str]:
    """What changed in an article, part by part."""
    return [_change(part, was.get(key), now.get(key)) for key, part in PARTS.items() if _shown(key, was) != _shown(key, now)]


def _shown(key: str, article: Record) -> Any:
    """A part as far as a reviewer cares: themes and names by their ids, text by its words."""
    value = article.get(key)
    if key in {"themes", "names"}:
        return sorted(row["id"] for row in value or [])
    return [row["text"] for row in value or []] if key == "paragraphs" else value


def _change(part: str, was: Any, now: Any) -> str:
    if part in {"themes", "names"}:
        before, after = ({row["id"] for row in rows or []} for rows in (was, now))
        return f"{part} " + " ".join([*(f"+{id_}" for id_ in sorted(after - before)), *(f"−{id_}" for id_ in sorted(before - after))])
    if part == "text":
        return f"text ({_length(was)} → {_length(now)} characters)"
    if isinstance(was, list) or isinstance(now, list) or isinstance(was, dict) or isinstance(now, dict):
        return part
    return f"{part} {_quoted(was)} → {_quoted(now)}"


def _quoted(value: Any) -> str:
    return "none" if value is None else f"“{_plain(value)}”"


def _length(paragraphs: Iterable[Record] | None) -> int:
    return sum(len(paragraph["text"]) for paragraph in paragraphs or ())


def _fresh(before: Iterable[Record], after: Iterable[Record]) -> list[Record]:
    """The doubts that were not there before; a doubt that only moved to another line is none."""
    known = {(doubt["code"], doubt["seed"], doubt["text"]) for doubt in before}
    return [doubt for doubt in after if (doubt["code"], doubt["seed"], doubt["text"]) not in known]


def _names(articles: Iterable[Record]) -> set[str]:
    return {row["id"] for article in articles for row in article.get("names", [])}


def _plain(text: Any) -> str:
    """Text of a seed inside Markdown: nothing in it is a mark, a tag or a mention."""
    flat = " ".join(str(text).split())
    return "".join(f"&#{ord(char)};" if char in "<>&*_`[]()#|@\\!~" else char for char in flat)
