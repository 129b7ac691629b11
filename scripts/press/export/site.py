"""The site as its machine-readable files name it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


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
