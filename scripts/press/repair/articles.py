"""Drafts → articles: the heads, the mended text, the captions and the jump lines of each, under
an address that stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import exp

from press.model import Article, Caption, Decision, Jump, Page, Paragraph, Place, Repair
from press.repair.bylines import authors
from press.repair.joins import BlockRef, Joins
from press.repair.kinds import kind_of
from press.segment import Draft, Part
from press.segment.forms import JUMP
from press.text.characters import notation
from press.text.cuts import unclosed

HEADS = ("column", "kicker", "title", "subtitle", "byline", "dateline")
_CHINESE = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}

# A line that begins with a closing mark runs on from the line above: “走向伟大复兴 / ”主题活动举行.
_CLOSING_FIRST = re.compile(r"[”’》」』）)，、：；。！？]")


def page_number(text: str) -> int | None:
    """The number of a printed page: 二 → 2, 第十二版 → 12, Ａ３ → 3; None when there is none.

    >>> page_number("二"), page_number("十二"), page_number("02"), page_number("A3")
    (2, 12, 2, 3)
    """
    if digits := re.search(r"[0-9]+", notation(text)[0]):
        return int(digits[0])
    tens, ten, ones = text.partition("十")
    if ten:
        return 10 * _CHINESE.get(tens[-1:], 1) + _CHINESE.get(ones[:1], 0)
    return _CHINESE.get(text[:1])


def jump_of(part: Part, seed: str) -> Jump:
    """A jump line parsed to its direction and page."""
    found = JUMP.match(part.text)
    return Jump(
        direction="from" if found and found["from"] else "to",
        page=page_number(found["page"]) if found else None,
        text=part.text,
        place=Place(seed=seed, first=part.line, last=part.last),
    )


def home_of(draft: Draft, joins: Joins) -> tuple[tuple[Part, ...], ...]:
    """The parts of each article with what hangs on strayed text brought along (its signature,
    credit or jump line), and photos that people moved.
    """
    parts = [list(article) for article in draft.articles]
    for spot, home in joins.moves.items():
        for part in draft.articles[spot.article][spot.part + 1 :]:
            if not (part.inline and part.line == draft.articles[spot.article][spot.part].line):
                break
            if part.role != "body" and part in parts[spot.article]:
                parts[spot.article].remove(part)
                parts[home].append(part)
    for decision in draft.page.decisions:
        if decision.do == "move":
            _move_photo(parts, decision)
    return tuple(map(tuple, parts))


def _move_photo(parts: list[list[Part]], decision: Decision) -> None:
    """Bring the caption that a decision quotes, with its credit, to the article with the
    headline that it names.
    """
    homes = [
        mine
        for mine in parts
        if any(part.role == "title" and decision.to and decision.to in part.text for part in mine)
    ]
    for mine in parts if homes else ():
        for at, part in enumerate(mine):
            if part.role == "caption" and decision.quote in part.text:
                end = (
                    at + 2
                    if [each.role for each in mine[at + 1 : at + 2]] == ["credit"]
                    else at + 1
                )
                mine[at:end], photo = [], mine[at:end]
                homes[0].extend(photo)
                return


def anchors(draft: Draft) -> tuple[str, ...]:
    """The addresses of a page's articles: seed and line of each one's first text; a letter more
    where one line holds several.
    """
    ids: list[str] = []
    lines: Counter[int] = Counter()
    for parts in draft.articles:
        first = next(
            (part for role in ("body", "caption", "title") for part in parts if part.role == role),
            parts[0],
        )
        letter = _letters(lines[first.line] - 1) if lines[first.line] else ""
        lines[first.line] += 1
        ids.append(f"{draft.page.seed}-{first.line}{letter}")
    return tuple(ids)


def _letters(number: int) -> str:
    """
    >>> _letters(0), _letters(25), _letters(26)
    ('b', 'bb', 'bc')
    """
    return ("" if number < 25 else _letters(number // 25 - 1)) + "bcdefghijklmnopqrstuvwxyz"[
        number % 25
    ]


def article(
    identity: str,
    parts: Sequence[Part],
    page: Page,
    *,
    paragraphs: tuple[Paragraph, ...],
    captions: tuple[Caption, ...],
    kind: str | None,
) -> Article:
    """One article of a page from its parts and its mended text."""
    heads, repairs = _heads(parts, page.seed)
    credit = (
        " ".join(
            part.text
            for part, above in zip(parts, (None, *parts), strict=False)
            if part.role == "credit" and not (above and above.role == "caption")
        )
        or None
    )
    lines = [part.line for part in parts]
    return Article(
        id=identity,
        kind=kind or kind_of(parts, heads, credit),  # type: ignore[arg-type]
        paper=page.paper,
        date=page.date,
        page=page.page,
        column=heads["column"],
        kicker=heads["kicker"],
        title=heads["title"],
        subtitle=heads["subtitle"],
        byline=heads["byline"],
        dateline=heads["dateline"],
        authors=authors(heads["byline"]),
        paragraphs=paragraphs,
        captions=captions,
        credit=credit,
        jumps=tuple(jump_of(part, page.seed) for part in parts if part.role == "jump"),
        repairs=repairs + tuple(repair for paragraph in paragraphs for repair in paragraph.repairs),
        confidence=confidence(parts),
        places=(Place(seed=page.seed, first=min(lines), last=max(part.last for part in parts)),),
    )


def confidence(parts: Iterable[Part]) -> float:
    """How sure the least certain of some blocks is, 0 to 1, against its next likeliest reading.

    A margin of 0 nats is a toss-up, 0.5; one of 3 nats is 0.95.
    """
    margin = min((part.margin for part in parts), default=0.0)
    return round(1 / (1 + exp(-max(0.0, margin))), 2)


def _one_line(lines: Iterable[str]) -> str:
    """The printed lines of a deck as one: with a blank between them, but where a mark was left
    open.

    >>> _one_line(["世界粮食署", "支援灾区"]), _one_line(["“走向伟大复兴", "”主题活动举行"])
    ('世界粮食署 支援灾区', '“走向伟大复兴”主题活动举行')
    """
    whole = ""
    for line in lines:
        runs_on = whole and (unclosed(whole) or _CLOSING_FIRST.match(line))
        whole = f"{whole}{'' if runs_on or not whole else ' '}{line}"
    return whole


def _heads(parts: Sequence[Part], seed: str) -> tuple[dict[str, str | None], tuple[Repair, ...]]:
    """The lines of the headline deck by role, several of a role with a blank between, in the
    one notation.
    """
    heads: dict[str, str | None] = {}
    repairs: list[Repair] = []
    for role in HEADS:
        mine = [part for part in parts if part.role == role]
        text = _one_line(part.text for part in mine)
        after, changes = notation(text)
        repairs += [
            Repair(
                rule=change.rule,
                seed=seed,
                line=mine[0].line,
                before=change.before,
                after=change.after,
            )
            for change in changes
        ]
        heads[role] = after or None
    return heads, tuple(repairs)


__all__ = ["HEADS", "BlockRef", "anchors", "article", "home_of", "jump_of", "page_number"]
