"""校样: for maintainers, how the press has read each page: every line, its role, the rule that decided, and every doubt."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from press.addresses import proof_url
from press.export.record import all_repairs
from press.model import Article, Block, Leftover, Line, Notice, Page, Repair
from press.render.catalogue import Catalogue
from press.render.roles import ROLES
from press.render.sheet import sheet
from press.render.shelves import number

Placed = TypeVar("Placed", Repair, Notice, Leftover)
SECTION = ("校样", "proofs/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A run of lines of the seed as the press has read them; without a block, lines that nothing claims (blank as a rule)."""

    lines: tuple[Line, ...]
    block: Block | None
    role: str
    article: Article | None
    repairs: tuple[Repair, ...]
    notices: tuple[Notice, ...]

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see in the lines."""
        return not any(line.text.strip() for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A page's proof and what it sums up to; ``shown`` are the numbers of the lines that it shows: all that are not blank."""

    page: Page
    rows: tuple[Row, ...]
    articles: tuple[Article, ...]
    repairs: tuple[Repair, ...]
    notices: tuple[Notice, ...]
    furniture: tuple[Leftover, ...]
    dropped: tuple[Leftover, ...]
    shown: frozenset[int]


def pages(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The list of proofs, those with most doubts first, and the proof of each seed."""
    made = proofs(catalogue)
    doubted = sorted(made, key=lambda proof: (-len(proof.notices), proof.page.seed))
    for shelf in number(SECTION[1], doubted, under="proofs-more/"):
        yield sheet(
            shelf.url, "proofs", title=SECTION[0] + (f"：{shelf.label}" if shelf.label else ""), shelf=shelf,
            hidden=True, description=f"供维护者核对：每个版面怎样读出，有何疑点。{shelf.label}",
        )
    for proof in made:
        yield sheet(
            proof_url(proof.page.seed), "proof", title=f"校样 {proof.page.seed}", proof=proof, crumbs=[SECTION], hidden=True,
            description=f"{proof.page.seed}的校样：{len(proof.articles)}篇，{len(proof.repairs)}处修补，{len(proof.notices)}个疑点。",
        )


def proofs(catalogue: Catalogue) -> tuple[Proof, ...]:
    """The proof of every page, in the archive's order."""
    archive = catalogue.archive
    repairs = _by_seed([
        *(repair for page in archive.pages for repair in page.repairs),
        *(repair for article in archive.articles for repair in all_repairs(article)),
    ])
    notices = _by_seed([*archive.notices, *(notice for page in archive.pages for notice in page.notices)])
    furniture, dropped = _by_seed(archive.furniture), _by_seed(archive.dropped)
    return tuple(
        Proof(
            page=page, articles=catalogue.on_page.get(page.seed, ()),
            rows=tuple(_rows(catalogue, page, repairs.get(page.seed, ()), notices.get(page.seed, ()))),
            repairs=repairs.get(page.seed, ()), notices=notices.get(page.seed, ()),
            furniture=furniture.get(page.seed, ()), dropped=dropped.get(page.seed, ()),
            shown=frozenset(line.number for line in page.lines if line.text.strip()),
        )
        for page in archive.pages
    )


def _by_seed(placed: Iterable[Placed]) -> Mapping[str, tuple[Placed, ...]]:
    """What stands on each seed, in the order of its lines, nothing twice."""
    found: defaultdict[str, list[Placed]] = defaultdict(list)
    for one in dict.fromkeys(placed):
        found[one.seed].append(one)
    return {seed: tuple(sorted(ones, key=lambda one: one.line)) for seed, ones in found.items()}


def _rows(catalogue: Catalogue, page: Page, repairs: Sequence[Repair], notices: Sequence[Notice]) -> Iterator[Row]:
    """The page from its first line to its last: blocks, and between them the lines that no block claims."""
    changed, doubted = _by_line(repairs), _by_line(notices)
    at = 0

    def row(end: int, block: Block | None) -> Row:
        nonlocal at
        lines = page.lines[at:end]
        at = max(at, end)
        return Row(
            lines=lines, block=block, role=ROLES[block.role] if block else "", article=catalogue.articles.get(block.article or "") if block else None,
            repairs=tuple(one for line in lines for one in changed.get(line.number, ())),
            notices=tuple(one for line in lines for one in doubted.get(line.number, ())),
        )

    for block in sorted(catalogue.archive.blocks.get(page.seed, ()), key=lambda block: (block.first, block.last)):
        begins = bisect_left(page.lines, block.first, key=lambda line: line.number)
        if begins > at:
            yield row(begins, None)
        yield row(bisect_left(page.lines, block.last + 1, key=lambda line: line.number), block)
    if at < len(page.lines):
        yield row(len(page.lines), None)


def _by_line(placed: Iterable[Placed]) -> Mapping[int, list[Placed]]:
    found: defaultdict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        found[one.line].append(one)
    return found
