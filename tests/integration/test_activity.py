"""On real Kafka: shuffled, repeated events and a killed worker end in the windows of a calm run."""

import json
import random
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from schemas import Alert, CityActivity, Event
from streams.activity.agent import AssignAgent, WindowAgent
from streams.activity.core import AreaWindows
from streams.index.stored import alert_of
from streams.runtime.clients import make_producer
from streams.runtime.coalesce import resolved
from streams.runtime.delivery import Incoming, Outgoing
from streams.runtime.store import MemoryStore
from streams.search.query import activity_of
from tests.activity.changes import make_event, make_evidence, make_place
from tests.stack import Stack, Worker

pytestmark = pytest.mark.servers

TODAY = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
ELSEWHERE = make_place(city_id="test:Elsewhere", city="Elsewhere")


@pytest.fixture(scope="module", autouse=True)
def posted() -> Iterator[list[dict[str, Any]]]:
    """Receive what workers post, and tell them where before they start."""
    taken: list[dict[str, Any]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken.extend(json.loads(body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *words: object) -> None:
            del words

    with (
        ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server,
        pytest.MonkeyPatch.context() as m,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        m.setenv("DATELINE_ALERT_WEBHOOK_URL", f"http://127.0.0.1:{server.server_port}/")
        yield taken
        server.shutdown()


def told(name: str, day: datetime, revision: int = 1, **changes: Any) -> Event:
    moment = day + timedelta(hours=20)
    return make_event(
        event_id=name,
        revision=revision,
        date_start=day.date(),
        date_end=day.date(),
        evidence=(make_evidence(name, name, moment),),
        **changes,
    )


def story() -> list[Event]:
    """Return an event a day for forty days, a loud today, and events that move or fall."""
    quiet = [told(f"q{back}", TODAY - timedelta(days=back)) for back in range(1, 41)]
    loud = [told(f"loud{number}", TODAY) for number in range(14)]
    unsteady = []
    for number in range(20):
        name, day = f"u{number}", TODAY - timedelta(days=60 + number % 3)
        unsteady += [
            told(name, day, 1),
            told(name, day, 2, place=ELSEWHERE),
            told(name, day + timedelta(days=number % 2), 3, place=ELSEWHERE),
            told(name, day, 4, status="retracted" if number % 4 == 0 else "confirmed"),
        ]
    return [*quiet, *loud, *unsteady]


def test_shuffled_repeated_and_with_a_worker_killed(
    stack: Stack, posted: list[dict[str, Any]]
) -> None:
    calm = story()
    chance = random.Random(7)
    sent = [*calm, *chance.choices(calm, k=40)]
    chance.shuffle(sent)
    _send(stack, sent[: len(sent) // 2])
    victim = stack.workers[0]
    _until(lambda: _done(victim, "activity") > 20)
    victim.kill()
    _send(stack, sent[len(sent) // 2 :])
    stack.workers[0] = Worker("pipeline", stack.settings, victim.folder)
    stack.workers[0].start()
    stack.settle()

    windows, alerts = _calm_run(calm)
    assert (
        _standing(
            activity_of(_without_version(source))
            for source in stack.documents("city-activity").values()
        )
        == windows
    )
    assert _surging(
        alert_of(_without_version(item)) for item in stack.documents("alerts").values()
    ) == (_surging(alerts))
    assert alerts
    _until(lambda: {item["labels"]["measure"] for item in posted} == {"events", "reports"})
    assert {item["labels"]["area"] for item in posted} == {"Arden"}


def _calm_run(events: list[Event]) -> tuple[dict[str, bytes], list[Alert]]:
    """Return what one process without interruption makes of events in their order."""
    assigning, counting = AssignAgent(MemoryStore()), WindowAgent(AreaWindows(MemoryStore()))
    latest: dict[str, dict[str, bytes]] = {"city-activity": {}, "alerts": {}}
    for event in events:
        for change in assigning.process(_arrived(Outgoing("events", b"", event.to_json()))):
            for output in resolved(counting.process(_arrived(change))):
                latest[output.topic][(output.key or b"").decode()] = output.value or b""
    windows = _standing(CityActivity.from_json(raw) for raw in latest["city-activity"].values())
    return windows, [Alert.from_json(raw) for raw in latest["alerts"].values()]


def _standing(windows: Iterable[CityActivity]) -> dict[str, bytes]:
    """Return the windows with anything in them, whatever their revision."""
    return {
        window.activity_id: window.model_copy(update={"revision": 0}).to_json()
        for window in windows
        if window.n_events
    }


def _surging(alerts: Any) -> dict[str, bytes]:
    """Return the alerts that were not corrected away, whatever their revision."""
    return {
        alert.alert_id: alert.model_copy(update={"revision": 1}).to_json()
        for alert in alerts
        if alert.resolution != "corrected"
    }


def _arrived(output: Outgoing) -> Incoming:
    moment = TODAY.timestamp()
    return Incoming(output.topic, 0, 0, output.key, output.value, moment, moment)


def _send(stack: Stack, events: list[Event]) -> None:
    with closing(make_producer(stack.settings)) as producer:
        for event in events:
            topic = stack.settings.topic("events")
            producer.send(topic, key=event.event_id.encode(), value=event.to_json())
        producer.flush()


def _without_version(source: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in source.items() if name != "_version"}


def _done(worker: Worker, stage: str) -> float:
    series = rf'^dateline_records_total{{outcome="ok",stage="{stage}"}} (\S+)$'
    found = re.search(series, worker.get("/metrics") or "", re.MULTILINE)
    return float(found.group(1)) if found else -1.0


def _until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)
