"""What machines read in a page's <head>: rendered as MkDocs renders it, read as browsers, search
engines and Zotero read it.
"""

import json
import re
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import theme_pages

ADDRESS = "https://example.org/wuhai/"
META = {
    "title": "全市空气质量优良",
    "description": "PM2.5下降。",
    "id": "000_a-2",
    "cite_as": "全市空气质量优良：副题",
    "column": {"name": "美丽乌海", "url": "columns/美丽乌海/"},
    "dateline": "新华社北京2月9日电",
    "authors": ["黄建飞", "朱斌"],
    "paper": "乌海日报",
    "page": 1,
    "date": "2026-02-10~",
    "certain": "2026-02",
    "edition": {"name": "2026年2月10日前后（推定）", "url": "editions/2026/02/10/"},
    "themes": [{"name": "生态", "url": "themes/ecology/"}],
    "source": {"seed": "000_a"},
}
HOSTILE = (
    "</script><script>alert(1)</script>\"'&<!--",
    "\\",
    '\\"',
    "甲\n乙\t丙\r丁",
    "{{ config }} {% raw %} &quot; &#34;",
    "\u2028]]>",
)


class Head(HTMLParser):
    """The meta elements (name or property → contents), links and JSON-LD of a head."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: dict[str, list[str]] = {}
        self.links: list[dict[str, str | None]] = []
        self.scripts: list[str] = []
        self.tags: list[str] = []
        self.feed(html)
        self.close()
        self.data = [json.loads(script) for script in self.scripts]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if tag == "meta":
            for name in filter(None, (found.get("name"), found.get("property"))):
                self.meta.setdefault(name, []).append(found["content"] or "")
        elif tag == "link":
            self.links.append(found)
        elif tag == "script" and found.get("type") == "application/ld+json":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.scripts and self.tags[-1] == "script" and self.lasttag == "script":
            self.scripts[-1] += data.strip()


def head(
    meta: dict[str, Any] | None, url: str = "articles/000_a/2/", address: str = ADDRESS
) -> Head:
    page = SimpleNamespace(
        meta=meta, title="标题", url=url, canonical_url=address + url if address else None
    )
    config = SimpleNamespace(
        site_name="乌海读报",
        site_url=address,
        site_description="说明",
        theme=SimpleNamespace(favicon="x.svg", features=[]),
    )
    html = (
        theme_pages.environment()
        .get_template("frame.html")
        .render(page=page, config=config, base_url="../../..")
    )
    return Head(html.partition("</head>")[0])


FULL = head(META)


def test_open_graph() -> None:
    graph = {
        name: values for name, values in FULL.meta.items() if name.startswith(("og:", "article:"))
    }
    assert graph == {
        "og:type": ["article"],
        "og:site_name": ["乌海读报"],
        "og:title": ["全市空气质量优良：副题"],
        "og:description": ["PM2.5下降。"],
        "article:section": ["美丽乌海"],
        "article:published_time": ["2026-02"],
    }


def test_what_the_pages_script_makes_citations_of() -> None:
    assert (FULL.meta["DC.date"], FULL.meta["DC.source"]) == (["2026-02-10~"], ["乌海日报"])
    assert FULL.meta["citation_title"] == ["全市空气质量优良：副题"]
    assert FULL.meta["citation_author"] == ["黄建飞", "朱斌"]


def test_scripts_are_written_as_people_read_them() -> None:
    assert "全市空气质量优良" in FULL.scripts[0]
    assert "\\u" not in FULL.scripts[0]


TEXT = {"type": "string", "minLength": 1}
URL = {"type": "string", "pattern": "^https://example.org/wuhai/"}
DAY = {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}


def thing(kind: str, **properties: object) -> dict[str, object]:
    """An object of a schema.org type with these of its properties, and no other."""
    known = {"@type": {"const": kind}, **properties}
    return {
        "type": "object",
        "required": ["@type"],
        "additionalProperties": False,
        "properties": known,
    }


NEWS_ARTICLE = thing(
    "NewsArticle",
    **{"@context": {"const": "https://schema.org"}},
    headline=TEXT,
    datePublished=DAY,
    dateline=TEXT,
    author={"type": "array", "items": thing("Person", name=TEXT)},
    about={"type": "array", "items": thing("Thing", name=TEXT)},
    isPartOf=thing("Newspaper", name=TEXT),
)


def test_news_article() -> None:
    article = FULL.data[0]
    Draft202012Validator(NEWS_ARTICLE).validate(article)
    assert (article["headline"], article["datePublished"]) == ("全市空气质量优良", "2026-02")
    assert article["isPartOf"] == {"@type": "Newspaper", "name": "乌海日报"}
    assert article["about"] == [{"@type": "Thing", "name": "生态"}]


def test_breadcrumbs() -> None:
    way = [{"name": "报纸", "url": "editions/"}, {"name": "2026年", "url": "editions/2026/"}]
    [crumbs] = head({"title": "二月", "crumbs": way}, url="editions/2026/02/").data
    assert crumbs["@type"] == "BreadcrumbList"
    assert [
        (item["position"], item["name"], item.get("item")) for item in crumbs["itemListElement"]
    ] == [
        (1, "乌海读报", ADDRESS),
        (2, "报纸", ADDRESS + "editions/"),
        (3, "2026年", ADDRESS + "editions/2026/"),
        (4, "二月", None),
    ]


def test_feeds_and_the_data_of_the_page_itself() -> None:
    links = [
        (link["type"], link["href"])
        for link in FULL.links
        if (link["rel"] or "").split() == ["alternate"]
    ]
    assert ("application/json", "data/articles/000_a/2.json") in links
    assert ("application/atom+xml", "feeds/all.xml") in links
    theme = head({"title": "生态", "feed": "themes/ecology"}, url="themes/ecology/")
    assert ("application/feed+json", "feeds/themes/ecology.json") in [
        (link.get("type"), link["href"]) for link in theme.links
    ]
    assert theme.meta["og:type"] == ["website"]
    assert not theme.data


def zotero(found: Head) -> dict[str, Any]:
    """The item that Zotero makes of a page, by the rules of its translators “Embedded Metadata” and
    “RDF” for the tags that we use.

    The item type is z:itemType, else the guess of Highwire tags (citation_journal_title would win
    and make a journal article), else DC.type. Highwire fields come before those of RDF. Authors
    without a comma are single names in Chinese.
    """
    meta = {name: values[0] for name, values in found.meta.items()}
    kind = (
        "journalArticle"
        if "citation_journal_title" in meta
        else meta.get("z:itemType") or meta.get("DC.type") or "webpage"
    )
    return {
        "itemType": kind,
        "title": meta.get("citation_title") or meta.get("DC.title") or meta.get("og:title"),
        "publicationTitle": meta.get("DC.source") or meta.get("og:site_name"),
        "section": meta.get("article:section"),
        "pages": meta.get("citation_firstpage"),
        "date": meta.get("citation_publication_date")
        or meta.get("article:published_time")
        or meta.get("DC.date"),
        "language": meta.get("citation_language") or meta.get("DC.language"),
        "url": next(link["href"] for link in found.links if link["rel"] == "canonical"),
        "abstractNote": meta.get("description"),
        "creators": found.meta.get("citation_author") or found.meta.get("DC.creator") or [],
    }


def test_zotero_files_it_as_a_newspaper_article() -> None:
    assert zotero(FULL) == {
        "itemType": "newspaperArticle",
        "title": "全市空气质量优良：副题",
        "publicationTitle": "乌海日报",
        "section": "美丽乌海",
        "pages": "1",
        "date": "2026-02",
        "language": "zh-CN",
        "url": ADDRESS + "articles/000_a/2/",
        "abstractNote": "PM2.5下降。",
        "creators": ["黄建飞", "朱斌"],
    }


def test_what_is_unknown_is_left_out() -> None:
    bare = head({"title": "无题照片", "id": "002_c-1", "source": {"seed": "002_c"}})
    assert bare.data[0] == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "无题照片",
    }
    assert not [name for name in bare.meta if "date" in name or "None" in bare.meta[name]]
    assert zotero(bare)["itemType"] == "newspaperArticle"


@pytest.mark.parametrize("meta", [None, {}, {"title": "关于"}])
def test_pages_that_are_no_articles(meta: dict[str, Any] | None) -> None:
    page = head(meta, url="about/")
    assert page.meta["og:title"] == [meta["title"] if meta else "标题"]
    assert "citation_title" not in page.meta


def test_without_an_address_nothing_is_absolute() -> None:
    page = head(META, address="")
    assert not [link for link in page.links if link["rel"] == "canonical"]
    assert "http" not in json.dumps(page.data[0]).replace("https://schema.org", "")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_text(hostile: str) -> None:
    page = head(
        META
        | dict.fromkeys(("title", "description", "paper", "dateline", "id", "cite_as"), hostile)
        | {
            "authors": [hostile],
            "column": {"name": hostile, "url": hostile},
            "edition": {"name": hostile, "url": hostile},
            "themes": [{"name": hostile, "url": hostile}],
            "feed": hostile,
        }
    )
    assert set(page.tags) == {"meta", "link", "script", "title"}
    assert page.tags.count("script") == 1
    assert page.meta["og:title"] == page.meta["citation_author"] == [hostile]
    assert page.data[0]["headline"] == re.sub(r"[\n\r\t]", " ", hostile)


def test_hostile_crumbs_are_text() -> None:
    for hostile in HOSTILE:
        page = head({"title": hostile, "crumbs": [{"name": hostile, "url": hostile}]})
        assert set(page.tags) == {"meta", "link", "script", "title"}
        assert page.data[0]["itemListElement"][1]["name"] == re.sub(r"[\n\r\t]", " ", hostile)
