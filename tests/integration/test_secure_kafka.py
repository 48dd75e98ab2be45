"""A real broker with TLS and a login: commands and workers reach it, and nobody else does."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from streams.errors import ServerError
from streams.index.client import make_client
from streams.index.setup import create_indices
from streams.local.accounts import Account, cache_for, server_account
from streams.local.boot import Ground, Running
from streams.local.cache import cache_folder
from streams.local.java import find_java
from streams.local.kafka import Kafka
from streams.local.meter import lines
from streams.local.processes import any_port, end, is_alive, start
from streams.local.site import Site
from streams.runtime.clients import kafka_errors, make_admin, make_producer
from streams.runtime.kafka_security import client_options
from streams.runtime.topics import create_topics
from streams.settings import Settings
from tests.stack import Stack, Worker

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate"),
]

REFUSED_MS = 2000
"""How long a client with a wrong password tries."""

USER, PASSWORD = "reporter", "a-password-of-the-test"
SECURITY = """
listeners=SASL_SSL://127.0.0.1:{port},CONTROLLER://127.0.0.1:{inner}
advertised.listeners=SASL_SSL://127.0.0.1:{port}
listener.security.protocol.map=SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT
inter.broker.listener.name=SASL_SSL
sasl.enabled.mechanisms=PLAIN
sasl.mechanism.inter.broker.protocol=PLAIN
listener.name.sasl_ssl.plain.sasl.jaas.config=\
org.apache.kafka.common.security.plain.PlainLoginModule required \
username="{user}" password="{password}" user_{user}="{password}";
ssl.keystore.type=PEM
ssl.keystore.location={folder}/broker.pem
ssl.truststore.type=PEM
ssl.truststore.location={folder}/ca.pem
"""


def certificate(folder: Path) -> Path:
    """Make a certificate for 127.0.0.1 that is its own authority; return the PEM file."""
    key, made = folder / "key.pem", folder / "ca.pem"
    subject = ["-subj", "/CN=dateline-test", "-addext", "subjectAltName=IP:127.0.0.1"]
    new = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command = [*new, *subject, "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    (folder / "broker.pem").write_text(key.read_text() + made.read_text())
    return made


@pytest.fixture
def secured(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("secure")
    authority = certificate(folder)
    account: Account | None = server_account()
    cache = cache_for(account, cache_folder(None))
    java = find_java(account, cache, print)
    kafka = Kafka()
    software = kafka.install(cache, lines(print))
    port, inner = any_port(), any_port()
    launch = kafka.prepare(Site(kafka.name, folder, software, java, port, inner, None))
    values = {"port": port, "inner": inner, "folder": folder, "user": USER, "password": PASSWORD}
    with (folder / "kafka" / "server.properties").open("a", encoding="utf-8") as file:
        file.write(SECURITY.format(**values))
    ground = Ground(folder, folder, None, print)
    ground.log(kafka.name).parent.mkdir(exist_ok=True)
    process = start(launch, ground.log(kafka.name), None)
    secure = settings.model_copy(
        update={
            "home": folder,
            "kafka_bootstrap_servers": f"127.0.0.1:{port}",
            "kafka_security_protocol": "SASL_SSL",
            "kafka_sasl_mechanism": "PLAIN",
            "kafka_username": USER,
            "kafka_password": PASSWORD,
            "kafka_ca_certs": authority,
        }
    )
    try:
        _wait(secure, ground, Running(process, port, adopted=False))
        yield secure
    finally:
        end([process], kafka.grace)


def _wait(settings: Settings, ground: Ground, running: Running) -> None:
    for _ in range(30):
        assert is_alive(running.process), ground.log("kafka").read_text()[-3000:]
        try:
            with kafka_errors(settings), closing(make_admin(settings)) as admin:
                create_topics(admin, settings)
        except ServerError:
            continue
        return
    pytest.fail(ground.log("kafka").read_text()[-3000:])


def test_an_article_goes_from_a_producer_to_the_index(secured: Settings, tmp_path: Path) -> None:
    with pytest.raises(KafkaError):
        KafkaAdminClient(
            bootstrap_servers=secured.kafka_bootstrap_servers,
            bootstrap_timeout_ms=REFUSED_MS,
            **client_options(secured.model_copy(update={"kafka_password": "guessed"})),
        )
    article = {
        "article_id": "s1",
        "publisher": "lantern.example",
        "published_at": "2024-06-04T18:00:00Z",
        "text": "A ferry was delayed in the harbour.",
    }
    password = tmp_path / "password"
    password.write_text(PASSWORD, encoding="utf-8")
    with closing(make_client(secured)) as client, pytest.MonkeyPatch.context() as patch:
        create_indices(client, secured, print)
        for name in ("security_protocol", "sasl_mechanism", "username", "ca_certs"):
            value = getattr(secured, f"kafka_{name}")
            patch.setenv(f"DATELINE_KAFKA_{name.upper()}", str(value))
        patch.setenv("DATELINE_KAFKA_PASSWORD_FILE", str(password))
        worker = Worker("index", secured, tmp_path)
        worker.start()
        stack = Stack(secured, client, [worker])
        try:
            with closing(make_producer(secured)) as producer:
                producer.send(secured.topic("articles"), json.dumps(article).encode(), key=b"s1")
                producer.flush()
            stack.until(lambda: _is_stored(stack, "s1"))
        finally:
            assert worker.stop() == 0
        assert PASSWORD not in worker.log()


def _is_stored(stack: Stack, name: str) -> bool:
    stack.client.indices.refresh(index=stack.settings.index("articles"))
    return name in stack.documents("articles")
