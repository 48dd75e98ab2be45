"""The demo: from articles to a table and a page, twice in a row, and nothing left behind."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.local.background import Background, read

pytestmark = pytest.mark.servers


@pytest.fixture
def environment(server_home: Path) -> Iterator[dict[str, str]]:
    """The session's servers, with topics and indices of the demo's own."""
    name = uuid.uuid4().hex[:8]
    yield {
        **os.environ,
        "DATELINE_HOME": str(server_home),
        "DATELINE_TOPIC_PREFIX": f"demo-{name}.",
        "DATELINE_INDEX_PREFIX": f"demo-{name}-",
        "COLUMNS": "110",
    }
    Background(server_home).stop_all()


def demo(environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", "streams.commands.main", "demo"]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_demo_shows_events_and_activity_and_says_how_to_go_on(
    environment: dict[str, str], server_home: Path
) -> None:
    first = demo(environment)
    assert "bombing" in first
    assert "Karrada, Baghdad, IQ" in first
    assert "confirmed" in first
    assert "day 2024-09-14" in first
    assert "make stop" in first
    page = Background(server_home).find("page")
    assert page is not None
    assert "Karrada" in (read(page.url) or "")
    again = demo(environment)
    assert _events(again) == _events(first), "a second demo must find the same events"
    stopped = Background(server_home).stop_all()
    assert sorted(stopped) == ["page", "worker-index", "worker-pipeline"]
    assert read(page.url) is None


def _events(output: str) -> list[str]:
    return [line for line in output.splitlines() if line.startswith(" 20")]
