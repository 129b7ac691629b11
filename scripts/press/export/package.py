"""What a program needs to know of the data files before it reads them: a Frictionless data package,
and checksums.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from engine.files import Sum
from press.export.spreadsheet import COLUMNS
from press.model.urls import Site

FORMATS = {"json": "application/json", "jsonl": "application/x-ndjson", "csv": "text/csv"}
TITLES = {
    "articles.json": "全部文章与处理记录（数据约定第 1 版）",
    "articles.jsonl": "全部文章，一行一篇",
    "articles.csv": "全部文章，电子表格",
    "tables.json": "专题、名录与政策用语",
    "articles.ninjs.jsonl": "全部文章，IPTC ninjs 3.1，一行一篇",
}
# A file of a part is named after its year or month, or says that it has no date:
# articles-2026-02.ninjs.jsonl
PART = re.compile(r"^articles-([^.]+)")


def datapackage(sums: Mapping[str, Sum], site: Site) -> bytes:
    """``datapackage.json`` (Frictionless Data Package, version 1) over data files that lie beside
    it, by their names.
    """
    package: dict[str, Any] = {"profile": "data-package", "name": "articles", "title": site.name}
    if site.description:
        package["description"] = site.description
    if site.address:
        package["homepage"] = site.url()
    package["resources"] = [_resource(name, found) for name, found in sorted(sums.items())]
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(name: str, found: Sum) -> dict[str, Any]:
    form = name.rpartition(".")[2]
    resource: dict[str, Any] = {
        "name": name.casefold(),
        "path": name,
        "title": _title(name),
        "format": form,
        "mediatype": FORMATS[form],
        "encoding": "utf-8",
        "bytes": found.size,
        "hash": f"sha256:{found.sha256}",
    }
    if form == "csv":
        resource |= {
            "profile": "tabular-data-resource",
            "encoding": "utf-8-sig",
            "schema": _table(),
        }
    return resource


def _title(name: str) -> str:
    """What a file is.

    >>> _title("articles.csv"), _title("articles-2026-02.csv"), _title("articles-undated.jsonl")
    ('全部文章，电子表格', '2026-02 的文章，电子表格', '日期未知的文章，一行一篇')
    """
    part = PART.match(name)
    title = TITLES.get(PART.sub("articles", name), name)
    return (
        title.replace("全部", "日期未知的" if part[1] == "undated" else f"{part[1]} 的", 1)
        if part
        else title
    )


def _table() -> dict[str, Any]:
    fields = [
        {"name": name, "type": kind, "title": title} for name, (kind, title) in COLUMNS.items()
    ]
    return {"fields": fields, "primaryKey": ["id"], "missingValues": [""]}


def checksums(sums: Mapping[str, Sum]) -> bytes:
    """``SHA256SUMS`` over files that lie beside it, by their names, as ``sha256sum --check`` reads
    it.
    """
    return "".join(f"{found.sha256}  {name}\n" for name, found in sorted(sums.items())).encode()
