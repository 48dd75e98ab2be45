"""Lag and members of the groups, as the brokers tell them while no pipeline worker is alive."""

from contextlib import closing

import pytest
from kafka import KafkaConsumer

from streams.runtime.brokers import group_state, under_replicated
from streams.runtime.clients import make_admin, make_producer
from streams.runtime.metrics import Metrics
from streams.runtime.topics import INDEX_APP, PIPELINE_APP, create_topics
from streams.settings import Settings
from streams.wiring.watching import SOURCES, ElasticsearchProbe, watch_for

pytestmark = pytest.mark.servers


@pytest.fixture
def published(settings: Settings) -> Settings:
    """Create the topics and publish three messages."""
    with closing(make_admin(settings)) as admin:
        create_topics(admin, settings)
    with closing(make_producer(settings)) as producer:
        for number in range(3):
            producer.send(settings.topic("articles"), key=b"%d" % number, value=b"{}")
        producer.flush()
    return settings


def read_all(settings: Settings) -> KafkaConsumer:
    """Return a member of the pipeline's group that has read and committed all articles."""
    consumer = KafkaConsumer(
        settings.topic("articles"),
        bootstrap_servers=settings.kafka_bootstrap_servers,
        group_id=settings.topic(PIPELINE_APP),
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    seen = 0
    while seen < 3:
        seen += sum(map(len, consumer.poll(timeout_ms=1000).values()))
    consumer.commit()
    return consumer


def test_lag_and_members_come_from_the_brokers(published: Settings) -> None:
    topics = SOURCES[PIPELINE_APP]
    with closing(make_admin(published)) as admin:
        before = group_state(admin, published, PIPELINE_APP, topics)
        assert (before.lag["articles"], before.members, before.stable) == (3, 0, False)
        assert not before.committed
        with closing(read_all(published)):
            after = group_state(admin, published, PIPELINE_APP, topics)
        assert (after.lag["articles"], after.members, after.stable) == (0, 1, True)
        assert after.committed
        assert set(under_replicated(admin, [published.topic("articles"), "none"]).values()) == {0}


def test_an_index_worker_measures_both_groups_and_both_servers(published: Settings) -> None:
    metrics = Metrics(INDEX_APP)
    watch = watch_for(published, metrics, INDEX_APP)
    for probe in watch.probes:
        probe()
    value = metrics.registry.get_sample_value
    for group, topics in SOURCES.items():
        for topic in topics:
            lag = value("dateline_group_lag", {"group": group, "topic": topic})
            assert lag == (3 if topic == "articles" else 0)
    assert value("dateline_topic_messages", {"topic": "articles"}) == 3
    for server in ("kafka", "elasticsearch"):
        assert value("dateline_server_up", {"server": server}) == 1
    assert value("dateline_elasticsearch_status", {"status": "red"}) == 0


def test_an_elasticsearch_that_is_away_has_no_status(settings: Settings) -> None:
    metrics = Metrics(INDEX_APP)
    ElasticsearchProbe(settings, metrics)()
    away = settings.model_copy(update={"elasticsearch_url": "http://127.0.0.1:9"})
    ElasticsearchProbe(away, metrics)()
    value = metrics.registry.get_sample_value
    assert value("dateline_server_up", {"server": "elasticsearch"}) == 0
    assert value("dateline_elasticsearch_status", {"status": "green"}) is None
