"""What the checks find on a machine without servers, and on one with real servers."""

import os
import socket
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from elasticsearch import Elasticsearch

from streams.commands.main import cli
from streams.index.client import make_client
from streams.index.setup import create_indices
from streams.runtime.clients import make_admin
from streams.runtime.topics import create_topics
from streams.settings import Settings, load_settings
from streams.wiring import doctor
from streams.wiring.doctor import Finding, examine


def by_name(settings: Settings) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(settings)}


def test_without_servers_the_next_step_is_to_start_them(tmp_path: Path) -> None:
    found = by_name(
        Settings(
            home=tmp_path,
            kafka_bootstrap_servers="127.0.0.1:1",
            elasticsearch_url="http://127.0.0.1:1",
            gazetteer_path=tmp_path / "none.sqlite",
        )
    )
    assert found["versions"].state == found["packages"].state == "ok"
    for server in ("Kafka", "Elasticsearch"):
        assert found[server].state == "problem"
        assert "dateline local up" in found[server].text + found[server].next_step
    assert found["gazetteer"].state == "warning"
    assert found["local Kafka"].text == "not running here"


def test_little_memory_and_an_old_java_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_available_memory", lambda: 2**30)
    monkeypatch.setattr(doctor, "candidates", lambda: iter([Path("/opt/old")]))
    monkeypatch.setattr(doctor, "_java_version", lambda _: 11)
    (memory,) = doctor._memory(Settings())
    (java,) = doctor._java(Settings())
    assert (memory.state, memory.text) == ("warning", "1.0 GiB free")
    assert (java.state, java.text) == ("warning", "only Java 11")
    assert "17" in java.next_step


def test_the_command_fails_where_something_has_to_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
    monkeypatch.setenv("DATELINE_ELASTICSEARCH_URL", "http://127.0.0.1:1")
    load_settings.cache_clear()
    try:
        result = CliRunner().invoke(cli, ["doctor"])
    finally:
        load_settings.cache_clear()
    assert result.exit_code == 1
    assert "fail  Kafka" in result.output


def test_the_program_that_has_a_port_is_named(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        number = server.getsockname()[1]
        settings = Settings(home=tmp_path, metrics_port=number)
        found = {one.name: one for one in doctor._ports(settings)}
        taken = found[f"port {number}"]
        assert (taken.state, f"pid {os.getpid()}" in taken.text) == ("warning", True)
        assert "DATELINE_METRICS_PORT" in taken.next_step
    assert str(number) in {one.name: one for one in doctor._ports(settings)}["ports"].text


@pytest.mark.servers
def test_on_servers_each_step_is_named_until_all_is_well(settings: Settings) -> None:
    found = by_name(settings)
    assert (found["Kafka"].state, found["Elasticsearch"].state) == ("problem", "ok") or (
        "dateline topics create" in found["Kafka"].text + found["Kafka"].next_step
    )
    assert "dateline indices create" in found["indices"].next_step
    with closing(make_admin(settings)) as admin, make_client(settings) as client:
        create_topics(admin, settings)
        create_indices(client, settings, lambda _: None)
        found = by_name(settings)
        _drop(client, settings)
    assert found["topics"].state == found["indices"].state == "ok"
    assert "dateline worker pipeline" in found["pipeline workers"].next_step
    assert found["local Kafka"].state == "ok"


def _drop(client: Elasticsearch, settings: Settings) -> None:
    for name in client.indices.get(index=f"{settings.index_prefix}*"):
        client.indices.delete(index=name)
