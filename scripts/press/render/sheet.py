"""A sheet: one browse page, from its template and what its head says."""

from __future__ import annotations

from collections.abc import Sequence

from press.model.urls import file_of, root_from
from press.render.markdown import front_matter
from press.render.templates import template

# Characters of a description that search engines show.
_DESCRIPTION = 120
# The way to a page: (name, address) from the first step below the home page on.
Crumbs = Sequence[tuple[str, str]]


def sheet(
    url: str,
    kind: str,
    /,
    *,
    title: str,
    description: str,
    crumbs: Crumbs = (),
    feed: str = "",
    hidden: bool = False,
    **context: object,
) -> tuple[str, str]:
    """The file of a page and its text, from the template of its kind. ``hidden`` keeps it from search engines and from the site's own search."""
    fields = {
        "title": title,
        "description": description
        if len(description) <= _DESCRIPTION
        else description[: _DESCRIPTION - 1] + "…",
        "crumbs": [{"name": step, "url": address} for step, address in crumbs],
        "feed": feed,
        "hide": ["navigation", "toc"],
        "robots": "noindex" if hidden else "",
        "search": {"exclude": True} if hidden else {},
    }
    text = template(f"{kind}.jinja.md").render(
        root=root_from(url), url=url, title=title, crumbs=crumbs, **context
    )
    markdown, _, html = f"\n{text}".partition(
        "\n<"
    )  # what people write comes first, as on the home page
    return file_of(url), front_matter(fields, html=f"<{html}") + markdown.lstrip()
