"""The page on every screen: accessible, by keyboard, and without scripts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from documentation.browser import open_page
from tests.browser.conftest import Site, Window, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.servers, pytest.mark.browser]


@pytest.fixture(params=[(1400, "light"), (1400, "dark"), (390, "light")], ids=str)
def screen(request: pytest.FixtureRequest, browser: "Browser") -> Iterator[Window]:
    width, scheme = request.param
    with open_page(browser, width, 844, scheme) as page:
        opened = watched(page)
        yield opened
        assert opened.problems == []


def violations(window: Window) -> list[str]:
    """Return what axe finds wrong on the page that is shown."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(window.page).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("path", ["/", "/?city=Nowhere&killed=3", "/?country=SY&all=1"])
def test_axe_finds_nothing_on_a_list(site: Site, screen: Window, path: str) -> None:
    screen.open(site.base + path)
    assert violations(screen) == []


def test_axe_finds_nothing_on_an_event(site: Site, screen: Window) -> None:
    event = max(site.made.events, key=lambda event: event.n_mentions)
    screen.open(f"{site.base}/events/{event.event_id}")
    assert violations(screen) == []


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
