#!/usr/bin/env python3
"""From newspaper pages (seeds/) to the Markdown of a website (docs/): the pipeline as a page of
contents.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

ROOT = Path(__file__).resolve().parent.parent
OWN_PYTHON = ROOT / ".venv" / "bin" / "python"

try:
    from desk import arguments, proof, settings
    from desk.arguments import Options
    from engine import inputs
    from engine.builder import Builder, BuildState, TargetRecord
    from engine.cache import Cache, digest, unpacker
    from engine.errors import StartAgain, UserError, refused
    from engine.files import Scan, Sum, folder, lay, scan, sums
    from engine.program import program
    from engine.publish import (
        LISTING,
        LISTING_HERE,
        Changes,
        StagingTree,
        build_lock,
        changes,
        hand_written,
        listed,
        listing,
        refuse_strange,
    )
    from engine.targets import Made, Target
    from press import export, index, render
    from press.model import Archive
    from press.pipeline import press
    from press.render import data, link_check, redirects
except ModuleNotFoundError as missing:
    if OWN_PYTHON.exists() and OWN_PYTHON.parent.parent.resolve() != Path(sys.prefix).resolve():
        os.execv(OWN_PYTHON, [str(OWN_PYTHON), *sys.argv])  # noqa: S606  (the project's own environment has the packages)
    what = f"{missing.name}: this Python has no such package; run `make setup`, then build again"
    print(what, file=sys.stderr)
    sys.exit(2)

# What docs/ is made by: paths under scripts/.
PROGRAM = ("build.py", "engine", "press", "desk/settings.py")
# How often a build starts again because what it reads has changed meanwhile.
ATTEMPTS = 3
Records = Mapping[str, TargetRecord]
Value = TypeVar("Value")


class Docs(NamedTuple):
    """docs/ before a build: where it lies, what lies in it, with sums, which of it people wrote;
    and the tree that is to take its place.
    """

    top: Path
    there: Scan
    lying: Mapping[str, Sum]
    hand: frozenset[str]
    tree: StagingTree | None


class Outcome(NamedTuple):
    """A build: the archive, what it changed, and the sums of all files that lie in docs/ now."""

    archive: Archive
    changes: Changes
    lying: Mapping[str, Sum]


def page_targets(archive: Archive, options: Options, hand: Iterable[str]) -> list[Target]:
    """The pages that readers see, and those that lead on from addresses of before."""
    pages = [*render.pages(archive)]
    rows = redirects.load(options.seeds / "tables")
    there = {*hand, *(page.name for page in pages)}
    return [*pages, *redirects.pages(rows, archive, there)]


def derived_targets(
    archive: Archive, site: export.Site, lines: export.Lines, parts: Sequence[export.DataPart]
) -> Iterator[Target]:
    """What follows from the pages and the data contract, and is not committed: the search index,
    other forms of the data, feeds.
    """
    yield from index.sheaves(archive)
    yield from index.texts(archive)
    yield from export.forms(archive, parts, site)
    yield data.page(parts, export.formats(site))
    yield from export.share(archive, lines, parts, site)


def summaries(
    archive: Archive, site: export.Site, records: Records, shown: Iterable[str]
) -> Iterator[Target]:
    """What is a function of all other files: the sitemap of the pages ``shown``, and what there is
    to say of the index and the data.
    """
    yield export.mapped(sorted(map(link_check.address, shown)), archive, site)
    volumes = [records[target.name].note for target in index.sheaves(archive)]
    rest = [
        *index.write_rest(volumes, archive).items(),
        *index.describe(site).items(),
        *export.describe(files_of(records), site),
    ]
    yield Target("rest", None, partial(Made, rest))


def lay_out(
    archive: Archive, options: Options, docs: Docs, builder: Builder, cache: Cache
) -> tuple[Records, Records]:
    """All that goes under docs/ beside what people wrote: what is committed, and (not for
    ``--check``) what follows from it.
    """
    about = settings.site(options.root / "mkdocs.yml", os.environ)
    by_hand = [look for path in sorted(docs.hand) if (look := looked_at(docs.top, path))]
    lines = export.lines(archive, about, cache)
    parts = export.parts(archive, lines)
    pages = [*page_targets(archive, options, docs.hand), *export.export(parts)]
    derived = [] if options.check else [*derived_targets(archive, about, lines, parts)]
    made = builder.make([*pages, *derived])
    committed = {target.name: made[target.name] for target in pages}
    sums_ = files_of(committed)
    committed |= builder.make(export.index(parts, sums_.__getitem__))
    if options.check:
        return committed, {}
    here = {target.name: made[target.name] for target in derived}

    def looks() -> Iterator[link_check.Look]:
        found = (LOOKS(packed) for packed in builder.looks({*committed, *here}))
        yield from chain(by_hand, (one for some in found for one in some if one))

    shown = [one.path for one in looks() if not one.about.hidden]
    here |= builder.make(summaries(archive, about, {**committed, **here}, shown))
    if dead := link_check.first_dead(looks, {*files_of(committed), *files_of(here), *docs.hand}):
        todo = "mend the page, or the template that made it"
        what = f"the link “{dead.target}” leads nowhere"
        raise UserError(options.docs / dead.path, dead.line, what, todo)
    return committed, here


LOOKS = unpacker(list[link_check.Look | None])


def files_of(records: Records) -> dict[str, Sum]:
    """The files of targets, by path."""
    return {path: one for record in records.values() for path, one in record.files}


def looked_at(docs: Path, path: str) -> link_check.Look | None:
    """What is to be known of a file that people wrote."""
    try:
        return link_check.look(path, (docs / path).read_bytes())
    except UnicodeDecodeError as error:
        raise UserError(docs / path, None, "is not in UTF-8", "save the page as UTF-8") from error


def before(options: Options, work: Path) -> Docs:
    """docs/ as it lies there."""
    top = folder(options.docs)
    there = scan(top)
    lying = sums(top, (path for path, which in there.items() if which is not None))
    hand = frozenset(hand_written(top, there))
    tree = None if options.check else StagingTree(top, work / f"{top.name}.tree", there)
    return Docs(top, there, lying, hand, tree)


def make(options: Options, work: Path) -> Outcome:
    """docs/ made, or with ``--check`` compared; ``work`` is a folder for what is kept beside it."""
    made_by = program(ROOT / "scripts", PROGRAM)
    cache = Cache() if options.check else Cache(work / f"{options.docs.name}.sqlite", made_by)
    with ThreadPoolExecutor(1) as aside:
        looking = aside.submit(before, options, work)
        archive = press(options.seeds, cache)
        docs = looking.result()
    world = digest(made_by, repr((archive.themes, archive.names, archive.terms)))
    state = BuildState.of(cache, docs.lying)
    builder = Builder(state, world, docs.tree.top if docs.tree else None, link_check.look)
    committed, here = lay_out(archive, options, docs, builder, cache)
    if made_by != program(ROOT / "scripts", PROGRAM):
        raise StartAgain("the program changed")
    wanted = {LISTING: files_of(committed), LISTING_HERE: files_of(here)}
    found = settle(options, docs, {name: files for name, files in wanted.items() if files})
    builder.keep({*committed, *here})
    lies = {path: one for path, one in docs.lying.items() if path in docs.hand}
    return Outcome(archive, found, {**lies, **files_of(committed), **files_of(here)})


def settle(options: Options, docs: Docs, wanted: Mapping[str, dict[str, Sum]]) -> Changes:
    """Let docs/ hold the files that are wanted, by list, and what people wrote; or with ``--check``
    only say what would change.
    """
    lists = {name: listing(files) for name, files in wanted.items()}
    files = {path: one for some in wanted.values() for path, one in some.items()}
    files |= {name: Sum.of(content) for name, content in lists.items()}
    generated = listed(docs.top)
    names = [LISTING] if options.check else [LISTING, LISTING_HERE]
    ours = {*names}.union(*(generated[name] for name in names))
    found = changes(files, docs.lying, ours)
    refuse_strange(docs.top, files, [*found.added, *found.changed], docs.there, docs.hand)
    if found and docs.tree:
        for name, content in lists.items():
            lay(docs.tree.top, name, content)
        docs.tree.publish(found, ours | files.keys())
    return found


def build(options: Options) -> Outcome:
    """Make docs/ from seeds/, or with ``--check`` compare them; say what was read, what is doubted,
    what changed.
    """
    if options.seeds.resolve().is_relative_to(options.docs.resolve()):
        raise UserError(options.docs, None, "holds the seeds", "give another folder with --docs")
    began, work = time.monotonic(), folder(options.docs).parent / ".build"
    outcome = attempted(lambda: make(options, work))
    archive, found = outcome.archive, outcome.changes
    for notice in archive.notices[: options.doubts]:
        print(f"{notice.seed}:{notice.line}: {notice.code}: {notice.text}")
    if (more := len(archive.notices) - options.doubts) > 0 < options.doubts:
        print(f"… and {more} more doubts: all of them are on the proof pages")
    print(summary(archive, found, options.check, time.monotonic() - began))
    return outcome


def attempted(work: Callable[[], Value]) -> Value:
    """What the work gives; it starts again when what it reads has changed meanwhile, or what it
    kept is spoilt.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return work()
        except StartAgain:
            continue
    try:
        return work()
    except StartAgain as again:
        todo = "build again when nothing else writes there"
        raise UserError(str(again), None, f"so {ATTEMPTS} times", todo) from again


