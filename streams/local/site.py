"""Where one server runs: its folders, its ports, its Java; and what every server can do."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from streams.local.accounts import Account
from streams.local.java import Java
from streams.local.meter import Meter
from streams.local.processes import Launch, marks


@dataclass(frozen=True)
class Site:
    """One server's place on this machine."""

    name: str
    data: Path
    """Folder of all local data; the server's own is ``data/name``."""
    software: Path
    java: Java
    port: int
    inner_port: int
    """Second port, for traffic between nodes: Kafka's controller, Elasticsearch's transport."""
    account: Account | None

    @property
    def folder(self) -> Path:
        """The server's own folder."""
        return self.data / self.name

    @property
    def marks(self) -> list[str]:
        """Java options by which the server is found again."""
        return marks(self.name, self.data, self.port)


class Server(Protocol):
    """What ``servers.py`` needs to know of Kafka and of Elasticsearch."""

    name: str
    title: str
    version: str
    preferred_port: int
    grace: float
    """Seconds from the request to end until it is killed."""

    def install(self, cache: Path, meter: Meter) -> Path:
        """Bring the software into the cache and return its folder."""
        ...

    def prepare(self, site: Site) -> Launch:
        """Write the configuration and return how to start the server."""
        ...

    def answer(self, port: int) -> str | None:
        """Return the server's version if it is ready for work, else None."""
        ...

    def endpoint(self, port: int) -> tuple[str, str]:
        """Return the setting that leads clients here, and its value."""
        ...


def clean_environment(keep: Sequence[str] = ("PATH", "LANG", "LC_ALL", "TZ")) -> dict[str, str]:
    """Return a small environment: a user's JAVA_TOOL_OPTIONS or ES_JAVA_OPTS stay outside."""
    return {name: os.environ[name] for name in keep if name in os.environ}
