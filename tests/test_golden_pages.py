"""The two real pages, read by rules alone, must not drift."""

from pathlib import Path

import pytest

from golden_pages import GOLDENS, ROOT, reading_of

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_a_page_is_read_as_its_golden_says(seed: Path) -> None:
    golden = (GOLDENS / f"{seed.stem}.txt").read_text(encoding="utf-8")
    assert reading_of(seed) == golden, (
        "run `python tests/golden_pages.py` and read the difference before you commit it"
    )
