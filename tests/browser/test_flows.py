"""What an analyst does on the page: find, narrow down, draw, follow, save."""

import json
import re
from datetime import UTC, datetime

import pytest

from benchmarks.load.events import invent
from benchmarks.load.stored import write
from tests.browser.conftest import Site, Window

pytestmark = [pytest.mark.servers, pytest.mark.browser]


def heading(window: Window) -> int:
    """Return the number of events that the list says it has."""
    return int(re.sub(r"\D", "", window.page.inner_text("#found h1")))


def in_view(window: Window) -> int:
    """Return the number of events that the map says it has."""
    return int(re.sub(r"\D", "", window.page.inner_text(".map-status").split(" ")[0]))


def wait_for_heading(window: Window, old: int) -> None:
    window.page.wait_for_function(
        "old => Number(document.querySelector('#found h1').innerText.replace(/\\D/g, '')) !== old",
        arg=old,
    )


def wait_for_view(window: Window, condition: str) -> None:
    """Wait until the number of events in view, ``seen``, meets a condition."""
    shown = "document.querySelector('.map-status').innerText"
    read = f"const seen = Number({shown}.split(' ')[0].replace(/\\D/g, ''))"
    window.page.wait_for_function(f"() => {{ {read}; return {condition}; }}")


def test_all_events_that_match_are_on_the_map(site: Site, window: Window) -> None:
    window.open(f"{site.base}/")
    assert in_view(window) == heading(window) == len(site.made.events)
    assert "counted in cells" in window.page.inner_text(".map-status")
    assert window.page.locator("#map canvas.maplibregl-canvas").count() == 1


def test_nothing_is_loaded_from_elsewhere(site: Site, window: Window) -> None:
    window.open(f"{site.base}/")
    assert window.requests
    outside = [url for url in window.requests if not url.startswith((site.base, "data:", "blob:"))]
    assert outside == []


def test_a_facet_narrows_list_and_map_without_leaving_the_page(site: Site, window: Window) -> None:
    window.open(f"{site.base}/")
    window.page.evaluate("window.stayed = true")
    window.page.locator(".facet a", has_text="shelling").first.click()
    wait_for_heading(window, len(site.made.events))
    expected = sum(event.event_type == "shelling" for event in site.made.events)
    assert heading(window) == expected
    wait_for_view(window, f"seen === {expected}")
    assert window.page.evaluate("window.stayed") is True
    assert "type=shelling" in window.page.url
    window.page.go_back()
    wait_for_heading(window, expected)
    assert heading(window) == len(site.made.events)


def test_the_list_follows_the_view_of_the_map(site: Site, window: Window) -> None:
    window.open(f"{site.base}/#map=6/48.8/31")
    total = heading(window)
    window.page.get_by_role("button", name="List this view").click()
    wait_for_heading(window, total)
    assert heading(window) == in_view(window)
    assert 0 < heading(window) < total
    window.page.locator(".lifts a", has_text="area on the map").click()
    wait_for_heading(window, in_view(window))


def test_a_box_and_a_polygon_are_drawn_with_the_mouse(site: Site, window: Window) -> None:
    window.open(f"{site.base}/#map=5/35/38")
    total = heading(window)
    frame = window.page.locator("#map").bounding_box()
    assert frame is not None
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    window.page.get_by_role("button", name="Box").click()
    window.page.mouse.move(x - 80, y - 80)
    window.page.mouse.down()
    window.page.mouse.move(x + 60, y + 60, steps=5)
    window.page.mouse.up()
    wait_for_heading(window, total)
    boxed = heading(window)
    assert "box=" in window.page.url
    window.page.get_by_role("button", name="Polygon").click()
    for right, down in ((-0.4, -0.3), (0.4, -0.3), (0.0, 0.4)):
        corner = x + right * frame["width"], y + down * frame["height"]
        window.page.mouse.click(*corner, delay=20)
        window.page.wait_for_timeout(400)
    window.page.keyboard.press("Enter")
    window.page.wait_for_url(re.compile("polygon="))
    window.page.wait_for_selector("#found:not([aria-busy])")
    assert 0 < heading(window) < total
    assert boxed < total


def test_the_view_of_the_map_is_in_the_address(site: Site, window: Window) -> None:
    window.open(f"{site.base}/#map=5/12/8")
    seen = in_view(window)
    address = window.page.url
    window.page.goto("about:blank")
    window.open(address)
    assert in_view(window) == seen


