"""Kafka as a plain process: KRaft mode, broker and controller in one."""

import base64
import os
import shutil
import uuid
from pathlib import Path

from streams.errors import ServerError
from streams.local.accounts import give, make_folder
from streams.local.fetch import Repository, fetch
from streams.local.meter import Meter
from streams.local.pins import pins_digest, read_pins
from streams.local.processes import LOOPBACK, Launch, is_listening, run
from streams.local.properties import render_properties
from streams.local.repository import optional, repositories
from streams.local.secure import USER, security_of, write_private
from streams.local.site import Site, clean_environment

LOCK = "kafka"
VERSION = "4.1.0"
COORDINATES = (
    f"org.apache.kafka:kafka_2.13:{VERSION}",
    "org.apache.logging.log4j:log4j-slf4j-impl:2.24.3",
)
"""The broker, and the same binding to the log library as in Kafka's own distribution."""

JVM_OPTIONS = (
    "-Xms64m",
    "-Xmx256m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-UsePerfData",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djava.awt.headless=true",
    "-Djava.io.tmpdir=tmp",
    "-Dlog4j2.configurationFile=log4j2.properties",
)
FORMAT_SECONDS = 120.0
PROBE_MILLISECONDS = 5000


class Kafka:
    """The broker."""

    name = "kafka"
    title = "Kafka"
    version = VERSION
    preferred_port = 9092
    grace = 20.0

    def install(self, cache: Path, meter: Meter) -> Path:
        """Download the jars to the cache and return their folder."""
        folder = cache / f"kafka-{VERSION}-{pins_digest(LOCK)}"
        fetch("Kafka", read_pins(LOCK), folder, _repository, meter)
        return folder

    def prepare(self, site: Site) -> Launch:
        """Write the configuration, format the data folder once, and return the start command."""
        folder = site.folder
        make_folder(folder)
        shutil.rmtree(folder / "tmp", ignore_errors=True)
        (folder / "tmp").mkdir()
        ports = {"port": str(site.port), "controller_port": str(site.inner_port)}
        for name in ("server.properties", "log4j2.properties"):
            text = render_properties(f"kafka/{name}", ports)
            write_private(folder / name, text + (_secured(site) if "server" in name else ""))
        give(folder, site.account)
        if not (folder / "formatted").exists():
            self._format(site)
        return self._launch(site, [*site.marks, "kafka.Kafka", "server.properties"])

    def _format(self, site: Site) -> None:
        """Format the data folder; the file ``formatted`` marks it as complete.

        The marks allow the next start to find and stop a formatter whose parent was killed.
        """
        shutil.rmtree(site.folder / "data", ignore_errors=True)
        arguments = ["format", "--cluster-id", new_cluster_id(), "--config", "server.properties"]
        launch = self._launch(site, [*site.marks, "kafka.tools.StorageTool", *arguments])
        done = run(launch, site.account, FORMAT_SECONDS)
        if done.returncode:
            msg = f"Kafka could not format {site.folder / 'data'}: {done.stdout.strip()[-2000:]}"
            raise ServerError(msg)
        (site.folder / "formatted").touch()

    def _launch(self, site: Site, arguments: list[str]) -> Launch:
        jars = [str(site.software / pin.path) for pin in read_pins(LOCK)]
        environment = {**clean_environment(), "CLASSPATH": os.pathsep.join(jars)}
        return Launch([site.java.program, *JVM_OPTIONS, *arguments], site.folder, environment)

    def identity(self, data: Path) -> str | None:
        """Return the id of the cluster, which the formatted folder has."""
        try:
            text = (data / self.name / "data" / "meta.properties").read_text(encoding="utf-8")
        except OSError:
            return None
        found = [line.partition("=")[2] for line in text.splitlines() if "cluster.id=" in line]
        return found[0].strip() if found else None

    def answer(self, port: int, data: Path) -> str | None:
        """Return the version if our broker answers a metadata request, else None.

        The port is checked first, because kafka-python leaks sockets if no process listens.
        """
        if not is_listening(port):
            return None
        kafka = optional("kafka")
        security = security_of(data)
        try:
            admin = kafka.KafkaAdminClient(
                bootstrap_servers=f"{LOOPBACK}:{port}",
                request_timeout_ms=PROBE_MILLISECONDS,
                bootstrap_timeout_ms=PROBE_MILLISECONDS,
                **({} if security is None else security.kafka_client()),
            )
        except kafka.errors.KafkaError:
            return None
        try:
            cluster = admin.describe_cluster()
            if self.identity(data) not in (None, cluster.get("cluster_id")):
                return None
            return VERSION if cluster.get("brokers") else None
        except kafka.errors.KafkaError:
            return None
        finally:
            admin.close()

    def endpoint(self, port: int, data: Path) -> dict[str, str]:
        """Return the settings by which clients reach the broker."""
        security = security_of(data)
        login = {} if security is None else security.kafka_settings()
        return {"kafka_bootstrap_servers": f"{LOOPBACK}:{port}", **login}


def _secured(site: Site) -> str:
    """Return the lines of the configuration that ask for TLS and a login, if there is to be one."""
    security = security_of(site.data)
    if security is None:
        return ""
    values = {
        "port": str(site.port),
        "controller_port": str(site.inner_port),
        "user": USER,
        "password": security.password,
        "keystore": str(security.keystore),
        "authority": str(security.authority),
    }
    return render_properties("kafka/secure.properties", values)


def _repository() -> Repository:
    return Repository(repositories())


def new_cluster_id() -> str:
    """Return a random cluster id: 16 bytes in URL-safe base64, not starting with ``-``."""
    while True:
        text = base64.urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode()
        if not text.startswith("-"):
            return text
