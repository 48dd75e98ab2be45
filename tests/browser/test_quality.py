"""The page by keyboard, and without scripts."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Site, Window

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.servers, pytest.mark.browser]


def test_without_scripts_list_facets_and_event_work(site: Site, browser: "Browser") -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.base}/")
    page.locator(".facet a", has_text="protest").first.click()
    assert "type=protest" in page.url
    assert page.locator("noscript svg.map, svg.map").count() == 1
    page.locator(".events h2 a").first.click()
    assert page.locator("mark").count() > 0
    context.close()


def test_every_control_is_reached_by_keyboard_in_order(site: Site, window: Window) -> None:
    window.open(f"{site.base}/")
    seen: set[str] = set()
    for _ in range(60):
        window.page.keyboard.press("Tab")
        seen.add(
            window.page.evaluate(
                "() => { const e = document.activeElement;"
                " return e.getAttribute('aria-label') || e.innerText || e.id || e.tagName }"
            ).strip()
        )
    for name in ("To the events", "text", "Search", "Filters", "List this view", "Play", "Zoom in"):
        assert name in seen, seen
