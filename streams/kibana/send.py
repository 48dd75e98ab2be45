"""The import files of ``infra/kibana``: written from the code, read, and sent to Kibana."""

import asyncio
import time
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import aiohttp

from streams.errors import ServerError
from streams.kibana import analysts, operators
from streams.kibana.saved import Object, ndjson, read_ndjson
from streams.kibana.views import VIEWS, data_view
from streams.settings import Settings

FOLDER = Path(__file__).resolve().parents[2] / "infra" / "kibana"


def built() -> dict[str, list[Object]]:
    """Return the objects of each file; an object comes before those that refer to it."""
    return {
        "1-data-views.ndjson": [data_view(view) for view in VIEWS],
        "2-analysts.ndjson": analysts.objects(),
        "3-operators.ndjson": operators.objects(),
    }


def write_files(folder: Path = FOLDER) -> list[Path]:
    """Write the files that are missing or out of date, and return them."""
    changed = []
    for name, objects in built().items():
        path, text = folder / name, ndjson(objects)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def read_files() -> list[Object]:
    """Return the objects of the installed files, in order."""
    folder = files("infra") / "kibana"
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".ndjson"))
    return [
        thing
        for name in names
        for thing in read_ndjson((folder / name).read_text(encoding="utf-8"))
    ]


SUPPORTED_MAJOR = "8"
START_TIMEOUT_SECONDS = 180.0
"""How long Kibana may take to start; a small one takes one to two minutes."""

REQUEST_TIMEOUT_SECONDS = 60.0
"""For one request; the import is one request with all objects."""
PAUSE_SECONDS = 2.0
"""Between two looks at whether Kibana is ready: short beside its start."""
SHOWN_ERRORS = 5
"""Refused objects that a message names: they mostly have one cause."""
Report = Callable[[str], None]


def import_objects(
    settings: Settings,
    objects: Sequence[Object],
    report: Report,
    timeout: float = START_TIMEOUT_SECONDS,
) -> int:
    """Import objects, replacing those of the same ids, and return how many there are now.

    Waits for a Kibana that is still starting.

    Raises:
        ServerError: if it stays away, is of another major version, refuses access, or refuses an
            object; the message says which and why.
    """
    return asyncio.run(_import(settings, objects, report, timeout))


async def _import(
    settings: Settings, objects: Sequence[Object], report: Report, timeout: float
) -> int:
    headers = {"kbn-xsrf": "dateline"}
    if settings.kibana_api_key:
        headers["Authorization"] = f"ApiKey {settings.kibana_api_key}"
    limit = aiohttp.ClientTimeout(total=REQUEST_TIMEOUT_SECONDS)
    async with aiohttp.ClientSession(headers=headers, timeout=limit) as session:
        await _ready(session, settings, report, timeout)
        answer = await _post(session, settings, objects)
    if not answer.get("success"):
        raise ServerError(_refused(settings, answer))
    return int(answer["successCount"])


async def _ready(
    session: aiohttp.ClientSession, settings: Settings, report: Report, timeout: float
) -> None:
    deadline = time.monotonic() + timeout
    waiting = False
    while (problem := await _problem(session, settings)) is not None:
        if time.monotonic() > deadline:
            raise ServerError(problem)
        if not waiting:
            report(f"waiting for Kibana at {settings.kibana_url} ...")
            waiting = True
        await asyncio.sleep(min(PAUSE_SECONDS, timeout))


async def _problem(session: aiohttp.ClientSession, settings: Settings) -> str | None:
    """Return why Kibana is not ready; None if it is."""
    try:
        async with session.get(f"{settings.kibana_url}/api/status") as response:
            if response.status in (401, 403):
                raise ServerError(_no_access(settings))
            body = await response.json(content_type=None) if response.status == 200 else {}
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return (
            f"Kibana at {settings.kibana_url} cannot be reached ({type(error).__name__}): start it "
            "with `docker compose --profile observe up -d`, or set DATELINE_KIBANA_URL"
        )
    number = _version(body)
    if number is None:
        return f"{settings.kibana_url} is not Kibana, or not ready yet: status {response.status}"
    if number.partition(".")[0] != SUPPORTED_MAJOR:
        msg = (
            f"Kibana at {settings.kibana_url} is {number}; Dateline's dashboards need "
            f"{SUPPORTED_MAJOR}.x"
        )
        raise ServerError(msg)
    level = body.get("status", {}).get("overall", {}).get("level")
    return None if level in (None, "available", "degraded") else f"Kibana is {level}"


def _version(body: Any) -> str | None:
    version = body.get("version") if isinstance(body, dict) else None
    return str(version["number"]) if isinstance(version, dict) and "number" in version else None


async def _post(
    session: aiohttp.ClientSession, settings: Settings, objects: Sequence[Object]
) -> dict[str, Any]:
    form = aiohttp.FormData()
    form.add_field(
        "file",
        ndjson(objects).encode(),
        filename="dateline.ndjson",
        content_type="application/ndjson",
    )
    address = f"{settings.kibana_url}/api/saved_objects/_import?overwrite=true"
    async with session.post(address, data=form) as response:
        if response.status in (401, 403):
            raise ServerError(_no_access(settings))
        text = await response.text()
        if response.status != 200:
            msg = f"Kibana at {settings.kibana_url} answered {response.status}: {text[:300]}"
            raise ServerError(msg)
        answer: dict[str, Any] = await response.json(content_type=None)
    return answer


def _no_access(settings: Settings) -> str:
    return f"Kibana at {settings.kibana_url} refuses access: check DATELINE_KIBANA_API_KEY"


def _refused(settings: Settings, answer: dict[str, Any]) -> str:
    errors = answer.get("errors", [])
    refused = [
        f"{e.get('type')} {e.get('id')}: {e.get('error', {}).get('type')}"
        for e in errors[:SHOWN_ERRORS]
    ]
    return f"Kibana at {settings.kibana_url} refused {len(errors)} objects: {'; '.join(refused)}"
