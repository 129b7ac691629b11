"""No published address dies: what was a page at another time is one now, or leads to one.

An address that must go is written into ``seeds/tables/redirects.yml`` with the one that takes its
place; the press makes a page there that leads on.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from desk.arguments import Options
from desk.published import PublishedDocs, find, folder

# Pages that are of one printed page or day alone, so that none beside them takes their place
# however alike it looks.
OF_ONE_PAGE = ("proofs/", "editions/")
# How many pages are compared, and how much of each (characters).
MOST, COMPARED = 200, 600
# How alike a page must be: an article cut anew; a name under another id, for all pages of one kind
# have most words in common.
ALIKE, THE_SAME = 0.6, 0.9


def main(options: Options) -> int:
    """The command ``addresses``: the dead ones, each with the row that would mend it."""
    old, new = find(options.root, options.old), folder(options.docs)
    gone = dead(old, new)
    for address, instead in gone.items():
        print(f"{address}: was a page in {old.name} and is none now")
        print(f'  settle it in seeds/tables/redirects.yml:  "{address}": "{instead or "…"}"')
    kept = len(old.addresses()) - len(gone)
    print(
        f"addresses: {kept} of {len(old.addresses())} in {old.name} still lead somewhere"
        + (f", {len(gone)} would die" if gone else "")
    )
    return int(bool(gone))


def dead(old: PublishedDocs, new: PublishedDocs) -> Mapping[str, str | None]:
    """The addresses that would die, each with the likeliest one to lead to: on the same seed, with
    the nearest text.
    """
    now = set(new.addresses())
    return {
        address: _nearest(address, old, new) for address in old.addresses() if address not in now
    }


def _nearest(address: str, old: PublishedDocs, new: PublishedDocs) -> str | None:
    """The page in the same folder whose beginning is most alike, or else the nearest folder's own
    page, or else the list of editions.
    """
    now = new.addresses()
    parent = _above(address)
    beside = (
        []
        if address.startswith(OF_ONE_PAGE)
        else [other for other in now if _above(other) == parent]
    )
    texts = {(new.page(other) or "")[:COMPARED]: other for other in beside[:MOST]}
    alike = get_close_matches(
        (old.page(address) or "")[:COMPARED],
        texts,
        n=1,
        cutoff=ALIKE if address.startswith("articles/") else THE_SAME,
    )
    if alike:
        return texts[alike[0]]
    while parent and parent not in now:
        parent = _above(parent)
    return parent or next((other for other in now if other == "editions/"), None)


def _above(address: str) -> str:
    """The folder that an address lies in.

    >>> _above("articles/a/1/"), _above("themes/")
    ('articles/a/', '')
    """
    above = address.rstrip("/").rpartition("/")[0]
    return above and above + "/"
