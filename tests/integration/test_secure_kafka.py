"""A real broker with TLS and a login: commands and workers reach it, and nobody else does."""

import base64
import json
import shutil
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from kafka.admin import KafkaAdminClient, UserScramCredentialUpsertion
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
from tests.stack import START_SECONDS, Stack, Worker

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate"),
]

REFUSED_MS = 2000
"""How long a client with a wrong password tries."""

USER, PASSWORD = "reporter", "a-password-of-the-test"
SECURITY = """
listeners=SASL_SSL://127.0.0.1:{port},SSL://127.0.0.1:{ssl_port},CONTROLLER://127.0.0.1:{inner}
advertised.listeners=SASL_SSL://127.0.0.1:{port},SSL://127.0.0.1:{ssl_port}
listener.security.protocol.map=SASL_SSL:SASL_SSL,SSL:SSL,CONTROLLER:PLAINTEXT
inter.broker.listener.name=SASL_SSL
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER
sasl.mechanism.inter.broker.protocol=PLAIN
listener.name.sasl_ssl.plain.sasl.jaas.config=\
org.apache.kafka.common.security.plain.PlainLoginModule required \
username="{user}" password="{password}" user_{user}="{password}";
listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config=\
org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=\
org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.sasl_ssl.oauthbearer.sasl.jaas.config=\
org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;
listener.name.ssl.ssl.client.auth=required
ssl.keystore.type=PEM
ssl.keystore.location={folder}/broker.pem
ssl.truststore.type=PEM
ssl.truststore.location={folder}/ca.pem
"""
SCRAM = ("SCRAM-SHA-256", "SCRAM-SHA-512")
WAYS = ("PLAIN", *SCRAM, "OAUTHBEARER", "certificate")
"""Logins with TLS, and a client certificate in the place of a login."""


