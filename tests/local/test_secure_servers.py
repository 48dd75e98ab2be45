"""`dateline local up --secure`: both servers ask for TLS and a login, and every command has it."""

import json
import os
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from streams.errors import ServerError
from streams.index.client import make_client
from streams.local.servers import Servers
from streams.local.state import STATE_FILE, read_endpoints
from streams.settings import Settings
from tests.stack import START_SECONDS, Stack, Worker

pytestmark = pytest.mark.servers

ARTICLE = {
    "article_id": "s1",
    "publisher": "lantern.example",
    "published_at": "2024-06-04T18:00:00Z",
    "text": "A ferry was delayed in the harbour.",
}
REFUSED_MS = 3000


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """Start both servers with the switch, in a folder that the user of servers can enter."""
    servers = Servers()
    with tempfile.TemporaryDirectory(prefix="dateline test ") as folder:
        home = Path(folder)
        home.chmod(0o755)
        try:
            servers.up(home, print, secure=True)
            yield home
        finally:
            servers.reset(home)


def dateline(home: Path, *arguments: str) -> None:
    """Run a command as a user does, with nothing but the home."""
    keep = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    command = [sys.executable, "-m", "streams.commands.main", *arguments]
    environment = keep | {"DATELINE_HOME": str(home), "DATELINE_PARTITIONS": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_article_goes_from_a_producer_to_the_index(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dateline(home, "topics", "create")
    dateline(home, "indices", "create")
    monkeypatch.setenv("DATELINE_HOME", str(home))
    settings = Settings(partitions=1)
    assert settings.elasticsearch_url.startswith("https://")
    worker = Worker("index", settings, tmp_path)
    worker.start()
    with closing(make_client(settings)) as client:
        stack = Stack(settings, client, [worker])
        try:
            stack.publish([("s1", json.dumps(ARTICLE).encode())])
            stack.until(lambda: _is_stored(stack), 3 * START_SECONDS)
        finally:
            assert worker.stop() == 0, worker.log()
    assert str(settings.kafka_password) not in worker.log()


def _is_stored(stack: Stack) -> bool:
    stack.client.indices.refresh(index=stack.settings.index("articles"))
    return "s1" in stack.documents("articles")


def test_without_the_login_nobody_is_let_in(home: Path) -> None:
    known = read_endpoints(home / STATE_FILE)
    context = ssl.create_default_context(cafile=known["elasticsearch_ca_certs"])
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(known["elasticsearch_url"], context=context)
    assert refused.value.code == 401
    refused.value.close()
    with pytest.raises(KafkaError):
        KafkaAdminClient(
            bootstrap_servers=known["kafka_bootstrap_servers"],
            bootstrap_timeout_ms=REFUSED_MS,
            security_protocol="SASL_SSL",
            ssl_context=context,
            sasl_mechanism="PLAIN",
            sasl_plain_username="dateline",
            sasl_plain_password="guessed",
        )


def test_running_servers_are_not_made_secure_unseen(server_home: Path) -> None:
    with pytest.raises(ServerError, match="local down"):
        Servers().up(server_home, print, secure=True)
