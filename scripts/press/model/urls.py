"""Addresses: of the site, of each page of it, and how one page names another.

An address is a path under the site's root with a closing slash, as a person would read it (not
percent-encoded).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from press.model.printed import Page

# What a label's address leaves out, so that 京蒙合作 开放向新 and 京蒙合作·开放向新 are one column:
# all but letters and digits.
_NOT_IN_SLUG = re.compile(r"[\W_]+")
# A day in EDTF, whatever its doubt: 2026-02-10, 2026-02-10~
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)[~?%]?", re.ASCII)
# A paragraph's id: p7
_PARAGRAPH = re.compile(r"p\d+")
# Characters of a label that its address keeps (the longest label of the two seeds has 32); a longer
# one ends in a digest.
_LONGEST_SLUG = 40
# Whether every page lies in a folder of its own (a/b/index.md) and not beside others (a/b.md).
# MkDocs and ProperDocs make the same site of either. Zensical moves the links in a page's HTML by
# one step unless the page has its own folder; 13,000 folders more cost a build of 10,000 articles
# two seconds. docs/maintain/successors.md says when to change it; `make successors` tries it for
# Zensical every time.
OWN_FOLDERS = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The site's name and one-line description; ``address`` is absolute with a closing slash, or
    empty when it is not known.
    """

    name: str
    description: str = ""
    address: str = ""

    def url(self, path: str = "") -> str:
        """The absolute address of a path under the site's root.

        >>> Site(name="文库", address="https://example.org/wuhai/").url("columns/美丽乌海/")
        'https://example.org/wuhai/columns/%E7%BE%8E%E4%B8%BD%E4%B9%8C%E6%B5%B7/'
        """
        return self.address + quote(path)


def _named(name: str) -> str:
    """A name as the last step of an address; what MkDocs would take for a folder's own page is
    marked.

    >>> _named("000_833ce26e6ea0511b"), _named("README")
    ('000_833ce26e6ea0511b', '-README')
    """
    return f"-{name}" if name.casefold() in {"index", "readme"} else name


def code_file(first: str) -> str:
    """The picture with the QR codes of some articles of a page, one below another, by the id of the
    first; under docs/.

    >>> code_file("000_833ce26e6ea0511b-11")
    'qr/000_833ce26e6ea0511b-11.png'
    """
    return f"qr/{first}.png"


def theme_url(theme: str) -> str:
    """The page of a theme."""
    return f"themes/{_named(theme)}/"


def name_url(name: str) -> str:
    """The page of a person, reporter, body, company or place."""
    return f"names/{_named(name)}/"


def term_url(term: str) -> str:
    """The page of a policy term."""
    return f"terms/{_named(term)}/"


def column_url(label: str) -> str:
    """The page of a column label: labels that differ in blanks and punctuation only share one.

    >>> column_url("美丽乌海·绿色答卷")
    'columns/美丽乌海绿色答卷/'
    >>> column_url("../index")
    'columns/-index/'
    """
    return f"columns/{column_slug(label)}/"


def column_slug(label: str) -> str:
    """A column's key: letters and digits only; a label without any Chinese is marked, so that it is
    no page of our own.
    """
    slug = _NOT_IN_SLUG.sub("", unicodedata.normalize("NFKC", label)).casefold()
    if len(slug) > _LONGEST_SLUG or not slug:
        slug = slug[:_LONGEST_SLUG] + hashlib.sha256(label.encode()).hexdigest()[:8]
    return f"-{slug}" if slug.isascii() else slug


def edition_url(page: Page) -> str:
    """The page of the edition that a printed page belongs to: its day, or a place of its own when
    the day is unknown.
    """
    day = _DAY.fullmatch(page.date or "")
    return (
        f"editions/{'/'.join(day.groups())}/" if day else f"editions/undated/{_named(page.seed)}/"
    )


def page_anchor(page: Page) -> Markup:
    """The anchor of a printed page on its edition's page; the seed's name keeps it apart from its
    neighbours.
    """
    return Markup(f"page-{quote(page.seed, safe='')}")  # noqa: S704 - percent-encoded


def proof_url(seed: str) -> str:
    """The proof of a seed, for maintainers."""
    return f"proofs/{_named(seed)}/"


def is_paragraph(where: str) -> bool:
    """Whether a place in an article is a paragraph (p7) and not a part of its deck (title)."""
    return bool(_PARAGRAPH.fullmatch(where))


def file_of(url: str) -> str:
    """The Markdown file under ``docs/`` that MkDocs serves at an address; ``OWN_FOLDERS`` says
    which of the two that it would take.

    >>> file_of(""), file_of("themes/"), file_of("themes/safety/2026/")
    ('index.md', 'themes/index.md', 'themes/safety/2026.md')
    """
    path = url.rstrip("/")
    return f"{path}.md" if "/" in path and not OWN_FOLDERS else f"{path}/index.md".lstrip("/")


def root_from(url: str) -> Markup:
    """How the page at an address names the site's root: ``../`` for each of its folders, ``./`` at
    the root itself.
    """
    return Markup("../" * url.count("/") or "./")  # noqa: S704 - dots and slashes only


def href(url: str, where: str = "") -> Markup:
    """An address for an HTML attribute, to be put after the root; ``where`` is a paragraph (p7),
    anything else is the page's top.

    >>> print(href("columns/美丽/", "p7"), href("columns/a/", "title"))
    columns/%E7%BE%8E%E4%B8%BD/#p7 columns/a/
    """
    anchor = f"#{where}" if is_paragraph(where) else ""
    return Markup(quote(url) + anchor)  # noqa: S704 - percent-encoded