def summary(archive: Archive, found: Changes, check: bool, seconds: float) -> str:
    """One plain line."""
    counts = (len(archive.pages), len(archive.articles), len(archive.notices))
    read = "{} pages, {} articles, {} doubts".format(*counts)
    if not found:
        return f"{read}; docs are up to date ({seconds:.1f} s)"
    kinds = (("added", found.added), ("changed", found.changed), ("removed", found.removed))
    articles = ", ".join(
        f"{count} {verb}"
        for verb, paths in kinds
        if (count := sum(path.startswith("articles/") for path in paths))
    )
    files = ", ".join(f"{len(paths)} {verb}" for verb, paths in kinds if paths)
    differ = "docs differ from seeds: " if check else ""
    return f"{read}; {differ}articles {articles or 'unchanged'}; files {files} ({seconds:.1f} s)"


def locked(path: Path) -> AbstractContextManager[None]:
    """Hold a folder that is made, for one build at a time."""
    top = folder(path)
    says = "another build is running; waiting for it to end"
    return build_lock(top.parent / ".build", top.name, lambda: print(says, file=sys.stderr))


def docs_command(options: Options) -> int:
    """No command: docs/, or one page's proof."""
    if options.proof:
        print(proof.in_full(press(options.seeds), options.proof))
        return 0
    with nullcontext() if options.check else locked(options.docs):
        outcome = build(options)
    differs = options.check and outcome.changes
    return int(bool(differs or (options.strict and outcome.archive.notices)))


