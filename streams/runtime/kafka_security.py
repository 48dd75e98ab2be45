"""TLS and SASL of Kafka, for commands (kafka-python) and for workers (Faust)."""

import asyncio
import ssl
from pathlib import Path
from typing import Any

import aiokafka.abc
import faust
from faust.types.auth import CredentialsT
from kafka.net.sasl import oauth as kafka_python

from streams.errors import ConfigurationError
from streams.settings import Settings

TLS = frozenset({"SSL", "SASL_SSL"})
SASL = frozenset({"SASL_PLAINTEXT", "SASL_SSL"})
OAUTH = "OAUTHBEARER"


class TokenFile(kafka_python.AbstractTokenProvider):  # type: ignore[misc]
    """Gives kafka-python the bearer token of a file, as it is at the time of the connection."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def token(self) -> str:
        """Return the token."""
        return _read_token(self._path)


class WorkerTokenFile(aiokafka.abc.AbstractTokenProvider):  # type: ignore[misc]
    """The same for aiokafka, the client of Faust."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    async def token(self) -> str:
        """Return the token."""
        return await asyncio.to_thread(_read_token, self._path)


def client_options(settings: Settings) -> dict[str, Any]:
    """Return the options of kafka-python for brokers with TLS or SASL.

    Raises:
        ConfigurationError: if a certificate cannot be read, or a user name or password is missing.
    """
    protocol = settings.kafka_security_protocol
    options: dict[str, Any] = {"security_protocol": protocol}
    if protocol in TLS:
        options["ssl_context"] = _context(settings)
    if protocol in SASL:
        options["sasl_mechanism"] = settings.kafka_sasl_mechanism
        if settings.kafka_sasl_mechanism == OAUTH:
            options["sasl_oauth_token_provider"] = TokenFile(_token_path(settings))
            return options
        name, password = _login(settings)
        options["sasl_plain_username"] = name
        options["sasl_plain_password"] = password
    return options


def worker_credentials(settings: Settings) -> CredentialsT | None:
    """Return the credentials of Faust for brokers with TLS or SASL; None without either.

    Raises:
        ConfigurationError: as ``client_options``.
    """
    protocol = settings.kafka_security_protocol
    context = _context(settings) if protocol in TLS else None
    if protocol in SASL and settings.kafka_sasl_mechanism == OAUTH:
        provider = WorkerTokenFile(_token_path(settings))
        return faust.auth.OAuthCredentials(oauth_cb=provider, ssl_context=context)
    if protocol in SASL:
        name, password = _login(settings)
        return faust.SASLCredentials(
            username=name,
            password=password,
            ssl_context=context,
            mechanism=settings.kafka_sasl_mechanism,
        )
    return None if context is None else faust.SSLCredentials(context)


def _token_path(settings: Settings) -> Path:
    """Return the file of the token, which must be there when a command starts."""
    path = settings.kafka_token_path
    if path is None:
        msg = "DATELINE_KAFKA_SASL_MECHANISM is OAUTHBEARER: set DATELINE_KAFKA_TOKEN_PATH"
        raise ConfigurationError(msg)
    _read_token(path)
    return path


def _read_token(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        msg = f"cannot read the token for Kafka ({error}). Check DATELINE_KAFKA_TOKEN_PATH"
        raise ConfigurationError(msg) from error


def _login(settings: Settings) -> tuple[str, str]:
    if settings.kafka_username is None or settings.kafka_password is None:
        msg = (
            f"DATELINE_KAFKA_SECURITY_PROTOCOL is {settings.kafka_security_protocol}: set "
            "DATELINE_KAFKA_USERNAME, and DATELINE_KAFKA_PASSWORD or DATELINE_KAFKA_PASSWORD_FILE"
        )
        raise ConfigurationError(msg)
    return settings.kafka_username, settings.kafka_password


def _context(settings: Settings) -> ssl.SSLContext:
    """Return a context that checks the broker's certificate and host name."""
    try:
        context = ssl.create_default_context(cafile=settings.kafka_ca_certs)
        if settings.kafka_client_cert is not None:
            context.load_cert_chain(settings.kafka_client_cert, settings.kafka_client_key)
    except OSError as error:  # ssl.SSLError is one
        msg = (
            f"cannot use the certificates for Kafka ({error}). Check DATELINE_KAFKA_CA_CERTS, "
            "DATELINE_KAFKA_CLIENT_CERT and DATELINE_KAFKA_CLIENT_KEY"
        )
        raise ConfigurationError(msg) from error
    return context
