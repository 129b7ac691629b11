"""No published address dies: what was a page at another time is one now, or leads to one.

An address that must go is written into ``seeds/tables/redirects.yml`` with the one that takes its place; the press makes a page
there that leads on.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from difflib import get_close_matches

from desk.published import Docs, find, folder


def main(options: argparse.Namespace) -> int:
    """The command ``addresses``: the dead ones, each with the row that would mend it."""
    old, new = find(options.root, options.old), folder(options.docs)
    gone = dead(old, new)
    for address, instead in gone.items():
        print(f"{address}: was a page in {old.name} and is none now")
        print(f'  settle it in seeds/tables/redirects.yml:  "{address}": "{instead or "…"}"')
    kept = len(old.addresses()) - len(gone)
    print(f"addresses: {kept} of {len(old.addresses())} in {old.name} still lead somewhere" + (f", {len(gone)} would die" if gone else ""))
    return int(bool(gone))


def dead(old: Docs, new: Docs) -> Mapping[str, str | None]:
    """The addresses that would die, each with the likeliest one to lead to: on the same seed, with the nearest text."""
    now = set(new.addresses())
    return {address: _nearest(address, old, new) for address in old.addresses() if address not in now}


def _nearest(address: str, old: Docs, new: Docs) -> str | None:
    """The page in the same folder whose beginning is most alike, or else the folder's own page."""
    parent = address.rstrip("/").rpartition("/")[0] + "/"
    beside = [other for other in new.addresses() if other.startswith(parent) and other != parent]
    texts = {(new.page(other) or "")[:600]: other for other in beside[:200]}
    alike = get_close_matches((old.page(address) or "")[:600], texts, n=1, cutoff=0.6)
    return texts[alike[0]] if alike else next((other for other in (parent,) if other in new.addresses()), None)
