"""The site in a browser on this machine, made again after every change of what people write.

MkDocs' own reloading server does the serving and watching. What it calls is the command that makes
the site, each time as a program of its own: so it sees everything as it is then, its own code
included.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from engine.errors import UserError

# Seconds between two looks at what is watched; one look at 3,000 files takes a hundredth.
_LOOK_EVERY = 0.2


def serve(
    address: str,
    site: Path,
    command: Sequence[str],
    watched: Iterable[Path],
    folders: Iterable[Path] = (),
) -> int:
    """Serve ``site`` at HOST:PORT until Ctrl-C; ``command`` makes it, at first and whenever
    something that is ``watched`` changes, or a file that is right in one of the ``folders``.

    What the command itself writes into a folder brings it about once more, and then no more.
    """
    host, _, port = address.rpartition(":")
    if not port.isdigit():
        todo = "write HOST:PORT, such as 127.0.0.1:8000"
        raise UserError(address, None, "is no address to listen at", todo)

    def make() -> None:
        if subprocess.run(command, check=False).returncode:  # noqa: S603  (this program)
            print("serve: the site stays as it was", file=sys.stderr, flush=True)

    server = LiveReloadServer(
        make, host or "127.0.0.1", int(port), str(site), polling_interval=_LOOK_EVERY
    )
    server.error_handler = lambda code: (
        (site / f"{code}.html").read_bytes() if code == 404 else None
    )
    for path in filter(Path.exists, watched):
        server.watch(str(path))
    for folder in filter(Path.exists, folders):
        server.watch(str(folder), recursive=False)
    server.observer.start()  # what is saved while the first site is made counts as well
    server.observer.start = lambda: None  # type: ignore[method-assign]  # serve() begins it, and it can be begun but once
    make()
    print(f"serving http://{address} — Ctrl-C ends it", flush=True)
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except OSError as error:
        what = f"cannot be listened at ({error.strerror})"
        todo = "end the other server, or choose another --address"
        raise UserError(address, None, what, todo) from error
    except KeyboardInterrupt:
        server.shutdown()
    print("serve: ended; docs/ is up to date")
    return 0
