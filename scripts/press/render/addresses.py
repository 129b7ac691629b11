"""Moved to ``press.addresses``, before every stage that names a page; import from there."""

from press.addresses import (
    column_slug,
    column_url,
    edition_url,
    file_of,
    href,
    name_url,
    page_anchor,
    proof_url,
    root_from,
    term_url,
    theme_url,
)

__all__ = [
    "column_slug",
    "column_url",
    "edition_url",
    "file_of",
    "href",
    "name_url",
    "page_anchor",
    "proof_url",
    "root_from",
    "term_url",
    "theme_url",
]
