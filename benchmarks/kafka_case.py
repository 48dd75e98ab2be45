"""The whole way on the local servers: publish, and wait for the last document.

Topics, indices and workers are of this run alone and are removed at its end; the number of articles
is bounded. Needs `dateline local up`.
"""

import resource
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from benchmarks.cases import COPIES
from benchmarks.measure import SAMPLES, Result
from streams.errors import ServerError
from streams.index.client import make_client
from streams.index.setup import create_indices
from streams.ingest.articles import read_article
from streams.ingest.readers import ArticleReader
from streams.local.background import Background, Running, messages_waiting, read
from streams.runtime.clients import kafka_errors, make_admin, make_producer
from streams.runtime.topics import TOPICS, create_topics
from streams.settings import Settings, load_settings

WAIT_SECONDS = 300.0
QUIET_SECONDS = 4.0
"""The workers count what is before them each second; so long must all of them say nothing is."""


def whole_way() -> Result:
    """Return articles per second, from the first sent to the last document written.

    Raises:
        ServerError: if the servers do not run, or the workers do not finish in time.
    """
    raws = [document.value or b"" for document in ArticleReader().read(SAMPLES)]
    with _own_stack() as (settings, workers):
        started = time.perf_counter()
        _send(settings, raws)
        finished = _wait(workers)
    items = len(raws) * COPIES
    rate = round(items / (finished - started), 1)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    name = "whole way on Kafka and Elasticsearch"
    return Result(name, "articles", items, rate, rate, rate, 1, round(memory, 1))


@contextmanager
def _own_stack() -> Iterator[tuple[Settings, list[Running]]]:
    run = f"bench-{time.time_ns() // 1_000_000}"
    base = load_settings()
    settings = base.model_copy(update={"topic_prefix": f"{run}.", "index_prefix": f"{run}-"})
    background = Background(settings.home / run)
    with kafka_errors(settings), closing(make_admin(settings)) as admin:
        create_topics(admin, settings)
        with closing(make_client(settings)) as client:
            create_indices(client, settings, print)
            try:
                yield settings, [_start(background, settings, g) for g in ("pipeline", "index")]
            finally:
                background.stop_all()
                admin.delete_topics([settings.topic(spec.name) for spec in TOPICS])
                for index in client.indices.get_alias(index=f"{settings.index_prefix}*"):
                    client.indices.delete(index=index)
                client.indices.delete_index_template(name=f"{settings.index_prefix}*")
                client.cluster.delete_component_template(name=f"{settings.index_prefix}*")


def _start(background: Background, settings: Settings, group: str) -> Running:
    environment = {
        "DATELINE_TOPIC_PREFIX": settings.topic_prefix,
        "DATELINE_INDEX_PREFIX": settings.index_prefix,
        "DATELINE_KAFKA_BOOTSTRAP_SERVERS": settings.kafka_bootstrap_servers,
        "DATELINE_ELASTICSEARCH_URL": settings.elasticsearch_url,
    }
    worker = background.ensure(
        f"bench-{group}",
        9474,
        lambda port: (["worker", group], {**environment, "DATELINE_METRICS_PORT": str(port)}),
    )
    background.wait_until_it_answers(worker, "/metrics", WAIT_SECONDS)
    while messages_waiting(read(f"{worker.url}/metrics")):
        time.sleep(0.2)
    return worker


def _send(settings: Settings, raws: list[bytes]) -> None:
    with kafka_errors(settings), closing(make_producer(settings)) as producer:
        for copy in range(COPIES):
            for raw in raws:
                article = read_article(raw)
                name = f"{article.article_id}-{copy}"
                fresh = article.model_copy(update={"article_id": name})
                producer.send(settings.topic("articles"), key=name.encode(), value=fresh.to_json())
        producer.flush()


def _wait(workers: list[Running]) -> float:
    """Return when the last message was finished, by the workers' own quiet."""
    deadline = time.perf_counter() + WAIT_SECONDS
    quiet_since = None
    while time.perf_counter() < deadline:
        waiting = sum(messages_waiting(read(f"{worker.url}/metrics")) for worker in workers)
        now = time.perf_counter()
        quiet_since = None if waiting else quiet_since or now
        if quiet_since is not None and now - quiet_since > QUIET_SECONDS:
            return quiet_since
        time.sleep(0.2)
    msg = f"the workers did not finish in {WAIT_SECONDS:.0f} s"
    raise ServerError(msg)
