"""The pages in some sheaves."""

from __future__ import annotations

from collections.abc import Iterable

from press.sheaf import Sheaf, files


def pages_of(sheaves: Iterable[Sheaf]) -> dict[str, str]:
    """Their texts by their paths, each path once."""
    found: dict[str, str] = {}
    for path, content in files(sheaves):
        assert path not in found, path
        found[path] = content.decode()
    return found
