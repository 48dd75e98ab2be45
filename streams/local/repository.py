"""Optional packages (extra ``local``) and Maven repositories for downloads."""

import importlib
import os
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from streams.errors import ConfigurationError, MissingDependency

CENTRAL = "central"


def optional(module: str) -> Any:
    """Import and return a module of the extra ``local``.

    Raises:
        MissingDependency: if it is not installed; the message has the install command.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        msg = (
            f"local servers need the package `{module.partition('.')[0]}`, which is not installed: "
            "pip install 'dateline[local]'"
        )
        raise MissingDependency(msg) from error


def repositories() -> tuple[str, ...]:
    """Return the base URLs to try, in order, without a trailing slash.

    ``[repositories]`` of jgo's configuration comes first (an entry ``central`` replaces Maven
    Central), then a mirror of ``central`` in Maven's settings.xml, then Maven Central.
    """
    configured: dict[str, str] = dict(optional("jgo.config").GlobalSettings.load().repositories)
    if CENTRAL not in configured:
        default = str(optional("jgo.constants").MAVEN_CENTRAL_URL)
        configured[CENTRAL] = _mirror_of_central() or default
    return tuple(url.rstrip("/") for url in configured.values())


def _mirror_of_central() -> str | None:
    found = (mirror_in(path) for path in settings_files() if path.is_file())
    return next((url for url in found if url), None)


def settings_files() -> tuple[Path, ...]:
    """Return the settings files that Maven reads: the user's, then the installation's."""
    homes = [os.environ[name] for name in ("MAVEN_HOME", "M2_HOME") if os.environ.get(name)]
    installed = [Path(home) / "conf" / "settings.xml" for home in homes]
    return (Path.home() / ".m2" / "settings.xml", *installed, Path("/etc/maven/settings.xml"))


def mirror_in(settings: Path) -> str | None:
    """Return the URL of the first usable mirror of Maven Central in a settings.xml, or None.

    Raises:
        ConfigurationError: if the file is not valid XML.
    """
    try:
        root = ElementTree.parse(settings).getroot()  # noqa: S314 - the user's own file
    except ElementTree.ParseError as error:
        msg = f"{settings} is not valid XML ({error}); correct it or move it away"
        raise ConfigurationError(msg) from error
    for mirror in root.iterfind(".//{*}mirrors/{*}mirror"):
        if _covers_central(mirror.findtext("{*}mirrorOf") or "") and not _blocked(mirror):
            return _interpolate(mirror.findtext("{*}url") or "").strip() or None
    return None


def _covers_central(mirror_of: str) -> bool:
    patterns = {part.strip() for part in mirror_of.split(",")}
    return f"!{CENTRAL}" not in patterns and bool(patterns & {CENTRAL, "*", "external:*"})


def _blocked(mirror: ElementTree.Element) -> bool:
    return (mirror.findtext("{*}blocked") or "").strip() == "true"


def _interpolate(text: str) -> str:
    """Replace ``${env.NAME}`` as Maven does; an unset variable becomes empty."""
    return re.sub(r"\$\{env\.([^}]+)\}", lambda match: os.environ.get(match[1], ""), text)
