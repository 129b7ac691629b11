"""The same docs/ under MkDocs and its successors: do they give the same addresses, the same text, the same files?

MkDocs 1.x and Material for MkDocs are at the end of their life; this tells, while there is time, what would differ on the day.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path

from press.errors import Mistake

# Each builder: its command within an environment, for a project in the working directory.
BUILDERS: Mapping[str, Sequence[str]] = {
    "ProperDocs": ("bin/properdocs", "build", "--strict", "-f", "mkdocs.yml", "-d", "site"),
    "Zensical": ("bin/zensical", "build", "-f", "mkdocs.yml", "--strict"),
}
WITHOUT_END = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNSEEN = {"script", "style", "template"}
MOST = 20  # differences shown of a kind
# Files that each builder makes for itself and no reader asks for.
OWN = (".gz", ".map", "objects.inv", "search.json", "search_index.json")


def main(options: argparse.Namespace) -> int:
    """The command ``successors``: a report in Markdown; 1 when anything differs."""
    ours = _built("MkDocs", (sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", "mkdocs.yml", "-d", "site"), options.root)
    rows: list[str] = []
    for name, (program, *words) in BUILDERS.items():
        theirs = _built(name, (str(options.peers.resolve() / program), *words), options.root)
        differences = compared(ours, theirs)
        rows += [f"## {name}", "", f"{len(theirs.texts)} pages; {len(differences)} differences.", ""]
        rows += [f"- {difference}" for difference in differences[:MOST]] + [""]
    print(f"# The same docs/ under MkDocs' successors\n\nMkDocs: {len(ours.texts)} pages, {len(ours.files)} files.\n")
    print("\n".join(rows))
    return int(any(row.startswith("- ") for row in rows))


class Built:
    """A built site: the visible text of the content of each page, and the paths of its files."""

    def __init__(self, site: Path) -> None:
        """Read it all; the folder may then go."""
        paths = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
        self.texts = {name: text_of(path.read_text(encoding="utf-8")) for name, path in paths.items() if name.endswith(".html")}
        self.files = {name for name in paths if name not in self.texts and not name.endswith(OWN)}


def compared(ours: Built, theirs: Built) -> list[str]:
    """What differs, in words: pages, then their text, then the files of the project's own."""
    found = [f"page missing: `{name}`" for name in sorted(ours.texts.keys() - theirs.texts.keys())]
    found += [f"page too many: `{name}`" for name in sorted(theirs.texts.keys() - ours.texts.keys())]
    for name in sorted(ours.texts.keys() & theirs.texts.keys()):
        if ours.texts[name] != theirs.texts[name]:
            found.append(f"text differs: `{name}`: {_first_difference(ours.texts[name], theirs.texts[name])}")
    # The theme's own files carry the builder's digests in their names; the project's are everywhere else.
    found += [f"file missing: `{name}`" for name in sorted(ours.files - theirs.files) if not name.startswith(("assets/javascripts/", "assets/stylesheets/"))]
    return found


def text_of(page: str) -> str:
    """The visible text within ``<article>``, blanks made one.

    >>> text_of("<nav>x</nav><article id=content><h1>标题</h1><p>甲<br>乙<script>1</script></p></article>")
    '标题 甲 乙'
    """
    reader = _Reader()
    reader.feed(page)
    return " ".join(" ".join(reader.parts).split())


class _Reader(HTMLParser):
    """Collects the text within article elements."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(" ")
        if tag not in WITHOUT_END:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(" ")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "article" in self.open and not UNSEEN.intersection(self.open):
            self.parts.append(data)


def _first_difference(ours: str, theirs: str) -> str:
    at = next((at for at, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other), min(len(ours), len(theirs)))
    return f"“{ours[max(0, at - 10) : at + 20]}” against “{theirs[max(0, at - 10) : at + 20]}”"


def _built(name: str, command: Sequence[str], root: Path) -> Built:
    """Build the project in a folder of its own, so that no builder's cache or site is left behind."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "mkdocs.yml").write_bytes((root / "mkdocs.yml").read_bytes())
        for part in ("docs", "scripts/theme"):
            shutil.copytree(root / part, work / part)
        try:
            done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)  # noqa: S603
        except OSError as error:
            raise Mistake(command[0], None, "cannot be run", f"install {name}: make successors does it") from error
        if done.returncode:
            raise Mistake(name, None, (done.stderr or done.stdout).strip()[-400:].replace("\n", " "), "build with it by hand to see all of it")
        return Built(work / "site")
