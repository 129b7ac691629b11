#!/usr/bin/env python3
"""From the text of newspaper pages (seeds/) to the Markdown of a website (docs/): the pipeline as a page of contents."""

from __future__ import annotations

import argparse
import contextlib
import errno
import gc
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWN_PYTHON = ROOT / ".venv" / "bin" / "python"

try:
    from desk import arguments, proof, settings
    from engine import link_check
    from engine.builder import Builder
    from engine.cache import Cache, CacheCorrupt
    from engine.errors import UserError
    from engine.progress import progress
    from engine.publish import (
        LISTING,
        LISTING_HERE,
        Changes,
        Files,
        Hand,
        build_lock,
        compare,
        publish,
    )
    from engine.staging import StagingTree
    from engine.state import BuildState
    from engine.targets import Made, Target
    from press import export, index, pipeline, render
    from press.annotate import relate
    from press.model import Archive
    from press.read import tables
    from press.render import data, redirects
except ModuleNotFoundError as missing:
    if OWN_PYTHON.exists() and OWN_PYTHON.parent.parent.resolve() != Path(sys.prefix).resolve():
        os.execv(OWN_PYTHON, [str(OWN_PYTHON), *sys.argv])  # noqa: S606  (the project's own environment has the packages)
    print(
        f"{missing.name}: this Python has no such package; run `make setup`, then build again",
        file=sys.stderr,
    )
    sys.exit(2)


def press(seeds: Path, memory: Cache | None = None) -> Archive:
    """Read every page, cut and mend its articles, then lay themes, names, terms and related articles beside them."""
    rows, memory = tables.load(seeds / "tables"), memory or Cache()
    archive = pipeline.gathered(seeds, rows, memory, progress)
    archive = pipeline.marked(archive, rows, memory)
    return replace(archive, related=relate.relate(archive, memory))


def lay_out(
    archive: Archive, options: argparse.Namespace, memory: Cache, maker: Builder, hand: Hand
) -> Files:
    """All that goes under docs/ beside what is there by ``hand``, file by file: the pages, and, but in haste, what other programs read.

    Of this, ``--check`` leaves out what is not committed: what follows from the rest or names the site's address.
    """
    pages = [*render.pages(archive)]
    moved = redirects.pages(
        redirects.load(options.seeds / "tables"),
        archive,
        lambda: {*hand(), *(sheaf.name for sheaf in pages)},
    )
    site = settings.site(options.root / "mkdocs.yml", os.environ)
    committed, others, volumes, parts = (
        [*pages, *moved],
        list[Target](),
        list[Target](),
        tuple[export.Part, ...](),
    )
    if not options.hasty:
        lines = export.lines(archive, site, memory)
        parts = export.parts(archive, lines)
        committed += export.export(parts)
    if not options.hasty and not options.check:
        volumes = [*index.sheaves(archive)]
        others = [
            *volumes,
            *index.texts(archive),
            *export.forms(archive, parts, site),
            data.page(parts, export.formats(site)),
            *export.share(archive, lines, parts, site),
        ]

    for path in hand():  # before other processes begin, for here a person may be told of a mistake
        if path.endswith(".md"):
            maker.take(path, written(options.docs / path))
    yield from maker.make({LISTING: committed, LISTING_HERE: others})
    if parts:
        yield from maker.make(
            {LISTING: list(export.index(parts, lambda path: maker.files[path].sum))}
        )
    if others:
        yield from maker.make(
            {
                LISTING_HERE: sum_up(
                    archive, maker, [maker.notes[volume.name] for volume in volumes], site
                )
            }
        )
    for dead in (
        ()
        if options.check
        else maker.dead(
            hand(), {*options.lying, *export.singles(archive)} if options.hasty else None
        )
    ):
        raise UserError(
            options.docs / dead.path,
            dead.line,
            f"the link “{dead.target}” leads nowhere",
            "mend the page, or the template that made it",
        )


def sum_up(
    archive: Archive, maker: Builder, volumes: Sequence[index.Line], site: export.Site
) -> Iterator[Target]:
    """What is a function of all other files: the sitemap, and what there is to say of the index's ``volumes`` and of the data."""
    shown = sorted(
        link_check.address(path)
        for path, file in maker.files.items()
        if file.about and not file.about.hidden
    )
    yield export.mapped(shown, archive, site)
    sums = {path: file.sum for path, file in maker.files.items()}
    rest = [
        *index.write_rest(volumes, archive).items(),
        *index.describe(site).items(),
        *export.describe(sums, site),
    ]
    yield Target("rest", None, lambda: Made(rest))


