"""Page with boxes → its lines in reading order, with the geometry of each; nothing to do for plain
text.
"""

from __future__ import annotations

from dataclasses import replace

from press.layout.order import zones_of
from press.layout.paragraphs import placed
from press.layout.stacks import rows_of, stacks_of
from press.layout.stated import as_stated
from press.layout.straight import items_of
from press.model import Page

# On fewer lines with boxes nothing can be measured.
_LEAST_LINES = 3


def arrange(page: Page) -> Page:
    """A page whose lines have boxes, its lines in reading order, numbered in it, and with their
    geometry; any other page as it is.

    The order of the lines in the file does not matter; lines without a box come last. Repairs and
    notices keep to their lines.
    """
    items, rules = items_of(page.lines, page.rules)
    if len(items) < _LEAST_LINES:
        return page
    zones = zones_of(stacks_of(rows_of(items), rules), rules)
    lines = list(placed(zones, page.lines))
    with_box = {item.at for item in items}
    lines += (line for at, line in enumerate(page.lines) if at not in with_box)
    lines = as_stated(lines, page.lines)
    numbers: dict[int, int] = {}
    for number, line in enumerate(lines, 1):
        numbers.setdefault(line.number, number)
    return replace(
        page,
        lines=tuple(replace(line, number=number) for number, line in enumerate(lines, 1)),
        repairs=tuple(replace(r, line=numbers.get(r.line, r.line)) for r in page.repairs),
        notices=tuple(replace(n, line=numbers.get(n.line, n.line)) for n in page.notices),
    )


__all__ = ["arrange"]
