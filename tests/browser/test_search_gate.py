"""The gate: the shipped engine in a real browser finds every article that has what was asked, and
no other.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import ROOT, Site, Visit
from browser.search_scan import ASK, Scan, Served, assert_exact, quoted, served
from press.index.rows import COMMON, STRIP
from press.read.tables import load
from press.text.fold import fold

sys.path.insert(0, str(ROOT))

from benchmarks import synthetic

# One process makes the archives that these tests search.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("search")]
SUBSTRINGS = 400
FOLD = """async ({ root, texts }) => {
  const { makeFold } = await import(root + "assets/search/fold.js");
  const { unpack } = await import(root + "assets/search/codec.js");
  const manifest = await (await fetch(root + "search/index/manifest.json")).json();
  const { fold } = makeFold(await unpack(await fetch(root + "search/index/" + manifest.fold)));
  const half = (character) => character.length === 1 && /[\\ud800-\\udfff]/.test(character);
  const whole = (character) => (half(character) ? "?" : character);
  return texts.map((text) => Array.from(fold(text), whole).join(""));
}"""
FIRST = """async ({ root, queries }) => {
  const { ask } = await import(root + "assets/search/client.js");
  const { readState } = await import(root + "assets/search/query.js");
  const found = [];
  for (const query of queries) {
    const { hits } = await ask("search", { ...readState(""), q: query });
    found.push(hits.map(({ record }) => record.id));
  }
  return found;
}"""
# Nothing of this is in a newspaper.
NOWHERE = [
    "麤龘齉",
    "乌海乌海乌海乌",
    "zzzqqq",
    "“蘿蔔蘿蔔”",
    "9999999.99",
    "的的的的的的",
    "。。。的。。。的。。。",
]


def substrings(texts: Sequence[str], count: int, seed: int, longest: int = 12) -> list[str]:
    """Stretches of 1–12 characters, or more, from anywhere in some texts."""
    random = Random(seed)
    found = []
    for _ in range(count):
        text = random.choice(texts)
        start = random.randrange(len(text))
        found.append(text[start : start + random.randrange(1, longest + 1)])
    return found


def printed(article: dict[str, Any]) -> Iterator[str]:
    """The searched fields of an article of the open data."""
    yield "\n".join(paragraph["text"] for paragraph in article["paragraphs"])
    yield from (
        article[key] or ""
        for key in ("kicker", "title", "subtitle", "column", "byline", "dateline", "credit")
    )
    for caption in article["captions"]:
        yield from (caption["text"], caption["credit"] or "")


@pytest.fixture(scope="session")
def data(site: Site) -> list[dict[str, Any]]:
    """The articles as the site publishes them."""
    return json.loads((site.folder / "data" / "articles.json").read_text("utf-8"))["articles"]  # type: ignore[no-any-return]


def spoken_of() -> list[str]:
    """Every name, term and theme of the tables, in all their forms."""
    tables = load(ROOT / "seeds" / "tables")
    forms = [
        form
        for name in tables.names
        for form in (name.name, *name.aliases, *(form for _, form in name.local))
    ]
    forms += [form for entry in tables.terms for form in (entry.term, *entry.aliases)]
    return forms + [
        form
        for theme in tables.themes
        for form in (theme.label, *(term.text for term in theme.terms))
    ]


def test_the_real_site_is_searched_exactly(
    visit: Callable[..., Visit], site: Site, data: list[dict[str, Any]]
) -> None:
    scan = Scan([[fold(field) for field in printed(article)] for article in data])
    headlines = [article["title"] for article in data if article["title"]]
    names = spoken_of()
    texts = [field for article in data for field in printed(article) if field]
    page = visit().go("about/")
    assert len(headlines) > 5
    assert len(names) > 50
    assert assert_exact(page, site.address, scan, headlines) == len(headlines)
    assert_exact(page, site.address, scan, names)
    assert (
        assert_exact(page, site.address, scan, substrings(texts, SUBSTRINGS, 4)) > SUBSTRINGS * 0.9
    )
    assert assert_exact(page, site.address, scan, NOWHERE) == 0


def test_no_search_index_but_ours(site: Site) -> None:
    assert not list(site.folder.rglob("search_index.json"))
    assert not any(
        "search.worker" in path.read_text("utf-8") for path in site.folder.glob("*/index.html")
    ), "the theme's own search is not started"
    assert (site.folder / "search" / "index" / "manifest.json").is_file()


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Five thousand made-up articles."""
    with served(tmp_path_factory.mktemp("made-up"), synthetic.archive(5000)) as found:
        yield found


