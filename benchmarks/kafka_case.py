"""The whole way on the running local servers and workers: publish, then wait for the last one.

Needs `make demo` (or a worker of each group) to be running; sends a bounded number of articles.
"""

import resource
import time
from contextlib import closing

from benchmarks.cases import COPIES
from benchmarks.measure import Result
from benchmarks.paths import SAMPLES
from schemas import Article
from streams.background import Background, Running, messages_waiting, read
from streams.errors import ServerError
from streams.publish import ArticleReader, PlainText
from streams.runtime.clients import kafka_errors, make_producer
from streams.settings import Settings, load_settings

WAIT_SECONDS = 300.0


def whole_way() -> Result:
    """Return articles per second from the first sent to the last document written.

    Raises:
        ServerError: if the demo's workers do not run, or do not finish in time.
    """
    settings = load_settings()
    workers = _workers(settings)
    raws = [document.value or b"" for document in ArticleReader(PlainText()).read(SAMPLES)]
    started = time.perf_counter()
    _send(settings, raws)
    finished = _wait(workers)
    items = len(raws) * COPIES
    rate = round(items / (finished - started), 1)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    name = "whole way on Kafka and Elasticsearch"
    return Result(name, "articles", items, rate, rate, rate, 1, round(memory, 1))


def _workers(settings: Settings) -> list[Running]:
    background = Background(settings.home)
    workers = [background.find(f"worker-{group}") for group in ("pipeline", "index")]
    running = [worker for worker in workers if worker is not None]
    if len(running) != len(workers):
        msg = "the demo's workers do not run; start them with `make demo` first"
        raise ServerError(msg)
    return running


def _send(settings: Settings, raws: list[bytes]) -> None:
    run = str(time.time_ns())
    with kafka_errors(settings), closing(make_producer(settings)) as producer:
        for copy in range(COPIES):
            for raw in raws:
                article = Article.from_json(raw)
                name = f"bench-{run}-{copy}-{article.article_id}"
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
        if waiting:
            quiet_since = None
        else:
            quiet_since = quiet_since or now
            if now - quiet_since > 3.0:
                return quiet_since
        time.sleep(0.2)
    msg = f"the workers did not finish in {WAIT_SECONDS:.0f} s"
    raise ServerError(msg)
