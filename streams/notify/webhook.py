"""The webhook: one request, and what its response means.

The host alone appears in messages: the path of a webhook is often its secret.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from streams.errors import NotDelivered, WebhookUnavailable
from streams.notify.core import Payload
from streams.settings import Settings

SHOWN_RESPONSE = 300
"""Characters of a response that an error repeats."""

RETRYABLE = (408, 425, 429)
"""Statuses below 500 after which a retry may succeed: timeout, too early, too many requests."""


class Webhook:
    """Posts alerts to a URL; connects on first use."""

    def __init__(self, url: str, settings: Settings) -> None:
        self._url = url
        self._host = urlsplit(url).hostname
        self._timeout = ClientTimeout(total=settings.alert_webhook_timeout_seconds)
        token = settings.alert_webhook_token
        self._headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        self._session: ClientSession | None = None

    async def post(self, payloads: Sequence[Payload]) -> None:
        """Send alerts in one request.

        Raises:
            WebhookUnavailable: if there is no response in time, or its status is worth a retry.
            NotDelivered: if the receiver refuses them.
        """
        if self._session is None:
            self._session = ClientSession(
                timeout=self._timeout, headers=self._headers, trust_env=True
            )
        try:
            async with self._session.post(self._url, json=list(payloads)) as answer:
                status, text = answer.status, await answer.text(errors="replace")
        except (ClientError, TimeoutError, OSError) as error:
            msg = f"the webhook at {self._host} does not respond ({type(error).__name__}: {error})"
            raise WebhookUnavailable(msg) from error
        if status >= 500 or status in RETRYABLE:
            msg = f"the webhook at {self._host} responds with {status}"
            raise WebhookUnavailable(msg)
        if status >= 300:
            msg = f"the webhook at {self._host} refuses with {status}: {text[:SHOWN_RESPONSE]}"
            raise NotDelivered(msg)

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