@pytest.fixture(scope="module")
def dense(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A few hundred articles of which most is common; some repeat themselves at length."""
    archive = synthetic.archive(300)
    articles = list(archive.articles)
    for at in range(0, 300, 70):
        paragraph = replace(
            articles[at].paragraphs[0], text="采煤作业" * 60 + articles[at].paragraphs[0].text
        )
        articles[at] = replace(articles[at], paragraphs=(paragraph, *articles[at].paragraphs[1:]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("press.index.rows.COMMON", 12)
        with served(
            tmp_path_factory.mktemp("dense"), replace(archive, articles=tuple(articles))
        ) as found:
            yield found


@pytest.fixture
def page_of(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """An empty page of a site."""
    context = browser.new_context()

    def go(address: str) -> Page:
        page = context.new_page()
        page.goto(f"{address}empty.html")
        return page

    yield go
    context.close()


def test_five_thousand_articles_are_searched_exactly(
    made_up: Served, page_of: Callable[[str], Page]
) -> None:
    root, scan, texts = made_up
    page = page_of(root)
    headlines = [article.title or "" for article in synthetic.archive(5000).articles[::50]]
    assert assert_exact(page, root, scan, headlines) == len(headlines)
    assert_exact(
        page, root, scan, [synthetic.person(10_000 + at) for at in range(0, synthetic.NAMES, 5)]
    )
    assert assert_exact(page, root, scan, substrings(texts, SUBSTRINGS, 5)) > SUBSTRINGS * 0.9
    assert assert_exact(page, root, scan, [synthetic.word(rank) for rank in range(0, 60, 3)]) == 20
    assert assert_exact(page, root, scan, substrings(texts, 20, 9, 40)) == 20
    assert (
        assert_exact(
            page, root, scan, around(texts, [synthetic.word(rank) for rank in range(12, 40)], 10)
        )
        > 200
    )
    assert assert_exact(page, root, scan, NOWHERE) == 0


def test_an_archive_of_common_phrases_is_searched_exactly(
    dense: Served, page_of: Callable[[str], Page]
) -> None:
    """Nearly every query leads through rows of common grams, longer by a character before or after,
    up to the longest that have rows.
    """
    root, scan, texts = dense
    page = page_of(root)
    assert assert_exact(page, root, scan, substrings(texts, SUBSTRINGS, 11)) > SUBSTRINGS * 0.9
    assert_exact(page, root, scan, substrings(texts, 60, 12, 30))
    again = [
        "采煤作业" * count + end for count in (1, 2, 3, 4, 9, 59, 61) for end in ("", "采", "业")
    ]
    assert assert_exact(page, root, scan, again) > 10


def around(texts: Sequence[str], words: Sequence[str], seed: int) -> list[str]:
    """Common words, which have rows of their own, with up to three characters before and after;
    also with a wrong one.
    """
    random = Random(seed)
    found = []
    for word in words:
        for text in random.sample([text for text in texts if word in text], 8):
            at = text.index(word)
            found.append(
                text[max(0, at - random.randrange(4)) : at + len(word) + random.randrange(4)]
            )
        found.append(word + random.choice(words)[:1])
    return found


def fetched(page: Page, root: str, query: str) -> list[str]:
    """Of which kinds the files are that are asked for of the first volume."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.evaluate(ASK, {"root": root, "queries": [quoted(query)]})
    return sorted(
        match[1]
        for match in map(re.compile(r"/index/2015-[0-9a-f]{12}/(\w+)").search, asked)
        if match
    )


def test_what_is_common_is_found_by_one_row_with_what_stands_beside_it(
    made_up: Served, page_of: Callable[[str], Page]
) -> None:
    """A word of every few articles, and the same joined to a character that is often before the
    word's first: neither texts nor places.
    """
    root, scan, _ = made_up
    quarter = "\0".join(field for fields in scan.fields[: 90 * synthetic.A_DAY] for field in fields)
    common = next(
        word
        for word in map(synthetic.word, range(12, 40))
        if len(word) == 3 and quarter.count(word) > COMMON
    )
    before = Counter(
        quarter[at - 1] for at in range(1, len(quarter)) if quarter.startswith(common, at)
    )
    joined = next(
        first + common
        for first, _ in before.most_common()
        if first > "一" and quarter.count(first + common[0]) <= COMMON
    )
    assert len(scan.places(joined)) > 50
    for query, pages in ((common, 3), (joined, 6)):
        found = fetched(page_of(root), root, query)
        assert [kind for kind in found if kind != "pages"] == ["contents", "grams"], (
            "contents, one row"
        )
        assert found.count("pages") <= pages


@pytest.mark.parametrize("archive", ["made_up", "dense"])
def test_parts_exclusion_and_order_are_those_of_a_scan(
    request: pytest.FixtureRequest, archive: str, page_of: Callable[[str], Page]
) -> None:
    """Common words, so that candidates are many and checked by places; rare ones, checked by text:
    both as a scan has it.
    """
    root, scan, texts = request.getfixturevalue(archive)
    random = Random(6)
    common = [synthetic.word(rank) for rank in range(12, 60)]
    rare = [text[12:14] for text in texts]
    queries = []
    for at in range(40):
        parts = random.sample(common if at % 2 else [*common[:9], *rare], 3)
        queries.append((parts[:2], parts[2:] if at % 3 else []))
    typed = [
        " ".join([*map(quoted, wanted), *(f"-{quoted(part)}" for part in unwanted)])
        for wanted, unwanted in queries
    ]
    answers = page_of(root).evaluate(ASK, {"root": root, "queries": typed})
    for (wanted, unwanted), found in zip(queries, answers, strict=True):
        expected = set.intersection(*(set(scan.places(part)) for part in wanted)).difference(
            *(scan.places(part) for part in unwanted)
        )
        assert set(found) == expected, (wanted, unwanted)
        assert found == sorted(found, key=partial(rank, scan, wanted)), (wanted, unwanted)


@pytest.mark.parametrize("archive", ["made_up", "dense"])
def test_the_first_ten_are_those_of_a_scan(
    request: pytest.FixtureRequest, archive: str, page_of: Callable[[str], Page]
) -> None:
    """Where hundreds stand alike, how close the parts come is only looked up as long as it can
    change what is shown.
    """
    root, scan, texts = request.getfixturevalue(archive)
    random = Random(8)
    words = [word for word in map(synthetic.word, range(12, 90)) if len(word) > 1]
    queries = [random.sample(words, 2) for _ in range(15)] + [
        [random.choice(words), text[20:22]] for text in texts[:15]
    ]
    typed = [" ".join(map(quoted, parts)) for parts in queries]
    answers = page_of(root).evaluate(FIRST, {"root": root, "queries": typed})
    for parts, found in zip(queries, answers, strict=True):
        expected = sorted(
            set.intersection(*(set(scan.places(part)) for part in parts)),
            key=partial(rank, scan, parts),
        )
        assert found == [
            f"s{at // synthetic.A_DAY:05}-{at % synthetic.A_DAY + 1}" for at in expected[:10]
        ], parts


def rank(scan: Scan, parts: Sequence[str], at: int) -> tuple[int, ...]:
    """Where an article stands: parts in the headline, hits of the rarest part, of all, how many
    strips the parts are apart, newest, as printed.
    """
    fields = scan.fields[at]
    head = "\0".join(filter(None, fields[:3]))
    text = head.ljust(512, "\0") + "\0".join(filter(None, fields[3:]))
    places = [
        [match.start() for match in re.finditer(f"(?={re.escape(fold(part))})", text)]
        for part in parts
    ]
    long = [
        [place // STRIP for place in each]
        for part, each in zip(parts, places, strict=True)
        if len(fold(part)) > 1
    ]
    span = closest(long) if len(long) > 1 else 0
    return (
        -sum(each[0] < 512 for each in places),
        -min(map(len, places)),
        -sum(map(len, places)),
        span,
        -(at // synthetic.A_DAY),
        at,
    )


def closest(lists: Sequence[Sequence[int]]) -> int:
    """The shortest stretch with a place of every list, by trying each place as the beginning."""
    best = sys.maxsize
    for start in sorted(place for each in lists for place in each):
        nexts = [next((place for place in each if place >= start), None) for each in lists]
        if None not in nexts:
            best = min(best, max(place for place in nexts if place is not None) - start)
    return best


def test_both_ends_fold_alike(
    visit: Callable[..., Visit], site: Site, data: list[dict[str, Any]]
) -> None:
    """Every assigned character by itself, in company, and every text of the site."""
    assigned = [
        chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) not in {"Cn", "Cs"}
    ]
    random = Random(7)
    texts = [
        *assigned,
        *("".join(random.choices(assigned, k=random.randrange(2, 30))) for _ in range(4000)),
    ]
    texts += [field for article in data for field in printed(article)] + substrings(
        [field for article in data for field in printed(article) if field], 2000, 8
    )
    page = visit().go("about/")
    for start in range(0, len(texts), 40_000):
        batch = texts[start : start + 40_000]
        answers = page.evaluate(FOLD, {"root": site.address, "texts": batch})
        wrong = [
            (text, ours)
            for text, ours in zip(batch, answers, strict=True)
            if whole(fold(text)) != ours
        ]
        assert not wrong, wrong[:5]


def whole(folded: str) -> str:
    """Folded text with its UTF-16 halves put together again."""
    return (
        folded.encode("utf-16-le", "surrogatepass")
        .decode("utf-16-le", "replace")
        .replace("\ufffd", "?")
        if any("\ud800" <= unit <= "\udfff" for unit in folded)
        else folded
    )


def test_the_gate_stands_on_the_shipped_files(site: Site) -> None:
    """What the site serves is what is tested: the engine of docs/assets, byte for byte."""
    shipped = {
        path.name: path.read_bytes() for path in (ROOT / "docs" / "assets" / "search").iterdir()
    }
    assert {
        path.name: path.read_bytes() for path in Path(site.folder / "assets" / "search").iterdir()
    } == shipped
