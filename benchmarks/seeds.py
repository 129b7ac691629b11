"""Seeds of a made-up newspaper of any length, with the noise of the real ones: what
``benchmarks/run.py`` presses.

The articles are those of ``synthetic``, with terms of the project's own themes and names of its own
table put in as often as in the two real seeds, so that tagging and linking have as much to do. A
page is printed as a vision-language model reads one: paragraphs cut at a column's end, captions in
between, labels, a stray subscript, page furniture.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT)]

from benchmarks.synthetic import A_DAY, A_PAGE, article, pick  # noqa: E402

from press.model import Article  # noqa: E402
from press.read.tables import Tables, load  # noqa: E402

PAGES_A_DAY = A_DAY // A_PAGE


def write(folder: Path, articles: int, first: int = 0) -> int:
    """Put the pages that hold articles ``first`` to ``first + articles`` into a folder, with
    sidecars and tables; say how many pages.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "tables").exists():
        shutil.copytree(ROOT / "seeds" / "tables", folder / "tables")
    tables = load(folder / "tables")
    numbers = range(first // A_PAGE, -(-(first + articles) // A_PAGE))
    for number in numbers:
        seed = f"{number:06}_{Random(number).getrandbits(64):016x}"
        day = article(number * A_PAGE).date
        (folder / f"{seed}.txt").write_text(page(number, tables), encoding="utf-8")
        (folder / f"{seed}.yml").write_text(
            f"paper: 示例日报\ndate: '{day}'\npage: {number % PAGES_A_DAY + 1}\n", encoding="utf-8"
        )
    return len(numbers)


def page(number: int, tables: Tables) -> str:
    """The text of a page of seven articles.

    >>> page(3, load(ROOT / "seeds" / "tables")).startswith("示例日报")
    True
    """
    random = Random(f"page {number}")
    blocks = ["示例日报", f"第{number % PAGES_A_DAY + 1:02}版"]
    for at in range(A_PAGE):
        blocks += _printed(article(number * A_PAGE + at), tables, random)
    return "\n\n".join([*blocks, "责任编辑：某某　电话：0473-0000000"]) + "\n"


def _printed(source: Article, tables: Tables, random: Random) -> Iterator[str]:
    """An article as it stands on the page."""
    if source.column:
        yield source.column
    if source.kicker:
        yield source.kicker
    yield f"# {source.title}"
    if source.subtitle:
        yield source.subtitle
    texts = [_spoken(paragraph.text, tables, random) for paragraph in source.paragraphs]
    texts[0] = f"{source.byline}{texts[0]}"
    for text in texts:
        yield from _cut(text, random)
    for caption in source.captions:
        yield f"{caption.text}{caption.credit}"


def _spoken(text: str, tables: Tables, random: Random) -> str:
    """A paragraph with names, and in three of ten a theme's terms, in place of some of its own
    words.
    """
    parts = text.split("，")
    if random.random() < 0.4:
        parts.insert(0, tables.names[pick(random, len(tables.names), 8)].name + "表示")
    if random.random() < 0.3:
        terms = random.choice(tables.themes).terms
        for _ in range(random.randrange(1, 4)):
            parts.insert(
                random.randrange(len(parts)), random.choice(terms).text.split("/")[0].split(" ")[0]
            )
    return "，".join(parts)


def _cut(text: str, random: Random) -> Iterator[str]:
    """A paragraph, in one of five cut in two where a column ended, seldom with a formula as the
    model writes it.
    """
    if random.random() < 0.05:
        text = text.replace("PM2.5", "$PM_{2.5}$").replace("SO2", "SO₂")
    if len(text) > 60 and random.random() < 0.2:
        at = random.randrange(20, len(text) - 20)
        yield text[:at]
        yield text[at:]
    else:
        yield text


if __name__ == "__main__":
    print(write(Path(sys.argv[1]), int(sys.argv[2])), "pages")
