"""The state file: the running local servers and their addresses. All other commands read it."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import PydanticBaseSettingsSource

STATE_FILE = "servers.json"
PRIVATE = 0o600
PORTS_FILE = "ports.json"
"""Where each server listened last; it outlives the state file, so that clients find it again."""


ADDRESSES = {"kafka_": "kafka_bootstrap_servers", "elasticsearch_": "elasticsearch_url"}
"""How the settings of each server begin, and the one that names it."""


def default_home() -> Path:
    """Return the default folder for local data: ``.dateline`` in the working directory."""
    return Path.cwd() / ".dateline"


def state_path() -> Path:
    """Return the path of the state file, which may not exist."""
    home = os.environ.get("DATELINE_HOME")
    return (Path(home) if home else default_home()) / STATE_FILE


def read_endpoints(path: Path) -> dict[str, str]:
    """Return the settings that the local servers provide; empty if none are running."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    endpoints = state.get("endpoints") if isinstance(state, dict) else None
    return {str(k): str(v) for k, v in endpoints.items()} if isinstance(endpoints, dict) else {}


class LocalStateSource(PydanticBaseSettingsSource):
    """Settings from the state file's ``endpoints``: brokers and Elasticsearch URL."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return nothing: ``__call__`` returns all values at once."""
        del field
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return the endpoints of the running local servers.

        Where an argument or a variable names another server, the login of ours is not for it.
        """
        known, named = read_endpoints(state_path()), self.current_state
        others = tuple(
            server
            for server, name in ADDRESSES.items()
            if named.get(name, known.get(name)) != known.get(name)
        )
        return {name: one for name, one in known.items() if not name.startswith(others)}


class ServerRecord(BaseModel):
    """A server process, as recorded when it was started."""

    model_config = ConfigDict(frozen=True)

    pid: int
    started: float
    """Start time of the process in seconds since the epoch, as pids are reused."""
    port: int
    version: str
    log: str


class State(BaseModel):
    """The contents of the state file. ``endpoints`` are settings for all other commands."""

    model_config = ConfigDict(frozen=True)

    endpoints: dict[str, str] = {}
    servers: dict[str, ServerRecord] = {}
    clusters: dict[str, str] = {}
    """Name or id of the cluster of each server: another one on the same port is not ours."""
    data: str = ""
    """Folder of the servers' data: the home, unless their user cannot access it."""

    def with_server(self, name: str, record: ServerRecord, endpoint: Mapping[str, str]) -> "State":
        """Return the state with a server added or replaced."""
        servers = {**self.servers, name: record}
        endpoints = {**self.endpoints, **endpoint}
        return self.model_copy(update={"servers": servers, "endpoints": endpoints})

    def with_cluster(self, name: str, cluster: str | None) -> "State":
        """Return the state with the cluster of a server, if that is known."""
        clusters = {**self.clusters, **({name: cluster} if cluster else {})}
        return self.model_copy(update={"clusters": clusters})


def expected_cluster(home: Path, server: str, address: str) -> str | None:
    """Return the cluster that must answer at an address; None if it is not one of local servers.

    Args:
        home: folder of the state file.
        server: name of the server, such as ``kafka``.
        address: the address in use.
    """
    state = read_state(home)
    return state.clusters.get(server) if address in state.endpoints.values() else None


def read_state(home: Path) -> State:
    """Return the contents of the state file; a missing or damaged file counts as empty."""
    try:
        return State.model_validate_json((home / STATE_FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError):
        return State()


def write_state(home: Path, state: State) -> None:
    """Replace the state file atomically, so that no reader sees a partial file."""
    path = home / STATE_FILE
    scratch = path.with_name(path.name + ".new")
    scratch.unlink(missing_ok=True)
    if any("password" in name for name in state.endpoints):
        scratch.touch(PRIVATE)
    scratch.write_text(json.dumps(state.model_dump(), indent=2) + "\n", encoding="utf-8")
    scratch.replace(path)


def remove_state(home: Path) -> None:
    """Delete the state file, if there is one."""
    (home / STATE_FILE).unlink(missing_ok=True)


def last_port(home: Path, server: str) -> int | None:
    """Return the port on which a server listened last; None if it never did."""
    port = _ports(home).get(server)
    return port if isinstance(port, int) else None


def note_port(home: Path, server: str, port: int) -> None:
    """Remember the port of a server for its next start."""
    ports = {**_ports(home), server: port}
    (home / PORTS_FILE).write_text(json.dumps(ports) + "\n", encoding="utf-8")


def forget_ports(home: Path) -> None:
    """Forget the ports of earlier starts, so that the next one takes the preferred ports."""
    (home / PORTS_FILE).unlink(missing_ok=True)


class LocalAddresses:
    """The addresses of local servers that a process was started with.

    Args:
        home: folder of the state file.
        addresses: addresses in use by setting, of local servers or of others.
    """

    def __init__(self, home: Path, addresses: Mapping[str, str]) -> None:
        self._home = home
        local = read_state(home).endpoints
        self._used = {name: one for name, one in addresses.items() if local.get(name) == one}

    def moved(self) -> str | None:
        """Return what to do if a local server was started again on another port; else None."""
        now = read_state(self._home).endpoints
        for name, used in self._used.items():
            if now.get(name, used) != used:
                return f"the local server at {used} now listens at {now[name]}: start this again"
        return None


def _ports(home: Path) -> dict[str, object]:
    try:
        ports = json.loads((home / PORTS_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return ports if isinstance(ports, dict) else {}
