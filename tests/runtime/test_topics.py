"""The table of topics is the contract with producers, stages and Faust."""

from streams.activity.agent import AssignAgent, WindowAgent
from streams.deduplicate.agent import DeduplicateAgent
from streams.deduplicate.linking.agent import LinkAgent
from streams.extract.agent import ExtractAgent
from streams.geocode.agent import GeocodeAgent
from streams.index.agent import INDEXED_TOPICS
from streams.runtime.topics import TABLES, TOPICS

NAMES = {spec.name for spec in TOPICS}
AGENTS = (GeocodeAgent, DeduplicateAgent, LinkAgent, AssignAgent, WindowAgent)


def test_every_topic_of_the_design_is_there() -> None:
    assert {"articles", "mentions", "events", "city-activity", "alerts", "dead-letters"} <= NAMES


def test_records_that_are_kept_whole_are_compacted_for_ever() -> None:
    compacted = {spec.name: spec.retention_ms for spec in TOPICS if spec.cleanup == "compact"}
    assert {"events", "city-activity", "alerts"} <= set(compacted)
    assert set(compacted.values()) == {-1}


def test_dead_letters_outlive_the_articles() -> None:
    kept = {spec.name: spec.retention_ms for spec in TOPICS}
    assert kept["dead-letters"] > kept["articles"] > 0


def test_every_topic_that_a_stage_reads_exists() -> None:
    assert {ExtractAgent.source, *(agent.source for agent in AGENTS), *INDEXED_TOPICS} <= NAMES


def test_every_table_follows_the_topic_that_its_stage_reads() -> None:
    assert {agent.table: agent.source for agent in AGENTS} == dict(TABLES)
