"""Bytes → Page: the seeds of a folder as they lie on disk, with what their sidecars say."""

from __future__ import annotations

import hashlib
import re
import stat
from pathlib import Path

from engine.errors import UserError
from press.model import Line, Notice, Page, Repair
from press.read import sidecar
from press.text import characters

# The largest seed that is read, in bytes: a page of a broadsheet has about 20,000; a book is not a page.
LARGEST = 64 * 1024 * 1024
# The most lines with text that a seed may have: a page set in the narrowest lines has about 2,000.
MOST_LINES = 20_000


def seeds(folder: Path) -> tuple[Path, ...]:
    """Every ``*.txt`` of a folder in order of its name. Two names that differ only in case are refused: one address for both."""
    if not folder.is_dir():
        raise UserError(
            folder, None, "is not a folder", "give the folder of the seeds with --seeds"
        )
    seen: dict[str, Path] = {}
    try:
        paths = sorted(
            (path for path in folder.iterdir() if path.suffix.lower() == ".txt"),
            key=lambda path: path.name,
        )
    except OSError as error:
        raise UserError(
            folder, None, f"cannot be listed ({error.strerror})", "make the folder readable"
        ) from error
    for path in paths:
        other = seen.setdefault(slug(path.stem), path)
        if other is not path:
            raise UserError(
                path, None, f"has the same address as {other.name}", "rename one of the two"
            )
    stems = {path.stem for path in paths}
    for path in sorted(folder.glob("*.yml")):
        if path.stem not in stems:
            raise UserError(
                path, None, "has no seed beside it", f"name it after a seed, or add {path.stem}.txt"
            )
    return tuple(paths)


def versions(path: Path) -> tuple[str, str]:
    """The SHA-256 of a seed and of its sidecar (empty without one): a page that has the same two is the same page."""
    return _sum(path), _sum(path.with_suffix(".yml"))


def slug(stem: str) -> str:
    """A file's stem as part of an address: lower case, safe characters; what had to go leaves a mark of its own.

    >>> slug("000_833ce26e6ea0511b"), slug("乌海日报 1版")
    ('000_833ce26e6ea0511b', '1-1d4dbc46')
    """
    safe = re.sub(r"[^a-z0-9_]+", "-", stem.lower()).strip("-")
    if safe == stem.lower():
        return safe
    name = stem.lower().encode(
        errors="surrogateescape"
    )  # a name that is not in UTF-8 is a name as well
    return f"{safe or 'page'}-{hashlib.sha256(name).hexdigest()[:8]}"


def read(path: Path) -> Page:
    """One seed and its sidecar. Raises ``UserError`` for what is no text, too large, or gone."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UserError(
                path,
                None,
                "is no file",
                "a seed is a file of text: take it out of the folder of seeds",
            )
        if about.st_size > LARGEST:
            raise UserError(
                path,
                None,
                f"is larger than {LARGEST // 1024**2} MB",
                "a seed is the text of one page: split the file",
            )
        data = path.read_bytes()
    except OSError as error:
        raise UserError(
            path,
            None,
            f"cannot be read ({error.strerror})",
            "see that the file is there and readable",
        ) from error
    try:
        text, encoding = characters.decode(data)
    except characters.NoTextError as error:
        raise UserError(
            path, None, f"is {error}", "a seed is plain text: save it as UTF-8"
        ) from error
    seed = slug(path.stem)
    lines, repairs, notices = _lines(text, seed)
    if (count := sum(1 for line in lines if line.text.strip())) > MOST_LINES:
        raise UserError(
            path,
            None,
            f"has {count:,} lines of text",
            f"a seed is the text of one page, at most {MOST_LINES:,} lines: split the file",
        )
    if encoding not in ("utf-8", "utf-8-sig"):
        notices = (
            Notice(
                code="encoding",
                seed=seed,
                line=1,
                text=f"文件编码识别为 {encoding}，已转为 UTF-8 阅读",
            ),
            *notices,
        )
    beside = path.with_suffix(".yml")
    known_by = _sum(beside)
    known = sidecar.load(beside, tuple(line.text for line in lines))
    return Page(
        seed=seed, sha256=hashlib.sha256(data).hexdigest(), sidecar=known_by, lines=lines, repairs=repairs, notices=notices,
        paper=known.paper, date=known.date, page=known.page, basis=known.basis, decisions=known.decisions,
    )  # fmt: skip


def _sum(path: Path) -> str:
    """The SHA-256 of a file; of what is no file of bounded size, nothing: ``read`` says what is wrong with it."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
            return ""
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  (half as long as by way of the Path, for thousands of pages)
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return ""


def _lines(text: str, seed: str) -> tuple[tuple[Line, ...], tuple[Repair, ...], tuple[Notice, ...]]:
    lines, repairs, notices = [], [], []
    for number, raw in enumerate(characters.lines_of(text), 1):
        parts, changes = characters.clean(raw)
        lines += [Line(number=number, text=part) for part in parts]
        repairs += [
            Repair(rule=c.rule, seed=seed, line=number, before=c.before, after=c.after)
            for c in changes
        ]
        if private := characters.PRIVATE.findall(raw):
            codes = " ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(private))
            notices.append(
                Notice(
                    code="private-use",
                    seed=seed,
                    line=number,
                    text=f"有只在个别字体中才有字形的字符：{codes}",
                )
            )
    return tuple(lines), tuple(repairs), tuple(notices)
