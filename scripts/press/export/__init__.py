"""Archive → open data and machine-readable forms: {path under docs: bytes}.

``export`` gives the data contract, which is committed: one copy of the text, its diff the proof of a change. ``share`` gives what
follows from it in other forms or carries the site's absolute address: written by every build, never committed. ``sitemap`` lists
the site's pages.
"""

from __future__ import annotations

from press.addresses import theme_url
from press.export.articles import articles_json, line, tables_json
from press.export.feeds import feeds
from press.export.ninjs import items
from press.export.package import checksums, datapackage
from press.export.qr import codes
from press.export.record import records
from press.export.sheet import articles_csv
from press.export.site import Site
from press.export.sitemap import llms, robots, sitemap
from press.model import Archive

__all__ = ["Site", "export", "share", "sitemap"]


def export(archive: Archive) -> dict[str, bytes]:
    """``data/articles.json``, and past 20 MB its yearly parts."""
    return articles_json(archive)


def share(archive: Archive, site: Site) -> dict[str, bytes]:
    """The archive in every other form; what must carry the site's address is left out when that is not known."""
    articles = list(records(archive))
    lines = {article["url"]: line(article) + "\n" for article in articles}
    committed = articles_json(archive, articles)
    data = {name.removeprefix("data/"): content for name, content in committed.items()}
    data["articles.jsonl"] = "".join(lines.values()).encode()
    data["articles.csv"] = articles_csv(articles)
    data["tables.json"] = tables_json(archive)
    if site.address:
        data["articles.ninjs.jsonl"] = "".join(line(item) + "\n" for item in items(articles, archive, site)).encode()
    data["datapackage.json"] = datapackage(data, site)
    data["SHA256SUMS"] = checksums(data)
    files = {path: content for name, content in data.items() if (path := f"data/{name}") not in committed}
    files |= {f"data/{url.rstrip('/')}.json": text.encode() for url, text in lines.items()}
    if site.address:
        files |= feeds(archive, site)
        files |= codes(archive, site)
        files["robots.txt"] = robots(site)
        files["llms.txt"] = llms(archive, site, {theme_url(theme.id): theme.label for theme in archive.themes})
    return files
