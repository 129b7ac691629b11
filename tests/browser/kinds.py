"""One address of every kind of page, taken from the site as built."""

from __future__ import annotations

from pathlib import Path

# A kind of page → the pattern of its files; the first in order stands for all.
PATTERNS = {
    "home": "index.html",
    "article": "articles/000_*/23/index.html",
    "article-long": "articles/001_*/*/index.html",
    "article-photo": "articles/000_*/12[0-9]/index.html",
    "editions": "editions/index.html",
    "edition": "editions/2*/*/*/index.html",
    "edition-undated": "editions/undated/*/index.html",
    "year": "editions/2*/index.html",
    "month": "editions/2*/*/index.html",
    "themes": "themes/index.html",
    "theme": "themes/ecology/index.html",
    "names": "names/index.html",
    "name": "names/[a-z]*/index.html",
    "columns": "columns/index.html",
    "column": "columns/*/index.html",
    "terms": "terms/index.html",
    "term": "terms/[a-z0-9]*/index.html",
    "proof": "proofs/*/index.html",
    "search": "search/index.html",
    "data": "data/index.html",
    "data-files": "data/files/index.html",
    "about": "about/index.html",
    "accessibility": "accessibility/index.html",
    "missing": "404.html",
}
# Those of them that a file must exist for: without it the site is not what it should be.
KINDS = tuple(PATTERNS)


def address(site: Path, kind: str) -> str:
    """The address of the kind's first page under the site's root."""
    path = min(site.glob(PATTERNS[kind]), default=None)
    assert path is not None, f"the site has no page of the kind “{kind}” ({PATTERNS[kind]})"
    return path.relative_to(site).as_posix().removesuffix("index.html")
