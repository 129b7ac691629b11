"""Draft → Reading → Archive: sentences joined, items split, duplicates dropped, halves of
articles brought together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from press.model import Archive, Article, Block, Leftover, Notice, Page
from press.packed import Articles
from press.read.tables import Tables
from press.repair.articles import anchors, article, home_of
from press.repair.captions import captions
from press.repair.continued import bring_together
from press.repair.doubts import doubts
from press.repair.joins import join
from press.repair.paragraphs import paragraphs, read_twice
from press.repair.replacements import replaced
from press.segment import Draft, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A page read to the end: its blocks with their articles, the articles, what belongs to none,
    and the doubts.

    ``changes`` is how many there were to the text that is printed on it.
    """

    page: Page
    blocks: tuple[Block, ...]
    articles: Sequence[Article]
    furniture: tuple[Leftover, ...]
    dropped: tuple[Leftover, ...]
    notices: tuple[Notice, ...]
    changes: int


def mend(draft: Draft) -> Reading:
    """Mend the articles of one page; every part of the draft is in an article, in the furniture
    or dropped with a reason.
    """
    page, seed = draft.page, draft.page.seed
    joins = join(draft.articles, page.decisions)
    homes = home_of(draft, joins)
    photos, twice = captions(homes, seed)
    ids = anchors(draft)
    kinds = {decision.quote: decision.to for decision in page.decisions if decision.do == "kind"}
    articles = []
    for number, (identity, parts) in enumerate(zip(ids, homes, strict=True)):
        text = paragraphs(number, draft.articles, joins, seed)
        title = "".join(part.text for part in parts if part.role == "title")
        kind = next((kind for quote, kind in kinds.items() if quote in title), None)
        articles.append(
            article(identity, parts, page, paragraphs=text, captions=photos[number], kind=kind)
        )
    mended, taken_out = replaced(tuple(each for each in articles if _has_text(each)), page)
    return Reading(
        page=page,
        blocks=_blocks(draft, homes, ids),
        articles=mended,
        furniture=_loose(draft, "furniture"),
        dropped=(
            *_loose(draft, "image", "rule", "dropped"),
            *twice,
            *read_twice(draft.articles, joins, seed),
            *taken_out,
        ),
        notices=page.notices + doubts(draft, joins, mended),
        changes=_changes(page, mended),
    )


def _changes(page: Page, articles: Iterable[Article]) -> int:
    """How many changes there were to a page's text: some are told by the page and by the
    article.
    """
    of_articles = (
        repair
        for each in articles
        for repair in (
            *each.repairs,
            *(repair for part in each.paragraphs for repair in part.repairs),
        )
    )
    return len({*page.repairs, *of_articles})


def _has_text(article: Article) -> bool:
    """Whether anything is printed in an article: all of it may have gone to others, or been
    dropped as a duplicate.
    """
    heads = (
        article.column,
        article.kicker,
        article.title,
        article.subtitle,
        article.byline,
        article.dateline,
        article.credit,
    )
    return bool(article.paragraphs or article.captions or article.jumps or any(heads))


def gather(readings: Iterable[Reading], tables: Tables) -> Archive:
    """All readings as one archive, articles in two halves brought together, in order of date,
    page and place.
    """
    readings = tuple(sorted(readings, key=lambda reading: reading.page.seed))
    articles, notices = bring_together(
        {reading.page.seed: reading.page for reading in readings},
        [Articles.of(reading.articles) for reading in readings],
    )
    return Archive(
        pages=tuple(
            replace(reading.page, lines=()) if reading.page.lines else reading.page
            for reading in readings
        ),
        lines={reading.page.seed: reading.page.lines for reading in readings},
        blocks={reading.page.seed: reading.blocks for reading in readings},
        articles=articles,
        furniture=tuple(item for reading in readings for item in reading.furniture),
        dropped=tuple(item for reading in readings for item in reading.dropped),
        notices=tuple(notice for reading in readings for notice in reading.notices) + notices,
        themes=tables.themes,
        names=tables.names,
        terms=tables.terms,
        changes={reading.page.seed: reading.changes for reading in readings},
    )


def _loose(draft: Draft, *roles: str) -> tuple[Leftover, ...]:
    whys = {
        decision.quote: decision.why for decision in draft.page.decisions if decision.do == "drop"
    }
    return tuple(
        Leftover(seed=draft.page.seed, line=part.line, text=part.text, reason=_reason(part, whys))
        for part in draft.loose
        if part.role in roles
    )


def _reason(part: Part, whys: Mapping[str, str]) -> str:
    """Why a part is in no article: a person's reason, else what it is."""
    if part.role == "dropped":
        return whys.get(part.text, "sidecar")
    return "markup" if part.step == "markup" else part.role


def _blocks(
    draft: Draft, homes: tuple[tuple[Part, ...], ...], ids: tuple[str, ...]
) -> tuple[Block, ...]:
    """Every part as a block of the proof, in the order of print."""
    found = [(part, identity) for identity, parts in zip(ids, homes, strict=True) for part in parts]
    found += [(part, "") for part in draft.loose]
    order = sorted(enumerate(found), key=lambda item: (item[1][0].line, item[0]))
    return tuple(
        Block(
            role=part.role,  # type: ignore[arg-type]
            text=part.text,
            seed=draft.page.seed,
            first=part.line,
            last=part.last,
            why=part.why,
            article=identity or None,
        )
        for _, (part, identity) in order
    )


__all__ = ["Reading", "gather", "mend", "replace"]
