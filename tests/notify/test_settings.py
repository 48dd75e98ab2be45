"""The webhook's settings: none, wrong, and never shown."""

import pytest
from click.testing import CliRunner

from streams.commands import settings as command
from streams.errors import ConfigurationError
from streams.settings import Settings, load_settings


def test_an_empty_address_is_none() -> None:
    assert Settings(alert_webhook_url="", page_url="").alert_webhook_url is None


def test_an_address_without_a_scheme_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_ALERT_WEBHOOK_URL", "alertmanager:9093")
    load_settings.cache_clear()
    try:
        with pytest.raises(ConfigurationError, match="DATELINE_ALERT_WEBHOOK_URL"):
            load_settings()
    finally:
        load_settings.cache_clear()


def test_neither_token_nor_address_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_ALERT_WEBHOOK_URL", "https://hooks.example/key-in-path")
    monkeypatch.setenv("DATELINE_ALERT_WEBHOOK_TOKEN", "very-hidden")
    load_settings.cache_clear()
    try:
        shown = CliRunner().invoke(command.command, catch_exceptions=False).stdout
    finally:
        load_settings.cache_clear()
    assert "very-hidden" not in shown
    assert "key-in-path" not in shown
    assert "(set)" in shown
