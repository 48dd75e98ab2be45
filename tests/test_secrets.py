"""Secrets come from variables or files and are shown nowhere; misspelt variables are named."""

import logging
import ssl
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from streams.commands import settings as command
from streams.errors import ConfigurationError
from streams.index.client import _options
from streams.runtime.kafka_security import client_options, worker_credentials
from streams.secret_files import secret_names, unknown_variables, without_password
from streams.settings import Settings, load_settings

HIDDEN = "s3cret-of-the-test"


@pytest.fixture(autouse=True)
def _fresh_settings() -> Any:
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


def _set_all_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in secret_names(Settings):
        value = f"https://hooks.example/{HIDDEN}" if name.endswith("_url") else HIDDEN
        monkeypatch.setenv(f"DATELINE_{name.upper()}", value)
    monkeypatch.setenv("DATELINE_ELASTICSEARCH_URL", f"https://user:{HIDDEN}@search.example:9200")


def test_what_looks_like_a_secret_is_marked_as_one() -> None:
    words = ("password", "token", "api_key")
    named = {name for name in Settings.model_fields if name.endswith(words)}
    assert named <= set(secret_names(Settings))
    assert "alert_webhook_url" in secret_names(Settings)


def test_no_secret_is_listed_or_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _set_all_secrets(monkeypatch)
    shown = CliRunner().invoke(command.command, catch_exceptions=False).stdout.replace("\n", "")
    assert HIDDEN not in shown
    assert shown.count("(set)") >= len(secret_names(Settings))
    with caplog.at_level(logging.DEBUG):
        settings = load_settings().model_copy(update={"elasticsearch_url": "https://x.example"})
        logging.getLogger("streams").debug("%r %s", settings, settings)
    assert HIDDEN not in caplog.text


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text(f"{HIDDEN}\n", encoding="utf-8")
    monkeypatch.setenv("DATELINE_KAFKA_PASSWORD_FILE", str(path))
    assert load_settings().kafka_password == HIDDEN
    load_settings.cache_clear()
    monkeypatch.setenv("DATELINE_KAFKA_PASSWORD", "another")
    with pytest.raises(ConfigurationError, match="both DATELINE_KAFKA_PASSWORD and"):
        load_settings()


def test_a_file_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATELINE_KIBANA_API_KEY_FILE", str(tmp_path / "none"))
    with pytest.raises(ConfigurationError, match="DATELINE_KIBANA_API_KEY_FILE"):
        load_settings()


def test_unknown_variables_are_named_with_the_nearest() -> None:
    environment = {
        **{"DATELINE_PARTITION": "4", "DATELINE_HOME": "/x", "PATH": "/bin"},
        **{"DATELINE_KAFKA_PASSWORD_FILE": "/x", "DATELINE_JAVA_HOME": "/j", "DATELINE_QQQ": "1"},
    }
    assert unknown_variables(Settings, environment) == [
        "DATELINE_PARTITION is no setting; did you mean DATELINE_PARTITIONS?",
        "DATELINE_QQQ is no setting",
    ]


def test_a_password_in_an_address_is_cut_out() -> None:
    assert without_password("https://u:p@search.example:9200/x") == "https://search.example:9200/x"
    assert without_password("http://127.0.0.1:9200") == "http://127.0.0.1:9200"
    assert without_password("http://[") == "(set)"


def test_kafka_with_a_login_and_tls() -> None:
    settings = Settings(
        kafka_security_protocol="SASL_SSL", kafka_username="ann", kafka_password=HIDDEN
    )
    options = client_options(settings)
    assert options["sasl_mechanism"] == "SCRAM-SHA-512"
    assert (options["sasl_plain_username"], options["sasl_plain_password"]) == ("ann", HIDDEN)
    context = options["ssl_context"]
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname
    credentials: Any = worker_credentials(settings)
    assert credentials.protocol.value == "SASL_SSL"
    assert credentials.mechanism.value == "SCRAM-SHA-512"
    assert HIDDEN not in repr(credentials)


def test_kafka_without_security_and_with_half_a_login() -> None:
    assert worker_credentials(Settings()) is None
    assert client_options(Settings()) == {"security_protocol": "PLAINTEXT"}
    half = Settings(kafka_security_protocol="SASL_PLAINTEXT", kafka_username="ann")
    for use in (client_options, worker_credentials):
        with pytest.raises(ConfigurationError, match="DATELINE_KAFKA_PASSWORD_FILE"):
            use(half)


def test_certificates_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "ca.pem"
    broken.write_text("no certificate", encoding="utf-8")
    settings = Settings(kafka_security_protocol="SSL", kafka_ca_certs=broken)
    with pytest.raises(ConfigurationError, match="DATELINE_KAFKA_CA_CERTS"):
        client_options(settings)


def test_elasticsearch_takes_an_api_key_or_a_login() -> None:
    login: dict[str, Any] = {"elasticsearch_username": "ann", "elasticsearch_password": HIDDEN}
    assert _options(Settings(**login))["basic_auth"] == ("ann", HIDDEN)
    both = _options(Settings(**login, elasticsearch_api_key="key"))
    assert "basic_auth" not in both
    assert both["api_key"] == "key"
