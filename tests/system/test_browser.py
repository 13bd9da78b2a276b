"""The pages as a reader's browser shows them."""

from __future__ import annotations

import email
from email.policy import default
from pathlib import Path

import editions
import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from briefing.config import parse
from briefing.render import html
from briefing.render.email import digest

pytestmark = pytest.mark.system

PAGES = {
    "front": "",
    "day": "2026-03-13/index.html",
    "month": "2026-03/index.html",
    "story": "story/s-20260311-7f3a/index.html",
    "outlet": "outlet/coast-radio/index.html",
    "topic": "topic/region/index.html",
    "archive": "archive/index.html",
    "search": "search/index.html",
    "missing": "no/such/page",
}

WIDTHS = (1280, 768, 380)
# Rules for a page as a whole; a message stands within the page of a mail program.
OF_PAGES = ("landmark-one-main", "region")


class Watched:
    """A page whose every request and console message is noted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.messages: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))

    def errors(self) -> list[str]:
        # Chromium reports the answer 404 itself, which the page for missing addresses is.
        return [text for text in self.messages if "404" not in text]


def open_page(browser: Browser, url: str) -> Watched:
    page = browser.new_page(viewport={"width": WIDTHS[0], "height": 900}, color_scheme="light")
    watched = Watched(page)
    page.goto(url)
    return watched


def violations(page: Page, *rules: str) -> list[str]:
    """What axe-core finds, by all of its rules or by these alone."""
    found = Axe().run(page, options={"runOnly": list(rules)} if rules else {})["violations"]
    return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]


@pytest.mark.parametrize("kind", PAGES)
def test_every_kind_of_page_is_accessible_and_fits(browser, address, kind):
    watched = open_page(browser, address + PAGES[kind])
    if kind == "search":
        watched.page.wait_for_selector("#search:not([hidden])")
    watched.page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    assert violations(watched.page) == []
    assert_fits(watched.page)
    watched.page.emulate_media(color_scheme="dark")
    assert violations(watched.page, "color-contrast") == []
    assert watched.errors() == []
    assert all(url.startswith((address, "data:")) for url in watched.requests)
    watched.page.close()


def assert_fits(page: Page) -> None:
    """Nothing is wider than the window, which is a telephone's in the end."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"too wide at {width}"


def test_the_accessibility_check_finds_faults(browser):
    page = browser.new_page()
    page.set_content("<html><body><img src='data:,'><p style='color: #eee; background: #fff'>Faint</p></body></html>")
    assert any(fault.startswith("image-alt") for fault in violations(page))
    assert [fault.partition(":")[0] for fault in violations(page, "color-contrast")] == ["color-contrast"]
    page.close()


@pytest.mark.parametrize("name", ["sample", "hostile", "empty"])
def test_a_page_from_disk_fits_and_asks_for_nothing(browser, tmp_path, name):
    path = tmp_path / "page.html"
    path.write_bytes(html.render(getattr(editions, name)()).content)
    watched = open_page(browser, path.as_uri())
    watched.page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    assert_fits(watched.page)
    assert violations(watched.page) == []
    watched.page.evaluate("document.documentElement.dir = 'rtl'")
    assert_fits(watched.page)
    assert watched.messages == []
    assert [url for url in watched.requests if not url.startswith("data:")] == [path.as_uri()]
    watched.page.close()


def test_the_evidence_opens_from_the_keyboard(browser, address):
    page = open_page(browser, address).page
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.points summary')"):
            break
    quote = page.locator(".points details").first.locator("mark").first
    assert not quote.is_visible()
    page.keyboard.press("Enter")
    assert quote.inner_text() == "All 214 people on board were taken off by lifeboat before sunrise."
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.href").startswith("https://alder-gazette.example/2026/03/12/")
    assert "#:~:text=All%20214" in page.evaluate("document.activeElement.href")
    page.close()


def test_a_search_leads_to_the_story(browser, address):
    watched = open_page(browser, f"{address}search/index.html")
    page = watched.page
    page.locator("#query").fill("petition parking levy")
    page.wait_for_selector("#results li")
    first = page.locator("#results a").first
    assert first.inner_text() == "Port Alder passes its budget and keeps the Fenner Street library"
    assert page.locator("#results mark").count() > 0
    about, excerpt = page.locator("#results li").first.locator("p").all_inner_texts()
    assert about == "March 14, 2026 · The Alder Gazette, Marrow Hill Post"
    assert "petition" in excerpt
    assert not excerpt.startswith("Port Alder passes")
    page.locator("select[data-filter=outlet]").select_option("Open Bench")
    expect(page.locator("#count")).to_have_text("Nothing found.")
    page.locator("select[data-filter=outlet]").select_option("Marrow Hill Post")
    page.wait_for_selector("#results li")
    page.locator("#results a").first.click()
    page.wait_for_url("**/index.html#s-20260312-b0d9-*")
    assert page.locator(":target h3").inner_text().startswith("Port Alder passes its budget")
    assert watched.errors() == []
    page.close()


def test_the_archive_works_from_a_disk(browser, outputs: Path):
    page = open_page(browser, (outputs / "site" / "index.html").as_uri()).page
    page.locator("a[rel=prev]").click()
    page.wait_for_url("**/2026-03-14/index.html")
    page.get_by_role("link", name="Story so far").first.click()
    page.wait_for_url("**/story/s-20260311-7f3a/index.html")
    page.close()


def test_without_scripts_the_evidence_opens_and_the_search_says_what_it_needs(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator(".points summary").first.click()
    page.locator(".points mark").first.wait_for()
    page.goto(f"{address}search/index.html")
    assert page.locator("#fallback").inner_text().startswith("Search needs a browser with scripts")
    assert not page.locator("#search").is_visible()
    context.close()


@pytest.mark.parametrize("name", ["sample", "hostile", "empty"])
def test_the_digest_fits_a_mail_program(browser, tmp_path, name):
    made = email.message_from_bytes(digest(getattr(editions, name)(), parse({})).content, policy=default)
    path = tmp_path / "digest.html"
    path.write_text(made.get_body(("html",)).get_content(), encoding="utf-8")
    watched = open_page(browser, path.as_uri())
    for width in (600, 380):
        watched.page.set_viewport_size({"width": width, "height": 900})
        assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"too wide at {width}"
    assert [fault for fault in violations(watched.page) if not fault.startswith(OF_PAGES)] == []
    watched.page.emulate_media(color_scheme="dark")
    assert violations(watched.page, "color-contrast") == []
    assert watched.requests == [path.as_uri()]
    watched.page.close()


def test_it_prints_on_a4(browser, tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(html.render(editions.sample()).content)
    page = open_page(browser, path.as_uri()).page
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page>") + printed.count(b"/Type /Page ") <= 2
    assert b"/MediaBox [0 0 59" in printed
    page.close()
