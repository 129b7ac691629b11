"""New pages taken in: under a name that never changes, beside a sidecar that says what is known,
and nothing twice.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from desk import proof_picture
from desk.arguments import Options
from desk.ocr_set import reader
from engine.errors import UserError
from press.ingest import NewPage, pages_of
from press.model import Archive, Line, Page
from press.pipeline import press
from press.read import read, seeds
from press.text import dates

if TYPE_CHECKING:
    from PIL.Image import Image

# A date line of a page: 2026年2月10日 星期二.
DATE_LINE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日[\s\S]{0,12}?星期")
# A page number of a header or footer: 第02版, 02版：要闻, on a short line.
PAGE_LINE = re.compile(r"^[#*\s]*(?:第\s*)?0?(\d{1,2})\s*版\b|^[#*\s]*第\s*0?(\d{1,2})\s*版")
MOST_PAGES = 999  # as in a sidecar
DOUBTS = 10  # so many are shown of a page that is added
SHORT = 24  # characters: a header's line is not a sentence that happens to name a page
# What two readings of one printed page share at the least, of their sentences; two pages of one
# paper share a masthead.
ALIKE = 0.5
SENTENCE = re.compile(r"[^，。；：！？、\s#*]{6,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What the person who adds the pages says of them."""

    paper: str | None
    date: str | None
    page: int | None
    basis: str | None


def main(options: Options) -> int:
    """The command ``add``: all of the files or, when one cannot be taken, none."""
    known = PageFacts(
        paper=_named("--paper", options.paper),
        date=_date(options.date),
        page=_page(options.page),
        basis=_named("--basis", options.basis),
    )
    there = {page.seed: page for page in map(read, seeds(options.seeds))}
    taken: list[tuple[str, NewPage, str]] = []
    for path in options.files:
        for new in pages_of(path, reader):
            if not any(line.text.strip() for line in new.sheet.lines):
                raise UserError(path, None, "has no text", "see that it is the file that you mean")
            name = f"{_next_number(options.seeds, len(taken)):03}_{_sum(new.data)[:16]}"
            page = _page_of(name, new)
            _refuse_what_is_there(path, page, there)
            taken.append((name, new, sidecar(_numbered(known, new), page.lines)))
            there[f"{path.name}, page {new.number}" if new.number else path.name] = page
    archive = _written(options, taken)
    for name, new, _ in taken:
        print("\n".join(report(archive, name)))
        if drawn := proof_picture.drawn(archive, name, new.shown):
            print(f"  drawn: {_kept(options, name, drawn)}")
    print(
        f"add: {len(taken)} pages taken into {options.seeds.name}/; look at them with "
        "`make serve`, then commit seeds/ and docs/"
    )
    return 0


def report(archive: Archive, seed: str) -> Iterator[str]:
    """What was understood of a page: its articles with their lines and headlines, its first
    doubts.
    """
    mine = [article for article in archive.articles if article.seed == seed]
    doubts = [notice for notice in archive.notices if notice.seed == seed]
    yield f"{seed}: {len(mine)} articles, {len(doubts)} doubts"
    for article in mine:
        place = article.places[0]
        letters = sum(len(paragraph.text) for paragraph in article.paragraphs)
        yield f"  {place.first:>4}–{place.last:<4} {article.headline} ({letters} characters)"
    for notice in doubts[:DOUBTS]:
        yield f"  ? {notice.line}: {notice.code}: {notice.text}"
    if len(doubts) > DOUBTS:
        yield (
            f"  … and {len(doubts) - DOUBTS} more: `build.py --proof {seed}` has all, and "
            "what settles them"
        )


def _written(options: Options, taken: Iterable[tuple[str, NewPage, str]]) -> Archive:
    """The archive with the new pages in its folder; when it cannot be made, none of them stays
    there.
    """
    mine: list[Path] = []
    try:
        for name, new, beside in taken:
            for suffix, data in ((new.suffix, new.data), (".yml", beside.encode())):
                _write(options.seeds / f"{name}{suffix}", data)
                mine.append(options.seeds / f"{name}{suffix}")
        archive: Archive = press(options.seeds)
    except BaseException:
        for path in mine:
            path.unlink(missing_ok=True)
        raise
    return archive


def _kept(options: Options, name: str, image: Image) -> Path:
    """Where the picture of how a page was read is kept: in .build/proof/ beside docs/."""
    folder: Path = options.docs.resolve().parent / ".build" / "proof"
    folder.mkdir(parents=True, exist_ok=True)
    image.save(folder / f"{name}.png")
    return folder / f"{name}.png"


