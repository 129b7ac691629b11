"""Feeds, sitemap, robots.txt, llms.txt."""

import json
from dataclasses import replace
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped]
import pytest
from jsonschema import Draft202012Validator

from export_sample import ARCHIVE, FULL, JOINED, PHOTO, SITE, SURE, shared
from press.export.feeds import NEWEST
from press.export.sitemap import sitemap
from press.model import Article

FILES = shared(ARCHIVE, SITE)
FEEDS = sorted(
    path.removeprefix("feeds/").rpartition(".")[0]
    for path in FILES
    if path.startswith("feeds/") and path.endswith(".xml")
)
ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"
TEXT = {"type": "string", "minLength": 1}
URL = {"type": "string", "pattern": "^https://example.org/wuhai/"}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": URL,
        "feed_url": URL,
        "language": TEXT,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "additionalProperties": False,
                "properties": {
                    "id": URL,
                    "url": URL,
                    "title": TEXT,
                    "content_text": TEXT,
                    "date_published": {"type": "string", "pattern": RFC3339},
                    "authors": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["name"],
                            "properties": {"name": TEXT},
                        },
                    },
                    "tags": {"type": "array", "items": TEXT},
                    "_date": {"type": "object"},
                },
            },
        },
    },
}


def test_a_feed_of_all_and_of_each_theme_column_and_name() -> None:
    assert FEEDS == [
        "all",
        "columns/美丽乌海绿色答卷",
        "names/huang-jianfei",
        "names/nobody",
        "names/wuhai",
        "themes/ecology",
    ]


@pytest.mark.parametrize("path", FEEDS)
def test_atom_is_valid(path: str) -> None:
    """What RFC 4287 asks of a feed and of its entries."""
    raw = FILES[f"feeds/{path}.xml"]
    parsed = feedparser.parse(raw)
    assert (parsed.bozo, parsed.version) == (False, "atom10")
    root = ElementTree.fromstring(raw)  # noqa: S314 - our own
    for element in (root, *root.iter(f"{ATOM}entry")):
        for one in ("id", "title", "updated"):
            assert len(element.findall(ATOM + one)) == 1
            assert (element.findtext(ATOM + one) or "").strip()
        assert all(
            parsed_time is not None
            for parsed_time in (entry.updated_parsed for entry in parsed.entries)
        )
    assert (
        len({entry.id for entry in parsed.entries})
        == len(parsed.entries)
        == {"all": 4, "columns/美丽乌海绿色答卷": 2, "names/nobody": 0}.get(path, 1)
    )
    assert {link.rel: link.href for link in parsed.feed.links}["self"].endswith(".xml")
    assert root.findtext(f"{ATOM}author/{ATOM}name")  # so that an entry may be without one


@pytest.mark.parametrize("path", FEEDS)
def test_json_feed_is_valid(path: str) -> None:
    Draft202012Validator(JSON_FEED).validate(json.loads(FILES[f"feeds/{path}.json"]))


def test_the_newest_come_first_and_the_undated_last() -> None:
    items = json.loads(FILES["feeds/all.json"])["items"]
    assert [item["url"].removeprefix(SITE.address) for item in items] == [
        article.url for article in (FULL, JOINED, SURE, PHOTO)
    ]


def test_only_a_certain_day_is_given_as_the_day_of_publication() -> None:
    entries = {
        entry.link.removeprefix(SITE.address): entry
        for entry in feedparser.parse(FILES["feeds/all.xml"]).entries
    }
    assert entries[SURE.url].published == entries[SURE.url].updated == "2025-12-31T00:00:00+08:00"
    assert (entries[FULL.url].updated, entries[FULL.url].get("published")) == (
        "2026-02-10T00:00:00+08:00",
        None,
    )
    assert "2026年2月10日前后（推定）" in entries[FULL.url].summary
    assert entries[PHOTO.url].updated == "1970-01-01T00:00:00Z"
    assert "日期未知" in entries[PHOTO.url].summary


def test_what_an_entry_says() -> None:
    entry = next(
        entry
        for entry in feedparser.parse(FILES["feeds/all.xml"]).entries
        if entry.link.endswith(FULL.url)
    )
    assert (entry.title, entry.author, [tag.term for tag in entry.tags]) == (
        "全市空气质量优良",
        "黄建飞",
        ["生态"],
    )
    assert entry.summary == "（乌海日报，2026年2月10日前后（推定），第1版）PM2.5下降，生态好转。"


def test_a_title_is_text_and_no_markup() -> None:
    root = ElementTree.fromstring(FILES["feeds/all.xml"])  # noqa: S314 - our own
    titles = [title.text or "" for title in root.iter(f"{ATOM}title")]
    assert any(
        "</script><b>" in title and "\ufffd" in title for title in titles
    )  # XML cannot carry a vertical tab


def test_a_feed_has_an_end() -> None:
    many: list[Article] = [replace(SURE, id=f"001_b-{number}") for number in range(NEWEST + 50)]
    files = shared(replace(ARCHIVE, articles=tuple(many), tags={}, mentions={}, related={}), SITE)
    assert len(json.loads(files["feeds/all.json"])["items"]) == NEWEST


def test_the_sitemap_has_every_address_and_only_certain_days() -> None:
    addresses = ["", "columns/美丽乌海/", "editions/2025/12/31/", SURE.url, FULL.url, PHOTO.url]
    root = ElementTree.fromstring(sitemap(addresses, ARCHIVE, SITE)["sitemap.xml"])  # noqa: S314 - our own
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {url.findtext(f"{space}loc"): url.findtext(f"{space}lastmod") for url in root}
    assert found == {
        "https://example.org/wuhai/": None,
        "https://example.org/wuhai/columns/%E7%BE%8E%E4%B8%BD%E4%B9%8C%E6%B5%B7/": None,
        "https://example.org/wuhai/editions/2025/12/31/": "2025-12-31",
        "https://example.org/wuhai/articles/001_b/4/": "2025-12-31",
        "https://example.org/wuhai/articles/000_a/2/": "2026-02",
        "https://example.org/wuhai/articles/002_c/1/": None,
    }


def test_a_sitemap_past_its_limit_is_an_index() -> None:
    files = sitemap(["a/", "b/", "c/"], ARCHIVE, SITE, most=2)
    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert b"<loc>https://example.org/wuhai/sitemap-2.xml</loc>" in files["sitemap.xml"]


def test_robots_and_llms_lead_to_what_there_is() -> None:
    assert (
        FILES["robots.txt"].decode().splitlines()[-1]
        == "Sitemap: https://example.org/wuhai/sitemap.xml"
    )
    text = FILES["llms.txt"].decode()
    assert text.startswith("# 乌海读报\n\n> 样本\n")
    assert "- [生态](https://example.org/wuhai/themes/ecology/)" in text


def test_text_of_sidecars_and_tables_is_text_in_llms_txt() -> None:
    hostile = (
        "报\n# 题 [x](https://a.example) <b> `y`\N{RIGHT-TO-LEFT OVERRIDE}\N{LINE SEPARATOR}- z"
    )
    pages = tuple(replace(page, paper=hostile) for page in ARCHIVE.pages)
    text = shared(replace(ARCHIVE, pages=pages), SITE)["llms.txt"].decode()
    said = r"报 \# 题 \[x\]\(https\:\/\/a\.example\) \<b\> \`y\` \- z：4 个版面"
    assert said in text
    assert len(text.splitlines()) == len(FILES["llms.txt"].decode().splitlines())
