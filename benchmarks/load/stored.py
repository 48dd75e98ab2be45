"""Made-up events in real indices of their own, and the page that shows them."""

import asyncio
import logging
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime

from benchmarks.load.events import Invention
from streams.index.bulk import BulkWriter
from streams.index.client import make_async_client, make_client
from streams.index.documents import Action, activity_action, article_action, event_action
from streams.index.setup import create_indices
from streams.settings import Settings

logger = logging.getLogger(__name__)

BATCH = 150
"""Actions written at once: less than 1 MiB, from which aiohttp warns of the size of a body."""
START_LINES = 200
"""Lines of output within which the page must have said its address."""


def write(settings: Settings, made: Invention, at: datetime | None = None) -> None:
    """Write events, articles and activity into the indices of the settings, and make them visible.

    Args:
        settings: names the server and the prefix of the indices, which are created.
        made: what to write.
        at: when it counts as indexed; now if not given.

    Raises:
        RuntimeError: if the server rejects a document.
    """
    now = at or datetime.now(UTC)
    actions: list[Action] = [event_action(event, now) for event in made.events]
    actions += [article_action(article) for article in made.articles]
    actions += [activity_action(activity) for activity in made.activity]
    with make_client(settings) as client:
        create_indices(client, settings, logger.debug)
        # In a thread, as playwright keeps a loop running in that of a test.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, _write(settings, actions)).result()
        client.indices.refresh(index=f"{settings.index_prefix}*")


async def _write(settings: Settings, actions: Sequence[Action]) -> None:
    async with make_async_client(settings) as client:
        writer = BulkWriter(client, settings)
        for start in range(0, len(actions), BATCH):
            result = await writer.write(actions[start : start + BATCH])
            if result.rejected:
                msg = f"rejected: {result.rejected[0]}"
                raise RuntimeError(msg)


def remove(settings: Settings) -> None:
    """Delete all indices of the prefix of the settings."""
    with make_client(settings) as client:
        for name in client.indices.get(index=f"{settings.index_prefix}*"):
            client.indices.delete(index=name)


@contextmanager
def served(settings: Settings, environment: dict[str, str]) -> Iterator[str]:
    """Serve the page of the settings in a process of its own; yields its address.

    Raises:
        RuntimeError: if the page does not start.
    """
    variables = environment | {
        "DATELINE_HOME": str(settings.home),
        "DATELINE_ELASTICSEARCH_URL": settings.elasticsearch_url,
        "DATELINE_INDEX_PREFIX": settings.index_prefix,
    }
    command = [sys.executable, "-u", "-m", "dateline", "page", "--port", "0"]
    process = subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        for _ in range(START_LINES):
            address = process.stdout.readline().partition(" ")[0].strip()
            if address.startswith("http"):
                break
        else:
            msg = f"the page did not start: exit code {process.poll()}"
            raise RuntimeError(msg)
        yield address.rstrip("/")
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()
