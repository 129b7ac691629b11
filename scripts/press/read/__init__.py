"""Bytes → Page: the seeds of a folder as they lie on disk, with what their sidecars say."""

from __future__ import annotations

import hashlib
import re
import stat
from pathlib import Path

from engine.errors import UserError
from press.model import Page
from press.read import formats, legibility, sidecar
from press.read.formats import SUFFIXES
from press.read.sheet import Sheet, UnreadableError
from press.read.source import Source
from press.text import characters

# The largest seed that is read, in bytes: a page of a broadsheet has about 20,000; a book is not a
# page.
LARGEST = 64 * 1024 * 1024
# The most lines with text that a seed may have: a page set in the narrowest lines has about 2,000.
MOST_LINES = 20_000


# What to give in place of files that hold pages but are none.
_INSTEAD = {
    "a ZIP archive": "unpack it and give the pages in it, of METS/ALTO the METS file beside them",
    "a gzip archive": "unpack it and give the pages in it",
    "a Word document (DOCX)": "save it as PDF or as plain text",
    "an old Office document (DOC, XLS)": "save it as PDF or as plain text",
    "an Excel table (XLSX)": "save it as PDF or as plain text",
    "an RTF document": "save it as PDF or as plain text",
    "a HEIC or AVIF picture": "save it as JPEG or PNG",
    "a GIF picture": "save it as JPEG or PNG",
    "a BMP picture": "save it as JPEG or PNG",
    "a PDF document": "take it in with `make add`, which makes a seed of it",
    "a PNG picture": "take it in with `make add`, which makes a seed of it",
    "a JPEG picture": "take it in with `make add`, which makes a seed of it",
    "a TIFF picture": "take it in with `make add`, which makes a seed of it",
    "a WebP picture": "take it in with `make add`, which makes a seed of it",
}


def seeds(folder: Path) -> tuple[Path, ...]:
    """Every seed of a folder in order of its name: the files whose suffix is one of
    ``formats.SUFFIXES``.

    Two names that differ only in case or suffix are refused: one address for both.
    """
    if not folder.is_dir():
        raise UserError(
            folder, None, "is not a folder", "give the folder of the seeds with --seeds"
        )
    seen: dict[str, Path] = {}
    try:
        paths = sorted(
            filter(_is_seed, folder.iterdir()),
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


def _is_seed(path: Path) -> bool:
    """Whether a file is meant to be a page: by its suffix; not a README, nor what an editor
    hides.
    """
    hidden = path.name.startswith(".") or path.stem.lower() == "readme"
    return path.suffix.lower() in SUFFIXES and not hidden


def versions(path: Path) -> tuple[str, str]:
    """The SHA-256 of a seed and of its sidecar (empty without one): a page that has the same two is
    the same page.
    """
    return _sum(path), _sum(path.with_suffix(".yml"))


def slug(stem: str) -> str:
    """A file's stem as part of an address: lower case, safe characters; what had to go leaves a
    mark of its own.

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
    """One seed and its sidecar.

    Raises ``UserError`` for what cannot be read as one page, is too large, or gone.
    """
    data = content(path)
    seed = slug(path.stem)
    page = _only(path, sheets_of(path, data, seed))
    beside = path.with_suffix(".yml")
    known_by = _sum(beside)
    known = sidecar.load(beside, tuple(line.text for line in page.lines))
    return Page(
        seed=seed,
        sha256=hashlib.sha256(data).hexdigest(),
        sidecar=known_by,
        lines=page.lines,
        repairs=page.repairs,
        notices=legibility.doubts(seed, page.lines, page.notices),
        paper=known.paper or page.paper,
        date=known.date or page.date,
        page=known.page or page.page,
        basis=known.basis or (None if known.date else page.basis),
        decisions=known.decisions,
        frame=page.frame,
        rules=page.rules,
    )


def content(path: Path) -> bytes:
    """The bytes of a file of bounded size."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UserError(
                path, None, "is no file", "a seed is a file: take it out of the folder of seeds"
            )
        if about.st_size > LARGEST:
            what = f"is larger than {LARGEST // 1024**2} MB"
            raise UserError(path, None, what, "a seed is one page: split the file")
        return path.read_bytes()
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise UserError(path, None, what, "see that the file is there and readable") from error


def sheets_of(path: Path, data: bytes, seed: str) -> tuple[Sheet, ...]:
    """The printed pages in a file's bytes, in whatever format; ``UserError`` names the file."""
    try:
        found = formats.sheets(Source(data), seed)
    except characters.NoTextError as error:
        todo = _INSTEAD.get(str(error), "save its text as UTF-8, or give the page's PDF or picture")
        raise UserError(path, None, f"is {error}", todo) from error
    except UnreadableError as error:
        raise UserError(path, error.line, error.what, error.todo) from error
    for sheet in found:
        count = sum(1 for line in sheet.lines if line.text.strip())
        if count > MOST_LINES:
            what = f"has {count:,} lines of text"
            todo = f"a seed is one page, at most {MOST_LINES:,} lines: split the file"
            raise UserError(path, None, what, todo)
    return found


def _only(path: Path, found: tuple[Sheet, ...]) -> Sheet:
    if len(found) > 1:
        what = f"holds {len(found)} pages"
        raise UserError(path, None, what, f"take it in with `make add FILES={path.name}`")
    return found[0]


def _sum(path: Path) -> str:
    """The SHA-256 of a file; of what is no file of bounded size, nothing: ``read`` says what is
    wrong with it.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
            return ""
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  (half as long as by way of the Path, for thousands of pages)
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return ""
