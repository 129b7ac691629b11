"""What holds of every kind of page: for everyone, in every form, with nobody else's help."""

from __future__ import annotations

import gzip
import html
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urljoin, urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Response, ViewportSize, expect

from browser.conftest import DESK, PHONE, Site, Visit
from browser.kinds import KINDS, address

pytestmark = pytest.mark.browser
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
VIEWS: dict[str, tuple[ViewportSize, Literal["light", "dark"]]] = {
    "phone, light": (PHONE, "light"),
    "phone, dark": (PHONE, "dark"),
    "desk, light": (DESK, "light"),
    "desk, dark": (DESK, "dark"),
}
HREF = re.compile(r'\s(?:href|src)="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true; })"


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(visit: Callable[..., Visit], kind: str) -> None:
    visited = visit()
    page = visited.go(address(visited.site.folder, kind))
    page.evaluate(OPEN_ALL)
    if page.locator("#press-collate").count():
        page.check("#press-collate")
    for name, (viewport, scheme) in VIEWS.items():
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(viewport)
        expect(page.locator("body")).to_have_attribute(
            "data-md-color-scheme", "slate" if scheme == "dark" else "default"
        )
        found = Axe().run(page, options=WCAG).response["violations"]
        assert [
            (name, each["id"], [node["html"][:160] for node in each["nodes"]][:3]) for each in found
        ] == []


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_else_is_asked_and_nothing_fails(visit: Callable[..., Visit], kind: str) -> None:
    visited = visit()
    page = visited.go(address(visited.site.folder, kind))
    page.wait_for_load_state("networkidle")
    assert {urlparse(url).netloc for url in visited.requests if not url.startswith("data:")} == {
        urlparse(visited.site.address).netloc
    }
    assert visited.complaints == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_sideways_scrolling_at_double_size(visit: Callable[..., Visit], kind: str) -> None:
    visited = visit({"width": 640, "height": 400})  # 1280 × 800 at 200 %
    page = visited.go(address(visited.site.folder, kind))
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.set_viewport_size({"width": 320, "height": 640})  # 400 %, and the smallest phone
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("kind", KINDS)
def test_without_scripts_it_reads_the_same(visit: Callable[..., Visit], kind: str) -> None:
    plain, lively = visit(java_script_enabled=False), visit()
    path = address(plain.site.folder, kind)
    # What says that a script is needed may be written for those without, or give way to what the
    # script makes: the search's form.
    said = ":is(main h1, main h2, main p):not(noscript *, [data-press=search-page] *)"
    texts = [each.go(path).locator(said).all_inner_texts() for each in (plain, lively)]
    assert texts[0]
    shown = set(texts[1])
    assert [text for text in texts[0] if text not in shown and "本页网址" not in text] == []


@pytest.mark.parametrize("kind", KINDS)
def test_one_heading_one_main_and_a_language(visit: Callable[..., Visit], kind: str) -> None:
    visited = visit()
    page = visited.go(address(visited.site.folder, kind))
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.evaluate("document.documentElement.lang").startswith("zh")
    assert page.locator("body :is(a[href], button, input):visible").first.inner_text() == "跳到正文"


def pages(folder: Path) -> dict[str, str]:
    """Every page of the site by its address under the root."""
    return {
        path.relative_to(folder).as_posix().removesuffix("index.html"): path.read_text()
        for path in folder.rglob("*.html")
    }


def test_no_dead_link_or_anchor(site: Site) -> None:
    """Every address of the site's own exists, with its anchor."""
    texts, home = pages(site.folder), urlparse(site.address)
    ids = {path: set(map(html.unescape, ID.findall(text))) for path, text in texts.items()}
    dead = []
    for path, text in texts.items():
        for link in map(html.unescape, HREF.findall(text)):
            target = urlparse(urljoin(site.address + path, link))
            if (target.scheme, target.netloc) != (home.scheme, home.netloc):
                continue
            there = unquote(target.path.removeprefix(home.path))
            if there in texts:
                dead += (
                    [(path, link)]
                    if target.fragment and unquote(target.fragment) not in ids[there]
                    else []
                )
            elif not (site.folder / there).is_file():
                dead.append((path, link))
    assert dead == []


def test_titles_descriptions_and_ids_are_unique(site: Site) -> None:
    texts = {
        path: text
        for path, text in pages(site.folder).items()
        if 'http-equiv="refresh"' not in text
    }
    for pattern in (r"<title>(.*?)</title>", r'<meta name="description"[^>]*? content="(.*?)"'):
        found = Counter(said for text in texts.values() for said in re.findall(pattern, text))
        assert [said for said, count in found.items() if count > 1] == []
        assert sum(found.values()) == len(texts)
    assert {
        path: twice
        for path, text in texts.items()
        if (twice := [id_ for id_, n in Counter(ID.findall(text)).items() if n > 1])
    } == {}


def test_weights(site: Site, visit: Callable[..., Visit]) -> None:
    """An article page is at most 60 KB of HTML, 20 KB packed; all that its first view asks for at
    most 250 KB.
    """
    for path in site.folder.glob("articles/*/*/index.html"):
        body = path.read_bytes()
        assert len(body) <= 60_000, path
        assert len(gzip.compress(body, 6)) <= 20_000, path
    visited = visit(PHONE)
    answers: list[Response] = []
    visited.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  (playwright looks at what it is given)
    visited.go(address(site.folder, "article-long")).wait_for_load_state("networkidle")
    assert sum(len(gzip.compress(answer.body(), 6)) for answer in answers) <= 250_000, (
        "packed, whether this server packs or not"
    )
