"""This project without its seeds and generated pages, in a folder of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

from engine.publish import hand_written

ROOT = Path(__file__).parent.parent


def project(folder: Path) -> Path:
    """Copy the settings, programs, templates, tables and hand-written pages; give the folder."""
    for part in ("scripts", "seeds/tables"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ("mkdocs.yml", *(f"docs/{name}" for name in hand_written(ROOT / "docs"))):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, folder / path)
    return folder
