"""Configuration files of the servers, from templates in ``infra/local``.

Every value is escaped for its file format, so that no path can inject configuration.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from string import Template

from streams.errors import ConfigurationError

ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f"}
"""Characters with a special escape sequence in a properties file."""


def escape_value(value: str) -> str:
    """Escape a value for a Java properties file, by the rules of ``java.util.Properties.load``.

    A leading space is also escaped, as it would be skipped.
    """
    escaped = "".join(_escape(char) for char in value)
    return "\\" + escaped if escaped.startswith(" ") else escaped


def _escape(char: str) -> str:
    if char in ESCAPES:
        return ESCAPES[char]
    if " " <= char <= "~":
        return char
    # As in Java source: a character beyond the basic plane is a pair of surrogates.
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def render_properties(template: str, values: dict[str, str]) -> str:
    """Return the template ``infra/local/<template>`` with values escaped for a properties file."""
    return _template(template).substitute({k: escape_value(v) for k, v in values.items()})


def render_yaml(template: str, values: Mapping[str, str | int]) -> str:
    """Return the template with values as quoted YAML strings (JSON strings are YAML)."""
    return _template(template).substitute({k: json.dumps(v) for k, v in values.items()})


def render_lines(template: str, values: dict[str, str]) -> str:
    """Return a template with unescaped values, for files with one option per line (jvm.options).

    Raises:
        ConfigurationError: if a value contains a line break.
    """
    if any("\n" in value or "\r" in value for value in values.values()):
        msg = "a path with a line break cannot be written to jvm.options: set DATELINE_HOME"
        raise ConfigurationError(msg)
    return _template(template).substitute(values)


def _template(name: str) -> Template:
    """Read ``infra/local/<folder>/<file>``, which is installed with the package."""
    folder, file = name.split("/")
    path = files("infra").joinpath("local").joinpath(folder).joinpath(file)
    return Template(path.read_text(encoding="utf-8"))