def test_a_click_on_a_place_lists_its_events(site: Site, window: Window) -> None:
    places = [
        event.place for event in site.made.events if event.place and not event.place.is_centroid
    ]
    town = next(place for place in places if place.country == "HT")
    window.open(f"{site.base}/?country=HT#map=12/{town.lat}/{town.lon}")
    frame = window.page.locator("#map").bounding_box()
    assert frame is not None
    window.page.mouse.click(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    popup = window.page.locator(".events-popup")
    assert town.name in popup.inner_text()
    popup.locator("a[href^='/events/']").first.click()
    window.page.wait_for_url(re.compile("/events/"))
    assert town.name in window.page.inner_text("h1")


def test_the_brush_sets_the_days(site: Site, window: Window) -> None:
    window.open(f"{site.base}/")
    total = heading(window)
    chart = window.page.locator(".u-over").bounding_box()
    assert chart is not None
    y = chart["y"] + chart["height"] / 2
    window.page.mouse.move(chart["x"] + chart["width"] * 0.6, y)
    window.page.mouse.down()
    window.page.mouse.move(chart["x"] + chart["width"] * 0.8, y, steps=6)
    window.page.mouse.up()
    window.page.wait_for_url(re.compile("since=.*until="))
    wait_for_heading(window, total)
    assert 0 < heading(window) < total
    window.page.get_by_role("button", name="All days").click()
    wait_for_heading(window, heading(window))
    assert heading(window) == total


def test_the_time_is_played_on_the_map(site: Site, window: Window) -> None:
    window.open(f"{site.base}/")
    window.page.get_by_role("button", name="Play").click()
    window.page.wait_for_function("document.querySelector('.played').innerText !== ''")
    wait_for_view(window, f"seen < {len(site.made.events)}")
    window.page.get_by_role("button", name="Stop").click()
    wait_for_view(window, f"seen === {len(site.made.events)}")


def test_new_events_appear_and_are_marked_until_paused(site: Site, window: Window) -> None:
    window.open(f"{site.base}/")
    window.page.wait_for_selector("#live .state.live")
    window.page.wait_for_timeout(3000)
    assert window.page.locator(".chip.fresh").count() == 0
    total = heading(window)
    later = datetime.now(UTC)
    write(site.settings, invent(3, seed=int(later.timestamp()), last_day=later.date()))
    wait_for_heading(window, total)
    assert heading(window) == total + 3
    assert window.page.locator(".chip.fresh").count() >= 1
    window.page.get_by_role("button", name="Pause").click()
    window.page.wait_for_selector("#live .state.paused")
    write(site.settings, invent(2, seed=int(later.timestamp()) + 1, last_day=later.date()))
    window.page.wait_for_timeout(4000)
    assert heading(window) == total + 3
    window.page.get_by_role("button", name="Resume").click()
    wait_for_heading(window, total + 3)
    assert heading(window) == total + 5


def test_a_misspelt_city_has_a_way_to_the_right_one(site: Site, window: Window) -> None:
    window.open(f"{site.base}/?city=Aleppoo")
    assert heading(window) == 0
    window.page.locator(".notice a", has_text="Aleppo").first.click()
    wait_for_heading(window, 0)
    assert heading(window) > 0


def test_an_empty_list_has_a_way_out(site: Site, window: Window) -> None:
    window.open(f"{site.base}/?type=shelling&killed=999999")
    assert heading(window) == 0
    window.page.locator(".notice a", has_text="without the least killed").click()
    wait_for_heading(window, 0)
    assert heading(window) > 0
    assert "killed=" not in window.page.url


def test_a_view_is_saved_and_opened_again(site: Site, window: Window) -> None:
    window.open(f"{site.base}/?country=UA#map=6/48.8/31")
    total = heading(window)
    window.page.locator("#views summary").click()
    window.page.fill("#view-name", "Ukraine")
    window.page.keyboard.press("Enter")
    window.open(f"{site.base}/?country=SD")
    assert heading(window) != total
    window.page.locator("#views summary").click()
    window.page.get_by_role("link", name="Ukraine", exact=True).click()
    window.page.wait_for_url(re.compile("country=UA"))
    window.page.wait_for_selector("html[data-ready]")
    assert "map=6/48.8/31" in window.page.url


def test_what_is_seen_is_exported(site: Site, window: Window) -> None:
    window.open(f"{site.base}/?country=ML")
    total = heading(window)
    window.page.locator(".menu summary", has_text="Export").click()
    with window.page.expect_download() as waiting:
        window.page.get_by_role("link", name="GeoJSON").click()
    found = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert len(found["features"]) == total > 0
    for name in ("CSV", "Parquet"):
        with window.page.expect_download() as waiting:
            window.page.get_by_role("link", name=name).click()
        assert waiting.value.path().stat().st_size > 0
