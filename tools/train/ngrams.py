"""Count the characters that follow each other: articles, one JSON a line → ``ngrams.txt``.

    python tools/train/ngrams.py ARTICLES.jsonl --out scripts/press/text/ngrams.txt

Only counts are kept, as powers of two, of runs of one to four characters of paragraphs (``^``
begins one, ``$`` ends it).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

# Runs that are rarer say nothing that can be trusted, and are most of the file.
_RAREST = {1: 1, 2: 2, 3: 3, 4: 4}


def runs(paragraph: str) -> Iterator[str]:
    """All runs of one to four characters of a paragraph with its borders."""
    whole = f"^{paragraph}$"
    for size in _RAREST:
        for at in range(len(whole) - size + 1):
            yield whole[at : at + size]


def count(path: Path) -> Counter[str]:
    """How often each run stands in the articles."""
    found: Counter[str] = Counter()
    for line in path.read_text("utf-8").splitlines():
        for paragraph in json.loads(line)["paragraphs"]:
            text = "".join(paragraph.split()).translate({ord("^"): None, ord("$"): None})
            found.update(runs(text))
    return Counter({run: n for run, n in found.items() if n >= _RAREST[len(run)]})


def main() -> None:
    """Write the counts, those of each power of two on a line of their own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    powers: dict[tuple[int, int], list[str]] = defaultdict(list)
    for run, times in count(options.articles).items():
        powers[len(run), times.bit_length() - 1].append(run)
    made = datetime.now(UTC).date().isoformat()
    lines = [f"# {made}: runs of characters in newspaper text, by size and power of two"]
    lines += [
        f"{size} {power} {''.join(sorted(found))}"
        for (size, power), found in sorted(powers.items())
    ]
    options.out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
