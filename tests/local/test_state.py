"""The state file: written whole, read with care, and no proof that a process is ours."""

import json
import os
from pathlib import Path

import psutil
import pytest

from streams.local.processes import recorded
from streams.local.state import (
    STATE_FILE,
    ServerRecord,
    State,
    read_endpoints,
    read_state,
    write_state,
)

RECORD = ServerRecord(pid=1, started=2.0, port=9092, version="4.1.0", log="kafka.log")


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    state = State().with_server("kafka", RECORD, ("kafka_bootstrap_servers", "127.0.0.1:9092"))
    write_state(tmp_path, state)
    assert read_state(tmp_path) == state
    assert [path.name for path in tmp_path.iterdir()] == [STATE_FILE]


def test_endpoints_are_what_the_settings_read(tmp_path: Path) -> None:
    endpoint = ("kafka_bootstrap_servers", "127.0.0.1:41234")
    write_state(tmp_path, State().with_server("kafka", RECORD, endpoint))
    assert read_endpoints(tmp_path / STATE_FILE) == dict([endpoint])


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b"\xff\xfe\x00", b"null", b'{"servers": {"kafka": {"pid": "many"}}}'],
)
def test_a_damaged_file_says_nothing(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / STATE_FILE).write_bytes(damage)
    assert read_state(tmp_path) == State()


def test_a_second_server_leaves_the_first_in_place() -> None:
    one = State().with_server("kafka", RECORD, ("kafka_bootstrap_servers", "a"))
    two = one.with_server("elasticsearch", RECORD, ("elasticsearch_url", "b"))
    assert two.servers == {"kafka": RECORD, "elasticsearch": RECORD}
    assert two.endpoints == {"kafka_bootstrap_servers": "a", "elasticsearch_url": "b"}


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