def certificate(folder: Path) -> Path:
    """Make a certificate for 127.0.0.1 that is its own authority; return the PEM file."""
    key, made = folder / "key.pem", folder / "ca.pem"
    subject = ["-subj", "/CN=dateline-test", "-addext", "subjectAltName=IP:127.0.0.1"]
    new = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command = [*new, *subject, "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    (folder / "broker.pem").write_text(key.read_text() + made.read_text())
    return made


@dataclass(frozen=True)
class Broker:
    """A broker with TLS: settings for the administrator, and the port for client certificates."""

    settings: Settings
    ssl_port: int
    folder: Path

    def reached(self, way: str) -> Settings:
        """Return settings that reach it in one of ``WAYS``."""
        if way == "certificate":
            return self.settings.model_copy(
                update={
                    "kafka_bootstrap_servers": f"127.0.0.1:{self.ssl_port}",
                    "kafka_security_protocol": "SSL",
                    "kafka_username": None,
                    "kafka_password": None,
                    "kafka_client_cert": self.folder / "broker.pem",
                }
            )
        update: dict[str, object] = {"kafka_sasl_mechanism": way}
        if way == "OAUTHBEARER":
            path = self.folder / "token"
            path.write_text(token(3600), encoding="utf-8")
            update |= {"kafka_username": None, "kafka_password": None, "kafka_token_path": path}
        return self.settings.model_copy(update=update)


def token(seconds: int) -> str:
    """Return a token that the broker's validator for tests accepts, valid for some seconds."""
    now = int(time.time())
    parts = ({"alg": "none"}, {"sub": USER, "iat": now, "exp": now + seconds})
    raw = (json.dumps(part).encode() for part in parts)
    return ".".join([*(base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in raw), ""])


@pytest.fixture(scope="module")
def broker(endpoints: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    folder = tmp_path_factory.mktemp("secure")
    authority = certificate(folder)
    account: Account | None = server_account()
    cache = cache_for(account, cache_folder(None))
    java = find_java(account, cache, print)
    kafka = Kafka()
    software = kafka.install(cache, lines(print))
    port, inner, ssl_port = any_port(), any_port(), any_port()
    launch = kafka.prepare(Site(kafka.name, folder, software, java, port, inner, None))
    ports = {"port": port, "inner": inner, "ssl_port": ssl_port}
    login = {"folder": folder, "user": USER, "password": PASSWORD}
    with (folder / "kafka" / "server.properties").open("a", encoding="utf-8") as file:
        file.write(SECURITY.format(**ports, **login))
    ground = Ground(folder, folder, None, print)
    ground.log(kafka.name).parent.mkdir(exist_ok=True)
    process = start(launch, ground.log(kafka.name), None)
    settings = Settings(
        home=folder,
        kafka_bootstrap_servers=f"127.0.0.1:{port}",
        elasticsearch_url=endpoints["elasticsearch_url"],
        topic_prefix="secure.",
        index_prefix=f"secure-{uuid.uuid4().hex[:8]}-",
        partitions=1,
        kafka_security_protocol="SASL_SSL",
        kafka_sasl_mechanism="PLAIN",
        kafka_username=USER,
        kafka_password=PASSWORD,
        kafka_ca_certs=authority,
    )
    try:
        _wait(settings, ground, Running(process, port, adopted=False))
        with closing(make_admin(settings)) as admin:
            for mechanism in SCRAM:
                name = mechanism.replace("-", "_")
                upsertion = UserScramCredentialUpsertion(USER, name, PASSWORD)
                assert admin.alter_user_scram_credentials([upsertion]) == {USER: None}
        yield Broker(settings, ssl_port, folder)
    finally:
        end([process], kafka.grace)


def _wait(settings: Settings, ground: Ground, running: Running) -> None:
    for _ in range(60):
        assert is_alive(running.process), ground.log("kafka").read_text()[-3000:]
        try:
            with kafka_errors(settings), closing(make_admin(settings)) as admin:
                create_topics(admin, settings)
        except ServerError:
            continue
        return
    pytest.fail(ground.log("kafka").read_text()[-3000:])


@pytest.mark.parametrize(
    ("way", "wrong"),
    [
        ("PLAIN", {"kafka_password": "guessed"}),
        ("SCRAM-SHA-512", {"kafka_password": "guessed"}),
        ("certificate", {"kafka_client_cert": None}),
    ],
)
def test_who_cannot_prove_who_he_is_is_refused(
    broker: Broker, way: str, wrong: dict[str, str | None]
) -> None:
    settings = broker.reached(way).model_copy(update=wrong)
    with pytest.raises(KafkaError):
        KafkaAdminClient(
            bootstrap_servers=settings.kafka_bootstrap_servers,
            bootstrap_timeout_ms=REFUSED_MS,
            **client_options(settings),
        )


@pytest.mark.parametrize("way", WAYS)
def test_an_article_goes_from_a_producer_to_the_index(
    broker: Broker, way: str, tmp_path: Path
) -> None:
    secured = broker.reached(way)
    article = {
        "article_id": way,
        "publisher": "lantern.example",
        "published_at": "2024-06-04T18:00:00Z",
        "text": "A ferry was delayed in the harbour.",
    }
    with closing(make_client(secured)) as client, pytest.MonkeyPatch.context() as patch:
        create_indices(client, secured, print)
        _set_variables(patch, secured, tmp_path)
        worker = Worker("index", secured, tmp_path)
        worker.start()
        stack = Stack(secured, client, [worker])
        try:
            with closing(make_producer(secured)) as producer:
                producer.send(secured.topic("articles"), json.dumps(article).encode(), key=b"s1")
                producer.flush()
            stack.until(lambda: _is_stored(stack, way), 3 * START_SECONDS)
        finally:
            assert worker.stop() == 0
        assert PASSWORD not in worker.log()


def _set_variables(patch: pytest.MonkeyPatch, settings: Settings, folder: Path) -> None:
    """Set the variables of a worker; the password comes from a file."""
    names = ("security_protocol", "sasl_mechanism", "username", "ca_certs", "client_cert")
    for name in (*names, "token_path"):
        value = getattr(settings, f"kafka_{name}")
        if value is not None:
            patch.setenv(f"DATELINE_KAFKA_{name.upper()}", str(value))
    if settings.kafka_password is not None:
        password = folder / "password"
        password.write_text(settings.kafka_password, encoding="utf-8")
        patch.setenv("DATELINE_KAFKA_PASSWORD_FILE", str(password))


def _is_stored(stack: Stack, name: str) -> bool:
    stack.client.indices.refresh(index=stack.settings.index("articles"))
    return name in stack.documents("articles")
