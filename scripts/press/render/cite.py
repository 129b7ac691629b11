"""How to cite an article: GB/T 7714—2025 in print and online, BibTeX, RIS, CSL-JSON.

The forms of the standard, from its examples (8.5.3, 7.1.3, 7.5.4.3): ``丁文详. 数字革命与竞争国际化[N]. 中国青年报，2000-11-20（15）.``;
more than three authors end in 等; without an author the title comes first; a title of our own making and an estimated date
stand in brackets; an online article adds its address, and no date of access. The full stop and the brackets are half-width,
all other marks full-width, as the standard prints them. What the standard leaves open: a wholly unknown date is written like
its [出版者不详].
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from press.model import Article
from press.text.dates import When, parse

# Stands for the page's own address, which only the published site knows.
ADDRESS = "\N{OBJECT REPLACEMENT CHARACTER}"
# 8.5 of the standard names at most three authors.
_NAMED_AUTHORS = 3
_BIBTEX_SPECIAL = str.maketrans(
    {char: f"\\{char}" for char in "{}%&#_$"}
    | {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A form of citation: its key in HTML, its name for readers, its text with ``ADDRESS`` where the page's address belongs."""

    key: str
    name: str
    text: str


def citations(article: Article) -> tuple[Citation, ...]:
    """The article in every form, the printed newspaper first."""
    when = parse(article.date) if article.date else None
    return (
        Citation(
            key="print", name="GB/T 7714—2025，报纸 [N]", text=_gbt(article, when, online=False)
        ),
        Citation(
            key="online", name="GB/T 7714—2025，网页 [N/OL]", text=_gbt(article, when, online=True)
        ),
        Citation(key="bibtex", name="BibTeX", text=_bibtex(article, when)),
        Citation(
            key="ris",
            name="RIS",
            text="\n".join(f"{tag}  - {value}" for tag, value in _ris(article, when)),
        ),
        Citation(
            key="csl", name="CSL-JSON", text=json.dumps([_csl(article, when)], ensure_ascii=False)
        ),
    )


def title_of(article: Article) -> str:
    """The title with its subtitle after a colon, whose dash in print is dropped; one of our own making is in brackets."""
    if not article.title:
        return f"[{article.headline}]"
    subtitle = (article.subtitle or "").lstrip("—-─－ ")
    return _clean(f"{article.title}：{subtitle}" if subtitle else article.title)


def _clean(text: str) -> str:
    return " ".join(text.replace(ADDRESS, "").split())


def _gbt(article: Article, when: When | None, *, online: bool) -> str:
    names = [_clean(author.name) for author in article.authors]
    authors = "，".join(names[:_NAMED_AUTHORS]) + ("，等" if len(names) > _NAMED_AUTHORS else "")
    source = "，".join(part for part in (article.paper, _gbt_date(when)) if part)
    page = f"（{article.page}）" if article.page else ""
    parts = (
        authors,
        f"{title_of(article)}[{'N/OL' if online else 'N'}]",
        source + page,
        ADDRESS if online else "",
    )
    return ". ".join(part for part in parts if part) + "."


def _gbt_date(when: When | None) -> str:
    if when is None:
        return "[出版日期不详]"
    return f"[{_iso(when)}]" if when.mark else _iso(when)


def _iso(when: When) -> str:
    return "-".join(f"{part:02}" for part in when.parts)


def _bibtex(article: Article, when: When | None) -> str:
    fields = {
        "author": " and ".join(f"{{{_bibtex_text(author.name)}}}" for author in article.authors),
        "title": f"{{{_bibtex_text(title_of(article))}}}",
        "journal": _bibtex_text(article.paper or ""),
        "entrysubtype": "newspaper",
        "date": _iso(when) + when.mark if when else "",
        "pages": str(article.page or ""),
        "langid": "chinese",
        "url": ADDRESS,
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@article{{{article.id},\n{lines}\n}}"


def _bibtex_text(text: str) -> str:
    return _clean(text).translate(_BIBTEX_SPECIAL)


def _ris(article: Article, when: When | None) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    for author in article.authors:
        yield "AU", _clean(author.name)
    yield "TI", title_of(article)
    if article.paper:
        yield "T2", article.paper
    if when:
        yield "PY", f"{when.year}"
        parts = [f"{part:02}" for part in when.parts] + [""] * (3 - len(when.parts))
        yield "DA", "/".join(parts) + ("/推定" if when.mark else "")
    if article.page:
        yield "SP", str(article.page)
    yield "LA", "zh-CN"
    yield "UR", ADDRESS
    yield "ER", ""


def _csl(article: Article, when: When | None) -> dict[str, object]:
    issued: dict[str, object] = {"date-parts": [list(when.parts)]} if when else {}
    if when and when.mark:
        issued["circa"] = True
    fields: dict[str, object] = {
        "id": article.id,
        "type": "article-newspaper",
        "title": title_of(article),
        "author": [{"literal": _clean(author.name)} for author in article.authors],
        "container-title": article.paper,
        "issued": issued,
        "page": str(article.page or ""),
        "language": "zh-CN",
        "URL": ADDRESS,
    }
    return {name: value for name, value in fields.items() if value}
