"""A real Chromium on a real page, with made-up events in indices of their own."""

import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.load.events import Invention, invent
from benchmarks.load.stored import remove, served, write
from documentation.browser import browser_path, chromium, open_page
from streams.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EVENTS = 2_400
"""More than are drawn one by one, so that both kinds of map are there."""


@dataclass(frozen=True)
class Site:
    """A page with the events that it shows."""

    base: str
    settings: Settings
    made: Invention


@pytest.fixture(scope="package")
def browser() -> "Iterator[Browser]":
    """Start Chromium once for the tests of this folder.

    It ends with them: playwright keeps a loop running, beside which others could not run theirs.
    """
    pytest.importorskip("playwright", reason="playwright drives the browser; `make setup` has it")
    if browser_path() is None:
        pytest.skip("no Chromium on this machine: install it, or name it by CHROMIUM")
    with chromium() as started:
        yield started


@pytest.fixture(scope="package")
def site(browser: "Browser", endpoints: dict[str, str], server_home: Path) -> Iterator[Site]:
    """Serve the page of made-up events."""
    settings = Settings(
        home=server_home,
        kafka_bootstrap_servers=endpoints["kafka_bootstrap_servers"],
        elasticsearch_url=endpoints["elasticsearch_url"],
        index_prefix=f"test-{uuid.uuid4().hex[:8]}-",
    )
    made = invent(EVENTS)
    write(settings, made)
    try:
        with served(settings, dict(os.environ)) as base:
            yield Site(base, settings, made)
    finally:
        remove(settings)


@dataclass
class Window:
    """A window of the browser, and what went wrong in it."""

    page: "Page"
    problems: list[str]
    requests: list[str]

    def open(self, address: str) -> None:
        """Open an address and wait until the map and the histogram are drawn."""
        self.page.goto(address)
        self.page.wait_for_selector("html[data-ready]", timeout=90_000)


Open = Callable[..., Window]


@pytest.fixture
def window(browser: "Browser") -> Iterator[Window]:
    """Open a window of 1400 pixels; the test fails if its console has an error."""
    with open_page(browser) as page:
        opened = watched(page)
        yield opened
        assert opened.problems == []


def watched(page: "Page") -> Window:
    """Return a window that notes the errors of its console and the addresses that it asks for."""
    opened = Window(page, [], [])
    page.set_default_timeout(60_000)
    page.on("pageerror", lambda error: opened.problems.append(str(error)))
    page.on("request", lambda request: opened.requests.append(request.url))
    page.on(
        "console",
        lambda line: opened.problems.append(line.text) if line.type == "error" else None,
    )
    return opened
