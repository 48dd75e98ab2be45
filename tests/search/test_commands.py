"""The commands on a real server: tables for people, lines for programs, clear errors."""

import json
import re
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from streams.commands import events, indices, search
from streams.errors import ServerError, UsageError
from streams.index.documents import INDICES
from streams.settings import load_settings
from tests.index.records import event
from tests.search.conftest import Put


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Point the commands at a port where nothing listens."""
    monkeypatch.setenv("DATELINE_ELASTICSEARCH_URL", "http://127.0.0.1:1")
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


def _run(*words: str) -> Result:
    return CliRunner().invoke(search.command, list(words), catch_exceptions=False)


@pytest.mark.servers
def test_events_are_a_table_or_one_line_each(put: Put, pointed: None) -> None:
    put(event())
    assert "confirmed" in _run("shells").stdout
    lines = _run("shells", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["event_id"] for line in lines] == ["e1"]
    listed = CliRunner().invoke(events.command, ["--format", "json"], catch_exceptions=False)
    assert [item["revision"] for item in json.loads(listed.stdout)] == [3]


@pytest.mark.servers
def test_nothing_found_is_explained_and_is_still_json(put: Put, pointed: None) -> None:
    put(event())
    result = _run("shells", "--until", "2001-01-01", "--format", "json")
    assert json.loads(result.stdout) == []
    assert "without --until: 1 event" in result.stderr


@pytest.mark.servers
def test_more_events_than_the_limit_are_reported(put: Put, pointed: None) -> None:
    put(event(), event(event_id="e2"))
    assert "1 of 2 events" in _run("--limit", "1").stderr


@pytest.mark.servers
def test_without_indices_search_says_how_to_make_them(pointed: None) -> None:
    with pytest.raises(ServerError, match="dateline indices create"):
        _run("shells")


@pytest.mark.servers
def test_indices_are_created_listed_and_up_to_date(put: Put, pointed: None) -> None:
    again = CliRunner().invoke(indices.command, ["create"], catch_exceptions=False)
    found = re.search(r"(\d+) templates and indices: (\d+) unchanged", again.stdout)
    assert found is not None
    # The lifecycle policy is skipped where the server has none.
    assert int(found[2]) >= int(found[1]) - 1
    listed = CliRunner().invoke(indices.command, ["list"], catch_exceptions=False)
    assert listed.stdout.count("current") == len(INDICES)
    migrated = CliRunner().invoke(indices.command, ["migrate"], catch_exceptions=False)
    assert "All indices are up to date" in migrated.stdout


@pytest.mark.usefixtures("away")
def test_an_unreachable_server_is_one_clear_line() -> None:
    with pytest.raises(ServerError, match=r"127\.0\.0\.1:1 cannot be reached"):
        _run("shells")


@pytest.mark.parametrize(
    "words", [("--type", "bombings"), ("--since", "soon"), ("--country", "Syrria")]
)
def test_invalid_filters_are_reported_without_a_request(
    words: tuple[str, ...],
) -> None:
    with pytest.raises(UsageError):
        _run(*words)
