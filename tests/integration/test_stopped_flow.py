"""On real Kafka: what is fetched while a rebalance stops the flow is read again, and not lost."""

import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from streams.activity.agent import AssignAgent
from streams.runtime.clients import make_admin, make_producer
from streams.runtime.topics import create_topics
from streams.settings import Settings
from tests.activity.changes import make_event, make_evidence
from tests.stack import Worker

pytestmark = pytest.mark.servers

EVENTS = 30
SECONDS = 60.0

STOPPED_WHILE_FETCHING = """
import asyncio, sys
from faust.transport.consumer import Consumer

fetch, stopped = Consumer._wait_next_records, []

async def fetch_and_stop(self, timeout):
    records, active = await fetch(self, timeout)
    if not stopped and any(tp.topic.endswith("events") for tp in records or ()):
        stopped.append(True)
        self.stop_flow()
        asyncio.get_running_loop().call_later(1.0, self.resume_flow)
        print("stopped the flow with", len(records), "partitions in hand", flush=True)
    return records, active

Consumer._wait_next_records = fetch_and_stop
from streams.commands.main import main
main()
"""


def test_messages_fetched_before_any_commit_are_fetched_again(
    settings: Settings, tmp_path: Path
) -> None:
    with closing(make_admin(settings)) as admin:
        create_topics(admin, settings)
    now = datetime.now(UTC)
    with closing(make_producer(settings)) as producer:
        for number in range(EVENTS):
            name = f"e{number}"
            event = make_event(event_id=name, evidence=(make_evidence(name, name, now),))
            producer.send(settings.topic("events"), key=name.encode(), value=event.to_json())
        producer.flush()
    worker = Worker("pipeline", settings, tmp_path, command=("-c", STOPPED_WHILE_FETCHING))
    worker.start()
    try:
        done = f'dateline_records_total{{outcome="ok",stage="{AssignAgent.stage}"}} {EVENTS:.1f}'
        deadline = time.monotonic() + SECONDS
        while done not in (worker.get("/metrics") or ""):
            assert time.monotonic() < deadline, worker.log()
            time.sleep(0.2)
        assert "stopped the flow" in worker.log()
    finally:
        code = worker.stop()
    assert code == 0, worker.log()
