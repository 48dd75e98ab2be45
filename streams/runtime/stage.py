"""Runs a stage between topics: compute, send in order, make dead letters of failed messages."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from streams.errors import DatelineError, StageFailed, TerminalError, TooLarge, UsageError
from streams.runtime.dead_letters import make_dead_letter
from streams.runtime.delivery import ORIGIN_HEADER, SKIPPED_HEADER, Incoming, Outgoing
from streams.runtime.metrics import StageMetrics
from streams.runtime.retry import retry_transient
from streams.runtime.topics import MAX_MESSAGE_BYTES
from streams.settings import Settings

logger = logging.getLogger(__name__)

Compute = Callable[[Incoming], Awaitable[Sequence[Outgoing]]]
Send = Callable[[Outgoing], Awaitable[Awaitable[Any]]]
"""Hands a message to the producer; the result completes when the broker acknowledges it."""

SendState = Callable[[], Awaitable[list[Awaitable[Any]]]]
"""Hands the changes of a stage's table to the producer."""


class StageHandler:
    """Runs one stage. Messages are computed concurrently if the stage has no state."""

    def __init__(
        self,
        stage: str,
        compute: Compute,
        send: Send,
        metrics: StageMetrics,
        settings: Settings,
        send_state: SendState | None = None,
    ) -> None:
        self._stage = stage
        self._compute = compute
        self._send = send
        self._metrics = metrics
        self._settings = settings
        self._send_state = send_state

    def begin(self, message: Incoming) -> "asyncio.Future[Any] | None":
        """Start computing in the background if the stage has no state."""
        return asyncio.ensure_future(self._outputs(message)) if self._send_state is None else None

    async def handle(self, batch: Sequence[tuple[Incoming, "asyncio.Future[Any] | None"]]) -> None:
        """Send the outputs of each message in order; wait until all are acknowledged."""
        sent: list[Awaitable[Any]] = []
        for message, work in batch:
            outputs = await (work if work is not None else self._outputs(message))
            if self._send_state is not None:
                sent += await self._send_state()
            sent += [await self._send(_with_origin(output, message)) for output in outputs]
            self._metrics.step()
        await asyncio.gather(*sent)
        now = time.time()
        for message, _ in batch:
            self._metrics.latency(now - message.origin)

    async def _outputs(self, message: Incoming) -> Sequence[Outgoing]:
        try:
            with self._metrics.timed():
                outputs = await retry_transient(
                    lambda: self._compute(message),
                    self._metrics,
                    self._settings,
                )
            _check_sizes(outputs)
        except UsageError:  # not the message's fault: the worker stops, and it comes again
            raise
        except Exception as error:  # boundary: any error of a stage becomes a dead letter
            instead = error.instead if isinstance(error, TerminalError) else ()
            return [self._give_up(message, error), *instead]
        self._count(outputs)
        return outputs

    def _count(self, outputs: Sequence[Outgoing]) -> None:
        headers = dict(header for output in outputs for header in output.headers)
        if SKIPPED_HEADER in headers:
            self._metrics.skipped(headers[SKIPPED_HEADER].decode())
        else:
            self._metrics.count("ok")

    def _give_up(self, message: Incoming, error: Exception) -> Outgoing:
        if not isinstance(error, DatelineError):
            logger.exception("stage %s failed at %s", self._stage, where(message))
            error = StageFailed(f"{type(error).__name__}: {error}")
        reason = error.reason if isinstance(error, TerminalError) else StageFailed.reason
        logger.warning("dead letter from %s at %s: %s", self._stage, where(message), error)
        self._metrics.dead_letter(reason)
        return make_dead_letter(self._stage, message, error, time.time())


def _check_sizes(outputs: Sequence[Outgoing]) -> None:
    for output in outputs:
        size = len(output.value or b"") + len(output.key or b"")
        if size > MAX_MESSAGE_BYTES:
            msg = f"message for {output.topic} has {size} bytes, the limit is {MAX_MESSAGE_BYTES}"
            raise TooLarge(msg)


def where(message: Incoming) -> str:
    """Return topic, partition and offset as text: 'articles[3]@17'."""
    return f"{message.topic}[{message.partition}]@{message.offset}"


def _with_origin(output: Outgoing, message: Incoming) -> Outgoing:
    origin = (ORIGIN_HEADER, str(round(message.origin * 1000)).encode())
    return Outgoing(output.topic, output.key, output.value, (*output.headers, origin))
