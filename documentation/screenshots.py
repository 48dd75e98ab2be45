"""Takes the pictures of the page that the docs show: ``python -m documentation.screenshots``.

It needs the servers of ``dateline local up``, Chromium, and ``pip install playwright``. The events
are made up, in indices of their own that are deleted afterwards.
"""

import os
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.load.events import invent
from benchmarks.load.stored import remove, served, write
from documentation.browser import chromium, open_page
from streams.settings import load_settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images" / "page"
EVENTS = 20_000
SIZES: Mapping[str, tuple[int, int]] = {
    "1400": (1400, 900),
    "800": (800, 1100),
    "390": (390, 844),
}
"""Widths of the pictures, with the size of the window in pixels."""
SCHEMES = ("light", "dark")
SHOWN = frozenset({"region-1400-light", "event-1400-light", "region-390-dark"})
"""Pictures that the docs show."""
QUALITY = 82
"""Of the JPEG files: a PNG of a map is three times as large and looks the same."""
REGION = "/?country=SY#map=6.2/35.0/38.5"


def shots(base: str) -> dict[str, str]:
    """Return the address of each picture by its name."""
    return {
        "world": f"{base}/",
        "region": f"{base}{REGION}",
        "event": f"{base}/?text=Aleppo+shells&sort=relevance",
        "empty": f"{base}/?city=Alepo&killed=3",
    }


def take(
    browser: "Browser", base: str, folder: Path, only: Collection[str] | None = None
) -> Iterator[Path]:
    """Take each picture in each size and colour scheme; yields the files as they are written.

    Args:
        browser: the browser.
        base: address of the page.
        folder: where the files go; it is created if there is none.
        only: names of the files to write, without their ending; all of them by default.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for width, (across, down) in SIZES.items():
        for scheme in SCHEMES:
            for name, address in shots(base).items():
                stem = f"{name}-{width}-{scheme}"
                if only is None or stem in only:
                    with open_page(browser, across, down, scheme) as page:
                        yield _take(page, name, address, folder / f"{stem}.jpg")


def _take(page: "Page", name: str, address: str, file: Path) -> Path:
    page.goto(address)
    if name == "event":
        page.locator(".events h2 a").first.click()
    page.wait_for_selector("html[data-ready]", timeout=60_000)
    page.wait_for_timeout(1200)
    page.screenshot(path=file, type="jpeg", quality=QUALITY)
    return file


@contextmanager
def served_events(number: int) -> Iterator[str]:
    """Serve a page of made-up events; yields its address."""
    settings = load_settings().model_copy(update={"index_prefix": "pictures-"})
    write(settings, invent(number))
    try:
        with served(settings, dict(os.environ)) as base:
            yield base
    finally:
        remove(settings)


def main() -> None:
    """Take all pictures into a folder, the first argument; or those of the docs into theirs."""
    folder, only = (Path(sys.argv[1]), None) if len(sys.argv) > 1 else (FOLDER, SHOWN)
    with served_events(EVENTS) as base, chromium() as browser:
        for file in take(browser, base, folder, only):
            print(file)


if __name__ == "__main__":
    main()
