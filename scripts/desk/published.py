"""docs/ as it was at another time: in a git revision, or in a folder."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.errors import UserError
from press.render.link_check import address

Read = Callable[[str], bytes | None]


class PublishedDocs:
    """A docs/ that can be listed and read; ``name`` says which."""

    def __init__(self, name: str, paths: tuple[str, ...], read: Read) -> None:
        """Take the paths of its files, in order, and what gives one's content."""
        self.name, self.paths, self._read = name, paths, read

    def addresses(self) -> tuple[str, ...]:
        """The addresses of its pages under the site's root, each with a closing slash but the
        root's own, which is empty.
        """
        return tuple(sorted(address(path) for path in self.paths if path.endswith(".md")))

    def page(self, url: str) -> str | None:
        """The Markdown behind an address."""
        for path in (f"{url.rstrip('/')}.md", f"{url}index.md"):
            found = self._read(path) if path in self.paths else None
            if found is not None:
                return found.decode(errors="replace")
        return None

    def data(self) -> dict[str, list[dict[str, Any]]]:
        """articles.json, its yearly parts put together; empty lists when there is none."""
        whole: dict[str, list[dict[str, Any]]] = {
            key: [] for key in ("articles", "furniture", "dropped", "notices")
        }
        for path in self.paths:
            if path.startswith("data/articles") and path.endswith(".json") and path.count("/") == 1:
                part = json.loads(self._read(path) or b"{}")
                for key, rows in whole.items():
                    rows.extend(part.get(key, []))
        return whole


def folder(docs: Path) -> PublishedDocs:
    """A folder as it lies on disk."""
    if not docs.is_dir():
        raise UserError(docs, None, "is not a folder", "build docs/ first: make build")
    paths = tuple(
        sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file())
    )
    return PublishedDocs(str(docs), paths, lambda path: (docs / path).read_bytes())


def revision(root: Path, name: str) -> PublishedDocs:
    """``docs/`` as a git revision has it."""
    listing = _git(root, name, "ls-tree", "-r", "-z", "--name-only", name, "--", "docs/")
    paths = tuple(path.removeprefix("docs/") for path in listing.decode().split("\0") if path)
    return PublishedDocs(name, paths, lambda path: _git(root, name, "show", f"{name}:docs/{path}"))


def find(root: Path, name: str) -> PublishedDocs:
    """A folder of that name, or else a git revision."""
    return folder(Path(name)) if Path(name).is_dir() else revision(root, name)


def _git(root: Path, name: str, *words: str) -> bytes:
    if name.startswith("-"):
        raise UserError(name, None, "is no git revision", "name one, such as HEAD or origin/main")
    done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=False)  # noqa: S603, S607
    if done.returncode:
        raise UserError(
            name,
            None,
            done.stderr.decode(errors="replace").strip().splitlines()[0],
            "name a git revision or a folder of docs",
        )
    return done.stdout
