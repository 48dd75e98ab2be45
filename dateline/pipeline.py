"""The whole pipeline in one process, without servers."""

from collections.abc import Iterable
from datetime import UTC, datetime

from dateline.reading import ArticleLike, to_article
from schemas import Alert, Article, CityActivity, DeadLetter, Event, Mention
from streams.wiring.pipeline import PipelineResult, arrival, make_pipeline


class Pipeline:
    """Turns articles into events: the stages of the workers, with memory in the place of Kafka.

    It is deterministic: the same articles in the same order give the same events. State is kept in
    memory and grows with the events; for a stream without end, run workers on Kafka.

    Examples:
        >>> pipeline = Pipeline()
        >>> pipeline.add_all(read("samples/articles.jsonl"))
        19
        >>> events = pipeline.events()
        >>> sorted({event.event_type for event in events})[:3]
        ['accusation', 'air_strike', 'armed_clash']
        >>> max(event.n_articles for event in events)
        4
    """

    def __init__(self) -> None:
        """Load the language pipeline and the gazetteer, building that on first use."""
        self._pipeline = make_pipeline()
        self._last = datetime.fromtimestamp(0, UTC)

    def add(self, article: ArticleLike) -> Article:
        """Take one article all the way, and return it as it was read.

        An article with a known id and a higher version corrects the earlier one; one with the
        status "retracted" withdraws it.

        Raises:
            MalformedRecord, TooLarge: if it is no article.
        """
        read = to_article(article)
        self._last = arrival(read)
        self._pipeline.feed(read.article_id.encode(), read.to_json(), self._last)
        return read

    def add_all(self, articles: Iterable[ArticleLike]) -> int:
        """Take several articles, and return their number."""
        number = 0
        for article in articles:
            self.add(article)
            number += 1
        return number

    def withdraw(self, article_id: str) -> None:
        """Withdraw an article and everything that it reported."""
        self._pipeline.feed(article_id.encode(), None, self._last)

    def events(self, *, history: bool = False) -> list[Event]:
        """Return the events in order of first appearance; ``history``: also what no longer stands.

        Merged and retracted events no longer stand.
        """
        events = self._result().events
        return events if history else [event for event in events if event.stands]

    def mentions(self) -> list[Mention]:
        """Return the located mentions: one article's claim of one event each."""
        return self._result().mentions

    def activity(self) -> list[CityActivity]:
        """Return the windows of all cities, divisions and countries, with their counts."""
        return self._result().activity

    def alerts(self) -> list[Alert]:
        """Return the surges: areas with unusually high activity, also those that were corrected."""
        return self._result().alerts

    def dead_letters(self) -> list[DeadLetter]:
        """Return what a stage could not process, with the reason."""
        return self._result().dead_letters

    def _result(self) -> PipelineResult:
        return self._pipeline.result()
