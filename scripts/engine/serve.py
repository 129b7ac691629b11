"""The site in a browser on this machine, made again after every change of a seed, sidecar, table, template or hand-written page.

MkDocs' own reloading server does the serving and watching; what it calls is the same two steps as ``make site``, twice: first in haste,
so that a person soon sees the change, with what is large (the older volumes of the search, the data, the feeds) as it was and with
no look at what nobody is thought to have touched; then, while that is looked at, in full.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from engine import site
from engine.errors import UserError
from engine.publish import hand_written
from engine.workers import Apart

SITE = Path(".build") / "serve"
# Seconds between two looks at what is watched; one look at 3,000 files takes a hundredth.
_LOOK_EVERY = 0.2
# What lies in docs/ otherwise than before, and what no more.
_Changes = tuple[Mapping[str, str], AbstractSet[str]]


def main(options: argparse.Namespace) -> int:
    """The command ``serve``."""
    host, _, port = options.address.rpartition(":")
    if not port.isdigit():
        raise UserError(
            options.address,
            None,
            "is no address to listen at",
            "write HOST:PORT, such as 127.0.0.1:8000",
        )
    root, maker = options.root, _Maker(options)
    server = LiveReloadServer(
        maker.make, host or "127.0.0.1", int(port), str(root / SITE), polling_interval=_LOOK_EVERY
    )
    server.error_handler = lambda code: (
        (root / SITE / f"{code}.html").read_bytes() if code == 404 else None
    )
    for path in filter(Path.exists, watched(root, options.seeds, options.docs)):
        server.watch(str(path))
    server.observer.start()  # what is saved while the first site is made counts as well
    server.observer.start = lambda: None  # type: ignore[method-assign]  # serve() begins it, and it can be begun but once
    _make(options)
    print(f"serving http://{options.address} — Ctrl-C ends it", flush=True)
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except OSError as error:
        raise UserError(
            options.address,
            None,
            f"cannot be listened at ({error.strerror})",
            "end the other server, or choose another --address",
        ) from error
    except KeyboardInterrupt:
        server.shutdown()
    maker.end()
    print("serve: ended; docs/ is up to date")
    return 0


def watched(root: Path, seeds: Path, docs: Path) -> list[Path]:
    """What people write: the seeds and tables, settings, templates, and the hand-written part of docs/ (not the generated)."""
    return [
        seeds,
        root / "mkdocs.yml",
        root / "scripts" / "pages",
        root / "scripts" / "theme",
        *(docs / path for path in hand_written(docs) if not path.startswith(".")),
    ]


def _make(
    options: argparse.Namespace,
    *,
    hasty: bool = False,
    at_site: Callable[[], object] = lambda: None,
) -> None:
    """docs/ and then the site, before which ``at_site`` is called."""
    options.hasty = hasty
    options.build(options)
    at_site()
    began = time.monotonic()
    built = site.build(
        options.root / "mkdocs.yml",
        options.root / SITE,
        options.root / ".build" / "serve.memory",
        address=f"http://{options.address}/",
        digests=site.known(options),
    )
    print(built.line(SITE, time.monotonic() - began), flush=True)


class _Maker:
    """Makes the site in two goes: in haste here, then in full in a process of its own, which the next change ends.

    At the site it is not ended: a site that was left half made is made all anew.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        """``options`` know what lies in docs/: it was made just now."""
        self._options = options
        self._full: Apart | None = None

    def make(self) -> None:
        """What a change changes, in haste; the rest goes on when this returns. Where haste finds a mistake, it may be of the haste."""
        if self._full:
            self._know(self._full.end())
            self._full = None
        try:
            _make(self._options, hasty=True)
        except UserError:
            self._in_full()
        else:
            self._full = Apart(self._rest)

    def end(self) -> None:
        """Wait for what is going on."""
        if self._full:
            self._full.wait()

    def _rest(self, at_site: Callable[[], object]) -> _Changes:
        """In full, with doubts that have been said already; it is a process of its own, and so are its options."""
        self._options.doubts = 0
        return self._in_full(at_site)

    def _in_full(self, at_site: Callable[[], object] = lambda: None) -> _Changes:
        """With a mistake said and the last good site served on; what lies in docs/ otherwise than before, and what no more."""
        before = self._options.lying
        try:
            _make(self._options, at_site=at_site)
        except UserError as mistake:
            print(f"{mistake} (the site stays as it was)", file=sys.stderr, flush=True)
        now = self._options.lying
        return {
            path: found
            for path, found in now.items()
            if path not in before or before[path] != found
        }, before.keys() - now.keys()

    def _know(self, changes: _Changes | None) -> None:
        """Of what came to nothing it is not known how far it came: the next one looks."""
        if changes:
            self._options.lying.update(changes[0])
            for path in changes[1]:
                del self._options.lying[path]
