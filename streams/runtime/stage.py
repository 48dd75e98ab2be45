"""Runs a stage between topics: compute, coalesce, send, make dead letters of failed messages."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from streams.errors import DatelineError, StageFailed, TerminalError, TooLarge, UsageError
from streams.runtime.coalesce import Output, newest
from streams.runtime.dead_letters import make_dead_letter
from streams.runtime.delivery import ORIGIN_HEADER, SKIPPED_HEADER, Incoming, Outgoing
from streams.runtime.logs import about
from streams.runtime.metrics import StageMetrics
from streams.runtime.retry import retry_transient
from streams.runtime.topics import MAX_MESSAGE_BYTES
from streams.settings import Settings

logger = logging.getLogger(__name__)

MOST_STATE_BYTES = 2 * 1024 * 1024
"""Changes of a table after which a batch is sent before its end, so that they fit into one batch
of the producer: the broker stores them whole or not at all."""

Compute = Callable[[Incoming], Awaitable[Sequence[Output]]]
"""Computes the outputs of a message, and records how long the work on it took."""
Done = tuple[Incoming, Sequence[Output]]
"""A message with its outputs."""
Send = Callable[[Outgoing], Awaitable[Awaitable[Any]]]
"""Hands a message to the producer; the result completes when the broker acknowledges it."""


class State(Protocol):
    """The state of a stage, whose changes are sent with the outputs."""

    @property
    def pending_bytes(self) -> int:
        """Return the size of the changes that are not sent yet."""
        ...

    async def send_changes(self) -> list[Awaitable[Any]]:
        """Hand them to the producer; the results complete when the broker acknowledges them."""
        ...

    async def settle(self) -> None:
        """Note that every change that was sent is acknowledged."""
        ...

    def take_back(self) -> None:
        """Undo every change that was not sent yet."""
        ...


class StageHandler:
    """Runs one stage. Messages are computed concurrently if the stage has no state.

    What a batch left for its end may fail. Then the batch is taken back, and each half is done as a
    batch of its own, and so on: only the message that fails becomes a dead letter.
    """

    def __init__(
        self,
        stage: str,
        compute: Compute,
        send: Send,
        metrics: StageMetrics,
        settings: Settings,
        state: State | None = None,
    ) -> None:
        self._stage = stage
        self._compute = compute
        self._send = send
        self._metrics = metrics
        self._settings = settings
        self._state = state

    def begin(self, message: Incoming) -> "asyncio.Future[Any] | None":
        """Start computing in the background if the stage has no state."""
        return asyncio.ensure_future(self._outputs(message)) if self._state is None else None

    async def handle(self, batch: Sequence[tuple[Incoming, "asyncio.Future[Any] | None"]]) -> None:
        """Send the newest outputs of the batch in order; wait until all are acknowledged."""
        done: list[Done] = []
        for message, work in batch:
            done.append((message, await (work if work is not None else self._outputs(message))))
            self._metrics.step()
            if self._state is not None and self._state.pending_bytes > MOST_STATE_BYTES:
                await self._settle(done)
                done = []
        await self._settle(done)
        now = time.time()
        for message, _ in batch:
            self._metrics.latency(now - message.origin)

    async def _settle(self, done: Sequence[Done]) -> None:
        """Send the state and what is due; if that cannot be made, halve the batch."""
        try:
            due = self._due(done)
        except UsageError:  # not the message's fault: the worker stops, and it comes again
            raise
        except Exception as error:  # boundary: any error of a stage becomes a dead letter
            if self._state is not None:
                self._state.take_back()
            if len(done) > 1:
                middle = len(done) // 2
                for half in (done[:middle], done[middle:]):
                    await self._settle([(one, await self._outputs(one)) for one, _ in half])
                return
            message, _ = done[0]
            due = [_with_origin(self._give_up(message, error), message.origin)]
        await self._send_all(due)

    def _due(self, done: Sequence[Done]) -> list[Outgoing]:
        """Return the newest outputs of messages, those that were left for the end made now."""
        results = [(message, output) for message, outputs in done for output in outputs]
        return [
            _with_origin(output, due.origin)
            for due in newest(results)
            for output in self._resolve(due.output)
        ]

    async def _send_all(self, outputs: Sequence[Outgoing]) -> None:
        """Send the state, then the outputs; wait until all are acknowledged."""
        sent = [] if self._state is None else await self._state.send_changes()
        sent += [await self._send(output) for output in outputs]
        await asyncio.gather(*sent)
        if self._state is not None:
            await self._state.settle()

    def _resolve(self, output: Output) -> Sequence[Outgoing]:
        if isinstance(output, Outgoing):
            return [output]
        with self._metrics.finishing():
            outputs = output.make()
        _check_sizes(outputs)
        return outputs

    async def _outputs(self, message: Incoming) -> Sequence[Output]:
        try:
            outputs = await retry_transient(
                lambda: self._compute(message),
                self._metrics,
                self._settings,
            )
            ready = [output for output in outputs if isinstance(output, Outgoing)]
            _check_sizes(ready)
        except UsageError:  # not the message's fault: the worker stops, and it comes again
            raise
        except Exception as error:  # boundary: any error of a stage becomes a dead letter
            instead = error.instead if isinstance(error, TerminalError) else ()
            return [self._give_up(message, error), *instead]
        self._count(ready)
        return outputs

    def _count(self, outputs: Sequence[Outgoing]) -> None:
        headers = dict(header for output in outputs for header in output.headers)
        if SKIPPED_HEADER in headers:
            self._metrics.skipped(headers[SKIPPED_HEADER].decode())
        else:
            self._metrics.count("ok")

    def _give_up(self, message: Incoming, error: Exception) -> Outgoing:
        if not isinstance(error, DatelineError):
            logger.exception(
                "stage %s failed at %s",
                self._stage,
                where(message),
                extra=about(self._stage, message),
            )
            error = StageFailed(f"{type(error).__name__}: {error}")
        reason = error.reason if isinstance(error, TerminalError) else StageFailed.reason
        extra = about(self._stage, message, reason=reason)
        logger.warning(
            "dead letter from %s at %s: %s", self._stage, where(message), error, extra=extra
        )
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


def _with_origin(output: Outgoing, origin: float) -> Outgoing:
    header = (ORIGIN_HEADER, str(round(origin * 1000)).encode())
    return replace(output, headers=(*output.headers, header))
