"""What a reader does, in a real browser."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from browser.conftest import DESK, PHONE, ROOT, Site, Visit
from browser.kinds import address

pytestmark = pytest.mark.browser
Begin = Callable[..., Visit]
# Width, height and one value for each pixel of a PNG.
GREY = """async (png) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, image.width, image.height);
  return [image.width, image.height, [...data].filter((_, at) => at % 4 === 1)];
}"""
# A browser that has a Chinese voice and writes down what it is told to say.
VOICE = """
  window.said = [];
  const synthesis = {
    getVoices: () => [{lang: "zh-CN", name: "试音"}],
    speak: (utterance) => window.said.push(utterance.text),
    cancel: () => {},
  };
  Object.defineProperty(window, "speechSynthesis", {value: synthesis});
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


@pytest.fixture(scope="session")
def article(site: Site) -> dict[str, Any]:
    """The article of the tests, as the open data has it."""
    articles = json.loads((site.folder / "data" / "articles.json").read_text())["articles"]
    return next(each for each in articles if each["id"] == "000_833ce26e6ea0511b-23")


def test_from_the_home_page_on_a_phone_to_a_passage_that_is_lit(visit: Begin) -> None:
    page = visit(PHONE).go()
    page.locator(
        'main a[href*="/articles/"][href*="#p"], main a[href^="articles/"][href*="#p"]'
    ).first.click()
    page.wait_for_url(re.compile(r"/articles/.*#p\d+"))
    lit = page.locator(f"#{page.url.rpartition('#')[2]}")
    expect(lit).to_be_in_viewport()
    colour = "lit => getComputedStyle(lit).backgroundColor"
    expect(lit).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    mine = lit.evaluate(colour)
    page.reload()
    assert lit.evaluate(colour) == mine, "the same without instant navigation"


def test_the_citation_is_copied_in_the_standards_form(
    visit: Begin, article: dict[str, Any]
) -> None:
    visited = visit(permissions=["clipboard-read", "clipboard-write"])
    page = visited.go(article["url"])
    page.get_by_text("引用本文").click()
    authors = "，".join(author["name"] for author in article["authors"])
    title = article["title"] + (f"：{article['subtitle']}" if article["subtitle"] else "")
    date = article["date"] or "[出版日期不详]"
    date = f"[{date[:-1]}]" if date[-1] in "~?%" else date
    source = "，".join(filter(None, [article["paper"], date])) + (
        f"（{article['page']}）" if article["page"] else ""
    )
    printed, online = (
        f"{authors}. {title}[N]. {source}.",
        f"{authors}. {title}[N/OL]. {source}. {visited.site.address}{article['url']}.",
    )
    for place, expected in enumerate([printed, online]):
        page.locator(".press-cite .press-copy").nth(place).click()
        expect(page.locator(".press-status")).to_have_text("已复制")
        assert page.evaluate("navigator.clipboard.readText()") == expected
    csl = json.loads(page.locator('[data-press="csl"]').text_content() or "")[0]
    assert (csl["type"], csl["title"], csl["URL"]) == (
        "article-newspaper",
        title,
        visited.site.address + article["url"],
    )
    bibtex, ris = (
        page.locator(f'[data-press="{form}"]').text_content() or "" for form in ("bibtex", "ris")
    )
    assert bibtex.startswith("@article{")
    assert f"  title = {{{{{title}}}}}," in bibtex.splitlines()
    assert ris.splitlines()[0] == "TY  - NEWS"
    assert f"TI  - {title}" in ris.splitlines()
    assert ris.splitlines()[-1].strip() == "ER  -"


