"""Archive → open data and machine-readable forms, as sheaves of files under docs/.

``lines`` says it of each article in every form; all else is made of them. ``export`` gives the data contract, which is committed: one
copy of the text, its diff the proof of a change. ``forms`` and ``share`` give what follows from it in other forms, in one file and in
many, or carries the site's absolute address, and ``describe`` what there is to say of those files: written by every build, never
committed. ``mapped`` lists the site's pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, groupby

from press.addresses import theme_url
from press.export.articles import articles_json, tables_json
from press.export.feeds import feeds
from press.export.lines import Lines, Said, lines
from press.export.package import FORMATS, Sum, checksums, datapackage
from press.export.qr import code
from press.export.sheet import head
from press.export.site import Site
from press.export.sitemap import llms, robots, sitemap
from press.model import Archive
from press.packed import headings
from press.sheaf import Made, Sheaf

__all__ = ["Lines", "Site", "Sum", "describe", "export", "forms", "lines", "mapped", "share"]


def export(archive: Archive, lines: Lines) -> Iterator[Sheaf]:
    """``data/articles.json``, and past 20 MB its yearly parts."""
    of = _pages(archive), tuple(lines.runs.values())
    yield Sheaf("data/articles.json", of, lambda: Made(articles_json(archive, lines)), large=True)


def forms(archive: Archive, lines: Lines, site: Site) -> Iterator[Sheaf]:
    """All articles in one file, in several forms, and the tables that they speak of."""

    def whole(name: str, part: Callable[[Said], bytes], begin: bytes = b"") -> Sheaf:
        return Sheaf(name, tuple(lines.runs.values()), lambda: Made([(name, chain([begin], map(part, lines)))]), large=True)

    yield whole("data/articles.jsonl", lambda said: said.record)
    yield whole("data/articles.csv", lambda said: said.row, head())
    if site.address:
        yield whole("data/articles.ninjs.jsonl", lambda said: said.item)
    yield Sheaf("data/tables.json", (), lambda: Made([("data/tables.json", tables_json(archive))]))


def share(archive: Archive, lines: Lines, site: Site) -> Iterator[Sheaf]:
    """The archive in small files; what must carry the site's address is left out when that is not known."""
    for run, key in lines.runs.items():
        yield Sheaf(f"data/{run}", key, partial(_singles, lines, run))
    if site.address:
        for _, found in groupby(headings(archive), key=lambda heading: heading.seed):
            codes = {heading.id: site.url(heading.url) for heading in found}
            yield Sheaf(f"qr/{next(iter(codes))}", tuple(codes.items()), partial(_codes, codes))
        yield from feeds(archive, site)
        labels = {theme_url(theme.id): theme.label for theme in archive.themes}
        yield Sheaf("robots.txt", None, lambda: Made([("robots.txt", robots(site)), ("llms.txt", llms(archive, site, labels))]))


def mapped(addresses: Sequence[str], archive: Archive, site: Site) -> Sheaf:
    """The sitemap of the pages at the addresses."""
    of = site.address, tuple(addresses), _pages(archive)
    return Sheaf("sitemap.xml", of, lambda: Made(sitemap(addresses, archive, site).items()), large=True)


def describe(sums: Mapping[str, Sum], site: Site) -> Iterator[tuple[str, bytes]]:
    """``data/datapackage.json`` and ``data/SHA256SUMS`` over the files of ``data/`` that hold all articles, or tables, by their paths."""
    data = {path.removeprefix("data/"): found for path, found in sums.items() if path.count("/") == 1 and path.startswith("data/") and path.rpartition(".")[2] in FORMATS}
    package = datapackage(data, site)
    yield "data/datapackage.json", package
    yield "data/SHA256SUMS", checksums({**data, "datapackage.json": Sum.of(package)})


def _pages(archive: Archive) -> object:
    return [(page.seed, page.sha256, page.sidecar) for page in archive.pages]


def _singles(lines: Lines, run: str) -> Made:
    """A JSON file for each article of a run."""
    return Made([(f"data/{said.url.rstrip('/')}.json", said.record) for said in lines.of(run)])


def _codes(addresses: Mapping[str, str]) -> Made:
    """The QR code of each article by its id."""
    return Made([(f"qr/{id_}.png", code(address)) for id_, address in addresses.items()])
