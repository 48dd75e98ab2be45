"""A running worker notices that Kafka was replaced by another cluster on the same port."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from streams.errors import ServerError
from streams.index.client import make_client
from streams.index.setup import create_indices
from streams.local.accounts import cache_for, server_account
from streams.local.boot import Ground
from streams.local.cache import cache_folder
from streams.local.java import find_java
from streams.local.kafka import Kafka
from streams.local.meter import lines
from streams.local.processes import any_port, end, is_alive, start
from streams.local.site import Site
from streams.runtime.clients import kafka_errors, make_admin
from streams.runtime.topics import create_topics
from streams.settings import Settings
from tests.stack import START_SECONDS, Stack, Worker

pytestmark = pytest.mark.servers

ARTICLE = (
    b'{"article_id": "%s", "publisher": "lantern.example", "published_at": "2024-06-04T18:00:00Z", '
    b'"text": "A ferry was delayed in the harbour."}'
)


@contextmanager
def broker(settings: Settings, folder: Path) -> Iterator[None]:
    """Run a broker of a new cluster at the address of the settings, with our topics."""
    folder.mkdir()
    account = server_account()
    cache = cache_for(account, cache_folder(None))
    kafka, port = Kafka(), int(settings.kafka_bootstrap_servers.rpartition(":")[2])
    software = kafka.install(cache, lines(print))
    java = find_java(account, cache, print)
    launch = kafka.prepare(Site(kafka.name, folder, software, java, port, any_port(), None))
    ground = Ground(folder, folder, None, print)
    ground.log(kafka.name).parent.mkdir(exist_ok=True)
    process = start(launch, ground.log(kafka.name), None)
    try:
        for _ in range(60):
            assert is_alive(process), ground.log("kafka").read_text()[-3000:]
            try:
                with kafka_errors(settings), closing(make_admin(settings)) as admin:
                    create_topics(admin, settings)
                break
            except ServerError:
                continue
        yield
    finally:
        end([process], kafka.grace)


def test_a_worker_ends_when_another_cluster_answers(
    endpoints: dict[str, str], settings: Settings, tmp_path: Path
) -> None:
    swapped = settings.model_copy(
        update={
            "home": tmp_path,
            "kafka_bootstrap_servers": f"127.0.0.1:{any_port()}",
            "partitions": 1,
        }
    )
    worker = Worker("index", swapped, tmp_path)
    with closing(make_client(swapped)) as client:
        create_indices(client, swapped, print)
        stack = Stack(swapped, client, [worker])
        try:
            with broker(swapped, tmp_path / "one"):
                worker.start()
                stack.publish([("a", ARTICLE % b"a")])
                stack.until(lambda: "a" in stack.documents("articles"), 3 * START_SECONDS)
            with broker(swapped, tmp_path / "two"):
                assert worker.process is not None
                assert worker.process.wait(START_SECONDS) == 1, stack.report()
                assert "this worker began with" in worker.log()
                with closing(make_admin(swapped)) as admin:
                    assert not admin.list_groups()
        finally:
            worker.kill()
