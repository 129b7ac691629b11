"""Whatever a page says, every form of the data stays readable and says the same."""

import csv
import io
import json
from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from effort import tries
from export_sample import ARCHIVE, FULL, SITE, committed, paragraph, shared
from press.export.record import line
from press.export.spreadsheet import cell

TEXT = st.text(
    st.characters(exclude_categories=["Cs"]), min_size=1
)  # a lone surrogate is in no text that was decoded

SCORE = st.floats(0, 1e6).map(lambda score: round(score, 4))
VALUE = st.recursive(
    st.none() | st.integers(-(2**40), 2**40) | SCORE | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
)


@given(VALUE)
def test_any_value_is_one_line_as_python_writes_it(value: object) -> None:
    said = line(value).decode()
    assert len(said.splitlines()) == 1
    assert said.endswith("\n")
    plain = json.dumps(value, ensure_ascii=False)
    assert said[:-1] == plain.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace(
        "\u2029", "\\u2029"
    )


@settings(max_examples=tries(15, 300), deadline=None)
@given(title=TEXT, text=TEXT, column=TEXT, name=TEXT)
def test_any_text_at_all(title: str, text: str, column: str, name: str) -> None:
    authors = (replace(FULL.authors[0], name=name),)
    article = replace(
        FULL, title=title, column=column, authors=authors, paragraphs=(paragraph(1, text),)
    )
    archive = replace(ARCHIVE, articles=(article,))
    files = {**committed(archive), **shared(archive, SITE)}

    [record] = json.loads(files["data/articles.json"])["articles"]
    assert (record["title"], record["column"], record["paragraphs"][0]["text"]) == (
        title,
        column,
        text,
    )
    assert [json.loads(line) for line in files["data/articles.jsonl"].decode().splitlines()] == [
        record
    ]
    [row] = csv.DictReader(io.StringIO(files["data/articles.csv"].decode("utf-8-sig"), newline=""))
    assert (row["title"], row["column"], row["text"]) == (cell(title), cell(column), cell(text))
    [item] = [json.loads(line) for line in files["data/articles.ninjs.jsonl"].decode().splitlines()]
    assert item["bodies"][0]["value"] == text
    for path, content in files.items():
        if path.endswith(".xml"):
            assert ElementTree.fromstring(content).tag == "{http://www.w3.org/2005/Atom}feed"  # noqa: S314 - our own
