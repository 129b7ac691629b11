"""The site in a browser on this machine, made again after every change of a seed, sidecar, table, template or hand-written page.

MkDocs' own reloading server does the serving and watching; what it calls is the same two steps as ``make site``.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from desk import site
from press.errors import Mistake
from press.write import by_hand

SITE = Path(".build") / "serve"


def main(options: argparse.Namespace) -> int:
    """The command ``serve``."""
    host, _, port = options.address.rpartition(":")
    if not port.isdigit():
        raise Mistake(options.address, None, "is no address to listen at", "write HOST:PORT, such as 127.0.0.1:8000")
    root = options.root
    _make(options)
    server = LiveReloadServer(lambda: _make_or_say(options), host or "127.0.0.1", int(port), str(root / SITE))
    server.error_handler = lambda code: (root / SITE / f"{code}.html").read_bytes() if code == 404 else None
    for path in watched(root, options.seeds, options.docs):
        server.watch(str(path))
    print(f"serving http://{options.address} — Ctrl-C ends it", flush=True)
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except OSError as error:
        raise Mistake(options.address, None, f"cannot be listened at ({error.strerror})", "end the other server, or choose another --address") from error
    except KeyboardInterrupt:
        server.shutdown()
    print("serve: ended; docs/ is up to date")
    return 0


def watched(root: Path, seeds: Path, docs: Path) -> list[Path]:
    """What people write: the seeds and tables, settings, templates, and the hand-written part of docs/ (not the generated)."""
    return [seeds, root / "mkdocs.yml", root / "scripts" / "pages", root / "scripts" / "theme", *(docs / path for path in by_hand(docs) if not path.startswith("."))]


def _make(options: argparse.Namespace) -> None:
    """docs/ and then the site."""
    options.build(options)
    began = time.monotonic()
    built = site.build(options.root / "mkdocs.yml", options.root / SITE, options.root / ".build" / "serve.memory", address=f"http://{options.address}/", digests=options.digests)
    print(built.line(SITE, time.monotonic() - began), flush=True)


def _make_or_say(options: argparse.Namespace) -> None:
    """The same, with a mistake said and the last good site served on."""
    try:
        _make(options)
    except Mistake as mistake:
        print(f"{mistake} (the site stays as it was)", file=sys.stderr, flush=True)
