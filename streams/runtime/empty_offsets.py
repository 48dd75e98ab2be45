"""Offsets behind the last message of a partition: markers of transactions, and aborted messages.

A transaction ends with a marker, which takes an offset. Consumers never receive it, and Faust
commits only behind messages that it received. So after the last transaction of a quiet topic some
offsets would stay uncommitted: a lag that no work removes, for which a healthy worker would end
itself. Here a second consumer reads the uncommitted offsets; if they hold no message, they are
passed over.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import closing

from faust.types.tuples import TP
from kafka import TopicPartition

from streams.runtime.clients import make_consumer
from streams.settings import Settings

LOOKS = 3
"""So many measurements of the lag in a row must find offsets uncommitted, and nothing in hand."""
PAUSE_SECONDS = 10.0
"""Least time between two reads: each opens a connection."""
POLL_MS = 500
READ_SECONDS = 5.0
"""Longest time of one read."""

Spans = Mapping[TP, range]
"""Offsets by partition, from the committed one to the end."""


class QuietLag:
    """Notices when the lag of a worker has stayed, while it had nothing in hand.

    Args:
        clock: returns seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._spans: Spans = {}
        self._looks = 0
        self._read_at = -PAUSE_SECONDS

    def is_due(self, spans: Spans, *, in_hand: bool) -> bool:
        """Return whether the offsets are to be read now.

        Args:
            spans: what is uncommitted at this measurement.
            in_hand: whether the worker has received messages that it has not acknowledged.
        """
        stayed = bool(spans) and not in_hand and spans == self._spans
        self._looks = self._looks + 1 if stayed else 0
        self._spans = spans
        now = self._clock()
        if self._looks < LOOKS or now - self._read_at < PAUSE_SECONDS:
            return False
        self._looks, self._read_at = 0, now
        return True


def without_messages(settings: Settings, spans: Spans) -> dict[TP, int]:
    """Return up to which offset partitions hold no message; those that hold one are left out.

    Messages of transactions that were aborted are none.

    Raises:
        KafkaError: if the brokers do not answer.
    """
    partitions = {TopicPartition(*one): one for one in spans}
    with closing(make_consumer(settings)) as consumer:
        consumer.assign(list(partitions))
        for partition, one in partitions.items():
            consumer.seek(partition, spans[one].start)
        left, found = set(partitions), set[TopicPartition]()
        deadline = time.monotonic() + READ_SECONDS
        while left and time.monotonic() < deadline:
            found |= set(consumer.poll(POLL_MS))
            left -= found
            left -= {one for one in left if consumer.position(one) >= spans[partitions[one]].stop}
        positions = {partitions[one]: consumer.position(one) for one in {*partitions} - found}
    return {one: at for one, at in positions.items() if at > spans[one].start}
