"""A worker stays with the Kafka cluster that it began with, whoever answers at its address.

If a broker is replaced by one of another cluster on the same port, a worker that reconnects would
commit its offsets there, read from wherever these happen to lie, and send events of the one to the
other. So each new connection asks which cluster it has reached before anything else is sent. In
another one the process ends at once, as after a SIGKILL: nothing more is committed.
"""

import logging
from collections.abc import Callable
from typing import Any

from aiokafka import client
from aiokafka.conn import create_conn
from aiokafka.protocol.metadata import MetadataRequest

from streams.runtime.watchdog import end_process

logger = logging.getLogger(__name__)

NO_TOPICS: list[str] = []


class SameCluster:
    """Checks the cluster of each new connection of aiokafka.

    Args:
        expected: id of the cluster; None means that of the first connection.
        end: ends the process; tests pass their own.
    """

    def __init__(self, expected: str | None = None, end: Callable[[], None] = end_process) -> None:
        self._expected = expected
        self._end = end

    async def connect(self, host: str, port: int, **options: Any) -> Any:
        """Return a connection to a broker of the cluster; the process ends if it is of another.

        Raises:
            KafkaError: as aiokafka's own function, or if the broker does not answer.
        """
        connection = await create_conn(host, port, **options)
        try:
            answer = await connection.send(MetadataRequest(NO_TOPICS))
            self.check(getattr(answer, "cluster_id", None), f"{host}:{port}")
        except BaseException:
            connection.close()
            raise
        return connection

    def check(self, found: str | None, address: str) -> None:
        """End the process if a cluster is not the expected one; very old brokers tell no id."""
        if found is None:
            return
        if self._expected is None:
            self._expected = found
        if found != self._expected:
            logger.critical(
                "what answers at %s is the Kafka cluster %s, and this worker began with %s; "
                "ending the process",
                address,
                found,
                self._expected,
            )
            self._end()


def stay_with_one_cluster(expected: str | None = None) -> None:
    """Let the consumers and producers of this process stay with one cluster."""
    client.create_conn = SameCluster(expected).connect
