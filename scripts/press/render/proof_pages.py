"""校样: for maintainers, how each page was read: every line, its role, the rule, every doubt."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TypeVar

from engine.targets import Target, leaf
from press.export.record import all_repairs
from press.model import Block, Leftover, Line, Notice, Page, Repair
from press.model.urls import proof_url
from press.render.browse import browse_page
from press.render.catalogue import Catalogue
from press.render.list_pages import LONGEST, ListPage, numbered_pages
from press.render.markdown import Row, low, one_line, said
from press.render.roles import ROLES
from press.text.dates import display

Placed = TypeVar("Placed", Repair, Notice, Leftover)
SECTION = ("校样", "proofs/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A run of lines that were read together; without a block, lines that nothing claims."""

    lines: tuple[Line, ...]
    block: Block | None

    @property
    def article(self) -> str:
        """The id of its article; nothing when it belongs to none."""
        return self.block.article or "" if self.block else ""

    @property
    def shown(self) -> bool:
        """Whether there is anything to see: a block, or lines that are not blank."""
        return self.block is not None or any(line.text.strip() for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the archive keeps in one heap, by seed and in the order of lines."""

    notices: Mapping[str, tuple[Notice, ...]]
    furniture: Mapping[str, tuple[Leftover, ...]]
    dropped: Mapping[str, tuple[Leftover, ...]]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Findings:
        """Sort the heaps."""
        archive = catalogue.archive
        of_pages = (notice for page in archive.pages for notice in page.notices)
        return cls(
            notices=_by_seed([*archive.notices, *of_pages]),
            furniture=_by_seed(archive.furniture),
            dropped=_by_seed(archive.dropped),
        )


def pages(catalogue: Catalogue) -> Iterator[Target]:
    """The list of proofs, those with most doubts first, and the proof of each seed.

    A list of several pages has those on its first page and all seeds in their order on the others,
    which a new seed leaves as they are.
    """
    findings, seeds = Findings.of(catalogue), catalogue.archive.pages
    doubted = sorted(seeds, key=lambda page: (-len(findings.notices.get(page.seed, ())), page.seed))
    several = len(seeds) > LONGEST
    in_order = [*doubted[:LONGEST], *seeds] if several else doubted
    for page in numbered_pages(SECTION[1], in_order, under="proofs-more/"):
        versions = [_version(catalogue, findings, listed) for listed in page.items]
        of = page.url, page.label, page.parts, versions
        yield leaf(page.url, of, partial(_list, catalogue, findings, page))
    for seed in seeds:
        made_of = _version(catalogue, findings, seed)
        yield leaf(proof_url(seed.seed), made_of, partial(_proof, catalogue, findings, seed))


def _version(catalogue: Catalogue, findings: Findings, page: Page) -> tuple[object, ...]:
    """What a proof follows from: the page, its articles, doubts that only the archive raises."""
    notices = findings.notices.get(page.seed, ())
    return (
        page.sha256,
        page.sidecar,
        [catalogue.versions[article.id] for article in catalogue.on_page.get(page.seed, ())],
        [(notice.code, notice.line, notice.text) for notice in notices],
    )


def _list(catalogue: Catalogue, findings: Findings, page: ListPage[Page]) -> tuple[str, str]:
    return browse_page(
        page.url,
        "proofs",
        title=SECTION[0] + (f"：{page.label}" if page.label else ""),
        description=f"供维护者核对：每个版面怎样读出，有何疑点。{page.label}",
        hidden=True,
        turns=page.turns,
        proofs=[_listed(catalogue, findings, listed) for listed in page.items],
    )


def _listed(catalogue: Catalogue, findings: Findings, page: Page) -> Row:
    seed = page.seed
    return Row(
        seed=seed,
        url=proof_url(seed),
        date=display(page.date),
        articles=len(catalogue.on_page.get(seed, ())),
        repairs=catalogue.archive.changes.get(seed, 0),
        dropped=len(findings.dropped.get(seed, ())),
        notices=len(findings.notices.get(seed, ())),
    )


def _proof(catalogue: Catalogue, findings: Findings, page: Page) -> tuple[str, str]:
    seed = page.seed
    articles, repairs = len(catalogue.on_page.get(seed, ())), page_repairs(catalogue, page)
    notices = findings.notices.get(seed, ())
    lines = catalogue.archive.lines.get(seed, ())
    shown = {line.number for line in lines if line.text.strip()}
    strips = [strip for strip in page_strips(catalogue, seed) if strip.shown]
    return browse_page(
        proof_url(seed),
        "proof",
        title=f"校样 {seed}",
        description=f"{seed}的校样：{articles}篇，{len(repairs)}处修补，{len(notices)}个疑点。",
        crumbs=[SECTION],
        hidden=True,
        printed=_printed(page, len(lines)),
        articles=articles,
        certainty=_certainty(catalogue, seed),
        notices=[_notice(notice, shown) for notice in notices],
        decisions=_decisions(page),
        repairs=[_repair(repair, shown) for repair in repairs],
        dropped=[_leftover(one, shown) for one in findings.dropped.get(seed, ())],
        furniture=[_leftover(one, shown) for one in findings.furniture.get(seed, ())],
        lines=list(_articles(catalogue, strips, _signs(repairs, notices))),
    )


def _certainty(catalogue: Catalogue, seed: str) -> list[Row]:
    """The articles of a page, the least certain first, with how sure they are in percent."""
    texts = [catalogue.text(each.id) for each in catalogue.on_page.get(seed, ())]
    return [
        Row(article=one.headline, url=one.url, percent=min(99, round(100 * one.confidence)))
        for one in sorted(texts, key=lambda one: (one.confidence, one.id))
    ]


def _printed(page: Page, lines: int) -> dict[str, object]:
    """What the page is: of which paper and day, on what grounds, and its text."""
    return said(
        {
            "seed": page.seed,
            "paper": one_line(page.paper or ""),
            "date": display(page.date),
            "page": page.page,
            "basis": one_line(page.basis or ""),
            "lines": lines,
            "sha256": page.sha256,
        }
    )


def _notice(notice: Notice, shown: set[int]) -> dict[str, object]:
    return said(
        {
            "code": notice.code,
            "line": notice.line,
            "linked": notice.line in shown or None,
            "text": one_line(notice.text),
            "settle": notice.settle,
        }
    )


def _decisions(page: Page) -> list[Row]:
    return [
        Row(
            do=decision.do,
            line=decision.line,
            quote=one_line(decision.quote),
            to=one_line(decision.to or ""),
            why=one_line(decision.why),
        )
        for decision in page.decisions
    ]


def _repair(repair: Repair, shown: set[int]) -> Row:
    return Row(
        line=repair.line,
        linked=repair.line in shown or None,
        rule=repair.rule,
        before=one_line(repair.before),
        after=one_line(repair.after),
        why=one_line(repair.why or ""),
    )


def _leftover(one: Leftover, shown: set[int]) -> Row:
    linked = one.line in shown or None
    return Row(line=one.line, linked=linked, reason=one.reason, text=one_line(one.text))


def page_repairs(catalogue: Catalogue, page: Page) -> tuple[Repair, ...]:
    """Every change on a page, each once."""
    articles = catalogue.on_page.get(page.seed, ())
    found = [one for each in articles for one in all_repairs(catalogue.text(each.id))]
    return _by_seed([*page.repairs, *found]).get(page.seed, ())


def page_strips(catalogue: Catalogue, seed: str) -> Iterator[Strip]:
    """The page from its first line to its last: blocks, and the lines that no block claims."""
    printed = catalogue.archive.lines.get(seed, ())
    blocks = catalogue.archive.blocks.get(seed, ())
    at = 0
    for block in sorted(blocks, key=lambda block: (block.first, block.last)):
        begins = _index(printed, block.first)
        if begins > at:
            yield Strip(lines=printed[at:begins], block=None)
            at = begins
        end = _index(printed, block.last + 1)
        yield Strip(lines=printed[at:end], block=block)
        at = max(at, end)
    if at < len(printed):
        yield Strip(lines=printed[at:], block=None)


def _index(printed: Sequence[Line], number: int) -> int:
    return bisect_left(printed, number, key=lambda line: line.number)


def _articles(
    catalogue: Catalogue, strips: Sequence[Strip], signs: Mapping[int, list[str]]
) -> Iterator[dict[str, object]]:
    """The strips, those of one article that follow each other together."""
    for id_, run in groupby(strips, key=lambda strip: strip.article):
        article = catalogue.articles.get(id_)
        told = Row(title=low(article.headline), url=article.url) if article else None
        yield said({"article": told, "blocks": [_block(strip, signs) for strip in run]})


def _block(strip: Strip, signs: Mapping[int, list[str]]) -> dict[str, object]:
    lines = [Row(line=line.number, text=line.text) for line in strip.lines if line.text.strip()]
    block = strip.block
    return said(
        {
            "role": ROLES[block.role] if block else "",
            "title": (block is not None and block.role == "title") or None,
            "why": block.why if block else "",
            "signs": [sign for line in strip.lines for sign in signs.get(line.number, ())],
            "lines": lines,
            "text": block.text if block and not lines else "",
        }
    )


def _signs(repairs: Iterable[Repair], notices: Iterable[Notice]) -> Mapping[int, list[str]]:
    """The names of changes and doubts by the line they stand at."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for repair in repairs:
        found[repair.line].append(f"补 {repair.rule}")
    for notice in notices:
        found[notice.line].append(f"疑 {notice.code}")
    return found


def _by_seed(placed: Iterable[Placed]) -> Mapping[str, tuple[Placed, ...]]:
    """What stands on each seed, in the order of its lines, nothing twice."""
    found: defaultdict[str, list[Placed]] = defaultdict(list)
    for one in dict.fromkeys(placed):
        found[one.seed].append(one)
    return {seed: tuple(sorted(ones, key=lambda one: one.line)) for seed, ones in found.items()}
