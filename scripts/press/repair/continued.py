"""Articles in two halves on two pages (下转, 上接): brought together where both are among the
seeds and belong together for certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from press.model import Article, ArticleSummary, Notice, Page
from press.packed import Articles, Gathered
from press.segment.context import bigrams
from press.text import dates
from press.text.summary import heading

# How much more two halves share than any other pair that the jump lines allow, where several do;
# set by hand.
_CLEARLY = 1.3


def bring_together(
    pages: Mapping[str, Page], printed: Iterable[Articles]
) -> tuple[Articles, tuple[Notice, ...]]:
    """The articles of all pages in order, halves joined; a half that fits several others is
    left apart with a notice.
    """
    found: dict[str, ArticleSummary] = {}
    sources: dict[str, Mapping[str, Article]] = {}
    for articles in printed:
        found |= {head.id: head for head in articles.headings}
        sources |= dict.fromkeys((head.id for head in articles.headings), articles.source)
    halves = {id_: sources[id_][id_] for id_, head in found.items() if head.jumps}
    whole, notices = _joined_where_certain(pages, halves)
    for id_ in halves.keys() - whole.keys():
        del found[id_]
    joined = {id_: article for id_, article in whole.items() if article is not halves[id_]}
    found |= {id_: heading(article) for id_, article in joined.items()}
    sources |= dict.fromkeys(joined, joined)
    return Articles(sorted(found.values(), key=_order), Gathered(sources)), notices


def _order(head: ArticleSummary) -> tuple[object, ...]:
    """Where an article stands in the archive."""
    return dates.sort_key(head.date), head.page is None, head.page or 0, *head.places[0], head.id


def _joined_where_certain(
    pages: Mapping[str, Page], articles: Mapping[str, Article]
) -> tuple[Mapping[str, Article], tuple[Notice, ...]]:
    """The articles with jump lines, each second half in its first one, and the doubts."""
    whole = dict(articles)
    notices: list[Notice] = []
    starts: dict[tuple[object, ...], list[Article]] = {}
    for article in articles.values():
        for jump in article.jumps:
            if jump.direction == "to" and (key := _key(pages[article.seed], jump.page)):
                starts.setdefault(key, []).append(article)
    for half in articles.values():
        for jump in half.jumps:
            page = pages[half.seed]
            if jump.direction != "from" or page.page is None or half.id not in whole:
                continue
            known = [
                whole[start.id]
                for start in starts.get(_key(page, page.page) or (), ())
                if start.id in whole and start.seed != half.seed and start.page == jump.page
            ]
            start = _fellow(half, known)
            if start:
                whole[start.id] = _joined(whole[start.id], half)
                del whole[half.id]
            elif known:
                text = f"{jump.text}可能接自{len(known)}篇文章，未自动连接"
                notices.append(
                    Notice(code="jump-ambiguous", seed=half.seed, line=jump.place.first, text=text)
                )
    return whole, tuple(notices)


def _key(page: Page, number: int | None) -> tuple[object, ...] | None:
    """What both halves know of the page where the second stands: paper, date and page number;
    None when it is not known.
    """
    return (page.paper, page.date, number) if page.date is not None and number is not None else None


def _fellow(half: Article, known: list[Article]) -> Article | None:
    """The first half that belongs to a second one: the only one, the one with the same
    headline, or by far the nearest in words.
    """
    known = (
        [
            start
            for start in known
            if half.title is None or start.title is None or _same(half.title, start.title)
        ]
        if half.title
        else known
    )
    if len(known) <= 1:
        return known[0] if known else None
    grams = bigrams("".join(paragraph.text for paragraph in half.paragraphs))
    shared = sorted(
        (
            (
                len(grams & bigrams(start.headline + "".join(p.text for p in start.paragraphs))),
                start.id,
                start,
            )
            for start in known
        ),
        reverse=True,
    )
    return shared[0][2] if shared[0][0] > _CLEARLY * shared[1][0] else None


def _same(one: str, other: str) -> bool:
    return bool(
        len(bigrams(one) & bigrams(other)) * 2 >= min(len(bigrams(one)), len(bigrams(other)))
    )


def _joined(start: Article, half: Article) -> Article:
    """The two halves as one article under the first one's address; both places and both jump
    lines are kept.
    """
    shift = len(start.paragraphs)
    rest = tuple(
        replace(paragraph, id=f"p{shift + number}")
        for number, paragraph in enumerate(half.paragraphs, 1)
    )
    return replace(
        start,
        paragraphs=start.paragraphs + rest,
        captions=start.captions + half.captions,
        jumps=start.jumps + half.jumps,
        byline=start.byline or half.byline,
        authors=start.authors or half.authors,
        credit=start.credit or half.credit,
        repairs=start.repairs + half.repairs,
        places=start.places + half.places,
        former=(*start.former, half.id, *half.former),
        confidence=min(start.confidence, half.confidence),
    )
