"""The pages in some sheaves."""

from __future__ import annotations

from collections.abc import Iterable

from engine.targets import Target, files


def pages_of(sheaves: Iterable[Target]) -> dict[str, str]:
    """Their texts by their paths, each path once."""
    found: dict[str, str] = {}
    for path, content in files(sheaves):
        assert path not in found, path
        found[path] = content.decode()
    return found
