"""The whole pipeline in process: the same stages, a dictionary in the place of Kafka."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from schemas import (
    Alert,
    Article,
    CityActivity,
    DeadLetter,
    Event,
    Mention,
    Withdrawal,
    parse_mention_message,
)
from schemas.ontology import load_ontology
from streams import __version__
from streams.activity.agent import AssignAgent, WindowAgent, make_area_windows
from streams.deduplicate.agent import DeduplicateAgent
from streams.deduplicate.core import Deduplicator
from streams.deduplicate.linking.agent import LinkAgent
from streams.deduplicate.linking.finder import LinkFinder
from streams.errors import TerminalError
from streams.extract.agent import ExtractAgent
from streams.extract.core import Extractor
from streams.geocode.agent import GeocodeAgent
from streams.geocode.core import Geocoder
from streams.geocode.gazetteer.build import open_gazetteer
from streams.rules.table import use_language
from streams.runtime.coalesce import Output, resolved
from streams.runtime.dead_letters import make_dead_letter
from streams.runtime.delivery import Incoming, Outgoing
from streams.runtime.memory_store import MemoryStore
from streams.runtime.store import KeyedStore
from streams.runtime.topics import TABLES
from streams.settings import Settings, load_settings

Process = Callable[[Incoming], Sequence[Output]]


@dataclass
class PipelineResult:
    """What a run leaves behind: the newest record of each key, in order of first appearance."""

    events: list[Event] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    activity: list[CityActivity] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    dead_letters: list[DeadLetter] = field(default_factory=list)


class Pipeline:
    """Every stage, wired by topic as on Kafka. Deterministic: no clock but the articles'.

    Args:
        extractor: reads the articles.
        geocoder: locates what they report.
        settings: the settings; by default those of the environment.
        stores: state of the stages by the name of their table, to begin with and to look at
            afterwards; by default each begins empty.
    """

    def __init__(
        self,
        extractor: Extractor,
        geocoder: Geocoder,
        settings: Settings | None = None,
        stores: Mapping[str, KeyedStore] | None = None,
    ) -> None:
        settings = settings or load_settings()
        kept: Mapping[str, KeyedStore] = {name: MemoryStore() for name in TABLES} | dict(
            stores or {}
        )
        deduplicator = Deduplicator(kept[DeduplicateAgent.table], load_ontology(), __version__)
        windows = make_area_windows(kept[WindowAgent.table], settings)
        self._extract = ExtractAgent(extractor)
        self._geocode = GeocodeAgent(geocoder, kept[GeocodeAgent.table])
        self._stages: dict[str, tuple[str, Process]] = {
            agent.source: (agent.stage, agent.process)
            for agent in (
                self._extract,
                self._geocode,
                DeduplicateAgent(deduplicator, settings.partitions),
                LinkAgent(LinkFinder(kept[LinkAgent.table])),
                AssignAgent(kept[AssignAgent.table]),
                WindowAgent(windows),
            )
        }
        self._latest: dict[str, dict[bytes, bytes]] = {}
        self._mentions: list[bytes] = []
        self._letters: list[DeadLetter] = []
        self._sent = 0

    def feed(self, key: bytes | None, value: bytes | None, arrived: datetime) -> None:
        """Take one message of the topic ``articles`` all the way; ``arrived`` is its clock."""
        origin = arrived.timestamp()
        waiting = deque([Outgoing("articles", key, value)])
        while waiting:
            message = self._arrive(waiting.popleft(), origin)
            stage, process = self._stages.get(message.topic, ("", None))
            if process is None:
                continue
            try:
                waiting.extend(resolved(process(message)))
            except TerminalError as error:
                letter = make_dead_letter(stage, message, error, origin)
                self._letters.append(
                    DeadLetter.from_message(letter.headers, letter.key, letter.value)
                )

    def mentions_of(self, value: bytes) -> list[Mention]:
        """Return the located mentions of one article, as JSON, without fusing them.

        Raises:
            TerminalError: if the article cannot be taken.
        """
        return self._geocode.locate(self._extract.extract(None, value))

    def result(self) -> PipelineResult:
        """Return what stands after all messages so far."""
        # Mentions are keyed by block; what stands is the last message of each mention.
        messages = (parse_mention_message(raw) for raw in self._mentions)
        mentions = {
            message.mention_id: message
            for message in messages
            if isinstance(message, Mention)
            or (isinstance(message, Withdrawal) and not message.forwarded)
        }
        return PipelineResult(
            events=[Event.from_json(raw) for raw in self._latest.get("events", {}).values()],
            mentions=[item for item in mentions.values() if isinstance(item, Mention)],
            activity=[
                CityActivity.from_json(raw)
                for raw in self._latest.get("city-activity", {}).values()
            ],
            alerts=[Alert.from_json(raw) for raw in self._latest.get("alerts", {}).values()],
            dead_letters=list(self._letters),
        )

    def _arrive(self, output: Outgoing, origin: float) -> Incoming:
        self._sent += 1
        if output.value is not None and output.topic == "mentions":
            self._mentions.append(output.value)
        elif output.value is not None:
            self._latest.setdefault(output.topic, {})[output.key or b""] = output.value
        return Incoming(
            topic=output.topic,
            partition=0,
            offset=self._sent,
            key=output.key,
            value=output.value,
            timestamp=origin,
            origin=origin,
        )


def arrival(article: Article) -> datetime:
    """Return when an article would have come on Kafka, which has no times before 1970."""
    moment = article.modified_at or article.published_at
    return max(moment, datetime.fromtimestamp(0, UTC))


def make_pipeline(
    settings: Settings | None = None,
    report: Callable[[str], None] = lambda _: None,
    stores: Mapping[str, KeyedStore] | None = None,
) -> Pipeline:
    """Return a pipeline on the installed gazetteer, building that on first use.

    ``stores`` is the state to begin with, as ``Pipeline`` takes it.
    """
    settings = settings or load_settings()
    use_language(settings.rules_language)
    extractor = Extractor(settings.language_pipeline)
    extractor.warm()
    return Pipeline(extractor, Geocoder(open_gazetteer(settings, report)), settings, stores)