def site_command(options: Options) -> int:
    """``site``: docs/ to a website, under one lock, so that what one build makes of it is what the
    other made.
    """
    from engine import site

    loaded, top = inputs.loaded(), options.root / options.to
    with nullcontext() if options.check else locked(options.docs):
        lying = build(options).lying if options.from_seeds else None
        began, work = time.monotonic(), options.root / ".build"
        known = lying if options.docs.resolve() == options.root / "docs" else None
        with build_lock(work, top.name, lambda: None):
            built = attempted(
                lambda: site.build(
                    options.root / "mkdocs.yml",
                    top,
                    work,
                    program=loaded,
                    clean=options.clean,
                    address=options.address,
                    known=None if options.check else known,
                )
            )
    print(built.line(top, time.monotonic() - began), flush=True)
    return 0


def serve_command(options: Options) -> int:
    """``serve``: the site at an address of this machine, made by the command ``site``."""
    from engine import serve

    top, address = options.root / ".build" / "serve", options.address or ""
    words = ["--seeds", options.seeds, "--docs", options.docs, "--doubts", options.doubts, "site"]
    words += ["--from-seeds", "--to", top, "--address", f"http://{address}/"]
    watched = [options.seeds, options.root / "mkdocs.yml"]
    watched += [options.root / "scripts" / "theme"]
    by_hand = (path for path in hand_written(options.docs) if not path.startswith("."))
    folders = sorted({options.docs, *((options.docs / path).parent for path in by_hand)})
    command = [sys.executable, __file__, *map(str, words)]
    return serve.serve(address, top, command, watched, folders)


COMMANDS = {None: docs_command, "site": site_command, "serve": serve_command}


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line says; a user's mistake is one line and exit code 2."""
    try:
        options = arguments.parse(words, ROOT, __doc__ or "")
        command = COMMANDS.get(options.command)
        code = (
            command(options) if command else import_module(f"desk.{options.command}").main(options)
        )
        sys.stdout.flush()
    except UserError as mistake:
        print(mistake, file=sys.stderr)
        return 2
    except OSError as error:
        if error.filename:
            print(refused(error), file=sys.stderr)
            return 2
        if error.errno not in {errno.EPIPE, errno.ENOSPC}:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads it
        says = "what was done is done, only the report is not whole"
        print(f"standard output: {error.strerror}; {says}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; docs are whole", file=sys.stderr)
        return 130
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
