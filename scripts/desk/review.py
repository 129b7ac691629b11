"""What a change does to the articles, as Markdown for whoever reviews it: appeared, changed,
vanished, notices, names, addresses.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import yaml

from desk.addresses import dead
from desk.arguments import Options
from desk.published import PublishedDocs, find, folder
from desk.site_diff import alike_until

Record = Mapping[str, Any]
Data = Mapping[str, list[dict[str, Any]]]
MOST = 100  # rows of a section; a job summary holds 1 MiB
FEW = 3  # changed places shown of one article's text
# Characters shown of a changed place, and of what stands before and after it.
LONGEST, AROUND = 40, 8
# A sentence with its end: 空气好了，大家都愿意出来锻炼。
SENTENCE = re.compile(r"[^。！？]*[。！？]*[”’）]*")
# The parts of an article that a reader sees, by the names that a reviewer knows them by.
PARTS = {
    "kind": "kind",
    "paper": "paper",
    "date": "date",
    "page": "page",
    "column": "column",
    "kicker": "kicker",
    "title": "headline",
    "subtitle": "subtitle",
    "byline": "byline",
    "dateline": "dateline",
    "paragraphs": "text",
    "captions": "captions",
    "credit": "credit",
    "jump": "jump line",
    "themes": "themes",
    "names": "names",
}


def main(options: Options) -> int:
    """The command ``review``."""
    print(report(find(options.root, options.old), folder(options.docs)), end="")
    return 0


def report(old: PublishedDocs, new: PublishedDocs) -> str:
    """The whole report."""
    before, after = old.data(), new.data()
    was, now = (
        {article["id"]: article for article in data["articles"]} for data in (before, after)
    )
    former, present = _names(was.values()), _names(now.values())
    sections = {
        "appeared": [_headline(now[id_]) for id_ in now if id_ not in was],
        "changed": list(_changed(was, now)),
        "vanished": [_headline(was[id_]) for id_ in was if id_ not in now],
        "new notices": [*map(_notice, _fresh(before["notices"], after["notices"]))],
        "settled notices": [*map(_notice, _settled(before, after))],
        "new names": [_name(id_, present[id_], new) for id_ in sorted({*present} - {*former})],
        "names gone": [_name(id_, former[id_], old) for id_ in sorted({*former} - {*present})],
        "dead addresses": [*map(_dead, dead(old, new).items())],
    }
    counts = ", ".join(f"{len(rows)} {title}" for title, rows in sections.items())
    lines = ["# Review of the articles", "", f"{len(now)} articles: {counts}."]
    for title, rows in sections.items():
        lines += _section(title.capitalize(), rows)
    return "\n".join(lines) + "\n"


def _changed(was: Mapping[str, Record], now: Mapping[str, Record]) -> Iterator[str]:
    for id_ in now:
        if id_ in was and (changes := _changes(was[id_], now[id_])):
            yield f"{_headline(now[id_])}: {'; '.join(changes)}"


def _settled(before: Data, after: Data) -> list[Record]:
    """The notices that are gone, of pages that are still there."""
    there = _seeds(after)
    return [
        notice for notice in _fresh(after["notices"], before["notices"]) if notice["seed"] in there
    ]


def _dead(row: tuple[str, str | None]) -> str:
    address, instead = row
    return _inert(address) + (f" → {_inert(instead)}?" if instead else "")


def _section(title: str, rows: Sequence[str]) -> Iterator[str]:
    if not rows:
        return
    yield from ("", f"## {title} ({len(rows)})", "")
    yield from (f"- {row}" for row in rows[:MOST])
    if len(rows) > MOST:
        yield f"- … and {len(rows) - MOST} more"


def _headline(article: Record) -> str:
    """An article's headline, edition and themes on one line."""
    title = article.get("title") or next(
        (part["text"][:24] + "…" for part in article["paragraphs"]), article["id"]
    )
    page = f"第{article['page']}版" if article.get("page") else "版次未知"
    themes = "、".join(theme["id"] for theme in article.get("themes", [])) or "no theme"
    paper, date = article.get("paper") or "报名未知", article.get("date") or "日期未知"
    return f"**{_inert(title)}** ({_inert(f'{paper} {date} {page}')}; {themes}; `{article['id']}`)"


def _changes(was: Record, now: Record) -> list[str]:
    """What changed in an article, part by part."""
    return [
        _change(part, was.get(key), now.get(key))
        for key, part in PARTS.items()
        if _shown(key, was) != _shown(key, now)
    ]


def _shown(key: str, article: Record) -> Any:
    """A part as far as a reviewer cares: themes and names by their ids, text by its words."""
    value = article.get(key)
    if key in {"themes", "names"}:
        return sorted(row["id"] for row in value or [])
    return [row["text"] for row in value or []] if key == "paragraphs" else value


