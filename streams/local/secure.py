"""TLS and a login for the local servers: ``dateline local up --secure``.

The folder ``secure`` beside the data of the servers holds what both need: a key with a certificate
that is its own authority, made by Java's ``keytool``, and the password of the one user. As long as
it is there, servers start with TLS and ask for the login; ``local reset`` deletes it.
"""

import base64
import hashlib
import os
import secrets
import shutil
import ssl
from dataclasses import dataclass
from pathlib import Path

from streams.errors import ServerError
from streams.local.accounts import Account, give, make_folder
from streams.local.java import Java
from streams.local.processes import Launch, run
from streams.local.site import clean_environment

FOLDER = "secure"
USER = "dateline"
DAYS = "3650"
PASSWORD_BYTES = 24
KEYTOOL_SECONDS = 60.0
STORE_VARIABLE = "DATELINE_STORE"
"""Tells ``keytool`` the password. A command line could be read by other users of the machine."""
HASH_ROUNDS, HASH_BYTES = 10_000, 32
"""Elasticsearch's own values for PBKDF2."""
PRIVATE = 0o600


@dataclass(frozen=True)
class Security:
    """What the servers and their clients need for TLS and the login."""

    folder: Path
    password: str

    @property
    def keystore(self) -> Path:
        """The key and the certificate of the servers (PKCS #12), under the same password."""
        return self.folder / "server.p12"

    @property
    def authority(self) -> Path:
        """The certificate that clients trust (PEM)."""
        return self.folder / "ca.pem"

    def context(self) -> ssl.SSLContext:
        """Return a context that trusts these servers only."""
        return ssl.create_default_context(cafile=self.authority)

    def kafka_client(self) -> dict[str, object]:
        """Return the options of kafka-python."""
        return {
            "security_protocol": "SASL_SSL",
            "ssl_context": self.context(),
            "sasl_mechanism": "PLAIN",
            "sasl_plain_username": USER,
            "sasl_plain_password": self.password,
        }

    def kafka_settings(self) -> dict[str, str]:
        """Return the settings by which commands and workers reach Kafka."""
        return {
            "kafka_security_protocol": "SASL_SSL",
            "kafka_sasl_mechanism": "PLAIN",
            "kafka_username": USER,
            "kafka_password": self.password,
            "kafka_ca_certs": str(self.authority),
        }

    def elasticsearch_settings(self) -> dict[str, str]:
        """Return the settings by which commands and workers reach Elasticsearch."""
        return {
            "elasticsearch_username": USER,
            "elasticsearch_password": self.password,
            "elasticsearch_ca_certs": str(self.authority),
        }

    def http_login(self) -> str:
        """Return the header ``Authorization`` for Elasticsearch."""
        return "Basic " + base64.b64encode(f"{USER}:{self.password}".encode()).decode()

    def password_hash(self) -> str:
        """Return the password as the file of users of Elasticsearch holds it."""
        salt = secrets.token_bytes(HASH_BYTES)
        made = hashlib.pbkdf2_hmac("sha512", self.password.encode(), salt, HASH_ROUNDS, HASH_BYTES)
        parts = (base64.b64encode(part).decode() for part in (salt, made))
        return f"{{PBKDF2}}{HASH_ROUNDS}${'$'.join(parts)}"


def security_of(data: Path) -> Security | None:
    """Return the security of the servers whose data are in a folder; None if they have none."""
    folder = data / FOLDER
    try:
        return Security(folder, (folder / "password").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def make_secure(data: Path, java: Java, account: Account | None) -> Security:
    """Make key, certificate and password, unless they are there.

    Args:
        data: folder of the servers' data.
        java: has the ``keytool`` that makes them.
        account: the user of the servers, if it is another one.

    Raises:
        ServerError: if ``keytool`` fails.
    """
    known = security_of(data)
    if known is not None:
        return known
    security = Security(data / FOLDER, secrets.token_urlsafe(PASSWORD_BYTES))
    shutil.rmtree(security.folder, ignore_errors=True)
    make_folder(security.folder)
    give(security.folder, account)
    names = ("-ext", "san=ip:127.0.0.1,dns:localhost", "-dname", f"CN={USER}-local")
    rights = ("-ext", "bc:critical=ca:true", "-ext", "ku:critical=digitalSignature,keyCertSign")
    key = ("-keyalg", "RSA", "-keysize", "2048", "-validity", DAYS, "-storetype", "PKCS12")
    _keytool(security, java, account, "-genkeypair", *key, *names, *rights)
    _keytool(security, java, account, "-exportcert", "-rfc", "-file", str(security.authority))
    write_private(security.folder / "password", security.password)
    give(security.folder, account)
    return security


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "w") as file:
        file.write(text)


def _keytool(security: Security, java: Java, account: Account | None, *arguments: str) -> None:
    store = ("-alias", "server", "-keystore", str(security.keystore))
    password = ("-storepass:env", STORE_VARIABLE)
    command = [str(java.home / "bin" / "keytool"), *arguments, *store, *password]
    environment = {**clean_environment(), STORE_VARIABLE: security.password}
    done = run(Launch(command, security.folder, environment), account, KEYTOOL_SECONDS)
    if done.returncode:
        msg = f"keytool could not make the certificate: {done.stdout.strip()[-2000:]}"
        raise ServerError(msg)
