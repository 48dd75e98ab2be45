"""What differs on the brokers is named, and mended where a command can."""

import time
from contextlib import closing

import pytest
from click.testing import CliRunner
from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient

from streams.commands import topics as topics_command
from streams.errors import ServerError
from streams.runtime.clients import make_admin
from streams.runtime.topics import (
    DAY_MS,
    REPLICAS,
    TOPICS,
    Difference,
    compare_topics,
    create_topics,
)
from streams.settings import Settings, load_settings


def eventually(admin: KafkaAdminClient, settings: Settings, wanted: set[Difference]) -> bool:
    """Return whether the broker, which learns of changes a moment later, shows what is wanted."""
    deadline = time.monotonic() + 20
    while set(compare_topics(admin, settings)) != wanted and time.monotonic() < deadline:
        time.sleep(0.1)
    return set(compare_topics(admin, settings)) == wanted


@pytest.mark.parametrize(("replicas", "in_sync"), [(1, "1"), (2, "1"), (3, "2")])
def test_one_replica_may_be_away(replicas: int, in_sync: str) -> None:
    assert {spec.config(replicas)["min.insync.replicas"] for spec in TOPICS} == {in_sync}


@pytest.mark.servers
def test_differences_are_named_and_settings_mended(settings: Settings) -> None:
    name = settings.topic("articles")
    with closing(make_admin(settings)) as admin:
        create_topics(admin, settings)
        assert eventually(admin, settings, set())
        changed = {"retention.ms": str(DAY_MS), "message.timestamp.type": "CreateTime"}
        admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, changed)])
        wanted = {
            Difference(name, "retention.ms", str(DAY_MS), str(30 * DAY_MS)),
            Difference(name, "message.timestamp.type", "CreateTime", "LogAppendTime"),
        }
        assert eventually(admin, settings, wanted)
        [updated] = [one for one in create_topics(admin, settings) if one.outcome != "unchanged"]
        assert (updated.topic, set(updated.differences)) == (name, wanted)
        assert eventually(admin, settings, set())


@pytest.mark.servers
def test_what_no_command_can_mend_is_named_and_topics_stay_writable(settings: Settings) -> None:
    three = settings.model_copy(update={"replication_factor": 3})
    with closing(make_admin(settings)) as admin:
        create_topics(admin, settings)
        found = create_topics(admin, three)
        assert {one.outcome for one in found} == {"unchanged"}
        assert {(d.what, d.found, d.wanted) for one in found for d in one.differences} == {
            (REPLICAS, "1", "3")
        }
        more = settings.model_copy(update={"partitions": 4})
        assert {one.wanted for one in compare_topics(admin, more)} == {"4"}
        with pytest.raises(ServerError, match="DATELINE_PARTITIONS is 4"):
            create_topics(admin, more)


@pytest.mark.servers
def test_a_monitor_can_read_the_exit_status(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(settings.home))
    monkeypatch.setenv("DATELINE_TOPIC_PREFIX", settings.topic_prefix)
    monkeypatch.setenv("DATELINE_PARTITIONS", "1")
    load_settings.cache_clear()
    try:
        missing = CliRunner().invoke(topics_command.command, ["check"])
        CliRunner().invoke(topics_command.command, ["create"])
        right = CliRunner().invoke(topics_command.command, ["check"])
    finally:
        load_settings.cache_clear()
    assert missing.exit_code == 1
    assert f"{settings.topic_prefix}articles: topic is missing" in missing.output
    assert (right.exit_code, right.output) == (
        0,
        f"{len(TOPICS)} topics, all as they should be.\n",
    )
