"""A drained stream leaves the documents of a run in which every single revision is sent.

The news comes to workers that send the last of a batch only, one of which is killed in between; and
to the same stages in one process, where each message is a batch of its own. With one partition,
both see the articles in the same order. What an article costs is counted as well.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from benchmarks.counts import Counts, count
from benchmarks.load.news import news
from schemas import Article, CityActivity, Event
from streams.index.stored import activity_of, event_of
from streams.wiring.pipeline import PipelineResult, arrival, make_pipeline
from tests.stack import Stack, running_stack

pytestmark = pytest.mark.servers

NUMBER = 60
MOST_DOCUMENTS = 22
"""Documents an article: 14.6 were seen. With every revision written, 300 articles took 55 each."""
MOST_RECORDS = 60
"""Records an article on all topics: 44.6 were seen. With every revision and change of state sent,
300 articles took 108 each."""
OF_THE_RUN = {"first_seen": None, "indexed_at": None, "pipeline_version": ""}


@pytest.fixture(scope="module")
def drained(endpoints: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Yield a stack that has processed the news, with its pipeline worker killed on the way."""
    with running_stack(endpoints, tmp_path_factory.mktemp("coalescing"), partitions=1) as stack:
        stack.publish(messages(news(NUMBER)))
        pipeline = stack.workers[0]
        stack.until(lambda: some_events(stack), seconds=120)
        pipeline.kill()
        pipeline.start()
        stack.until(lambda: len(stack.documents("extractions")) == NUMBER, seconds=240)
        stack.settle()
        yield stack


@pytest.fixture(scope="module")
def every_revision() -> PipelineResult:
    """Return what the same stages make of the news, one message after the other."""
    pipeline = make_pipeline()
    for article in news(NUMBER):
        pipeline.feed(article.article_id.encode(), article.to_json(), arrival(article))
    return pipeline.result()


def messages(articles: Iterable[Article]) -> list[tuple[str | None, bytes | None]]:
    return [(article.article_id, article.to_json()) for article in articles]


def some_events(stack: Stack) -> bool:
    stack.client.indices.refresh(index=stack.settings.index("events"))
    return len(stack.documents("events")) > 10


def sources(stack: Stack, name: str) -> list[dict[str, Any]]:
    """Return the documents of an index as they were written."""
    return [
        {key: value for key, value in source.items() if key != "_version"}
        for source in stack.documents(name).values()
    ]


def plain(events: Iterable[Event]) -> dict[str, Event]:
    """Return events without what differs between two runs: times of processing."""
    return {
        event.event_id: event.model_copy(update=OF_THE_RUN | {"revision": 0}) for event in events
    }


def standing(windows: Iterable[CityActivity]) -> dict[str, CityActivity]:
    """Return the windows with anything in them, whatever their revision."""
    return {
        window.activity_id: window.model_copy(update={"revision": 0})
        for window in windows
        if window.n_events
    }


def test_events_are_those_of_a_run_that_sends_every_revision(
    drained: Stack, every_revision: PipelineResult
) -> None:
    found = plain(event_of(source) for source in sources(drained, "events"))
    assert len(found) > NUMBER
    assert found == plain(every_revision.events)


def test_windows_are_those_of_a_run_that_sends_every_revision(
    drained: Stack, every_revision: PipelineResult
) -> None:
    found = standing(activity_of(source) for source in sources(drained, "city-activity"))
    assert len(found) > NUMBER
    assert found == standing(every_revision.activity)


def test_an_article_costs_few_documents_and_records(drained: Stack) -> None:
    """Both depend on the load and hardly on the machine; a repetition after the kill is in it."""
    counts: Counts = count(drained.settings)
    assert counts.documents["articles"] >= NUMBER
    assert counts.writes / NUMBER < MOST_DOCUMENTS
    assert counts.records / NUMBER < MOST_RECORDS
