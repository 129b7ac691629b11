"""A browse page: named values in front matter, which a layout of the theme turns into a page."""

from __future__ import annotations

from collections.abc import Sequence

from press.model.urls import file_of
from press.render.markdown import Row, front_matter, one_line

# Characters of a description that search engines show.
_DESCRIPTION = 120
# The way to a page: (name, address) from the first step below the home page on.
Crumbs = Sequence[tuple[str, str]]


def browse_page(
    url: str,
    layout: str,
    /,
    *,
    title: str,
    description: str,
    crumbs: Crumbs = (),
    feed: str = "",
    hidden: bool = False,
    **values: object,
) -> tuple[str, str]:
    """The file of a page and its text; ``layout`` is a template of ``scripts/theme/layouts``.

    ``hidden`` keeps the page from search engines.
    """
    told = one_line(description)
    fields = {
        "title": one_line(title),
        "description": told if len(told) <= _DESCRIPTION else told[: _DESCRIPTION - 1] + "…",
        "layout": layout,
        "crumbs": [Row(name=one_line(name), url=address) for name, address in crumbs],
        "feed": feed,
        "robots": "noindex" if hidden else "",
    }
    return file_of(url), front_matter({**fields, **values})
