"""The notify stage on its topic: alerts in, requests to the webhook out."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from schemas.alert import Alert
from streams.errors import (
    MalformedRecord,
    NotDelivered,
    StageFailed,
    TerminalError,
    TransientError,
)
from streams.notify.core import Payload, is_current, newest, payload
from streams.runtime.dead_letters import make_dead_letter
from streams.runtime.delivery import Incoming
from streams.runtime.metrics import StageMetrics
from streams.runtime.retry import retry_transient
from streams.runtime.stage import Send
from streams.settings import Settings

STAGE = "notify"
SOURCE = "alerts"


class Posts(Protocol):
    """What takes alerts; ``streams.notify.webhook.Webhook`` does."""

    async def post(self, payloads: Sequence[Payload]) -> None:
        """Send alerts in one request; raises what the webhook's module says."""
        ...


class NotifyHandler:
    """Posts batches of alerts, in order, the newest revision of each.

    A webhook that is away is tried again for as long as the settings say; then the batch becomes
    dead letters and the next one has its turn, so that the stream is never held up for good.
    """

    def __init__(
        self,
        webhook: Posts,
        send: Send,
        metrics: StageMetrics,
        settings: Settings,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._webhook = webhook
        self._send = send
        self._metrics = metrics
        self._settings = settings
        self._clock = clock

    def begin(self, message: Incoming) -> "asyncio.Future[Any] | None":
        """Nothing runs ahead: of an alert, what came later must arrive later."""
        del message
        return None

    async def handle(self, batch: Sequence[tuple[Incoming, "asyncio.Future[Any] | None"]]) -> None:
        """Post what is current of a batch; return when each is taken or a dead letter."""
        alerts: dict[str, Incoming] = {}
        read: list[Alert] = []
        for message, _ in batch:
            alert = await self._read(message)
            if alert is not None:
                read.append(alert)
                alerts[f"{alert.alert_id}@{alert.revision}"] = message
        now = datetime.fromtimestamp(self._clock(), UTC)
        current = [alert for alert in newest(read) if is_current(alert, now)]
        self._metrics.count("skipped", len(read) - len(current))
        messages = [alerts[f"{alert.alert_id}@{alert.revision}"] for alert in current]
        page = self._settings.page_url
        await self._deliver(messages, [payload(alert, now, page) for alert in current])

    async def _deliver(self, messages: Sequence[Incoming], payloads: Sequence[Payload]) -> None:
        """Post in one request; if that is refused, one by one, to find the one to blame."""
        if not messages:
            return
        try:
            await self._post(payloads)
        except NotDelivered as error:
            if error.refused and len(messages) > 1:
                for message, element in zip(messages, payloads, strict=True):
                    await self._deliver([message], [element])
                return
            for message in messages:
                await self._give_up(message, error)
            return
        self._metrics.count("ok", len(messages))
        for message in messages:
            self._metrics.latency(self._clock() - message.origin)

    async def _post(self, payloads: Sequence[Payload]) -> None:
        limit = self._settings.alert_webhook_give_up_seconds

        async def attempt() -> None:
            with self._metrics.working():
                await self._webhook.post(payloads)

        try:
            await retry_transient(
                attempt,
                self._metrics,
                self._settings,
                give_up_seconds=limit,
            )
        except TransientError as error:
            msg = (
                f"the webhook did not take {len(payloads)} alerts within {limit:g} s; "
                "`dateline dead-letters replay` sends them again"
            )
            raise NotDelivered(msg, refused=False) from error

    async def _read(self, message: Incoming) -> Alert | None:
        try:
            return Alert.from_json(message.value or b"")
        except MalformedRecord as error:
            await self._give_up(message, error)
        except Exception as error:  # boundary: any error of a message becomes a dead letter
            await self._give_up(message, StageFailed(f"{type(error).__name__}: {error}"))
        return None

    async def _give_up(self, message: Incoming, error: TerminalError) -> None:
        self._metrics.dead_letter(error.reason)
        await (await self._send(make_dead_letter(STAGE, message, error, self._clock())))
