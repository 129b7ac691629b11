"""Body parts → paragraphs: the two sides of a cut written together, run-together items written
apart, one notation for formulas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from press.model import Leftover, Paragraph, Place, Repair
from press.repair.joins import BlockRef, Continuation, Joins
from press.repair.overlaps import overlap
from press.segment import Part
from press.text import characters

# How much text of each side of a change is quoted.
_CONTEXT = 12
# Items that the text itself marks: a dash after a full stop begins one:
# …和成果转化。——释放内潜活力，…
_ITEM = re.compile(r"(?<=[。！？])(?=——[^—。，]{2})")


def paragraphs(
    article: int, articles: tuple[tuple[Part, ...], ...], joins: Joins, seed: str
) -> tuple[Paragraph, ...]:
    """The paragraphs of one article in reading order, strays brought home, with every repair
    noted.
    """
    onward = {link.before: link for link in joins.links}
    texts: list[Paragraph] = []
    itemised = _has_items(part.text for part in articles[article] if part.role == "body")
    for spot in _order(article, articles, joins):
        part = articles[spot.article][spot.part]
        chain = list(_chain(spot, onward))
        text, places, repairs = _together(part, chain, articles, seed)
        if spot.article != article:
            repairs = [
                Repair(
                    rule="stray-text",
                    seed=seed,
                    line=part.line,
                    before=part.text[:_CONTEXT] + "…",
                    after=f"移到第{article + 1}篇",
                ),
                *repairs,
            ]
        plain = Paragraph(
            id="",
            text=text,
            kind="subhead" if part.role == "subhead" else "text",
            places=tuple(places),
            repairs=tuple(repairs),
        )
        texts += _apart(plain, seed) if itemised and part.role == "body" else [plain]
    return tuple(
        replace(_noted(paragraph, seed), id=f"p{number}")
        for number, paragraph in enumerate(texts, 1)
    )


def _order(
    article: int, articles: tuple[tuple[Part, ...], ...], joins: Joins
) -> Iterator[BlockRef]:
    """Where the paragraphs of an article begin, in order; each joined one at the place of its
    part that was printed first.
    """
    before = {link.after: link.before for link in joins.links}
    seen: set[BlockRef] = set()
    own = [
        BlockRef(article, number)
        for number, part in enumerate(articles[article])
        if part.role in ("body", "subhead")
    ]
    for spot in [*own, *joins.moves]:
        if joins.moves.get(spot, spot.article) == article:
            head = _head(spot, before)
            if head not in seen:
                seen.add(head)
                yield head


def _head(spot: BlockRef, before: dict[BlockRef, BlockRef]) -> BlockRef:
    while spot in before:
        spot = before[spot]
    return spot


def _chain(spot: BlockRef, onward: dict[BlockRef, Continuation]) -> Iterator[Continuation]:
    while link := onward.get(spot):
        yield link
        spot = link.after


def _together(
    part: Part, chain: list[Continuation], articles: tuple[tuple[Part, ...], ...], seed: str
) -> tuple[str, list[Place], list[Repair]]:
    """A part and everything that continues it as one text."""
    text, places, repairs = part.text, [Place(seed=seed, first=part.line, last=part.last)], []
    for link in chain:
        after = articles[link.after.article][link.after.part]
        before = text
        if doubled := overlap(part.text, after.text):
            text = text[: -len(doubled)] + after.text
            repairs.append(
                Repair(
                    rule="overlap",
                    seed=seed,
                    line=after.line,
                    before=f"{before[-_CONTEXT:]}|{after.text[:_CONTEXT]}",
                    after=text[-len(after.text) - _CONTEXT :][: 2 * _CONTEXT],
                )
            )
        else:
            gap = (
                " "
                if re.search(r"[A-Za-z0-9]\Z", text[-1:]) and re.match(r"[A-Za-z]", after.text)
                else ""
            )
            text = text + gap + after.text
            repairs.append(
                Repair(
                    rule=f"join-{link.rule}",
                    seed=seed,
                    line=after.line,
                    before=f"{before[-_CONTEXT:]}|{after.text[:_CONTEXT]}",
                    after=before[-_CONTEXT:] + gap + after.text[:_CONTEXT],
                    why=link.why,
                )
            )
        places.append(Place(seed=seed, first=after.line, last=after.last))
        part = after
    return text, places, repairs


def read_twice(
    articles: tuple[tuple[Part, ...], ...], joins: Joins, seed: str
) -> tuple[Leftover, ...]:
    """What overlaps at cuts leave over: the characters printed once and read twice, with the
    full stop that the model invented.
    """
    found = []
    for link in joins.links:
        before, after = (articles[spot.article][spot.part] for spot in (link.before, link.after))
        if doubled := overlap(before.text, after.text):
            found.append(Leftover(seed=seed, line=before.line, text=doubled, reason="overlap"))
    return tuple(found)


def _has_items(texts: Iterable[str]) -> bool:
    """Whether an article is set in items with dashes: at least two of them, at the beginning of
    a paragraph or inside.
    """
    return sum(text.startswith("——") + len(_ITEM.findall(text)) for text in texts) >= 2


def _apart(paragraph: Paragraph, seed: str) -> list[Paragraph]:
    """The items of a paragraph as paragraphs of their own; places and repairs go with the item
    that they touch.
    """
    items = _ITEM.split(paragraph.text)
    if len(items) == 1:
        return [paragraph]
    result = []
    for number, item in enumerate(items):
        touched = [repair for repair in paragraph.repairs if repair.after in item]
        if number:
            line = (
                paragraph.places[-1].first
                if len(paragraph.places) == 1
                else _line_of(item, paragraph)
            )
            touched.append(
                Repair(
                    rule="split-item",
                    seed=seed,
                    line=line,
                    before=f"{items[number - 1][-_CONTEXT:]}{item[:_CONTEXT]}",
                    after=item[:_CONTEXT],
                )
            )
        result.append(
            replace(
                paragraph,
                text=item,
                repairs=tuple(touched),
                places=_places(items, number, paragraph),
            )
        )
    return result


def _line_of(item: str, paragraph: Paragraph) -> int:
    """The line that an item begins on, in a paragraph joined from several lines."""
    at = paragraph.text.index(item)
    line = paragraph.places[0].first
    for repair in paragraph.repairs:
        cut = paragraph.text.find(repair.after)
        if cut >= 0 and repair.rule.startswith(("join", "overlap")) and cut + _CONTEXT <= at:
            line = repair.line
    return line


def _places(items: list[str], number: int, paragraph: Paragraph) -> tuple[Place, ...]:
    first = _line_of(items[number], paragraph)
    last = (
        _line_of(items[number + 1], paragraph)
        if number + 1 < len(items)
        else paragraph.places[-1].last
    )
    lines = [place.first for place in paragraph.places]
    return (
        paragraph.places[lines.index(first) : lines.index(last) + 1]
        if first in lines and last in lines
        else paragraph.places
    )


def _noted(paragraph: Paragraph, seed: str) -> Paragraph:
    """The paragraph in the one notation, the changes noted."""
    text, changes = characters.notation(paragraph.text)
    line = paragraph.places[0].first
    noted = tuple(
        Repair(rule=change.rule, seed=seed, line=line, **_difference(change.before, change.after))
        for change in changes
    )
    return replace(paragraph, text=text, repairs=paragraph.repairs + noted)


def _difference(before: str, after: str) -> dict[str, str]:
    """The first place where two texts differ, with a little of what stands around it."""
    at = next(
        (
            number
            for number, (one, other) in enumerate(zip(before, after, strict=False))
            if one != other
        ),
        0,
    )
    begin = max(0, at - _CONTEXT // 2)
    return {"before": before[begin : at + _CONTEXT], "after": after[begin : at + _CONTEXT]}
