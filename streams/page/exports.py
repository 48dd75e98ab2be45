"""The events of a search as a file, written by the same code as ``dateline export``."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from typing import IO, BinaryIO, cast

from aiohttp import web

from streams.export.writers import COLUMN_SETS, FileFormat, open_writer
from streams.index.client import make_client, server_errors
from streams.index.ready import check_server
from streams.search.event_query import EventQuery
from streams.search.scan import scan_events
from streams.settings import Settings

TYPES: dict[FileFormat, str] = {
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
}
"""Formats that the page offers, with their media types."""
MAX_EXPORTS = 2
"""Exports written at once; each takes a thread and a connection. The rest wait."""
IN_MEMORY_BYTES = 8 * 1024 * 1024
"""Larger files are written to the disk until they are sent."""
CHUNK_BYTES = 256 * 1024


class Exports:
    """Writes files in threads, a few at a time, so that the page goes on answering."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._free = asyncio.Semaphore(MAX_EXPORTS)

    async def send(
        self, request: web.Request, query: EventQuery, form: FileFormat, headers: dict[str, str]
    ) -> web.StreamResponse:
        """Answer a request with the file; it is complete before its first byte is sent.

        Raises:
            DatelineError: if the events cannot be read, or the format needs what is missing.
        """
        async with self._free:
            file = await asyncio.to_thread(self._written, query, form)
        name = f'attachment; filename="events.{form}"'
        response = web.StreamResponse(headers=headers | {"Content-Disposition": name})
        response.content_type = TYPES[form]
        with file:
            await response.prepare(request)
            async for chunk in _chunks(file):
                await response.write(chunk)
        return response

    def _written(self, query: EventQuery, form: FileFormat) -> IO[bytes]:
        file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 (returned)
        try:
            with make_client(self._settings) as client, server_errors(self._settings):
                check_server(client, self._settings)
                writer = open_writer(form, cast("BinaryIO", file), COLUMN_SETS["dateline"])
                for events in scan_events(client, self._settings, query):
                    writer.write(events)
                writer.close()
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return file


async def _chunks(file: IO[bytes]) -> AsyncIterator[bytes]:
    while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
        yield chunk
