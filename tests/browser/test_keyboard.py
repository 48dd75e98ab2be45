"""Each flow of the page without a mouse."""

import re

import pytest

from tests.browser.conftest import Site, Window
from tests.browser.test_flows import heading, wait_for_heading, wait_for_view

pytestmark = [pytest.mark.servers, pytest.mark.browser]

ZOOM = re.compile(r"#map=([\d.]+)/")


def press(window: Window, selector: str, *keys: str) -> None:
    """Focus an element, which must take the focus, and press keys."""
    element = window.page.locator(selector).first
    element.focus()
    assert element.evaluate("one => one === document.activeElement"), selector
    for key in keys:
        window.page.keyboard.press(key)


def zoom(window: Window) -> float:
    found = ZOOM.search(window.page.url)
    assert found, window.page.url
    return float(found.group(1))


def move_map(window: Window, key: str) -> None:
    """Press a key on the map and wait until the movement has ended.

    MapLibre counts the step from where the map is at that moment, so two keys within one
    movement make a single step. The address changes when the movement ends.
    """
    before = window.page.url
    press(window, "#map canvas", key)
    window.page.wait_for_function("old => location.href !== old", arg=before)


def test_words_days_and_facets_narrow_the_list(site: Site, window: Window) -> None:
    window.open(f"{site.base}/")
    total = heading(window)
    press(window, ".facet a[href*='type=']", "Enter")
    wait_for_heading(window, total)
    of_type = heading(window)
    press(window, "details.filters summary", "Enter")
    days = sorted(event.date_start for event in site.made.events if event.date_start)
    window.page.locator("#since").focus()
    window.page.keyboard.type(days[len(days) // 2].strftime("%m%d%Y"))
    window.page.keyboard.press("Enter")
    window.page.wait_for_url(re.compile("since="))
    wait_for_heading(window, of_type)
    assert 0 < heading(window) < of_type < total


def test_the_map_is_moved_and_its_view_listed(site: Site, window: Window) -> None:
    window.open(f"{site.base}/#map=4/35/38")
    total, before = heading(window), zoom(window)
    move_map(window, "Equal")
    move_map(window, "Equal")
    assert zoom(window) == pytest.approx(before + 2)
    move_map(window, "ArrowRight")
    press(window, "button:has-text('List this view')", "Enter")
    wait_for_heading(window, total)
    listed = heading(window)
    wait_for_view(window, f"seen === {listed}")
    assert 0 < listed < total


def test_an_event_is_opened_and_left(site: Site, window: Window) -> None:
    window.open(f"{site.base}/")
    title = window.page.locator(".events h2 a").first.inner_text()
    press(window, ".events h2 a", "Enter")
    window.page.wait_for_url(re.compile("/events/"))
    assert window.page.inner_text("h1") == title
    press(window, "header a[href='/']", "Enter")
    window.page.wait_for_url(f"{site.base}/")


def test_time_is_played_and_the_stream_paused(site: Site, window: Window) -> None:
    window.open(f"{site.base}/")
    press(window, "button:has-text('Play')", "Space")
    window.page.wait_for_function("document.querySelector('.played').innerText !== ''")
    press(window, "button:has-text('Stop')", "Space")
    window.page.wait_for_selector("#live .state.live")
    press(window, "button:has-text('Pause')", "Space")
    window.page.wait_for_selector("#live .state.paused")


def test_a_view_is_saved_and_an_export_begun(site: Site, window: Window) -> None:
    window.open(f"{site.base}/?country=ML")
    press(window, "#views summary", "Enter")
    window.page.locator("#view-name").focus()
    window.page.keyboard.type("Mali")
    window.page.keyboard.press("Enter")
    assert window.page.get_by_role("link", name="Mali", exact=True).count() == 1
    press(window, ".menu summary:has-text('Export')", "Enter")
    with window.page.expect_download() as waiting:
        press(window, ".menu a[href^='/export/csv']", "Enter")
    assert waiting.value.suggested_filename.endswith(".csv")
