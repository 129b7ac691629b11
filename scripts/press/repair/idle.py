"""Decisions of a sidecar that changed nothing: what they quote is not where they could be
carried out, or no longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from press.model import Article, Decision, Notice, Repair
from press.repair.joins import Joins
from press.segment import Draft, Part


def idle(draft: Draft, joins: Joins, articles: tuple[Article, ...]) -> Iterator[Notice]:
    """A notice for each such decision; that a notice was answered with ``keep`` shows by itself."""
    parts = [part for article in (*draft.articles, draft.loose) for part in article]
    done: dict[str, Callable[[Decision], bool]] = {
        "join": lambda decision: any(_joined(draft, joins, decision)),
        "move": lambda decision: any(
            decision.quote in _text(article)
            for article in articles
            if (decision.to or "") in (article.title or "")
        ),
        "split": lambda decision: any(part.text.startswith(decision.quote) for part in parts),
        "drop": lambda decision: any(_named(part, decision) for part in parts),
        "role": lambda decision: any(_named(part, decision) for part in parts),
        "replace": lambda decision: any(
            repair.rule == "sidecar-replace" and repair.before == decision.quote
            for repair in _repairs(articles)
        ),
        "kind": lambda decision: any(
            part.role == "title" and decision.quote in part.text for part in parts
        ),
    }
    for decision in draft.page.decisions:
        if decision.do in done and not done[decision.do](decision):
            line = next(
                (line.number for line in draft.page.lines if decision.quote in line.text), 1
            )
            text = (
                f"附表第{decision.line}行的 {decision.do} 没有起作用："
                f"所引文字“{decision.quote[:24]}”不在它能处理的地方，或与另一决定相抵"
            )
            yield Notice(code="decision-idle", seed=draft.page.seed, line=line, text=text)


def _joined(draft: Draft, joins: Joins, decision: Decision) -> Iterator[bool]:
    """For each join of a sidecar, whether it is this one."""
    for link in joins.links:
        before, after = (
            draft.articles[spot.article][spot.part].text for spot in (link.before, link.after)
        )
        yield link.rule == "sidecar" and decision.quote in before and (decision.to or "") in after


def _named(part: Part, decision: Decision) -> bool:
    return part.why == "sidecar" and part.text == decision.quote


def _text(article: Article) -> str:
    return "\n".join(
        [
            *(paragraph.text for paragraph in article.paragraphs),
            *(caption.text for caption in article.captions),
        ]
    )


def _repairs(articles: tuple[Article, ...]) -> Iterator[Repair]:
    for article in articles:
        yield from article.repairs
        for paragraph in article.paragraphs:
            yield from paragraph.repairs
