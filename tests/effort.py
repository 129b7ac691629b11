"""How much the tests try at random: little by default, much by night (``THOROUGH=1 make test``).

What is tried is the same in both: the same rules, on fewer or more examples.
"""

from __future__ import annotations

import os

THOROUGH = bool(os.environ.get("THOROUGH"))


def tries(quick: int, thorough: int) -> int:
    """How often to try: one of the two."""
    return thorough if THOROUGH else quick
