"""How a page was read, in the terminal: every line with its role, article and the rule that
decided; or in short.
"""

from __future__ import annotations

from engine.errors import UserError
from press.model import Archive, Article, Block, Notice


def in_full(archive: Archive, seed: str) -> str:
    """The page's lines in order, its repairs, what was dropped, and its doubts with what would
    settle each.
    """
    _known(archive, seed)
    blocks = sorted(archive.blocks.get(seed, ()), key=lambda block: (block.first, block.last))
    repairs = [
        repair
        for article in _articles(archive, seed)
        for repair in article.repairs
        if repair.seed == seed
    ]
    rows = [_row(block) for block in blocks]
    rows += [
        "",
        *(
            f"{repair.line:>4}  {repair.rule}: {repair.before!r} → {repair.after!r}"
            for repair in repairs
        ),
    ]
    rows += [
        "",
        *(
            f"{gone.line:>4}  dropped ({gone.reason}): {gone.text}"
            for gone in archive.dropped
            if gone.seed == seed
        ),
    ]
    return "\n".join(rows) + "\n\n" + in_short(archive, seed)


def in_short(archive: Archive, seed: str) -> str:
    """The page's headlines and doubts."""
    _known(archive, seed)
    articles, doubts = (
        _articles(archive, seed),
        [notice for notice in archive.notices if notice.seed == seed],
    )
    rows = [f"{seed}: {len(articles)} articles, {len(doubts)} doubts"]
    rows += [
        (
            f"  {article.headline} "
            f"({sum(len(paragraph.text) for paragraph in article.paragraphs)} characters)"
        )
        for article in articles
    ]
    return "\n".join([*rows, *(line for notice in doubts for line in _doubt(notice))])


def _row(block: Block) -> str:
    lines = f"{block.first}" if block.first == block.last else f"{block.first}–{block.last}"
    article = block.article.rpartition("-")[2] if block.article else "·"
    return f"{lines:>7}  {block.role:<9} {article:>4}  {block.text}  [{block.why}]"


def _doubt(notice: Notice) -> list[str]:
    settle = [f"      {line}" for line in (notice.settle or "").splitlines()]
    return [
        f"  ? {notice.seed}:{notice.line}: {notice.code}: {notice.text}",
        *(["    settle it in the sidecar:", *settle] if settle else []),
    ]


def _articles(archive: Archive, seed: str) -> list[Article]:
    return [
        article
        for article in archive.articles
        if any(place.seed == seed for place in article.places)
    ]


def _known(archive: Archive, seed: str) -> None:
    if all(page.seed != seed for page in archive.pages):
        raise UserError(
            seed,
            None,
            "is no page of these seeds",
            f"known are {', '.join(page.seed for page in archive.pages[:5])} …",
        )
