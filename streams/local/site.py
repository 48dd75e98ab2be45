"""Where a server runs (folders, ports, Java), and the interface of all servers."""

import hashlib
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
    """The folders, ports, Java and user of one server."""

    name: str
    data: Path
    """Folder of all local data; this server uses ``data/name``."""
    software: Path
    java: Java
    port: int
    inner_port: int
    """Second port, for traffic between nodes: Kafka's controller, Elasticsearch's transport."""
    account: Account | None

    @property
    def folder(self) -> Path:
        """The folder of the server."""
        return self.data / self.name

    @property
    def marks(self) -> list[str]:
        """Java options by which the server process is recognised."""
        return marks(self.name, self.data, self.port)


class Server(Protocol):
    """The interface of Kafka and Elasticsearch for ``servers.py``."""

    name: str
    title: str
    version: str
    preferred_port: int
    grace: float
    """Seconds between terminate and kill."""

    def install(self, cache: Path, meter: Meter) -> Path:
        """Download the software to the cache and return its folder."""
        ...

    def prepare(self, site: Site) -> Launch:
        """Write the configuration and return the command to start the server."""
        ...

    def answer(self, port: int, data: Path) -> str | None:
        """Return the version of the server if it is ready, else None.

        What answers on the port with another identity belongs to somebody else, and is not ready.
        """
        ...

    def identity(self, data: Path) -> str | None:
        """Return the name or id of the cluster whose data are in a folder; None if unknown."""
        ...

    def endpoint(self, port: int, data: Path) -> dict[str, str]:
        """Return the settings with the server's address, and with the login if it asks for one."""
        ...


def installation(data: Path) -> str:
    """Return the name of the installation whose data are in a folder: the same for each start."""
    return f"dateline-{hashlib.sha256(str(data).encode()).hexdigest()[:16]}"


def clean_environment(keep: Sequence[str] = ("PATH", "LANG", "LC_ALL", "TZ")) -> dict[str, str]:
    """Return a minimal environment, without the user's JAVA_TOOL_OPTIONS or ES_JAVA_OPTS."""
    return {name: os.environ[name] for name in keep if name in os.environ}
