"""校样: for maintainers, how the press has read each page: every line, its role, the rule that decided, and every doubt."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from engine.targets import Target, leaf
from press.export.record import all_repairs
from press.model import ArticleSummary, Block, Leftover, Line, Notice, Page, Repair
from press.model.urls import proof_url
from press.render.catalogue import Catalogue
from press.render.roles import ROLES
from press.render.sheet import sheet
from press.render.shelves import LONGEST, Shelf, number

Placed = TypeVar("Placed", Repair, Notice, Leftover)
SECTION = ("校样", "proofs/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A run of lines of the seed as the press has read them; without a block, lines that nothing claims (blank as a rule)."""

    lines: tuple[Line, ...]
    block: Block | None
    role: str
    article: ArticleSummary | None
    repairs: tuple[Repair, ...]
    notices: tuple[Notice, ...]

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see in the lines."""
        return not any(line.text.strip() for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page's proof in the list of proofs: how many articles, changes, texts taken out and doubts there are."""

    page: Page
    articles: int
    changes: int
    dropped: int
    notices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A page's proof and what it sums up to; ``shown`` are the numbers of the lines that it shows: all that are not blank."""

    page: Page
    lines: int
    rows: tuple[Row, ...]
    articles: tuple[ArticleSummary, ...]
    repairs: tuple[Repair, ...]
    notices: tuple[Notice, ...]
    furniture: tuple[Leftover, ...]
    dropped: tuple[Leftover, ...]
    shown: frozenset[int]


def pages(catalogue: Catalogue) -> Iterator[Target]:
    """The list of proofs, those with most doubts first, and the proof of each seed.

    A list of several pages has those on its first page and all seeds in their order on the others, which a new seed leaves as they are.
    """
    loose, seeds = Loose.of(catalogue), catalogue.archive.pages
    doubted = sorted(seeds, key=lambda page: (-len(loose.notices.get(page.seed, ())), page.seed))
    for shelf in number(
        SECTION[1],
        [*doubted[:LONGEST], *seeds] if len(seeds) > LONGEST else doubted,
        under="proofs-more/",
    ):
        of = (
            shelf.url,
            shelf.label,
            shelf.parts,
            [_version(catalogue, loose, page) for page in shelf.items],
        )
        yield leaf(shelf.url, of, partial(_list, catalogue, loose, shelf))
    for page in seeds:
        yield leaf(
            proof_url(page.seed),
            _version(catalogue, loose, page),
            partial(_proof, catalogue, loose, page),
        )


def _list(catalogue: Catalogue, loose: Loose, shelf: Shelf[Page]) -> tuple[str, str]:
    return sheet(
        shelf.url,
        "proofs",
        title=SECTION[0] + (f"：{shelf.label}" if shelf.label else ""),
        shelf=shelf,
        proofs=[_listed(catalogue, loose, page) for page in shelf.items],
        hidden=True,
        description=f"供维护者核对：每个版面怎样读出，有何疑点。{shelf.label}",
    )


def _proof(catalogue: Catalogue, loose: Loose, page: Page) -> tuple[str, str]:
    made = proof(catalogue, loose, page)
    return sheet(
        proof_url(page.seed),
        "proof",
        title=f"校样 {page.seed}",
        proof=made,
        crumbs=[SECTION],
        hidden=True,
        description=f"{page.seed}的校样：{len(made.articles)}篇，{len(made.repairs)}处修补，{len(made.notices)}个疑点。",
    )


def _version(catalogue: Catalogue, loose: Loose, page: Page) -> tuple[object, ...]:
    """What a page's proof follows from: the page, the articles on it, and doubts that only the archive as a whole raises."""
    doubts = [
        (notice.code, notice.line, notice.text) for notice in loose.notices.get(page.seed, ())
    ]
    return (
        page.sha256,
        page.sidecar,
        [catalogue.versions[article.id] for article in catalogue.on_page.get(page.seed, ())],
        doubts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """What the archive keeps in one heap, by seed."""

    notices: Mapping[str, tuple[Notice, ...]]
    furniture: Mapping[str, tuple[Leftover, ...]]
    dropped: Mapping[str, tuple[Leftover, ...]]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Loose:
        """Sort the heaps."""
        archive = catalogue.archive
        return cls(
            notices=_by_seed(
                [*archive.notices, *(notice for page in archive.pages for notice in page.notices)]
            ),
            furniture=_by_seed(archive.furniture),
            dropped=_by_seed(archive.dropped),
        )


def _listed(catalogue: Catalogue, loose: Loose, page: Page) -> Listed:
    of = page.seed
    return Listed(
        page=page,
        articles=len(catalogue.on_page.get(of, ())),
        changes=catalogue.archive.changes.get(of, 0),
        dropped=len(loose.dropped.get(of, ())),
        notices=len(loose.notices.get(of, ())),
    )


def proof(catalogue: Catalogue, loose: Loose, page: Page) -> Proof:
    """The proof of a page."""
    articles = catalogue.on_page.get(page.seed, ())
    every = _by_seed(
        [
            *page.repairs,
            *(repair for article in articles for repair in all_repairs(catalogue.text(article.id))),
        ]
    )
    repairs, notices = every.get(page.seed, ()), loose.notices.get(page.seed, ())
    lines = catalogue.archive.lines.get(page.seed, ())
    return Proof(
        page=page,
        lines=len(lines),
        articles=articles,
        rows=tuple(_rows(catalogue, page.seed, lines, repairs, notices)),
        repairs=repairs,
        notices=notices,
        furniture=loose.furniture.get(page.seed, ()),
        dropped=loose.dropped.get(page.seed, ()),
        shown=frozenset(line.number for line in lines if line.text.strip()),
    )


def _by_seed(placed: Iterable[Placed]) -> Mapping[str, tuple[Placed, ...]]:
    """What stands on each seed, in the order of its lines, nothing twice."""
    found: defaultdict[str, list[Placed]] = defaultdict(list)
    for one in dict.fromkeys(placed):
        found[one.seed].append(one)
    return {seed: tuple(sorted(ones, key=lambda one: one.line)) for seed, ones in found.items()}


def _rows(
    catalogue: Catalogue,
    seed: str,
    printed: Sequence[Line],
    repairs: Sequence[Repair],
    notices: Sequence[Notice],
) -> Iterator[Row]:
    """The page from its first line to its last: blocks, and between them the lines that no block claims."""
    changed, doubted = _by_line(repairs), _by_line(notices)
    at = 0

    def row(end: int, block: Block | None) -> Row:
        nonlocal at
        lines = tuple(printed[at:end])
        at = max(at, end)
        return Row(
            lines=lines,
            block=block,
            role=ROLES[block.role] if block else "",
            article=catalogue.articles.get(block.article or "") if block else None,
            repairs=tuple(one for line in lines for one in changed.get(line.number, ())),
            notices=tuple(one for line in lines for one in doubted.get(line.number, ())),
        )

    for block in sorted(
        catalogue.archive.blocks.get(seed, ()), key=lambda block: (block.first, block.last)
    ):
        begins = bisect_left(printed, block.first, key=lambda line: line.number)
        if begins > at:
            yield row(begins, None)
        yield row(bisect_left(printed, block.last + 1, key=lambda line: line.number), block)
    if at < len(printed):
        yield row(len(printed), None)


def _by_line(placed: Iterable[Placed]) -> Mapping[int, list[Placed]]:
    found: defaultdict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        found[one.line].append(one)
    return found