@pytest.mark.parametrize("place", [0, 3, -1])
def test_a_phone_reads_the_articles_address_off_the_screen(
    visit: Begin, site: Site, place: int
) -> None:
    """The codes of a printed page are in one picture, of which each article shows its own."""
    articles = json.loads((site.folder / "data" / "articles.json").read_text())["articles"]
    url = [each["url"] for each in articles if each["source"]["seed"] == "000_833ce26e6ea0511b"][
        place
    ]
    visited = visit(PHONE)
    page = visited.go(url)
    page.get_by_text("分享本文").click()
    code = page.get_by_alt_text("本文网址的二维码")
    expect(code).to_have_js_property("complete", value=True)
    picture = base64.b64encode(page.locator(".press-code").screenshot()).decode()
    width, height, grey = page.context.new_page().evaluate(GREY, picture)
    found = zxingcpp.read_barcodes(memoryview(bytes(grey)).cast("B", (height, width)))
    assert [each.text for each in found] == [visited.site.address + url]


def test_the_seeds_line_is_found_behind_a_paragraph(visit: Begin, article: dict[str, Any]) -> None:
    lines = (ROOT / "seeds" / f"{article['source']['seed']}.txt").read_text().splitlines()
    page = visit(PHONE).go(article["url"])
    assert page.locator(".press-mark > details summary").first.is_hidden()
    page.check("#press-collate")
    page.locator(".press-mark > details summary").first.click()
    behind = page.locator(".press-mark > details").first.locator("p:has(> span)")
    expect(behind.first).to_be_visible()
    for line in behind.all():
        number, text = line.inner_text().split(maxsplit=1)
        assert "逐字相同" in text or text.strip() == lines[int(number) - 1].strip()


def test_a_report_quotes_article_paragraph_and_line(visit: Begin, article: dict[str, Any]) -> None:
    page = visit().go(article["url"])
    page.check("#press-collate")
    page.locator(".press-mark > details summary").nth(1).click()
    report = page.locator(".press-mark > details .press-report")
    body = report.evaluate("link => new URL(link.href).searchParams.get('body')")
    assert f"文章：{article['id']}" in body
    assert "段落：p2" in body
    assert re.search(r"原文行：\d+", body)
    assert (report.get_attribute("href") or "").startswith("https://github.com/")


def test_a_paragraphs_address_is_copied(visit: Begin, article: dict[str, Any]) -> None:
    visited = visit(DESK, permissions=["clipboard-read", "clipboard-write"])
    page = visited.go(article["url"])
    page.hover("#p2")
    page.locator('.press-mark > a[href$="#p2"]').click()
    expect(page.locator(".press-status")).to_have_text("已复制本段地址")
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == f"{visited.site.address}{article['url']}#p2"
    )
    expect(page.locator("#p2:target")).to_be_visible()


