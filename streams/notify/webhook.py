"""The webhook: one request, and what its response means.

The host alone appears in messages: the path of a webhook is often its secret.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, StreamReader

from streams.errors import NotDelivered, WebhookUnavailable
from streams.notify.core import Payload
from streams.settings import Settings

MAX_RESPONSE_BYTES = 64 * 1024
"""Bytes of a response that are read; the rest is of no use, and may have no end."""

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
            # A redirect would carry the bearer token to another address, as a GET without a body.
            async with self._session.post(
                self._url, json=list(payloads), allow_redirects=False
            ) as answer:
                status, location = answer.status, answer.headers.get("Location")
                text = (await _start_of(answer.content)).decode(errors="replace")
        except (ClientError, TimeoutError, OSError) as error:
            msg = f"the webhook at {self._host} does not respond ({type(error).__name__}: {error})"
            raise WebhookUnavailable(msg) from error
        if status >= 500 or status in RETRYABLE:
            msg = f"the webhook at {self._host} responds with {status}"
            raise WebhookUnavailable(msg)
        if 300 <= status < 400:
            msg = (
                f"the webhook at {self._host} redirects with {status} to "
                f"{urlsplit(location or '').hostname}: set DATELINE_ALERT_WEBHOOK_URL to the "
                "address that takes alerts"
            )
            raise NotDelivered(msg)
        if status >= 400:
            msg = f"the webhook at {self._host} refuses with {status}: {text[:SHOWN_RESPONSE]}"
            raise NotDelivered(msg)

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()


async def _start_of(content: StreamReader) -> bytes:
    """Return the start of a body, at most ``MAX_RESPONSE_BYTES``."""
    found = b""
    while len(found) < MAX_RESPONSE_BYTES:
        part = await content.read(MAX_RESPONSE_BYTES - len(found))
        if not part:
            break
        found += part
    return found
