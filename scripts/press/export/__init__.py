"""Archive → open data and machine-readable forms, as sheaves of files under docs/.

``lines`` says it of each article in every form; all else is made of them, in the ``parts`` that an
archive is large enough for. ``export`` gives the data contract, and ``index`` that of its parts,
which are committed: one copy of the text, its diff the proof of a change. ``forms`` and ``share``
give what follows from it in other forms, in one file a part and in many, or carries the site's
absolute address, and ``describe`` what there is to say of those files: written by every build,
never committed. ``mapped`` lists the site's pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from engine.files import Content, Sum
from engine.targets import Made, Target
from press.export.contract import articles_json, index_json, tables_json
from press.export.feeds import feeds
from press.export.lines import Lines, lines
from press.export.package import FORMATS, checksums, datapackage
from press.export.parts import WHOLE, DataPart, parts
from press.export.qr import codes
from press.export.sitemap import llms, robots, sitemap
from press.model import Archive
from press.model.urls import Site, code_file, theme_url
from press.packed import runs

__all__ = [
    "DataPart",
    "Lines",
    "Site",
    "Sum",
    "describe",
    "export",
    "formats",
    "forms",
    "index",
    "lines",
    "mapped",
    "parts",
    "share",
]

# What a part's articles are in the formats that are not committed.
_CONTENT: Mapping[str, Callable[[DataPart], Iterable[bytes]]] = {
    "jsonl": DataPart.said,
    "csv": DataPart.sheet,
    "ninjs.jsonl": DataPart.items,
}


def export(parts: Sequence[DataPart]) -> Iterator[Target]:
    """The data contract's documents: ``data/articles.json``, or those of the parts."""
    for part in parts:
        yield _large(part.path("json"), part.whole_key(), partial(articles_json, part))


def index(parts: Sequence[DataPart], sum_of: Callable[[str], Sum]) -> Iterator[Target]:
    """``data/articles.json`` where the documents are of parts; ``sum_of`` gives the sum of one by
    its path.
    """
    if not _whole(parts):
        path, sums = "data/articles.json", [sum_of(part.path("json")) for part in parts]
        yield Target(
            path,
            [tuple(found) for found in sums],
            partial(_one, path, partial(index_json, parts, sums)),
        )


def formats(site: Site) -> tuple[str, ...]:
    """The formats that each part has a file of, as files are named; a news item must carry the
    site's address.
    """
    return "json", *(name for name in _CONTENT if site.address or name != "ninjs.jsonl")


def forms(archive: Archive, parts: Sequence[DataPart], site: Site) -> Iterator[Target]:
    """The articles of each part in one file, in each format but the first, and the tables that they
    speak of.
    """
    for part in parts:
        for name in formats(site)[1:]:
            yield _large(
                part.path(name),
                part.record_key() if name == "jsonl" else part.key(),
                partial(_CONTENT[name], part),
            )
    path = "data/tables.json"
    yield Target(path, (), partial(_one, path, partial(tables_json, archive)))


def share(
    archive: Archive, lines: Lines, parts: Sequence[DataPart], site: Site
) -> Iterator[Target]:
    """The archive in small files; what must carry the site's address is left out when that is not
    known.
    """
    for id_, run in lines.runs.items():
        yield Target(f"data/{id_}", run.records, partial(_singles, lines, id_))
    if site.address:
        for together in runs(archive):
            path, addresses = (
                code_file(together[0].id),
                [site.url(heading.url) for heading in together],
            )
            yield Target(path, tuple(addresses), partial(_codes, path, addresses))
        yield from feeds(archive, site)
        labels = {theme_url(theme.id): theme.label for theme in archive.themes}
        about = llms(archive, site, labels, whole=_whole(parts))
        found = [("robots.txt", robots(site)), ("llms.txt", about)]
        yield Target("robots.txt", None, partial(Made, found))


def mapped(addresses: Sequence[str], archive: Archive, site: Site) -> Target:
    """The sitemap of the pages at the addresses."""
    of = site.address, tuple(addresses), _pages(archive)
    return Target("sitemap.xml", of, partial(_mapped, addresses, archive, site), large=True)


def describe(sums: Mapping[str, Sum], site: Site) -> Iterator[tuple[str, bytes]]:
    """``data/datapackage.json`` and ``data/SHA256SUMS`` over the files of ``data/`` that hold all
    articles, or tables, by their paths.
    """
    data = {
        path.removeprefix("data/"): found
        for path, found in sums.items()
        if path.count("/") == 1 and path.startswith("data/") and path.rpartition(".")[2] in FORMATS
    }
    package = datapackage(data, site)
    yield "data/datapackage.json", package
    yield "data/SHA256SUMS", checksums({**data, "datapackage.json": Sum.of(package)})


def _whole(parts: Sequence[DataPart]) -> bool:
    return parts[0].name == WHOLE


def _large(path: str, of: object, content: Callable[[], Iterable[bytes]]) -> Target:
    """The sheaf of one file that is made piece by piece."""
    return Target(path, of, partial(_one, path, content), large=True)


def _one(path: str, content: Callable[[], Content]) -> Made:
    return Made([(path, content())])


def _mapped(addresses: Sequence[str], archive: Archive, site: Site) -> Made:
    return Made(sitemap(addresses, archive, site).items())


def _pages(archive: Archive) -> object:
    return [(page.seed, page.sha256, page.sidecar) for page in archive.pages]


def _singles(lines: Lines, run: str) -> Made:
    """A JSON file for each article of a run."""
    return Made([(_single(said.url), said.record) for said in lines.said(run)])


def _single(url: str) -> str:
    return f"data/{url.rstrip('/')}.json"


def _codes(path: str, addresses: Sequence[str]) -> Made:
    return Made([(path, codes(addresses))])
