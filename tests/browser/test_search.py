"""What a person does with the search: from the keyboard, by pointer, on a phone, without
JavaScript.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

from browser.conftest import DESK, PHONE, Site, Visit
from press.index import FORMAT

pytestmark = pytest.mark.browser
Begin = Callable[..., Visit]
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CLIPBOARD = ["clipboard-read", "clipboard-write"]
INDEX = "/search/index/"


def field(page: Page) -> Locator:
    """The field of the search that is in use."""
    return page.locator("dialog[open] input[type=search], main input[type=search]").first


def results(page: Page) -> Locator:
    """The results on the page or in the dialog."""
    return page.locator(".press-find__results > li")


@pytest.fixture(scope="session")
def data(site: Site) -> list[dict[str, Any]]:
    """The articles as the site publishes them."""
    return json.loads((site.folder / "data" / "articles.json").read_text("utf-8"))["articles"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("key", ["/", "s", "f", "Control+k", "Meta+k"])
def test_a_key_opens_the_dialog_and_escape_gives_focus_back(visit: Begin, key: str) -> None:
    page = visit().go()
    link = page.locator(".press-menu a").first
    link.focus()
    page.keyboard.press(key)
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(link).to_be_focused()


def test_from_the_button_to_a_hit_by_keyboard_alone(visit: Begin) -> None:
    visited = visit()
    page = visited.go()
    assert not [request for request in visited.requests if INDEX in request], (
        "nothing of the index is fetched before a search"
    )
    button = page.locator("[data-press=search-button]")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("PM2.5", delay=30)
    expect(results(page).first).to_be_visible()
    expect(page.locator("dialog .press-find__status")).to_have_text(re.compile(r"^共 \d+ 篇$"))
    expect(results(page).first.locator("h3 a")).to_have_attribute(
        "href", re.compile(r"\?q=PM2\.5$")
    )  # no longer those of PM2
    page.keyboard.press("ArrowDown")
    expect(results(page).first.locator("h3 a")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/articles/.*\?q=PM2\.5$"))
    expect(page.locator("dialog[open]")).to_have_count(0)
    now = page.locator("mark.press-found[data-now]")
    expect(now.first).to_be_in_viewport()
    assert "".join(now.all_text_contents()) == "PM2.5", "one hit, in and out of the subscript"
    assert not visited.complaints


def test_hits_are_gone_through_and_cleared(visit: Begin, data: list[dict[str, Any]]) -> None:
    article = next(
        each
        for each in data
        if sum(paragraph["text"].count("安全") for paragraph in each["paragraphs"]) > 3
    )
    page = visit(PHONE).go(f"{article['url']}?q=安全")
    bar = page.locator(".press-hits")
    expect(bar).to_contain_text("1 / ")
    bar.get_by_role("button", name="下一处").click()
    expect(bar).to_contain_text("2 / ")
    bar.get_by_role("button", name="上一处").click()
    bar.get_by_role("button", name="上一处").click()
    total = (bar.locator("[role=status]").text_content() or "").split(" / ")[1]
    expect(bar).to_contain_text(f"{total.split()[0]} / {total.split()[0]}")
    before = page.locator("mark.press-found").count()
    bar.get_by_role("button", name="清除").click()
    expect(bar).to_have_count(0)
    assert before
    assert page.locator("mark.press-found").count() == 0
    assert "?" not in page.url


def test_the_address_is_the_whole_state(visit: Begin) -> None:
    visited = visit()
    page = visited.go("search/?q=乌海")
    expect(results(page).first).to_be_visible()
    page.locator(".press-find__facets").get_by_label(re.compile("^安全")).check()
    page.wait_for_url(re.compile("theme=safety"))
    page.get_by_label("排序").select_option("newest")
    page.wait_for_url(re.compile("sort=newest"))
    expect(page.locator(".press-find__status")).to_contain_text("筛选前")
    said, titles = (
        page.locator(".press-find__status").text_content(),
        results(page).locator("h3").all_text_contents(),
    )
    other = visit().page
    other.goto(page.url)
    expect(other.locator(".press-find__status")).to_have_text(said or "")
    assert results(other).locator("h3").all_text_contents() == titles
    expect(other.get_by_label("排序")).to_have_value("newest")
    assert other.title().startswith("乌海 - 检索")


def test_facet_counts_are_what_choosing_gives(visit: Begin) -> None:
    page = visit().go("search/?q=的")
    expect(results(page).first).to_be_visible()
    for name in ("报纸", "版", "栏目", "记者", "人物与机构"):
        page.locator(".press-find__facets summary", has_text=name).last.click()
    groups = page.locator(".press-find__facets details")
    for at in range(groups.count()):
        expect(groups.nth(at).locator("li").first).to_be_visible()
        items = groups.nth(at).locator("li:has(input)")
        for value in [
            items.nth(item).get_attribute("data-value") for item in range(min(3, items.count()))
        ]:
            item = groups.nth(at).locator(f'li[data-value="{value}"]')
            count = item.locator("small").text_content()
            item.locator("input").check()
            expect(page.locator(".press-find__status")).to_have_text(re.compile(rf"^共 {count} 篇"))
            item.locator("input").uncheck()
            expect(page.locator(".press-find__status")).not_to_contain_text("筛选前")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("wuhai", "乌海"),
        ("zhoujinxing", "周金星"),
        ("zjx", "周金星"),
        ("周今星", "周金星"),
        ("Zhou Jinxing", "周金星"),
    ],
)
def test_what_is_near_is_offered(visit: Begin, typed: str, offered: str) -> None:
    page = visit().go(f"search/?q={typed}")
    expect(page.locator(".press-find__status")).to_contain_text("没有文章含有")
    page.locator(".press-find__nothing a").get_by_text(offered, exact=True).first.click()
    expect(results(page).first).to_be_visible()
    expect(field(page)).to_have_value(offered)


def test_composing_neither_searches_nor_submits(visit: Begin) -> None:
    page = visit().go()
    page.keyboard.press("/")
    expect(page.locator("dialog .press-find__form")).to_be_visible()
    expect(field(page)).to_be_focused()
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition", {"text": "wu hai", "selectionStart": 6, "selectionEnd": 6}
    )
    page.wait_for_timeout(300)
    assert results(page).count() == 0
    assert page.locator(".press-find__status").text_content() == ""
    before = page.url
    field(page).evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', "
        "keyCode: 229, isComposing: true, bubbles: true, cancelable: true }))"
    )
    session.send("Input.insertText", {"text": "乌海"})
    expect(results(page).first).to_be_visible()
    assert page.url == before
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q="))
    expect(results(page).first).to_be_visible()


def test_results_are_taken_to_the_desk(
    visit: Begin, site: Site, data: list[dict[str, Any]], tmp_path: Path
) -> None:
    page = visit(permissions=CLIPBOARD).go("search/?q=安全")
    expect(results(page).first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="导出CSV").click()
    download.value.save_as(tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_bytes().decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert text.startswith("\ufeff")
    assert f"共 {len(rows)} 篇" == page.locator(".press-find__status").text_content()
    assert {row["网址"] for row in rows} <= {site.address + article["url"] for article in data}
    page.get_by_role("button", name="复制引文").click()
    expect(page.locator(".press-find__status")).to_have_text(f"已复制 {len(rows)} 条引文")
    copied = page.evaluate("navigator.clipboard.readText()").split("\n")
    page.goto(rows[0]["网址"])
    page.get_by_text("引用本文").click()
    assert copied[0] == (page.locator("[data-press=online]").text_content() or "").strip(), (
        "the form of the article's own page"
    )


def test_an_index_from_the_future_is_left_alone(visit: Begin) -> None:
    page = visit().page
    page.route(re.compile("manifest.json"), tomorrow)
    page.goto(visit().site.address + "search/?q=乌海")
    expect(page.locator(".press-find__status")).to_have_text("检索程序已经更新，请刷新页面后再查。")


def tomorrow(route: Route) -> None:
    """The manifest of a format that this program does not know."""
    route.fulfill(json={"format": FORMAT + 1, "volumes": "?"})


def test_an_index_that_is_not_there_is_said(visit: Begin) -> None:
    page = visit().page
    page.route(re.compile(INDEX), lambda route: route.fulfill(status=404))
    page.goto(visit().site.address + "search/?q=乌海")
    expect(page.locator(".press-find__status")).to_have_text(
        "检索索引不在，可先从报纸、专题或人物与机构浏览。"
    )


def test_without_javascript_the_page_leads_on(visit: Begin) -> None:
    page = visit(java_script_enabled=False).go()
    page.locator("[data-press=search-button]").click()
    page.wait_for_url(re.compile("/search/$"))
    expect(page.get_by_text("需要打开JavaScript")).to_be_visible()
    for name in ("报纸", "专题", "人物与机构", "栏目"):
        assert page.locator("main").get_by_role("link", name=name, exact=True).count() == 1


@pytest.mark.parametrize(
    ("viewport", "scheme"), [(DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark")]
)
def test_axe_finds_nothing_with_the_search_open(
    visit: Begin, viewport: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    page = visit(viewport, scheme).go()
    page.keyboard.press("/")
    field(page).fill("乌海")
    expect(results(page).first).to_be_visible()
    check(page)
    page.goto(visit().site.address + "search/?q=安全")
    expect(results(page).first).to_be_visible()
    page.locator(".press-find__narrow").evaluate("narrow => { narrow.open = true; }")
    check(page)
    field(page).fill("周今星")
    expect(page.locator(".press-find__nothing a").first).to_be_visible()
    check(page)


def check(page: Page) -> None:
    """Axe has nothing to say."""
    found = Axe().run(page, options=WCAG).response["violations"]
    assert [
        (each["id"], [node["html"][:160] for node in each["nodes"]][:3]) for each in found
    ] == []
