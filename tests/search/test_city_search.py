"""A city on a real index, under another name and with its districts, from the real gazetteer."""

from typing import Any

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from schemas import Event
from streams.commands import completion_values, events, explain, search
from streams.commands.main import cli
from streams.geocode.gazetteer.build import open_gazetteer
from streams.settings import load_settings
from tests.index.records import PLACE, event
from tests.search.conftest import Put

pytestmark = pytest.mark.servers
ODESA, ODESSA_TEXAS, SYDNEY = "geonames:698740", "geonames:5527554", "geonames:2147714"
MOLDAVANKA, BONDI = "dateline:ua-odesa-moldavanka", "dateline:au-sydney-bondi"


def at(entry_id: str, event_id: str) -> Event:
    """Return an event in a place as the gazetteer has it."""
    gazetteer = open_gazetteer(load_settings(), print)
    entry = gazetteer.entry(entry_id)
    gazetteer.close()
    assert entry is not None
    known = {
        "gazetteer_id": entry.id,
        "name_as_written": entry.name,
        "name": entry.name,
        "city_id": entry.city_id,
        "city": entry.city,
        "country": entry.country,
        "admin1": entry.admin1,
        "lat": entry.lat,
        "lon": entry.lon,
    }
    return event(event_id=event_id, place=PLACE.model_copy(update=known))


def run(command: Any, *words: str) -> tuple[set[str], str]:
    """Return the short ids that a command shows, and what it says beside them."""
    done = CliRunner().invoke(command, [*words, "--format", "csv"], catch_exceptions=False)
    return {line.partition(",")[0] for line in done.stdout.splitlines()[1:]}, done.stderr


@pytest.fixture(autouse=True)
def places(put: Put, pointed: None) -> None:
    put(
        at(ODESA, "odesa"),
        at(MOLDAVANKA, "moldavanka"),
        at(ODESSA_TEXAS, "texas"),
        at(SYDNEY, "sydney"),
        at(BONDI, "bondi"),
    )


@pytest.mark.parametrize("command", [search.command, events.command])
def test_another_name_finds_the_city_and_says_which_cities_are_meant(command: Any) -> None:
    found, said = run(command, "--city", "Odessa")
    assert found == {"odesa", "moldavanka", "texas"}
    assert "Odesa, Odesa Oblast, Ukraine" in said
    found, _ = run(command, "--city", "Odessa", "--country", "UA")
    assert found == {"odesa", "moldavanka"}


@pytest.mark.parametrize("command", [search.command, events.command])
def test_a_city_is_found_with_its_districts_and_a_district_alone(command: Any) -> None:
    assert run(command, "--city", "Sydney")[0] == {"sydney", "bondi"}
    assert run(command, "--city", "Bondi")[0] == {"bondi"}


def test_a_city_without_events_says_how_many_there_are_elsewhere() -> None:
    found, said = run(events.command, "--city", "Aleppo")
    assert not found
    assert "without --city: 5 events" in said


def test_explain_takes_the_id_that_a_table_shows() -> None:
    table = CliRunner().invoke(search.command, ["--city", "Bondi"], catch_exceptions=False)
    shown = table.stdout.splitlines()[3].split()[1]
    told = CliRunner().invoke(explain.command, [shown], catch_exceptions=False)
    assert told.exit_code == 0
    assert "Bondi" in told.stdout


@pytest.mark.parametrize(
    ("words", "typed", "completed"),
    [
        (["search", "--city"], "mold", ["Moldavanka"]),
        (["events", "--city"], "Sy", ["Sydney"]),
        (["explain"], "bon", ["bondi"]),
        (["explain"], "", ["bondi", "moldavan", "odesa", "sydney", "texas"]),
    ],
)
def test_the_shell_completes_cities_and_ids_of_the_index(
    words: list[str], typed: str, completed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completion_values, "SECONDS", 30.0)  # on a busy machine
    complete = ShellComplete(cli, {}, "dateline", "_DATELINE_COMPLETE")
    assert [item.value for item in complete.get_completions(words, typed)] == completed
