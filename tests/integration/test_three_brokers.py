"""One of three brokers is killed while articles flow: nothing is lost, and no human is needed."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from streams.errors import ServerError
from streams.index.client import make_client
from streams.index.setup import create_indices
from streams.local.accounts import cache_for, server_account
from streams.local.cache import cache_folder
from streams.local.java import find_java
from streams.local.kafka import JVM_OPTIONS, LOCK, Kafka, new_cluster_id
from streams.local.meter import lines
from streams.local.pins import read_pins
from streams.local.processes import Launch, any_port, end, is_alive, run, start
from streams.local.properties import render_properties
from streams.local.site import clean_environment
from streams.runtime.clients import kafka_errors, make_admin
from streams.runtime.topics import IN_SYNC, compare_topics, create_topics
from streams.settings import Settings
from tests.stack import Stack, Worker

pytestmark = pytest.mark.servers

BROKERS = (1, 2, 3)
START_SECONDS, FLOW_SECONDS = 180.0, 180.0
ARTICLES = 24


@dataclass(frozen=True)
class Software:
    """What all brokers run with."""

    java: str
    environment: dict[str, str]

    def launch(self, folder: Path, *arguments: str) -> Launch:
        """Return how to start a program of Kafka."""
        return Launch([self.java, *JVM_OPTIONS, *arguments], folder, self.environment)


def software() -> Software:
    account = server_account()
    cache = cache_for(account, cache_folder(None))
    jars = Kafka().install(cache, lines(print))
    classes = os.pathsep.join(str(jars / pin.path) for pin in read_pins(LOCK))
    java = find_java(account, cache, print)
    return Software(java.program, {**clean_environment(), "CLASSPATH": classes})


def properties(node: int, ports: dict[int, int], controllers: dict[int, int]) -> str:
    """Return the configuration of the local broker, as one of three that are all controllers."""
    values = {"port": str(ports[node]), "controller_port": str(controllers[node])}
    alone = render_properties("kafka/server.properties", values)
    voters = ",".join(f"{one}@127.0.0.1:{port}" for one, port in controllers.items())
    together = {
        "node.id": str(node),
        "controller.quorum.voters": voters,
        "default.replication.factor": "3",
        "offsets.topic.replication.factor": "3",
        "transaction.state.log.replication.factor": "3",
        "transaction.state.log.min.isr": "2",
        # A dead broker is noticed sooner than after Kafka's 9 s.
        "broker.session.timeout.ms": "3000",
        "broker.heartbeat.interval.ms": "500",
    }
    kept = [line for line in alone.splitlines() if line.partition("=")[0] not in together]
    return "\n".join([*kept, *(f"{name}={value}" for name, value in together.items())])


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, dict[int, psutil.Process]]]:
    """Run three brokers; yield their addresses and their processes."""
    kafka, identity = software(), new_cluster_id()
    ports = {node: any_port() for node in BROKERS}
    controllers = {node: any_port() for node in BROKERS}
    processes: dict[int, psutil.Process] = {}
    try:
        for node in BROKERS:
            home = folder / f"broker-{node}"
            (home / "tmp").mkdir(parents=True)
            (home / "server.properties").write_text(properties(node, ports, controllers))
            (home / "log4j2.properties").write_text(
                render_properties("kafka/log4j2.properties", {"port": "", "controller_port": ""})
            )
            arguments = ["format", "--cluster-id", identity, "--config", "server.properties"]
            done = run(kafka.launch(home, "kafka.tools.StorageTool", *arguments), None, 120.0)
            assert done.returncode == 0, done.stdout
            launch = kafka.launch(home, "kafka.Kafka", "server.properties")
            processes[node] = start(launch, folder / f"broker-{node}.log", None)
        yield ",".join(f"127.0.0.1:{port}" for port in ports.values()), processes
    finally:
        end([process for process in processes.values() if is_alive(process)], 20.0)


def wait_for_all(settings: Settings) -> None:
    """Create the topics once all three brokers are there."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with kafka_errors(settings), closing(make_admin(settings)) as admin:
                if len(admin.describe_cluster()["brokers"]) == len(BROKERS):
                    create_topics(admin, settings)
                    return
        except ServerError:
            pass
        assert time.monotonic() < deadline, "three brokers did not come up"
        time.sleep(0.5)


def article(number: int) -> tuple[str, bytes]:
    text = f"Gunmen killed {number + 2} people in Mosul on Sunday, police said."
    fields = {"article_id": f"a-{number}", "publisher": "lantern.example", "text": text}
    return f"a-{number}", json.dumps(fields | {"published_at": "2024-06-04T18:00:00Z"}).encode()


def test_a_killed_broker_loses_nothing(endpoints: dict[str, str], tmp_path: Path) -> None:
    with cluster(tmp_path) as (addresses, brokers):
        settings = Settings(
            home=tmp_path,
            kafka_bootstrap_servers=addresses,
            elasticsearch_url=endpoints["elasticsearch_url"],
            index_prefix=f"three-{os.getpid()}-",
            replication_factor=3,
            partitions=3,
        )
        wait_for_all(settings)
        workers = [Worker(group, settings, tmp_path) for group in ("pipeline", "index")]
        with closing(make_client(settings)) as client:
            create_indices(client, settings, print)
            stack = Stack(settings, client, workers)
            try:
                for worker in workers:
                    worker.start()
                stack.publish([article(number) for number in range(ARTICLES // 2)])
                stack.until(lambda: bool(indexed(stack)), FLOW_SECONDS)
                brokers[2].kill()
                stack.publish([article(number) for number in range(ARTICLES // 2, ARTICLES)])
                wanted = {f"a-{number}" for number in range(ARTICLES)}
                stack.until(lambda: indexed(stack) == wanted, FLOW_SECONDS)
                stack.until(lambda: mentioned(stack) == wanted, FLOW_SECONDS)
                with closing(make_admin(settings)) as admin:
                    assert IN_SYNC in {one.what for one in compare_topics(admin, settings)}
                assert [worker.stop() for worker in workers] == [0, 0], stack.report()
            finally:
                for worker in workers:
                    worker.kill()


def indexed(stack: Stack) -> set[str]:
    stack.client.indices.refresh(index=f"{stack.settings.index_prefix}*")
    return set(stack.documents("articles"))


def mentioned(stack: Stack) -> set[str]:
    stack.client.indices.refresh(index=f"{stack.settings.index_prefix}*")
    return {one["article_id"] for one in stack.documents("mentions").values()}
