"""What the workers of each group measure of the servers beside their work.

The index worker measures the groups: it lives when the pipeline worker does not, and says then how
many articles wait for it.
"""

from collections.abc import Mapping, Sequence

from elasticsearch import ApiError, TransportError, UnsupportedProductError

from streams.extract.agent import ExtractAgent
from streams.index.agent import INDEXED_TOPICS
from streams.index.client import make_client
from streams.runtime.metrics import Metrics
from streams.runtime.server_watch import KafkaProbe, MemoryProbe, ServerWatch
from streams.runtime.topics import INDEX_APP, PIPELINE_APP, TABLES
from streams.settings import Settings

SOURCES: Mapping[str, Sequence[str]] = {
    PIPELINE_APP: (ExtractAgent.source, *TABLES.values()),
    INDEX_APP: tuple(INDEXED_TOPICS),
}
"""Topics that each group reads, but for the webhook's, which only some installations have."""

STATUSES = ("green", "yellow", "red")
"""Of an Elasticsearch cluster: all copies there, some replicas missing, some data missing."""


def watch_for(settings: Settings, metrics: Metrics, group: str) -> ServerWatch:
    """Return what a worker of a group measures."""
    memory = MemoryProbe(metrics)
    if group != INDEX_APP:
        return ServerWatch([memory, KafkaProbe(settings, metrics, {})])
    kafka = KafkaProbe(settings, metrics, SOURCES, [ExtractAgent.source])
    return ServerWatch([memory, kafka, ElasticsearchProbe(settings, metrics)])


class ElasticsearchProbe:
    """Measures whether Elasticsearch answers, and the status of the cluster."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self._settings = settings
        self._metrics = metrics

    def __call__(self) -> None:
        """Ask the server once.

        A login that may not ask for the health of the cluster still shows that the server answers.
        """
        up = self._metrics.server_up.labels("elasticsearch")
        try:
            with make_client(self._settings) as client:
                status = client.cluster.health().body["status"]
        except ApiError as error:
            self._metrics.elasticsearch_status.clear()
            up.set(error.status_code in {401, 403})
        except (TransportError, UnsupportedProductError, TypeError, KeyError):
            self._metrics.elasticsearch_status.clear()
            up.set(0)
        else:
            up.set(1)
            for one in STATUSES:
                self._metrics.elasticsearch_status.labels(one).set(one == status)
