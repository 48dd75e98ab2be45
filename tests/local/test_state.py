"""The state file: written whole, read with care, and no proof that a process is ours."""

import json
import os
from pathlib import Path

import psutil
import pytest

from streams.local.processes import recorded
from streams.local.state import (
    STATE_FILE,
    LocalAddresses,
    ServerRecord,
    State,
    read_endpoints,
    read_state,
    remove_state,
    write_state,
)
from streams.settings import Settings

RECORD = ServerRecord(pid=1, started=2.0, port=9092, version="4.1.0", log="kafka.log")


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    state = State().with_server("kafka", RECORD, {"kafka_bootstrap_servers": "127.0.0.1:9092"})
    write_state(tmp_path, state)
    assert read_state(tmp_path) == state
    assert [path.name for path in tmp_path.iterdir()] == [STATE_FILE]


def test_endpoints_are_what_the_settings_read(tmp_path: Path) -> None:
    endpoint = {"kafka_bootstrap_servers": "127.0.0.1:41234"}
    write_state(tmp_path, State().with_server("kafka", RECORD, endpoint))
    assert read_endpoints(tmp_path / STATE_FILE) == endpoint


def test_a_login_is_for_the_owner_of_the_file_only(tmp_path: Path) -> None:
    endpoint = {"kafka_bootstrap_servers": "a", "kafka_password": "of this test"}
    write_state(tmp_path, State().with_server("kafka", RECORD, endpoint))
    assert (tmp_path / STATE_FILE).stat().st_mode & 0o077 == 0


def test_the_login_of_local_servers_is_not_for_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kafka = {"kafka_bootstrap_servers": "a:1", "kafka_password": "of this test"}
    elasticsearch = {"elasticsearch_url": "https://b:2", "elasticsearch_password": "of this test"}
    write_state(tmp_path, State(endpoints=kafka | elasticsearch))
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    monkeypatch.setenv("DATELINE_KAFKA_BOOTSTRAP_SERVERS", "elsewhere:9092")
    settings = Settings()
    assert (settings.kafka_bootstrap_servers, settings.kafka_password) == ("elsewhere:9092", None)
    assert settings.elasticsearch_url == "https://b:2"
    assert settings.elasticsearch_password == "of this test"
    given = Settings(kafka_bootstrap_servers="a:1", elasticsearch_url="https://other:9200")
    assert (given.kafka_password, given.elasticsearch_password) == ("of this test", None)


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b"\xff\xfe\x00", b"null", b'{"servers": {"kafka": {"pid": "many"}}}'],
)
def test_a_damaged_file_says_nothing(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / STATE_FILE).write_bytes(damage)
    assert read_state(tmp_path) == State()


def test_a_second_server_leaves_the_first_in_place() -> None:
    one = State().with_server("kafka", RECORD, {"kafka_bootstrap_servers": "a"})
    two = one.with_server("elasticsearch", RECORD, {"elasticsearch_url": "b"})
    assert two.servers == {"kafka": RECORD, "elasticsearch": RECORD}
    assert two.endpoints == {"kafka_bootstrap_servers": "a", "elasticsearch_url": "b"}


def test_a_process_learns_that_its_local_server_has_moved(tmp_path: Path) -> None:
    here = State(endpoints={"kafka_bootstrap_servers": "a:1", "elasticsearch_url": "http://b:2"})
    write_state(tmp_path, here)
    used = {"kafka_bootstrap_servers": "a:1", "elasticsearch_url": "https://cluster.example:9200"}
    addresses = LocalAddresses(tmp_path, used)
    assert addresses.moved() is None
    remove_state(tmp_path)
    assert addresses.moved() is None
    moved = {"kafka_bootstrap_servers": "a:7", "elasticsearch_url": "http://b:8"}
    write_state(tmp_path, State(endpoints=moved))
    assert addresses.moved() == "the local server at a:1 now listens at a:7: start this again"


def test_a_foreign_process_with_a_recorded_pid_is_not_ours() -> None:
    started = psutil.Process().create_time()
    assert recorded(os.getpid(), started) is not None
    assert recorded(os.getpid(), started - 3600) is None


def test_a_pid_without_process_is_not_ours() -> None:
    assert recorded(2**22 + 1, 0.0) is None


def test_the_file_is_json_that_a_person_can_read(tmp_path: Path) -> None:
    write_state(tmp_path, State(data="somewhere"))
    text = (tmp_path / STATE_FILE).read_text(encoding="utf-8")
    assert json.loads(text)["data"] == "somewhere"
    assert len(text.splitlines()) > 1
