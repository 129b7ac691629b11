#!/usr/bin/env python3
"""From the text of newspaper pages (seeds/) to the Markdown of a website (docs/): the pipeline as a page of contents."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OWN_PYTHON = ROOT / ".venv" / "bin" / "python"


def stage(name: str) -> Any:  # DEVELOPMENT ONLY: until every module has landed
    try:
        return importlib.import_module(f"press.{name}")
    except ModuleNotFoundError as missing:
        if missing.name and missing.name.startswith("press"):
            print(f"(stage {missing.name} has not landed)", file=sys.stderr)
            return None
        if OWN_PYTHON.exists() and Path(sys.prefix).resolve() != OWN_PYTHON.parent.parent.resolve():
            os.execv(OWN_PYTHON, [str(OWN_PYTHON), *sys.argv])
        print(f"{missing.name}: this Python does not have it; run `make setup` and build again", file=sys.stderr)
        raise SystemExit(2) from None


from press.errors import Mistake  # noqa: E402
from press.write import Changes, alone, compare, publish  # noqa: E402

tables, read, segment, repair, tag, link, export, index, render = map(
    stage, ("tables", "read", "segment", "repair", "tag", "link", "export", "index", "render"))


def press(seeds: Path) -> Any:
    """Read every page, cut and mend its articles, and lay themes and links beside them."""
    rows = tables.load(seeds / "tables")
    pages = read.read_folder(seeds)
    archive = repair.gather([repair.mend(segment.segment(page)) for page in pages], rows)
    if tag:
        archive = replace(archive, tags=tag.tag(archive.articles, archive.themes))
    if link:
        archive = replace(archive, mentions=link.mention(archive.articles, archive.names))
        archive = replace(archive, related=link.relate(archive))
    return archive


def lay_out(archive: Any) -> dict[str, bytes | str]:
    """Everything that the build writes under docs/, by path."""
    files: dict[str, bytes | str] = {}
    if export:
        files |= export.export(archive)
    if index:
        files |= index.build_index(archive)
    if render:
        try:
            files |= render.render(archive)
        except Exception as error:  # noqa: BLE001
            print(f"(render: {error!r})", file=sys.stderr)
    return files


def run(options: argparse.Namespace) -> int:
    """Build docs/ and say in one line what happened."""
    began = time.monotonic()
    with alone(options.docs, lambda: print("another build is running; waiting for it", file=sys.stderr)):
        archive = press(options.seeds)
        changes: Changes = (compare if options.check else publish)(lay_out(archive), options.docs)
    print(f"{len(archive.pages)} pages, {len(archive.articles)} articles, {len(archive.notices)} doubts; "
          f"{len(changes.added)} files added, {len(changes.changed)} changed, {len(changes.removed)} removed; {time.monotonic() - began:.1f} s")
    return int(bool(options.check and changes) or bool(options.strict and archive.notices))


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line; a user's mistake is one line and exit code 2."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=Path, default=ROOT / "seeds")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--strict", action="store_true")
    try:
        return run(parser.parse_args(arguments))
    except Mistake as mistake:
        print(mistake, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
