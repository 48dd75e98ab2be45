"""Find or download Java 17 or newer for the servers."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from streams.errors import MissingDependency
from streams.local.accounts import Account
from streams.local.cache import Report
from streams.local.processes import Launch, run
from streams.local.repository import optional

MINIMUM = 17
FETCHED = "21"
VERSION = re.compile(r'version "(?P<first>\d+)(?:\.(?P<second>\d+))?')
USUAL_FOLDERS = (
    "/usr/lib/jvm",
    "/usr/java",
    "/opt/java",
    "/opt",
    "/Library/Java/JavaVirtualMachines",
    "/opt/homebrew/opt",
)
CHECK_SECONDS = 30.0


@dataclass(frozen=True)
class Java:
    """A Java installation that the servers can run on."""

    home: Path
    version: int

    @property
    def program(self) -> str:
        """The path of ``java``."""
        return str(self.home / "bin" / "java")


def parse_version(output: str) -> int | None:
    """Return the feature version from the output of ``java -version``, or None; ``1.8`` is 8."""
    match = VERSION.search(output)
    if match is None:
        return None
    first, second = int(match["first"]), match["second"]
    return int(second) if first == 1 and second else first


def find_java(account: Account | None, cache: Path, report: Report) -> Java:
    """Return the first suitable Java: from variables, PATH or the usual folders, else a download.

    Raises:
        MissingDependency: if there is none and the download fails.
    """
    unfit: list[str] = []
    for home in candidates():
        version = _version_of(home, account)
        if version is not None and version >= MINIMUM:
            return Java(home, version)
        unfit.append(f"{home} ({'does not run' if version is None else f'Java {version}'})")
    report(f"no Java {MINIMUM} or newer found; downloading Java {FETCHED}")
    return _fetch_java(account, cache, unfit)


def candidates() -> Iterator[Path]:
    """Yield Java homes in the order in which to try them, without duplicates."""
    seen: set[Path] = set()
    for home in _all_candidates():
        real = home.resolve()
        if real not in seen and (real / "bin" / "java").is_file():
            seen.add(real)
            yield real


def _all_candidates() -> Iterator[Path]:
    yield from (
        Path(os.environ[k]) for k in ("DATELINE_JAVA_HOME", "JAVA_HOME") if os.environ.get(k)
    )
    if on_path := shutil.which("java"):
        yield Path(on_path).resolve().parent.parent
    for folder in map(Path, USUAL_FOLDERS):
        if folder.is_dir():
            for home in sorted(folder.iterdir(), reverse=True):
                yield home
                yield home / "Contents" / "Home"
                yield home / "libexec" / "openjdk.jdk" / "Contents" / "Home"


def _version_of(home: Path, account: Account | None) -> int | None:
    """Return the version of a Java, run as the servers' user; None if it does not run."""
    launch = Launch([str(home / "bin" / "java"), "-version"], Path("/"), {"PATH": os.defpath})
    try:
        return parse_version(run(launch, account, CHECK_SECONDS).stdout)
    except (OSError, subprocess.SubprocessError):
        return None


def _fetch_java(account: Account | None, cache: Path, unfit: list[str]) -> Java:
    """Download Temurin with cjdk, a dependency of jgo."""
    cjdk = optional("cjdk")
    try:
        home = Path(cjdk.java_home(vendor="temurin", version=FETCHED, cache_dir=cache / "java"))
        version = _version_of(home, account)
        reason = "it does not run here"
    except (cjdk.CjdkError, OSError) as error:
        version, reason = None, str(error)
    if version is not None:
        return Java(home, version)
    tried = f" Tried: {', '.join(unfit)}." if unfit else ""
    msg = (
        f"Kafka and Elasticsearch need Java {MINIMUM} or newer, and the download failed "
        f"({reason}).{tried} "
        "Install one (Debian, Ubuntu: `apt-get install openjdk-17-jre-headless`; Fedora: "
        "`dnf install java-21-openjdk-headless`; macOS: `brew install openjdk`) "
        "or set DATELINE_JAVA_HOME."
    )
    raise MissingDependency(msg)