def test_through_an_edition_by_keyboard_alone(
    visit: Begin, site: Site, article: dict[str, Any]
) -> None:
    page = visit().go(address(site.folder, "edition" if article["date"] else "edition-undated"))
    reach(page, 'main a[href*="/articles/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
    first = page.url
    reach(page, 'a[rel="next"]')
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/articles/" in url and url != first)
    reach(page, 'a[rel="prev"]')
    page.keyboard.press("Enter")
    page.wait_for_url(first)


def reach(page: Page, selector: str) -> None:
    """Press Tab until a link of the kind has the focus, which must be seen."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"no {selector} within 200 steps")


def test_an_article_prints_with_its_whole_text_on_a4(visit: Begin, article: dict[str, Any]) -> None:
    page = visit().go(article["url"])
    reader = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    width, height = (float(side) / 72 * 25.4 for side in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    for paragraph in article["paragraphs"]:
        assert printed(paragraph["text"]).search(text)
    for part in (article["title"], article["subtitle"], article["byline"]):
        assert printed(part or "").search(text)
    assert "原文对照" not in text
    assert "检索" not in text


def squeezed(text: str) -> str:
    """A text without blanks, its compatibility characters made plain (Chromium's PDFs have ⼀ for
    一).
    """
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def printed(text: str) -> re.Pattern[str]:
    """What a PDF says of a text: any of its characters may be one of the radicals that Unicode
    leaves without a plain form (⻓ for 长).
    """
    return re.compile("".join(f"[{re.escape(char)}\u2e80-\u2eff]" for char in squeezed(text)))


def test_dark_and_larger_text_stay(visit: Begin, article: dict[str, Any]) -> None:
    page = visit(PHONE).go(article["url"])
    size = "parseFloat(getComputedStyle(document.querySelector('#p1')).fontSize)"
    before = page.evaluate(size)
    for _ in range(2):
        page.get_by_role("button", name="放大文字").click()
        page.locator(".press-palette:visible").click()
    page.reload()
    assert page.evaluate(size) > before * 1.2
    page.locator('a[rel="next"]').click()
    page.wait_for_url(lambda url: not url.endswith(article["url"]))
    expect(page.locator("h1")).not_to_have_text(article["title"])
    assert page.evaluate(size) > before * 1.2
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert page.context.cookies() == []


def test_the_tools_work_after_instant_navigation_too(visit: Begin, article: dict[str, Any]) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"]).go(article["url"])
    page.wait_for_load_state("networkidle")
    page.evaluate("window.same = true")
    page.locator('a[rel="next"]').click()
    page.wait_for_url(lambda url: not url.endswith(article["url"]))
    expect(page.locator("h1")).not_to_have_text(article["title"])
    assert page.evaluate("window.same"), "the page was loaded anew: instant navigation is off"
    page.get_by_text("引用本文").click()
    page.locator(".press-cite .press-copy").nth(1).click()
    expect(page.locator(".press-status")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()").endswith(page.url + ".")


def test_read_aloud_with_a_visible_stop(visit: Begin, article: dict[str, Any]) -> None:
    visited = visit()
    visited.page.add_init_script(VOICE)
    page = visited.go(article["url"])
    page.get_by_role("button", name="朗读").click()
    said = page.evaluate("window.said")
    assert said[0] == article["title"]
    assert [
        squeezed(text)
        for text in said
        if squeezed(text) == squeezed(article["paragraphs"][0]["text"])
    ]
    page.get_by_role("button", name="停止朗读").click()
    expect(page.get_by_role("button", name="停止朗读")).to_have_count(0)


def test_read_aloud_is_not_offered_without_a_voice(visit: Begin, article: dict[str, Any]) -> None:
    visited = visit()
    visited.page.add_init_script(VOICE.replace('{lang: "zh-CN", name: "试音"}', ""))
    expect(visited.go(article["url"]).get_by_text("朗读", exact=True)).to_be_hidden()


def test_a_policy_term_is_explained_to_the_keyboard(visit: Begin, site: Site) -> None:
    page = visit().go(address(site.folder, "article-long"))
    term = page.locator(".press-term[data-meaning]").first
    term.focus()
    tip = page.get_by_role("tooltip")
    expect(tip).to_have_text(term.get_attribute("data-meaning") or "")
    assert term.get_attribute("aria-describedby") == tip.get_attribute("id")
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)


def test_going_to_a_paragraph_does_not_fetch_the_page_again(
    visit: Begin, article: dict[str, Any]
) -> None:
    visited = visit(DESK)
    page = visited.go(article["url"])
    page.wait_for_load_state("networkidle")
    before = len(visited.requests)
    page.hover("#p1")
    page.locator('.press-mark > a[href$="#p1"]').click()
    expect(page.locator("#p1:target")).to_be_visible()
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert [url for url in visited.requests[before:] if "favicon" not in url] == []


def test_the_tools_do_not_need_instant_navigation(visit: Begin, article: dict[str, Any]) -> None:
    visited = visit(permissions=["clipboard-read", "clipboard-write"])
    visited.page.route("**/assets/javascripts/bundle*", lambda route: route.abort())
    page = visited.go(article["url"])
    page.get_by_role("button", name="放大文字").click()
    assert page.evaluate("document.documentElement.dataset.size") == "1"
    page.locator('a[rel="next"]').click()
    page.wait_for_url(lambda url: not url.endswith(article["url"]))
    assert page.evaluate("document.documentElement.dataset.size") == "1"
    page.get_by_text("引用本文").click()
    page.locator(".press-cite .press-copy").nth(1).click()
    expect(page.locator(".press-status")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()").endswith(page.url + ".")
