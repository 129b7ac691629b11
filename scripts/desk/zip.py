"""The whole site in one file, for an intranet: the same site gives the same bytes."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from desk.arguments import Options
from desk.settings import site
from engine.errors import UserError

# A zip has the time of each file; that of its making would make each zip another one.
NO_TIME = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16  # where Unix keeps a file's rights in a zip


def main(options: Options) -> int:
    """The command ``zip``."""
    folder, to = (
        path if path.is_absolute() else options.root / path for path in (options.site, options.to)
    )
    pack(folder, to)
    address = site(options.root / "mkdocs.yml", os.environ).address
    print(
        f"zip: {to} ({to.stat().st_size / 1e6:.1f} MB); its citations and feeds name {address} "
        "(another: SITE_URL=ADDRESS make zip)"
    )
    return 0


def pack(folder: Path, to: Path) -> None:
    """Pack a built site; an older zip is replaced once the new one is whole."""
    if not (folder / "index.html").is_file():
        raise UserError(folder, None, "is no built site", "run `make site`")
    fresh = to.with_name(f".{to.name}.new")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with ZipFile(fresh, "w", ZIP_DEFLATED) as packed:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                entry = ZipInfo(path.relative_to(folder).as_posix(), NO_TIME)
                entry.compress_type, entry.external_attr = ZIP_DEFLATED, READABLE
                packed.writestr(entry, path.read_bytes())
        fresh.replace(to)
    except OSError as error:
        raise UserError(
            to,
            None,
            f"cannot be written ({error.strerror})",
            "make room, or choose another file with --to",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink()
