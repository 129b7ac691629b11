"""What search engines and language models read first: sitemap.xml, robots.txt, llms.txt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape  # xml.sax.saxutils has the same, and imports all that opens addresses

from press.model import Archive
from press.model.urls import Site, edition_url
from press.packed import headings
from press.text.dates import certain

# Every mark of ASCII, any of which Markdown may take for syntax: # [ ] ( ) < > * _ ` | :
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
# Controls, line ends of every kind, and marks that turn the direction of what follows.
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
    "\N{LEFT-TO-RIGHT EMBEDDING}-\N{RIGHT-TO-LEFT OVERRIDE}"
    "\N{LEFT-TO-RIGHT ISOLATE}-\N{POP DIRECTIONAL ISOLATE}]"
)
_LLMS = """\
# {name}

> {description}

{about}。文字由印刷版面识别而来，每处校改、每个疑点都注明。
日期按 EDTF 记录：~ 为推定，? 为存疑，空为未知。

## 数据

- [数据说明]({data}): 各字段的含义、例子、许可
{listed}
- [schema.json]({schema}): JSON Schema

## 专题

{themes}
"""
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# The protocol allows 50,000 addresses in one file.
MOST = 50_000
# Where all articles are when they are in one part, and in several: name, address under data/, what
# is there.
_WHOLE = (
    ("articles.json", "articles.json", "全部文章与处理记录"),
    ("articles.jsonl", "articles.jsonl", "全部文章，一行一篇"),
)
_PARTS = (
    ("articles.json", "articles.json", "分期存放的全部文章与处理记录：各期文件的目录"),
    ("数据文件", "files/", "各期、各种格式的文件"),
)


def sitemap(
    addresses: Iterable[str], archive: Archive, site: Site, most: int = MOST
) -> dict[str, bytes]:
    """``sitemap.xml`` of addresses under the site's root; past ``most`` it is an index of
    ``sitemap-1.xml``, ``sitemap-2.xml`` ….

    ``lastmod`` of articles and editions is the day of the paper, as far as it is beyond doubt;
    other pages have none. Empty without the site's address.
    """
    if not site.address:
        return {}
    days = {edition_url(page): certain(page.date) for page in archive.pages}
    days |= {article.url: certain(article.date) for article in headings(archive)}
    entries = [(site.url(address), days.get(address)) for address in sorted(addresses)]
    if len(entries) <= most:
        return {"sitemap.xml": _document("urlset", "url", entries)}
    parts = {
        f"sitemap-{number + 1}.xml": _document("urlset", "url", entries[start : start + most])
        for number, start in enumerate(range(0, len(entries), most))
    }
    return parts | {
        "sitemap.xml": _document(
            "sitemapindex", "sitemap", [(site.url(name), None) for name in parts]
        )
    }


def _document(kind: str, item: str, entries: Iterable[tuple[str, str | None]]) -> bytes:
    rows = (
        f" <{item}>\n  <loc>{escape(address, quote=False)}</loc>\n"
        + (f"  <lastmod>{day}</lastmod>\n" if day else "")
        + f" </{item}>\n"
        for address, day in entries
    )
    return (
        f"<?xml version='1.0' encoding='utf-8'?>\n<{kind} xmlns=\"{NAMESPACE}\">\n"
        f"{''.join(rows)}</{kind}>\n"
    ).encode()


def robots(site: Site) -> bytes:
    """``robots.txt``: everything may be read.

    Search engines look for it at the root of a host only.
    """
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.url('sitemap.xml')}\n".encode()


def llms(archive: Archive, site: Site, pages: Mapping[str, str], *, whole: bool = True) -> bytes:
    """``llms.txt`` (llmstxt.org): what the site is and where its data lie; ``pages`` are the
    themes' labels by address.

    ``whole`` says that the data are in one part.
    """
    papers = _plain("、".join(sorted({page.paper for page in archive.pages if page.paper})))
    size = f"{len(archive.pages)} 个版面，{len(archive.articles)} 篇文章"
    listed = "\n".join(
        f"- [{name}]({site.url(f'data/{address}')}): {about}"
        for name, address, about in (_WHOLE if whole else _PARTS)
    )
    return _LLMS.format(
        name=_plain(site.name),
        description=_plain(site.description) or papers,
        about=f"{papers or '报纸'}：{size}",
        data=site.url("data/"),
        listed=listed,
        schema=site.url("data/schema.json"),
        themes="\n".join(f"- [{_plain(of)}]({site.url(at)})" for at, of in pages.items()),
    ).encode()


def _plain(text: str) -> str:
    """Text of tables and sidecars inside Markdown: on one line, and nothing in it is a mark.

    >>> print(_plain("日报\\n# [x](https://a.example)"))
    日报 \\# \\[x\\]\\(https\\:\\/\\/a\\.example\\)
    """
    return _PUNCTUATION.sub(r"\\\g<0>", " ".join(_CONTROLS.sub(" ", text).split()))
