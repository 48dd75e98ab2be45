"""A real Chromium for pictures and tests: the one that is installed, driven by playwright."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from streams.errors import MissingDependency

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Commands that start the browser, the first one found is taken; ``CHROMIUM`` names another."""
ARGUMENTS = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--enable-unsafe-swiftshader",
)
"""No sandbox, as root has none in a container; no requests to other hosts; WebGL without a GPU."""


def browser_path() -> str | None:
    """Return the browser that is installed; None without one."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def chromium() -> "Iterator[Browser]":
    """Start the browser without a window, and end it.

    Raises:
        MissingDependency: if it or playwright is missing; the message says how to install them.
    """
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 (not always installed)
    except ImportError as error:
        msg = "the browser is driven by playwright: pip install playwright"
        raise MissingDependency(msg) from error
    path = browser_path()
    if path is None:
        msg = "there is no Chromium: install the package `chromium`, or set CHROMIUM to its path"
        raise MissingDependency(msg)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(
    browser: "Browser", width: int = 1400, height: int = 900, scheme: str = "light"
) -> "Iterator[Page]":
    """Open a window of a size in a colour scheme, with nothing kept from others.

    Args:
        browser: the browser.
        width: pixels across.
        height: pixels down.
        scheme: ``light`` or ``dark``.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        has_touch=width < 500,
    )
    try:
        yield context.new_page()
    finally:
        context.close()
