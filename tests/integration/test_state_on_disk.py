"""The state of a worker on disk: used after a SIGKILL, read back from Kafka where it is lost."""

import shutil
from pathlib import Path

import pytest

from tests.integration.test_moving_state import articles, groups_in_process, groups_of
from tests.stack import Stack, Worker

pytestmark = pytest.mark.servers


def test_a_killed_worker_goes_on_with_its_disk_and_without_it(stack: Stack) -> None:
    every = [(one.article_id, one.to_json()) for one in articles()]
    half = len(every) // 2
    stack.publish(every[:half])
    stack.settle()
    worker = stack.workers[0]
    worker.kill()
    worker = _started_again(stack)
    stack.publish(every[half:])
    stack.settle()
    whole, revisions = groups_in_process(), _revisions(stack)
    assert groups_of(stack) == whole
    assert [path.name for path in _folders(stack)] == ["1"]
    worker.kill()
    shutil.rmtree(stack.settings.home / "state")
    worker = _started_again(stack)
    stack.publish(every)
    stack.settle()
    assert (groups_of(stack), _revisions(stack)) == (whole, revisions)
    assert "dateline_recovering 0.0" in (worker.get("/metrics") or "")


def _started_again(stack: Stack) -> Worker:
    worker = stack.workers[0] = Worker("pipeline", stack.settings, stack.workers[0].folder)
    worker.start()
    stack.until(lambda: '"idle"' in (worker.get("/health") or ""), 120.0)
    return worker


def _folders(stack: Stack) -> list[Path]:
    return sorted((stack.settings.home / "state").iterdir())


def _revisions(stack: Stack) -> dict[str, int]:
    return {name: one["revision"] for name, one in stack.documents("events").items()}
