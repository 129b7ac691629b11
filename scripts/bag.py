#!/usr/bin/env python3
"""A BagIt bag of the seeds, their sidecars and tables, the data and the site: made, or an old one
verified.

The library writes version 0.97 of the format, whose bags are also read as RFC 8493 (version 1.0)
has them; the sums in its ``manifest-sha256.txt`` are those of ``sha256sum``.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import bagit  # type: ignore[import-untyped]

from engine.errors import UserError

ROOT = Path(__file__).resolve().parent.parent
# What the library finds of a file, in a word; whatever else it says is said in its own.
FOUND = {
    bagit.FileMissing: "is missing",
    bagit.UnexpectedFile: "was added",
    bagit.ChecksumMismatch: "has changed",
}
MOST = 5  # files named in a message


def make(seeds: Path, data: Path, site: Path, out: Path) -> None:
    """Copy what must be kept to ``out`` and seal it with SHA-256 sums; an older bag there is
    replaced once the new one is whole.
    """
    for folder, todo in (
        (seeds, "choose the folder with --seeds"),
        (data, "run `make build`"),
        (site, "run `make site`"),
    ):
        if not folder.is_dir():
            raise UserError(folder, None, "is no folder", todo)
    if out.exists() and not (out / "bagit.txt").is_file():
        raise UserError(out, None, "exists and is no bag", "choose another folder with --out")
    fresh = out.with_name(f".{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for folder, name in ((seeds, "seeds"), (data, "data"), (site, "site")):
        shutil.copytree(folder, fresh / name)
    bagit.make_bag(
        fresh,
        {"External-Description": "Newspaper library: seeds, data, site", **_revision()},
        checksums=["sha256"],
    )
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)


def _revision() -> dict[str, str]:
    """The revision of the project that the bag was made from, when git knows it; ``-dirty`` when
    files of it had been changed.
    """
    command = ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - a fixed command
    except FileNotFoundError:
        return {}
    return {"External-Identifier": done.stdout.strip()} if done.returncode == 0 else {}


def verify(out: Path) -> str:
    """Compare every file of a bag with its sum; a bag that is not whole is a ``UserError``.

    Returns its size as ``bytes.files``.
    """
    try:
        bag = bagit.Bag(str(out))
        size = bag.info.pop(
            "Payload-Oxum", ""
        )  # compared first, it would say that something differs and not what
        bag.validate()
    except bagit.BagError as error:
        raise UserError(
            out, None, _differences(error), "fetch the bag again from where it was whole"
        ) from None
    return str(size)


def _differences(error: bagit.BagError) -> str:
    details = getattr(error, "details", None) or []
    said = [
        f"{each.path} {FOUND[type(each)]}" if type(each) in FOUND else str(each)
        for each in details[:MOST]
    ]
    more = [f"and {len(details) - MOST} more"] if len(details) > MOST else []
    return " ".join(", ".join(said + more or [str(error)]).split())


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a bag and verify it, or verify only; a user's mistake is one line and exit code 2."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--seeds",
        type=Path,
        default=ROOT / "seeds",
        help="the folder of pages, sidecars and tables",
    )
    parser.add_argument(
        "--data", type=Path, default=ROOT / "docs" / "data", help="the folder of the data"
    )
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="the built site")
    parser.add_argument("--out", type=Path, default=ROOT / ".build" / "bag", help="the bag")
    parser.add_argument(
        "--verify", action="store_true", help="make nothing, only verify the bag --out"
    )
    options = parser.parse_args(arguments)
    try:
        if not options.verify:
            make(options.seeds, options.data, options.site, options.out)
        print(f"bag: {options.out} is whole ({verify(options.out)} bytes.files)")
    except UserError as mistake:
        print(mistake, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
