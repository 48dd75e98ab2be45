"""A copy of the state of a killed worker: its partitions go on from it, not from the changelog."""

import re
from collections.abc import Iterator
from contextlib import closing
from functools import partial

import pytest
from kafka import TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient
from kafka.errors import BrokerResponseError

from streams.runtime.clients import make_admin
from streams.runtime.faust_adapter import changelog_name
from streams.runtime.topics import PIPELINE_APP, TABLES
from tests.integration.test_moving_state import articles, groups_in_process, groups_of
from tests.stack import Stack, Worker

pytestmark = pytest.mark.servers

UP_TO_THE_END = -1


@pytest.fixture(scope="module", autouse=True)
def with_a_copy() -> Iterator[None]:
    """Let each partition have a copy on another worker."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_STANDBY_REPLICAS", "1")
        yield


def test_a_worker_takes_over_from_its_copies(stack: Stack) -> None:
    every = [(one.article_id, one.to_json()) for one in articles()]
    half = len(every) // 2
    first = stack.workers[0]
    second = Worker("pipeline", stack.settings, first.folder)
    second.start()
    stack.workers.append(second)
    stack.publish(every[:half])
    stack.settle()
    stack.until(lambda: _copied(first) and _copied(second), 120.0)
    # What no changelog holds any more, nobody can read from there.
    _empty_changelogs(stack)
    first.kill()
    stack.workers[0] = stack.workers.pop()
    stack.publish(every[half:])
    whole = groups_in_process()
    stack.until(lambda: groups_of(stack) == whole, 200.0)
    stack.settle()
    revisions = _revisions(stack)
    stack.publish(every)
    stack.settle()
    assert (groups_of(stack), _revisions(stack)) == (whole, revisions)


def _copied(worker: Worker) -> bool:
    """Return whether a worker keeps copies, and they hold all that there is."""
    copies, lag = _metric(worker, "standby_partitions"), _metric(worker, "standby_lag")
    return copies > 0 and lag == 0


def _metric(worker: Worker, name: str) -> float:
    found = re.search(rf"^dateline_{name} (\S+)$", worker.get("/metrics") or "", re.MULTILINE)
    return float(found.group(1)) if found else -1.0


def _empty_changelogs(stack: Stack) -> None:
    """Let the broker delete every record of every table."""
    settings = stack.settings
    names = [settings.topic(changelog_name(PIPELINE_APP, table)) for table in TABLES]
    every = [TopicPartition(name, at) for name in names for at in range(settings.partitions)]
    kind = ConfigResourceType.TOPIC
    with closing(make_admin(settings)) as admin:
        # The broker deletes records of a compacted topic only where its policy allows that, too.
        for policy in ("compact,delete", "compact"):
            configs = {"cleanup.policy": policy}
            admin.alter_configs([ConfigResource(kind, name, configs) for name in names])
            if policy != "compact":
                # A busy broker takes a moment until the policy holds.
                stack.until(partial(_deleted, admin, every))


def _deleted(admin: KafkaAdminClient, partitions: list[TopicPartition]) -> bool:
    try:
        admin.delete_records(dict.fromkeys(partitions, UP_TO_THE_END))
    except BrokerResponseError:
        return False
    return True


def _revisions(stack: Stack) -> dict[str, int]:
    return {name: one["revision"] for name, one in stack.documents("events").items()}
