"""The site in a browser on this machine, made again after every change of a seed, sidecar, table, template or hand-written page.

MkDocs' own reloading server does the serving and watching; what it calls is the same two steps as ``make site``, twice: first in haste,
so that a person soon sees the change, with what is large (the older volumes of the search, the data, the feeds) as it was and with
no look at what nobody is thought to have touched; then, while that is looked at, in full.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from desk import site
from press.errors import Mistake
from press.write import by_hand

SITE = Path(".build") / "serve"
# Seconds between two looks at what is watched; one look at 3,000 files takes a hundredth.
_LOOK_EVERY = 0.2


def main(options: argparse.Namespace) -> int:
    """The command ``serve``."""
    host, _, port = options.address.rpartition(":")
    if not port.isdigit():
        raise Mistake(options.address, None, "is no address to listen at", "write HOST:PORT, such as 127.0.0.1:8000")
    root = options.root
    _make(options)
    maker = _Maker(options)
    server = LiveReloadServer(maker.make, host or "127.0.0.1", int(port), str(root / SITE), polling_interval=_LOOK_EVERY)
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
    maker.end()
    print("serve: ended; docs/ is up to date")
    return 0


def watched(root: Path, seeds: Path, docs: Path) -> list[Path]:
    """What people write: the seeds and tables, settings, templates, and the hand-written part of docs/ (not the generated)."""
    return [seeds, root / "mkdocs.yml", root / "scripts" / "pages", root / "scripts" / "theme", *(docs / path for path in by_hand(docs) if not path.startswith("."))]


def _make(options: argparse.Namespace, *, hasty: bool = False) -> None:
    """docs/ and then the site."""
    options.hasty = hasty
    options.build(options)
    began = time.monotonic()
    built = site.build(options.root / "mkdocs.yml", options.root / SITE, options.root / ".build" / "serve.memory", address=f"http://{options.address}/", digests=site.known(options))
    print(built.line(SITE, time.monotonic() - began), flush=True)


class _Maker:
    """Makes the site in two goes, one change after the other."""

    def __init__(self, options: argparse.Namespace) -> None:
        """``options`` know what lies in docs/: it was made just now."""
        self._options, self._whole = options, threading.Thread()

    def make(self) -> None:
        """What a change changes, in haste; the rest goes on when this returns. Where haste finds a mistake, it may be of the haste."""
        self.end()
        try:
            _make(self._options, hasty=True)
        except Mistake:
            self._make_in_full()
            return
        self._whole = threading.Thread(target=self._make_in_full)
        self._whole.start()

    def end(self) -> None:
        """Wait for what is going on."""
        if self._whole.is_alive():
            self._whole.join()

    def _make_in_full(self) -> None:
        """With a mistake said and the last good site served on."""
        try:
            _make(self._options)
        except Mistake as mistake:
            print(f"{mistake} (the site stays as it was)", file=sys.stderr, flush=True)
        self._options.archive = None
