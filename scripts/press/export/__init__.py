"""Archive → open data and machine-readable forms: {path under docs: bytes}."""

from __future__ import annotations

from ..model import Archive
from .articles import articles_json


def export(archive: Archive) -> dict[str, bytes]:
    """Every data file that does not depend on the site's address, by its path under ``docs/``."""
    return articles_json(archive)
