"""Archive → open data and machine-readable forms: {path under docs: bytes}."""

from __future__ import annotations

from press.export.articles import articles_json
from press.model import Archive


def export(archive: Archive) -> dict[str, bytes]:
    """Every data file that does not depend on the site's address, by its path under ``docs/``."""
    return articles_json(archive)
