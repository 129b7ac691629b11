"""What a person does to find their way: from the front page to a passage, through an edition, along
a theme, without scripts.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import PHONE, Visit
from browser.kinds import address

pytestmark = pytest.mark.browser


def fold(page: Page) -> int:
    """The height of the first screen."""
    size = page.viewport_size
    assert size
    return size["height"]


def foot(page: Page, selector: str) -> float:
    """How far down the page an element ends."""
    box = page.locator(selector).first.bounding_box()
    assert box, f"{selector} is not shown"
    return box["y"] + box["height"]


def test_the_first_screen_of_a_phone_tells_what_this_is_and_what_is_new(
    visit: Callable[..., Visit],
) -> None:
    page = visit(PHONE).go()
    for selector in (
        "h1",
        ".front__issue",
        ".find__field",
        ".front__news .story__title",
        ".front__news .story__lead",
    ):
        assert foot(page, selector) < fold(page), selector


def test_from_the_front_page_to_a_lit_passage(visit: Callable[..., Visit]) -> None:
    page = visit(PHONE).go()
    page.locator(".front__themes").get_by_role("link", name="生态", exact=True).click()
    expect(page.locator("h1")).to_have_text("生态专题")
    passage = page.locator(".passages li").first
    said = passage.locator("q").inner_text()
    passage.get_by_role("link").click()
    lit = page.locator(
        ":target, .press-lit"
    )  # by the browser, or by the script after instant navigation
    expect(lit).to_contain_text(said.strip("…"))
    expect(lit).to_be_in_viewport()
    around = page.locator("h1").evaluate("heading => getComputedStyle(heading).backgroundColor")
    expect(lit).not_to_have_css("background-color", around)


def test_a_search_from_the_front_page_carries_the_words(visit: Callable[..., Visit]) -> None:
    page = visit().go()
    page.get_by_role("searchbox", name="全文检索").fill("269条")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=269*")


def test_an_edition_by_keyboard_alone(visit: Callable[..., Visit]) -> None:
    visited = visit()
    page = visited.go(address(visited.site.folder, "edition"))
    headlines = page.locator(".story__title a").all_inner_texts()
    reached: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", (
            "the focus is seen"
        )
        if page.evaluate("!!document.activeElement.closest('.story__title')"):
            reached.append(page.evaluate("document.activeElement.innerText"))
        if len(reached) == len(headlines):
            break
    assert reached == headlines
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(headlines[-1].split()[0])


def test_a_box_of_the_layout_leads_to_its_article(visit: Callable[..., Visit]) -> None:
    visited = visit()
    page = visited.go(address(visited.site.folder, "edition"))
    box = page.locator(".layout__box a").nth(1)
    headline = box.locator(".layout__headline").inner_text()
    box.click()
    expect(page.locator("h1")).to_have_text(headline)


def test_from_the_calendar_to_the_edition_and_back_by_the_crumbs(
    visit: Callable[..., Visit],
) -> None:
    page = visit(PHONE).go()
    page.locator(".calendar__day a").first.click()
    expect(page.locator("h1")).to_contain_text("年")
    page.locator(".crumbs").get_by_role("link", name="月").click()
    expect(page.locator(".calendar")).to_be_visible()


def test_a_printed_edition_has_every_headline_and_nothing_of_the_site_around_it(
    visit: Callable[..., Visit],
) -> None:
    visited = visit()
    page = visited.go(address(visited.site.folder, "edition"))
    page.emulate_media(media="print")
    for headline in page.locator(".story__title").all():
        expect(headline).to_be_visible()
    for selector in (".crumbs", ".md-header", ".press-menu", ".press-footer"):
        expect(page.locator(selector).first).to_be_hidden()


def test_the_way_to_a_passage_needs_no_script(visit: Callable[..., Visit]) -> None:
    visited = visit(java_script_enabled=False)
    page = visited.go()
    page.locator(".card__passage a").first.click()
    assert "/articles/" in page.url
    assert "#p" in page.url


def test_the_themes_that_meet_are_a_table_too(visit: Callable[..., Visit]) -> None:
    page = visit().go("themes/")
    drawn = page.locator(".matrix__count").all_text_contents()
    page.get_by_text("以表格查看").click()
    expect(page.locator(".matrix__table")).to_be_visible()
    assert page.locator(".matrix__table td").all_inner_texts() == drawn


def test_nothing_moves_while_a_page_loads(visit: Callable[..., Visit]) -> None:
    visited = visit(PHONE)
    for kind in ("home", "edition", "theme"):
        page = visited.go(address(visited.site.folder, kind))
        page.wait_for_load_state("networkidle")
        moved = page.evaluate("""() => new Promise(done => {
            let sum = 0;
            const add = list => list.getEntries().forEach(entry => { sum += entry.value; });
            new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true});
            setTimeout(() => done(sum), 200);
        })""")
        assert moved == 0, kind
