"""First paint of the page, and the longest frame while its map is moved, in a real Chromium.

    python -m benchmarks.page --events 20000

It needs the servers of ``dateline local up``, Chromium and playwright. Events are made up, in
indices of their own that are deleted afterwards. The browser and the page share the processors;
without a graphics card the browser draws the map on them too, which takes most of each frame: the
time that scripts of the page take is given beside it. Prints JSON.
"""

import json
import os
import statistics
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from benchmarks.measure import machine
from documentation.browser import chromium, open_page
from documentation.screenshots import served_events

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

LOADS = 7
"""Loads of the page, each with an empty cache: enough for a median that one slow load leaves."""
READY_MS = 120_000
DRAGS, WHEEL_TURNS = 8, 12
DRAG_PIXELS = 240
STEPS = 12
"""Movements of the mouse in a drag."""
WHEEL_PIXELS = 160
SETTLED_MS = 3000
"""After the last movement: the events of the view are read again and drawn."""

PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
ANSWER = "performance.getEntriesByType('navigation')[0].responseStart"
WATCH = """() => {
  const seen = (window.seen = { frames: [], tasks: [], on: true });
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) if (seen.on) seen.tasks.push(task.duration);
  }).observe({ type: "longtask" });
  let last = performance.now();
  const frame = (now) => {
    seen.frames.push(now - last);
    last = now;
    if (seen.on) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}"""
SEEN = "() => { window.seen.on = false; return window.seen; }"


def first_paints(browser: "Browser", base: str, loads: int = LOADS) -> dict[str, object]:
    """Return milliseconds until the server answers, until the first paint and until all is drawn.

    Args:
        browser: the browser.
        base: address of the page.
        loads: how often it is loaded, each time with an empty cache, after one that is not counted.
    """
    taken = [_load(browser, base) for _ in range(loads + 1)][1:]
    answers, paints, drawn = zip(*taken, strict=True)
    return {
        "loads": loads,
        "answer_ms": round(statistics.median(answers)),
        "first_paint_ms": round(statistics.median(paints)),
        "slowest_first_paint_ms": round(max(paints)),
        "map_and_histogram_drawn_ms": round(statistics.median(drawn)),
    }


def _load(browser: "Browser", base: str) -> tuple[float, float, float]:
    with open_page(browser) as page:
        _open(page, f"{base}/")
        drawn = float(page.evaluate("performance.now()"))
        return float(page.evaluate(ANSWER)), float(page.evaluate(PAINT)), drawn


def _open(page: "Page", address: str) -> None:
    page.goto(address, timeout=READY_MS)
    page.wait_for_selector("html[data-ready]", timeout=READY_MS)


def frames(browser: "Browser", base: str) -> dict[str, object]:
    """Return the longest frames and tasks while the map with all events is dragged and zoomed."""
    with open_page(browser) as page:
        _open(page, f"{base}/")
        status = page.inner_text(".map-status")
        page.wait_for_timeout(SETTLED_MS)
        result: dict[str, object] = {"in_view": status}
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        for name, move in (("drag", _drag), ("zoom", _zoom)):
            page.evaluate(WATCH)
            before = _script_ms(session)
            move(page)
            page.wait_for_timeout(SETTLED_MS)
            result[name] = _summary(page.evaluate(SEEN), _script_ms(session) - before)
        return result


def _middle(page: "Page") -> tuple[float, float]:
    frame = page.locator("#map").bounding_box()
    assert frame is not None
    return frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2


def _drag(page: "Page") -> None:
    x, y = _middle(page)
    for turn in range(DRAGS):
        by = DRAG_PIXELS if turn % 2 else -DRAG_PIXELS
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + by, y + by / 4, steps=STEPS)
        page.mouse.up()


def _zoom(page: "Page") -> None:
    page.mouse.move(*_middle(page))
    for turn in range(WHEEL_TURNS):
        page.mouse.wheel(0, -WHEEL_PIXELS if turn < WHEEL_TURNS / 2 else WHEEL_PIXELS)
        page.wait_for_timeout(150)


def _script_ms(session: "CDPSession") -> float:
    """Return the milliseconds that scripts of the page have run so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(one["value"]) for one in metrics if one["name"] == "ScriptDuration")


def _summary(seen: dict[str, list[float]], script_ms: float) -> dict[str, object]:
    """Return the longest, the median and the number over 200 ms; milliseconds."""
    spans, tasks = seen["frames"], seen["tasks"]
    return {
        "frames": len(spans),
        "script_ms_per_frame": round(script_ms / len(spans), 1),
        "median_frame_ms": round(statistics.median(spans), 1),
        "longest_frame_ms": round(max(spans), 1),
        "frames_over_200_ms": sum(span > 200 for span in spans),
        "longest_task_ms": round(max(tasks, default=0.0), 1),
        "tasks_over_200_ms": sum(task > 200 for task in tasks),
    }


@click.command()
@click.option("--events", default=20_000, show_default=True, help="Events that are made up.")
@click.option("--page", "base", help="Address of a page that runs already, with events of its own.")
@click.option("--loads", default=LOADS, show_default=True, help="Loads of the page.")
def main(events: int, base: str | None, loads: int) -> None:
    """Measure the page on the local servers, and print JSON."""
    page = nullcontext(base.rstrip("/")) if base else served_events(events)
    with page as address, chromium() as browser:
        found = {
            "machine": machine() | {"load_average": [round(one, 1) for one in os.getloadavg()]},
            "load": first_paints(browser, address, loads),
            "frames": frames(browser, address),
        }
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
