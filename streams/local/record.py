"""What the state file says about the servers that were started from a home."""

import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from streams.local.state import STATE_FILE


class ServerRecord(BaseModel):
    """One server: its process, as it was started."""

    model_config = ConfigDict(frozen=True)

    pid: int
    started: float
    """Start of the process, seconds since the epoch: a later process may get the same pid."""
    port: int
    version: str
    log: str


class State(BaseModel):
    """The whole state file. ``endpoints`` are settings; every other command reads them."""

    model_config = ConfigDict(frozen=True)

    endpoints: dict[str, str] = {}
    servers: dict[str, ServerRecord] = {}
    data: str = ""
    """Folder of the servers' data: the home, unless their user cannot reach it."""

    def with_server(self, name: str, record: ServerRecord, endpoint: tuple[str, str]) -> "State":
        """Return the state with one server more, or anew."""
        servers = {**self.servers, name: record}
        endpoints = {**self.endpoints, endpoint[0]: endpoint[1]}
        return self.model_copy(update={"servers": servers, "endpoints": endpoints})


def read_state(home: Path) -> State:
    """Return what the state file says; an absent or damaged file says nothing."""
    try:
        return State.model_validate_json((home / STATE_FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError):
        return State()


def write_state(home: Path, state: State) -> None:
    """Replace the state file as a whole, so that no reader sees half of it."""
    path = home / STATE_FILE
    scratch = path.with_name(path.name + ".new")
    scratch.write_text(json.dumps(state.model_dump(), indent=2) + "\n", encoding="utf-8")
    scratch.replace(path)


def remove_state(home: Path) -> None:
    """Delete the state file, if there is one."""
    (home / STATE_FILE).unlink(missing_ok=True)
