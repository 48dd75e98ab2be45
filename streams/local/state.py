"""The state file: which local servers run, and where. Every other command reads it."""

import json
import os
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import PydanticBaseSettingsSource

STATE_FILE = "servers.json"


def default_home() -> Path:
    """Return the folder of local data: ``.dateline`` in the working directory."""
    return Path.cwd() / ".dateline"


def state_path() -> Path:
    """Return where the state file is, whether it exists or not."""
    home = os.environ.get("DATELINE_HOME")
    return (Path(home) if home else default_home()) / STATE_FILE


def read_endpoints(path: Path) -> dict[str, str]:
    """Return the settings that the local servers provide; empty when none run."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    endpoints = state.get("endpoints") if isinstance(state, dict) else None
    return {str(k): str(v) for k, v in endpoints.items()} if isinstance(endpoints, dict) else {}


class LocalStateSource(PydanticBaseSettingsSource):
    """Settings from the state file's ``endpoints``: brokers and Elasticsearch URL."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return nothing: values come all at once from ``__call__``."""
        del field
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return the endpoints of the servers that run here."""
        return dict(read_endpoints(state_path()))
