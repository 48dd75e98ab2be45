"""No page is wider than its window, and axe finds nothing, in any size and colour scheme.

The pictures are kept to be looked at, in ``.dateline/screenshots/``; the next run overwrites them.
"""

from typing import TYPE_CHECKING

import pytest

from documentation.browser import open_page
from documentation.screenshots import SCHEMES, SIZES, shots
from tests.browser.conftest import Site, watched
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.servers, pytest.mark.browser]

FOLDER = ROOT / ".dateline" / "screenshots"
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SETTLED_MS = 800
"""The map is painted anew in the other colours, and its labels fade in for 300 ms."""


def violations(page: "Page") -> list[str]:
    """Return what axe finds wrong on the page that is shown."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


def look(page: "Page", name: str) -> list[str]:
    """Write a picture in each colour scheme; returns what axe finds wrong in them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wrong = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.wait_for_timeout(SETTLED_MS)
        page.screenshot(path=FOLDER / f"{name}-{scheme}.png")
        wrong += [f"{scheme}: {one}" for one in violations(page)]
    return wrong


@pytest.mark.parametrize("name", list(shots("")))
@pytest.mark.parametrize("size", SIZES)
def test_a_page_fits_its_window_and_axe_finds_nothing(
    site: Site, browser: "Browser", name: str, size: str
) -> None:
    with open_page(browser, *SIZES[size]) as page:
        window = watched(page)
        window.open(shots(site.base)[name])
        if name == "event":
            page.locator(".events h2 a").first.click()
            page.wait_for_url("**/events/**")
            page.wait_for_selector("html[data-ready]")
        assert page.evaluate(OVERHANG) == 0
        assert look(page, f"{name}-{size}") == []
        assert window.problems == []
