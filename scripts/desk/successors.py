"""The same docs/ under MkDocs and its successors: do they give the same addresses, text, links,
heads and files?

MkDocs 1.x and Material for MkDocs are at the end of their life; this tells, while there is time,
what would differ on the day.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from desk.arguments import Options
from desk.settings import site
from desk.site_diff import BuiltSite, differences
from engine.errors import UserError
from engine.publish import LISTING

MKDOCS = ("mkdocs", "build", "--strict", "-q", "-f", "mkdocs.yml", "-d", "site")
# Each builder: its command within an environment, for a project in the working directory.
BUILDERS: Mapping[str, Sequence[str]] = {
    "ProperDocs": ("bin/properdocs", "build", "--strict", "-f", "mkdocs.yml", "-d", "site"),
    "Zensical": ("bin/zensical", "build", "-f", "mkdocs.yml", "--strict"),
}
# Those that make a right site only when every page lies in a folder of its own
# (``press.model.urls.OWN_FOLDERS``).
IN_FOLDERS = {"Zensical"}
MOST = 20  # differences shown of a kind


def main(options: Options) -> int:
    """The command ``successors``: a report in Markdown; 1 when anything differs."""
    ours = _built("MkDocs", (sys.executable, "-m", *MKDOCS), options.root)
    sections, differ = [], False
    for name, (program, *words) in BUILDERS.items():
        command = (str(options.peers.resolve() / program), *words)
        theirs = _built(name, command, options.root, own_folders=name in IN_FOLDERS)
        found = list(differences(ours, theirs))
        differ = differ or bool(found)
        sections.append(_section(f"{name} {_version(options.peers, name)}", theirs, found))
    links = sum(len(page.links) for page in ours.pages.values())
    size = f"{len(ours.pages)} pages, {links} links, {len(ours.files)} other files"
    print(f"# The same docs/ under MkDocs' successors\n\nMkDocs: {size}.\n")
    print("\n\n".join(sections))
    return int(differ)


def _section(title: str, theirs: BuiltSite, found: Sequence[str]) -> str:
    rows = [f"- {difference}" for difference in found[:MOST]]
    if len(found) > MOST:
        rows.append(f"- … and {len(found) - MOST} more")
    said = f"## {title}\n\n{len(theirs.pages)} pages; {len(found)} differences."
    return "\n\n".join([said, "\n".join(rows)] if rows else [said])


def _version(peers: Path, name: str) -> str:
    """The version of a builder in its environment, as the environment's own list of packages has
    it.
    """
    found = next(peers.glob(f"lib/python*/site-packages/{name.lower()}-*.dist-info"), None)
    return found.name.removesuffix(".dist-info").partition("-")[2] if found else "(version unknown)"


def _built(name: str, command: Sequence[str], root: Path, own_folders: bool = False) -> BuiltSite:
    """Build the project in a folder of its own, so that no cache or site is left behind."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "mkdocs.yml").write_bytes((root / "mkdocs.yml").read_bytes())
        for part in ("docs", "scripts/theme"):
            shutil.copytree(root / part, work / part)
        if own_folders:
            _into_folders(work / "docs")
        try:
            done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)  # noqa: S603
        except OSError as error:
            raise UserError(
                command[0], None, "cannot be run", f"install {name}: make successors does it"
            ) from error
        if done.returncode:
            raise UserError(
                name,
                None,
                (done.stderr or done.stdout).strip()[-400:].replace("\n", " "),
                "build with it by hand to see all of it",
            )
        return BuiltSite(work / "site", site(root / "mkdocs.yml", os.environ).address)


def _into_folders(docs: Path) -> None:
    """Lay the generated pages out as a build does when every page has a folder of its own."""
    for name in (docs / LISTING).read_text(encoding="utf-8").splitlines():
        if name.endswith(".md") and not f"/{name}".endswith("/index.md"):
            folder = docs / name.removesuffix(".md")
            folder.mkdir(parents=True, exist_ok=True)
            (docs / name).rename(folder / "index.md")
