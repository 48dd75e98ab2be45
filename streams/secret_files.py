"""Secrets in files, as container platforms mount them, and variables that no setting has."""

import os
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from streams.errors import ConfigurationError

PREFIX = "DATELINE_"
FILE_ENDING = "_FILE"
MOST_BYTES = 64 * 1024
"""Size of a secret at the most; a longer file is another one by mistake."""

MIN_LIKENESS = 0.85
"""Likeness (0 to 1) from which a name is taken for a misspelt one; all names share the prefix."""

NOT_SETTINGS = frozenset({"DATELINE_JAVA_HOME"})
"""Variables that are read, and are no settings."""


def is_secret(field: FieldInfo) -> bool:
    """Whether a setting is never shown, and may stand in a file."""
    return isinstance(field.json_schema_extra, dict) and bool(field.json_schema_extra.get("secret"))


def secret_names(settings: type[BaseSettings]) -> list[str]:
    """Return the names of the secret settings."""
    return [name for name, field in settings.model_fields.items() if is_secret(field)]


class SecretFileSource(PydanticBaseSettingsSource):
    """Secret settings from the files that variables ending in ``_FILE`` name."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return nothing: ``__call__`` returns all values at once."""
        del field
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return the contents of the files, without the line break at the end.

        Raises:
            ConfigurationError: if a file cannot be read, or if a secret is set in both ways.
        """
        found = {}
        for name in secret_names(self.settings_cls):
            variable = f"{PREFIX}{name.upper()}"
            path = os.environ.get(variable + FILE_ENDING)
            if path:
                if os.environ.get(variable):
                    msg = f"both {variable} and {variable}{FILE_ENDING} are set: unset one of them"
                    raise ConfigurationError(msg)
                found[name] = _read(variable + FILE_ENDING, Path(path))
        return found


def unknown_variables(settings: type[BaseSettings], environment: Mapping[str, str]) -> list[str]:
    """Return a line for each variable of ours that no setting has, with the nearest one."""
    known = {f"{PREFIX}{name.upper()}" for name in settings.model_fields} | NOT_SETTINGS
    known |= {f"{PREFIX}{name.upper()}{FILE_ENDING}" for name in secret_names(settings)}
    return [_unknown(name, known) for name in _strangers(environment, known)]


def without_password(url: str) -> str:
    """Return a URL without the user name and password in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "(set)"
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _strangers(environment: Iterable[str], known: Collection[str]) -> list[str]:
    return sorted(name for name in environment if name.startswith(PREFIX) and name not in known)


def _unknown(name: str, known: Collection[str]) -> str:
    close = get_close_matches(name, known, 1, MIN_LIKENESS)
    return f"{name} is no setting" + (f"; did you mean {close[0]}?" if close else "")


def _read(variable: str, path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
        text = raw.decode()
    except (OSError, UnicodeDecodeError) as error:
        msg = f"cannot read the file of {variable}: {error}"
        raise ConfigurationError(msg) from error
    if len(raw) > MOST_BYTES:
        msg = f"the file of {variable} is larger than {MOST_BYTES} bytes"
        raise ConfigurationError(msg)
    return text.rstrip("\r\n")
