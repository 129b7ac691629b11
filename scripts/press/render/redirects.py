"""Addresses that have moved: ``seeds/tables/redirects.yml`` → a page at each that leads on.

articles/000_833ce26e6ea0511b/23/: articles/000_833ce26e6ea0511b/21/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from pathlib import Path

from engine.targets import Target, leaf
from press.model import Archive
from press.model.urls import file_of, href, root_from
from press.packed import headings
from press.read.yaml_nodes import YamlNode, load_yaml
from press.render.markdown import front_matter, link

FILE = "redirects.yml"


def load(folder: Path) -> Mapping[str, YamlNode]:
    """The table: each old address with the new one and its line; no file is no row."""
    table = load_yaml(folder / FILE)
    if table.value is None:
        return {}
    if not isinstance(table.value, Mapping):
        raise table.mistake(
            f"expected a mapping, found {table.sort}",
            "write “old/address/: new/address/” on each line",
        )
    for old, new in table.value.items():
        for address in (old, new.text()):
            if (
                not address.endswith("/")
                or address.startswith("/")
                or ".." in address.split("/")
                or ":" in address
            ):
                raise new.mistake(
                    f"“{address}” is no address under the site's root",
                    "write it like articles/SEED/LINE/",
                )
    return table.value


def pages(
    rows: Mapping[str, YamlNode], archive: Archive, there: AbstractSet[str]
) -> Iterator[Target]:
    """The pages that lead on, each to a page in one step.

    ``there`` are the paths under docs/ or the addresses of all other pages.

    The second half of an article whose halves have come together leads to the whole without a row.
    """
    joined = [article for article in headings(archive) if article.former]
    if not rows and not joined:
        return
    for old, new in rows.items():
        if _is_page(old, there):
            raise new.mistake(f"“{old}” is a page of its own again", "delete the row")
        if not _is_page(new.text(), there):
            raise new.mistake(
                f"“{new.text()}” is no page",
                "lead to a page that is there"
                if new.text() not in rows
                else "lead to where that row leads",
            )
        yield leaf(old, new.text(), partial(_page, old, new.text()))
    for article in joined:
        for url in (replace(article, id=id_).url for id_ in article.former):
            if not _is_page(url, there) and url not in rows:
                yield leaf(url, article.url, partial(_page, url, article.url))


def _is_page(url: str, there: AbstractSet[str]) -> bool:
    """Whether there is a page at an address, by itself or in either place of its file."""
    return not there.isdisjoint({url, f"{url}index.md", f"{url.rstrip('/')}.md"})


def _page(old: str, new: str) -> tuple[str, str]:
    to = f"{root_from(old)}{href(new)}"
    fields = {
        "title": "本页已移动",
        "template": "redirect.html",
        "robots": "noindex",
        "to": to,
    }
    text = f"# 本页已移动\n\n{link('请到新的地址阅读', to)}。\n"
    return file_of(old), front_matter(fields) + text