def _page_of(name: str, new: NewPage) -> Page:
    """The page as it will be read, for what is there to be compared with it."""
    return Page(seed=name, sha256=_sum(new.data), lines=new.sheet.lines)


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _numbered(known: PageFacts, new: NewPage) -> PageFacts:
    """What is known of a page: what was said of it, then what its format says for certain.

    Of a file of several pages the number that was given is that of the first.
    """
    sheet = new.sheet
    said = replace(known, paper=known.paper or sheet.paper, date=known.date or sheet.date)
    if new.number is None or (sheet.page and not known.page):
        return replace(said, page=known.page or sheet.page)
    number = (known.page or 1) + new.number - 1
    return replace(said, page=number, basis=known.basis or f"原文件第 {new.number} 页")


def sidecar(known: PageFacts, lines: Iterable[Line]) -> str:
    """The sidecar: what is known, and as comments, to be uncommented by whoever agrees, what the
    page seems to say itself.
    """
    rows = {"paper": known.paper, "date": known.date, "page": known.page, "basis": known.basis}
    said = {key: value for key, value in rows.items() if value is not None}
    text = yaml.safe_dump(said, allow_unicode=True, sort_keys=False) if said else ""
    offers = [
        f"# {key}: {value}   # printed on line {line}\n"
        for key, (value, line) in offered(lines).items()
        if rows[key] is None
    ]
    return text + "".join(offers) or "# paper, date, page: nothing is known yet\n"


def offered(lines: Iterable[Line]) -> Mapping[str, tuple[str, int]]:
    """The date and page number that the page seems to print, each with its line; the first of
    several.

    >>> offered([Line(number=1, text="第02版"), Line(number=2, text="2026年2月10日 星期二")])
    {'page': ('2', 1), 'date': ('2026-02-10', 2)}
    """
    found: dict[str, tuple[str, int]] = {}
    for line in lines:
        if len(line.text) > SHORT * 3:
            continue
        if day := DATE_LINE.search(line.text):
            found.setdefault(
                "date", (f"{int(day[1]):04}-{int(day[2]):02}-{int(day[3]):02}", line.number)
            )
        if len(line.text) <= SHORT and (page := PAGE_LINE.search(line.text)):
            found.setdefault("page", (str(int(page[1] or page[2])), line.number))
    return found


def _refuse_what_is_there(path: Path, page: Page, there: Mapping[str, Page]) -> None:
    sentences = _sentences(page)
    for other, known in there.items():
        if known.sha256 == page.sha256:
            raise UserError(
                path,
                None,
                f"is {other}, letter by letter",
                "nothing is to be added; correct it in that page's sidecar",
            )
        theirs = _sentences(known)
        share = len(sentences & theirs) / max(1, min(len(sentences), len(theirs)))
        if share >= ALIKE:
            raise UserError(
                path,
                None,
                f"is nearly {other} ({share:.0%} of the sentences)",
                "if it is a better reading, replace that seed instead",
            )


def _sentences(page: Page) -> frozenset[str]:
    """Pieces of sentences; those of lines with boxes go on from line to line."""
    texts = [line.text for line in page.lines]
    if any(line.box for line in page.lines):
        texts = ["".join(texts)]
    return frozenset(found for text in texts for found in SENTENCE.findall(text))


def _next_number(folder: Path, ahead: int) -> int:
    names = [path.name for path in seeds(folder)]
    numbers = [int(name.split("_")[0]) for name in names if re.match(r"\d+_", name)]
    return max(numbers, default=-1) + 1 + ahead


def _named(option: str, text: str | None) -> str | None:
    """A name that was given: one line with something on it."""
    if text is not None and (not text.strip() or not text.isprintable()):
        raise UserError(option, None, "is empty or no single line", "write a name, or leave it out")
    return text and text.strip()


def _date(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return dates.parse(text).text and text
    except ValueError as error:
        raise UserError(
            "--date",
            None,
            str(error).partition(";")[0],
            "write 2026-02-10, 2026-02 or 2026, with ~ when it is inferred",
        ) from error


def _page(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_PAGES):
        raise UserError(
            "--page", None, f"“{text}” is no page number", f"write a number from 1 to {MOST_PAGES}"
        )
    return int(text)


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and never over another."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(data)
        path.hardlink_to(fresh)
    except OSError as error:
        raise UserError(
            path,
            None,
            f"cannot be written ({error.strerror})",
            "see that the folder is writable and the name free",
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
