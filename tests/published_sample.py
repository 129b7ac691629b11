"""A small docs/ of articles and pages, as it was published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from desk import published


def article(id_: str, title: str | None = "标题", **parts: Any) -> dict[str, Any]:
    """An article of articles.json."""
    whole = {
        "id": id_,
        "title": title,
        "paper": "乌海日报",
        "date": "2026-02-10~",
        "page": 1,
        "paragraphs": [{"id": "p1", "text": "正文", "kind": "text"}],
    }
    return whole | {"themes": [], "names": []} | parts


def docs(
    folder: Path,
    articles: list[dict[str, Any]],
    notices: list[dict[str, Any]] | None = None,
    pages: tuple[str, ...] = (),
) -> published.PublishedDocs:
    """A docs/ of some articles and pages."""
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "articles.json").write_text(
        json.dumps({"schema": 1, "articles": articles, "notices": notices or []})
    )
    for page in (*pages, "index.md"):
        (folder / page).parent.mkdir(parents=True, exist_ok=True)
        (folder / page).write_text(f"# {page}")
    return published.folder(folder)
