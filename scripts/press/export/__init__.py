"""Archive → open data and machine-readable forms, as sheaves of files under docs/.

``export`` gives the data contract, which is committed: one copy of the text, its diff the proof of a change. ``forms`` and ``share``
give what follows from it in other forms, in one file and in many, or carries the site's absolute address, and ``describe`` what there
is to say of those files: written by every build, never committed. ``sitemap`` lists the site's pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from press.addresses import theme_url
from press.export.articles import articles_json, line, tables_json
from press.export.feeds import feeds
from press.export.ninjs import to_item
from press.export.package import FORMATS, Sum, checksums, datapackage
from press.export.qr import code
from press.export.record import Record, recorder, records
from press.export.sheet import articles_csv
from press.export.site import Site
from press.export.sitemap import llms, robots, sitemap
from press.model import Archive
from press.packed import Articles, Numbered, headings, versions
from press.sheaf import Made, Sheaf

__all__ = ["Site", "Sum", "describe", "export", "forms", "share", "sitemap"]


def export(archive: Archive) -> Iterator[Sheaf]:
    """``data/articles.json``, and past 20 MB its yearly parts."""
    yield Sheaf("data/articles.json", _all(archive), lambda: Made(articles_json(archive).items()), large=True)


def share(archive: Archive, site: Site) -> Iterator[Sheaf]:
    """The archive in every other form; what must carry the site's address is left out when that is not known."""
    record, texts, version = recorder(archive), Numbered(Articles.of(archive.articles)), versions(archive)

    def single(id_: str) -> Made:
        article = texts[id_]
        files: list[tuple[str, bytes | str]] = [(f"data/{article.url.rstrip('/')}.json", line(record(article)) + "\n")]
        return Made([*files, (f"qr/{article.id}.png", code(site.url(article.url)))] if site.address else files)

    for heading in headings(archive):
        of = version[heading.id], [(link.to, link.why) for link in archive.related.get(heading.id, ())], site.address
        yield Sheaf(f"data/{heading.url}", of, partial(single, heading.id))
    if site.address:
        yield from feeds(archive, site)
        labels = {theme_url(theme.id): theme.label for theme in archive.themes}
        yield Sheaf("robots.txt", None, lambda: Made([("robots.txt", robots(site)), ("llms.txt", llms(archive, site, labels))]))


def forms(archive: Archive, site: Site) -> Iterator[Sheaf]:
    """All articles in one file, in several forms, and the tables that they speak of."""
    every = _all(archive)
    yield Sheaf("data/articles.jsonl", every, lambda: Made([("data/articles.jsonl", _lines(records(archive)))]), large=True)
    yield Sheaf("data/articles.csv", every, lambda: Made([("data/articles.csv", articles_csv(records(archive)))]), large=True)
    if site.address:
        news = "data/articles.ninjs.jsonl"
        yield Sheaf(news, (every, site.address), lambda: Made([(news, _lines(map(to_item(archive, site), records(archive))))]), large=True)
    yield Sheaf("data/tables.json", (), lambda: Made([("data/tables.json", tables_json(archive))]))


def describe(sums: Mapping[str, Sum], site: Site) -> Iterator[tuple[str, bytes]]:
    """``data/datapackage.json`` and ``data/SHA256SUMS`` over the files of ``data/`` that hold all articles, or tables, by their paths."""
    data = {path.removeprefix("data/"): found for path, found in sums.items() if path.count("/") == 1 and path.startswith("data/") and path.rpartition(".")[2] in FORMATS}
    package = datapackage(data, site)
    yield "data/datapackage.json", package
    yield "data/SHA256SUMS", checksums({**data, "datapackage.json": Sum.of(package)})


def _all(archive: Archive) -> object:
    """What the whole archive follows from, beside the tables and the program."""
    return [(page.seed, page.sha256, page.sidecar) for page in archive.pages]


def _lines(items: Iterable[Record]) -> bytes:
    """JSON Lines, an item at a time: all of them at once would take many times the memory of their text."""
    text = bytearray()
    for item in items:
        text += f"{line(item)}\n".encode()
    return bytes(text)