def written(path: Path) -> str:
    """The text of a page that people wrote."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UserError(path, None, "is not in UTF-8", "save the page as UTF-8") from error


def build(options: argparse.Namespace) -> int:
    """Make docs/ from seeds/, or with ``--check`` compare them; say what was read, what is doubted, what changed."""
    if options.proof:
        print(proof.in_full(press(options.seeds), options.proof))
        return 0
    if options.seeds.resolve().is_relative_to(options.docs.resolve()):
        raise UserError(options.docs, None, "holds the seeds", "give another folder with --docs")
    began = time.monotonic()
    with (
        build_lock(
            options.docs,
            lambda: print("another build is running; waiting for it to end", file=sys.stderr),
        ),
        uncollected(),
    ):
        try:
            archive, changes = _made(options)
        except CacheCorrupt:  # it is gone now
            archive, changes = _made(options)
    for notice in archive.notices[: options.doubts]:
        print(f"{notice.seed}:{notice.line}: {notice.code}: {notice.text}")
    if len(archive.notices) > options.doubts > 0:
        print(
            f"… and {len(archive.notices) - options.doubts} more doubts: all of them are on the proof pages"
        )
    print(summary(archive, changes, options.check, time.monotonic() - began))
    return int(bool(options.check and changes) or bool(options.strict and archive.notices))


def _made(options: argparse.Namespace) -> tuple[Archive, Changes]:
    """docs/ made, or compared, and what for."""
    memory = Cache(
        None
        if options.check
        else options.docs.resolve().parent / ".build" / f"{options.docs.name}.sqlite"
    )
    docs = options.docs.resolve()
    draft = None if options.check else StagingTree(docs, memory.place(docs))
    before = BuildState(docs, memory, draft, options.lying if options.hasty else None)
    archive = press(options.seeds, memory)
    maker = Builder(docs, before, memory, "", archive.themes, archive.names, archive.terms)
    files = lay_out(archive, options, memory, maker, before.hand_written)
    changes = (
        publish(files, docs, draft, before.hand_written, all_=not options.hasty)
        if draft
        else compare(files, docs)
    )
    maker.remember()
    if draft:
        options.lying = {
            **(options.lying if options.hasty else {}),
            **maker.digests(),
            **dict.fromkeys(before.hand_written(), ""),
        }
    return archive, changes


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector: an archive is millions of values that all stay, and it would go through them again and again for nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # nor once at the end
        gc.enable()


def summary(archive: Archive, changes: Changes, check: bool, seconds: float) -> str:
    """One plain line."""
    read_ = f"{len(archive.pages)} pages, {len(archive.articles)} articles, {len(archive.notices)} doubts"
    if not changes:
        return f"{read_}; docs are up to date ({seconds:.1f} s)"
    kinds = (("added", changes.added), ("changed", changes.changed), ("removed", changes.removed))
    articles = ", ".join(
        f"{count} {verb}"
        for verb, paths in kinds
        if (count := sum(path.startswith("articles/") for path in paths))
    )
    files = ", ".join(f"{len(paths)} {verb}" for verb, paths in kinds if paths)
    return f"{read_}; {'docs differ from seeds: ' if check else ''}articles {articles or 'unchanged'}; files {files} ({seconds:.1f} s)"


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line says; a user's mistake is one line and exit code 2."""
    try:
        options = arguments.parse(words, ROOT, __doc__ or "")
        options.press, options.build = press, build
        code = int(options.command(options) if options.command else build(options))
        sys.stdout.flush()
    except UserError as mistake:
        print(mistake, file=sys.stderr)
        return 2
    except OSError as error:
        if error.filename or error.errno not in {errno.EPIPE, errno.ENOSPC}:
            raise
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # nobody reads it, or its disk is full: no more is said
        print(
            f"standard output: {error.strerror}; what was done is done, only the report is not whole",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        print("stopped; docs are whole", file=sys.stderr)
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
