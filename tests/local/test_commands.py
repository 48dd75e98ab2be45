"""What `dateline local` says and how it exits, when nothing runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.commands.main import cli
from streams.settings import load_settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    # Root would put the data elsewhere if its user could not enter pytest's private folders.
    monkeypatch.setattr("streams.local.servers.server_account", lambda: None)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    load_settings.cache_clear()
    yield tmp_path / "home"
    load_settings.cache_clear()


def local(*arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(cli, ["local", *arguments], input=answer)


def test_status_of_nothing_exits_with_3(home: Path) -> None:
    result = local("status")
    assert result.exit_code == 3
    assert result.output.count("down") == 2
    assert not home.exists()


def test_down_without_servers_is_no_error(home: Path) -> None:
    result = local("down")
    assert (result.exit_code, result.output) == (0, "no servers were running\n")


def test_down_with_a_damaged_state_file_cleans_it(home: Path) -> None:
    home.mkdir()
    (home / "servers.json").write_text("{", encoding="utf-8")
    assert local("down").exit_code == 0
    assert not (home / "servers.json").exists()


def test_reset_asks_first(home: Path) -> None:
    data = home / "kafka" / "data"
    data.mkdir(parents=True)
    assert local("reset", answer="n\n").exit_code == 1
    assert data.exists()
    assert local("reset", "--yes").exit_code == 0
    assert not data.exists()


def test_reset_leaves_files_that_are_not_the_servers(home: Path) -> None:
    home.mkdir()
    (home / "notes.txt").write_text("mine", encoding="utf-8")
    assert local("reset", "--yes").exit_code == 0
    assert (home / "notes.txt").exists()


def test_logs_shows_the_last_lines_of_one_server(home: Path) -> None:
    log = home / "logs" / "kafka.log"
    log.parent.mkdir(parents=True)
    log.write_text("".join(f"line {n}\n" for n in range(100)), encoding="utf-8")
    assert local("logs", "kafka", "-n", "2").output == "line 98\nline 99\n"


def test_logs_names_the_servers_when_both_are_shown(home: Path) -> None:
    result = local("logs")
    assert result.exit_code == 0
    assert "kafka.log" in result.output
    assert "(no log yet)" in result.output
