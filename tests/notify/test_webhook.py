"""Against a real HTTP server: what is sent, what is tried again, what is given up."""

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from schemas.alert import Alert
from streams.notify.agent import NotifyHandler
from streams.notify.webhook import Webhook
from streams.runtime.delivery import Incoming, Outgoing
from streams.runtime.metrics import Metrics
from streams.settings import Settings
from tests.index import records

NOW = datetime(2024, 4, 30, 15, tzinfo=UTC).timestamp()


class Receiver:
    """Answers with a list of statuses, then 200, and remembers what it took."""

    def __init__(self, *statuses: int, refuses: str | None = None) -> None:
        self.statuses = list(statuses)
        self.refuses = refuses
        self.taken: list[list[dict[str, Any]]] = []
        self.tokens: list[str | None] = []
        self.elsewhere: URL | None = None
        self.followed: list[str] = []
        self.read_bytes = 0

    async def other(self, request: web.Request) -> web.Response:
        self.followed.append(f"{request.method} {request.headers.get('Authorization')}")
        return web.Response()

    async def endless(self, request: web.Request) -> web.StreamResponse:
        """Take the alerts, and answer with a body that has no end."""
        self.taken.append(await request.json())
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65_536)
            self.read_bytes += 65_536

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.tokens.append(request.headers.get("Authorization"))
        if self.statuses:
            status = self.statuses.pop(0)
            if status == 0:
                await asyncio.sleep(60)
            if status in (301, 302, 307, 308):
                return web.Response(status=status, headers={"Location": str(self.elsewhere)})
            return web.Response(status=status, text="no")
        if any(item["labels"]["area"] == self.refuses for item in body):
            return web.Response(status=400, text="bad labels")
        self.taken.append(body)
        return web.Response()


IN_BUFFERS = 16 * 1024 * 1024
"""More than the sockets of both sides hold of a body that nobody reads."""


class Sent:
    """Dead letters that the handler sent."""

    def __init__(self) -> None:
        self.letters: list[Outgoing] = []

    async def __call__(self, output: Outgoing) -> Awaitable[Any]:
        self.letters.append(output)
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        done.set_result(None)
        return done

    def reasons(self) -> list[str]:
        return [dict(letter.headers)["dateline-reason"].decode() for letter in self.letters]


def arrived(value: bytes | None) -> tuple[Incoming, None]:
    return Incoming("alerts", 0, 0, b"k", value, NOW, NOW), None


def deliver(receiver: Receiver, *values: bytes | None, **changes: Any) -> tuple[Sent, Metrics]:
    """Hand messages to a handler whose webhook is the receiver."""
    sent, metrics = Sent(), Metrics("pipeline")

    async def run() -> None:
        app = web.Application()
        app.router.add_post("/api/v2/alerts", receiver.answer)
        app.router.add_route("*", "/other", receiver.other)
        app.router.add_post("/endless", receiver.endless)
        async with TestServer(app) as server:
            receiver.elsewhere = server.make_url("/other")
            url = str(server.make_url(changes.pop("path", "/api/v2/alerts")))
            settings = Settings(
                alert_webhook_url=url, retry_initial_seconds=0.01, retry_max_seconds=0.02, **changes
            )
            webhook = Webhook(url, settings)
            stage = metrics.stage("notify")
            handler = NotifyHandler(webhook, sent, stage, settings, lambda: NOW)
            try:
                await handler.handle([arrived(value) for value in values])
            finally:
                await webhook.close()

    asyncio.run(run())
    return sent, metrics


def count(metrics: Metrics, outcome: str) -> float:
    value: float = metrics.records.labels("notify", outcome)._value.get()
    return value


def named(area: str, **changes: Any) -> bytes:
    place = records.alert().area.model_copy(update={"name": area})
    alert: Alert = records.alert(area=place, alert_id=area, **changes)
    return alert.to_json()


def test_a_batch_is_one_request_with_the_newest_of_each() -> None:
    receiver = Receiver()
    sent, metrics = deliver(receiver, named("A"), named("A", revision=41), named("B"))
    [body] = receiver.taken
    assert [(item["labels"]["area"], item["annotations"]["revision"]) for item in body] == [
        ("A", "41"),
        ("B", "40"),
    ]
    assert sent.letters == []
    assert (count(metrics, "ok"), count(metrics, "skipped")) == (2, 1)


@pytest.mark.parametrize("status", [500, 503, 429, 408])
def test_an_answer_that_says_later_is_tried_again(status: int) -> None:
    receiver = Receiver(status, status)
    sent, metrics = deliver(receiver, named("A"))
    assert len(receiver.taken) == 1
    assert sent.letters == []
    assert count(metrics, "retry") == 2


def test_no_answer_in_time_is_tried_again() -> None:
    receiver = Receiver(0)
    sent, _ = deliver(receiver, named("A"), alert_webhook_timeout_seconds=0.2)
    assert len(receiver.taken) == 1
    assert sent.letters == []


def test_a_webhook_away_for_too_long_holds_nothing_up() -> None:
    receiver = Receiver(*[503] * 10_000)
    sent, _ = deliver(receiver, named("A"), named("B"), alert_webhook_give_up_seconds=0.3)
    assert sent.reasons() == ["not_delivered", "not_delivered"]
    assert [letter.value for letter in sent.letters] == [named("A"), named("B")]


def test_only_the_refused_alert_of_a_batch_is_given_up() -> None:
    receiver = Receiver(refuses="B")
    sent, _ = deliver(receiver, named("A"), named("B"), named("C"))
    assert [body[0]["labels"]["area"] for body in receiver.taken] == ["A", "C"]
    assert sent.reasons() == ["not_delivered"]
    [letter] = sent.letters
    assert letter.value == named("B")
    assert b"bad labels" in dict(letter.headers)["dateline-message"]


def test_what_is_no_alert_is_a_dead_letter_and_the_rest_goes_on() -> None:
    receiver = Receiver()
    sent, _ = deliver(receiver, b"{}", None, named("A"))
    assert sent.reasons() == ["malformed", "malformed"]
    assert len(receiver.taken) == 1


def test_an_old_alert_is_not_posted() -> None:
    receiver = Receiver()
    old = records.alert().ends_at.replace(year=2020)
    _, metrics = deliver(receiver, named("A", ends_at=old))
    assert receiver.taken == []
    assert count(metrics, "skipped") == 1


def test_the_token_is_sent() -> None:
    receiver = Receiver()
    deliver(receiver, named("A"), alert_webhook_token="secret")
    assert receiver.tokens == ["Bearer secret"]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed_and_the_token_stays_here(status: int) -> None:
    receiver = Receiver(status)
    sent, _ = deliver(receiver, named("A"), alert_webhook_token="secret")
    assert receiver.followed == []
    assert sent.reasons() == ["not_delivered"]
    assert b"redirects" in dict(sent.letters[0].headers)["dateline-message"]


def test_a_response_without_end_is_read_in_part() -> None:
    receiver = Receiver()
    # Without a bound, the body is read until the time is up, and the alert is sent again.
    limits = {"alert_webhook_timeout_seconds": 1.0, "alert_webhook_give_up_seconds": 2.0}
    sent, metrics = deliver(receiver, named("A"), path="/endless", **limits)
    assert len(receiver.taken) == 1
    assert sent.letters == []
    assert (count(metrics, "ok"), count(metrics, "retry")) == (1, 0)
    assert receiver.read_bytes < IN_BUFFERS
