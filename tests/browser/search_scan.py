"""What the search is held against: a plain scan of the articles; and an archive of any kind,
indexed and served.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page

from browser.conftest import BASE, ROOT, Handler
from press.index import index_files
from press.index.records import body_of, head_of, to_record
from press.model import Archive
from press.text.fold import fold

ASK = """async ({ root, queries }) => {
  const { ask } = await import(root + "assets/search/client.js");
  const { readState } = await import(root + "assets/search/query.js");
  const found = [];
  for (const query of queries) found.push(await ask("places", { ...readState(""), q: query }));
  return found;
}"""


@dataclass(frozen=True)
class Scan:
    """A plain scan of articles in the archive's order: the fields of each, folded."""

    fields: list[list[str]]

    def places(self, query: str) -> list[int]:
        """Which articles have a field with it; of nothing there is nothing."""
        part = fold(query)
        return (
            [at for at, fields in enumerate(self.fields) if any(part in field for field in fields)]
            if part
            else []
        )


def quoted(text: str) -> str:
    """A query of one part, whatever is in it; quotation marks do not count in a search."""
    return '"' + "".join(character for character in text if character not in '"“”＂') + '"'


def assert_exact(page: Page, root: str, scan: Scan, queries: Sequence[str]) -> int:
    """Ask each query; the result must be the scan's, article for article.

    How many queries found something.
    """
    answers = page.evaluate(ASK, {"root": root, "queries": [quoted(query) for query in queries]})
    expected = [scan.places(query) for query in queries]
    wrong = [
        (query, fold(query), len(found), len(right))
        for query, found, right in zip(queries, answers, expected, strict=True)
        if sorted(found) != right
    ]
    assert not wrong, f"{len(wrong)} of {len(queries)}: {wrong[:10]}"
    return sum(map(bool, answers))


Served = tuple[str, Scan, list[str]]


@contextmanager
def served(folder: Path, archive: Archive) -> Iterator[Served]:
    """An archive, indexed and served: where; its scan; some of its texts."""
    shutil.copytree(ROOT / "docs" / "assets" / "search", folder / "assets" / "search")
    for path, content in index_files(archive):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    (folder / "empty.html").write_text(
        "<!doctype html><html lang=zh><title>空</title></html>", "utf-8"
    )
    records = [to_record(article) for article in archive.articles]
    scan = Scan([head_of(record) + body_of(record) for record in records])
    texts = ["\n".join(text for _, text in record["text"]) for record in records[::7]]
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{BASE}", scan, texts
    server.shutdown()
    server.server_close()
