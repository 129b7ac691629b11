"""How often themes meet: how many articles each two of them share."""

from __future__ import annotations

from collections import Counter

from press.render.catalogue import Catalogue
from press.render.markdown import Listed, Row, low


def theme_matrix(catalogue: Catalogue, own: str = "") -> list[dict[str, object]]:
    """For each theme a row with how many articles it shares with each theme, itself included.

    ``tint`` is a count's share of the largest, 0 to 1; ``own`` is the theme whose row is marked.
    """
    themes = catalogue.archive.themes
    counts = meetings(catalogue)
    most = max(counts.values(), default=1)
    return [
        {
            "name": low(one.label),
            **({"own": True} if one.id == own else {}),
            "cells": Listed(_cell(counts[one.id, other.id], most) for other in themes),
        }
        for one in themes
    ]


def _cell(count: int, most: int) -> Row:
    return Row(count=count, tint=round(count / most, 2))


def meetings(catalogue: Catalogue) -> Counter[tuple[str, str]]:
    """How many articles two themes share; with itself, how many a theme has."""
    shared: Counter[tuple[str, str]] = Counter()
    for tags in catalogue.archive.tags.values():
        ids = [tag.theme for tag in tags]
        shared.update((one, other) for one in ids for other in ids)
    return shared