def _change(part: str, was: Any, now: Any) -> str:
    if part in {"themes", "names"}:
        before, after = ({row["id"] for row in rows or []} for rows in (was, now))
        return f"{part} " + " ".join(
            [
                *(f"+{id_}" for id_ in sorted(after - before)),
                *(f"−{id_}" for id_ in sorted(before - after)),
            ]
        )
    if part == "text":
        return _text([row["text"] for row in was or ()], [row["text"] for row in now or ()])
    if isinstance(was, list) or isinstance(now, list):
        return f"{part} ({len(was or ())} → {len(now or ())})"
    return (
        part
        if isinstance(was, dict) or isinstance(now, dict)
        else f"{part} {_quoted(was)} → {_quoted(now)}"
    )


def _text(was: Sequence[str], now: Sequence[str]) -> str:
    """What changed in the paragraphs: the words around the first few places.

    >>> _text(["甲。乙。"], ["甲。", "乙。"]), _text(["甲。乙乙。"], ["甲。乙。丙。"])
    ('text cut otherwise (1 → 2 paragraphs)', 'text (5 → 6 characters): `乙乙。` → `乙。丙。`')
    """
    if "".join(was) == "".join(now):
        return f"text cut otherwise ({len(was)} → {len(now)} paragraphs)"
    before, after = (
        [part for text in texts for part in SENTENCE.findall(text) if part] for texts in (was, now)
    )
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    places = [
        _place("".join(before[a:b]), "".join(after[c:d]))
        for what, a, b, c, d in steps
        if what != "equal"
    ]
    more = f", and {len(places) - FEW} more places" if len(places) > FEW else ""
    cut = f", {len(was)} → {len(now)} paragraphs" if len(was) != len(now) else ""
    return (
        f"text ({len(''.join(was))} → {len(''.join(now))} characters{cut}): "
        f"{', '.join(places[:FEW])}{more}"
    )


def _place(was: str, now: str) -> str:
    """A changed place, with a little of what stands before and after it."""
    begin = max(0, alike_until(was, now) - AROUND)
    end = max(0, alike_until(was[begin:][::-1], now[begin:][::-1]) - AROUND)
    return " → ".join(
        _quoted(_snippet(text, begin, len(text) - end) or None) for text in (was, now)
    )


def _snippet(text: str, begin: int, end: int) -> str:
    shown = text[begin:end]
    short = shown if len(shown) <= LONGEST else f"{shown[: LONGEST // 2]}……{shown[-LONGEST // 2 :]}"
    return ("…" if begin else "") + short + ("…" if end < len(text) else "")


def _quoted(value: Any) -> str:
    return "none" if value is None else _inert(value)


def _fresh(before: Iterable[Record], after: Iterable[Record]) -> list[Record]:
    """The notices that were not there before; one that only moved to another line is not new."""
    known = {_said(notice) for notice in before}
    return [notice for notice in after if _said(notice) not in known]


def _said(notice: Record) -> tuple[str, str, str]:
    return notice["code"], notice["seed"], notice["text"]


def _seeds(data: Mapping[str, Iterable[Record]]) -> set[str]:
    """The pages that are there: a notice about one that is gone is not settled."""
    sources = {article["source"]["seed"] for article in data["articles"] if "source" in article}
    return sources | {
        row["seed"] for part in ("furniture", "dropped", "notices") for row in data[part]
    }


def _notice(notice: Record) -> str:
    return f"`{notice['seed']}:{notice['line']}` {notice['code']}: {_inert(notice['text'])}"


def _names(articles: Iterable[Record]) -> Counter[str]:
    """In how many articles each name is."""
    return Counter(row["id"] for article in articles for row in article.get("names", []))


def _name(id_: str, count: int, docs: PublishedDocs) -> str:
    """A name as its page calls it, its id and in how many articles it is."""
    found = re.match(r"---\n(.*?\n)---\n", docs.page(f"names/{id_}/") or "", re.DOTALL)
    title = yaml.safe_load(found[1]).get("title") if found else None
    return f"{_inert(title or id_)} (`{id_}`; {count} article{'s' if count > 1 else ''})"


def _inert(text: Any) -> str:
    """Text of a seed or sidecar as a code span, in which GitHub takes nothing for a mark, a tag, a
    link or a mention.

    >>> _inert("@某人 <b> https://a.example"), _inert("``")
    ('`@某人 <b> https://a.example`', '``` `` ```')
    """
    flat = " ".join(str(text).split()) or "…"
    fence = "`" * (max(map(len, re.findall("`+", flat)), default=0) + 1)
    blank = " " if "`" in flat else ""
    return f"{fence}{blank}{flat}{blank}{fence}"
