"""A server of somebody else on our port is not ours, and no command works with it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from streams.errors import ServerError
from streams.index.client import make_client
from streams.index.ready import check_server
from streams.local.elasticsearch import Elasticsearch
from streams.local.kafka import Kafka
from streams.local.site import installation
from streams.local.state import State, expected_cluster, write_state
from streams.settings import Settings


@contextmanager
def elasticsearch_of(cluster: str) -> Iterator[int]:
    """Answer like an Elasticsearch whose cluster has this name."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = {"cluster_name": cluster, "status": "green", "version": {"number": "8.19.13"}}
            raw = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8")
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *words: object) -> None:
            del words

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_each_folder_is_an_installation_of_its_own(tmp_path: Path) -> None:
    assert installation(tmp_path / "a") == installation(tmp_path / "a")
    assert installation(tmp_path / "a") != installation(tmp_path / "b")


def test_a_start_takes_no_foreign_elasticsearch_for_its_own(tmp_path: Path) -> None:
    with elasticsearch_of(installation(tmp_path)) as port:
        assert Elasticsearch().answer(port, tmp_path) == "8.19.13"
        assert Elasticsearch().answer(port, tmp_path / "other") is None


def test_the_id_of_kafka_is_that_of_its_data(tmp_path: Path) -> None:
    assert Kafka().identity(tmp_path) is None
    folder = tmp_path / "kafka" / "data"
    folder.mkdir(parents=True)
    (folder / "meta.properties").write_text("version=1\ncluster.id=abc123\n", encoding="utf-8")
    assert Kafka().identity(tmp_path) == "abc123"


def test_a_command_refuses_a_stranger_on_the_recorded_port(tmp_path: Path) -> None:
    with elasticsearch_of("somebody-else") as port:
        url = f"http://127.0.0.1:{port}"
        settings = Settings(home=tmp_path, elasticsearch_url=url)
        with make_client(settings) as client:
            check_server(client, settings)
            ours = {"elasticsearch": installation(tmp_path)}
            write_state(tmp_path, State(endpoints={"elasticsearch_url": url}, clusters=ours))
            with pytest.raises(ServerError, match=r"somebody-else.*not that of"):
                check_server(client, settings)


def test_only_addresses_of_the_state_file_are_held_to_it(tmp_path: Path) -> None:
    state = State(endpoints={"kafka_bootstrap_servers": "127.0.0.1:1"}, clusters={"kafka": "abc"})
    write_state(tmp_path, state)
    assert expected_cluster(tmp_path, "kafka", "127.0.0.1:1") == "abc"
    assert expected_cluster(tmp_path, "kafka", "broker.example:9092") is None
