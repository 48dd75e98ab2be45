"""Events beside reference events: pairs, misses and extras, by country and month."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from schemas import Event
from streams.commands.main import cli
from streams.errors import UsageError
from streams.search.reference import ReferenceEvent, Tolerance, compare, read_reference
from tests.index.records import PLACE, event

ACLED = """event_id_cnty,event_date,event_type,sub_event_type,country,latitude,longitude,fatalities
UKR1,2024-04-30,Explosions,Shelling/artillery/missile attack,Ukraine,{lat},{lon},20
UKR2,28 April 2024,Explosions,Air/drone strike,Ukraine,{lat},{lon},
UKR3,2024-05-01,Battles,Armed clash,Ukraine,{far},{lon},3
"""
UCDP = """id,relid,type_of_violence,date_start,date_end,country,latitude,longitude,best
7,RUS-2024-1,1,2024-04-29 00:00:00.000,2024-05-02 00:00:00.000,Ukraine,{lat},{lon},20
8,YEM-2024-1,3,2024-04-29 00:00:00.000,2024-04-29 00:00:00.000,Yemen (North Yemen),15.3,44.2,4
"""


def written(text: str, path: Path) -> Path:
    path.write_text(text.format(lat=PLACE.lat, lon=PLACE.lon, far=PLACE.lat + 2))
    return path


def test_acled_is_read(tmp_path: Path) -> None:
    one, two, _ = read_reference(written(ACLED, tmp_path / "acled.csv"))
    assert (one.id, one.country, one.killed) == ("UKR1", "UA", 20)
    assert (two.first_day, two.killed) == (date(2024, 4, 28), None)


def test_ucdp_is_read(tmp_path: Path) -> None:
    one, two = read_reference(written(UCDP, tmp_path / "ucdp.csv"))
    assert (one.first_day, one.last_day) == (date(2024, 4, 29), date(2024, 5, 2))
    assert (two.country, two.kind) == ("YE", "one-sided violence")


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", ACLED.replace("{lat}", "north")])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match=r"acled\.csv"):
        read_reference(written(text, tmp_path / "acled.csv"))


def at(name: str, day: int, **changes: float) -> Event:
    place = PLACE.model_copy(update=changes)
    moment = date(2024, 4, day)
    return event(event_id=name, date_start=moment, date_end=moment, place=place)


def test_each_event_is_paired_once_and_the_nearest_first(tmp_path: Path) -> None:
    references = read_reference(written(ACLED, tmp_path / "acled.csv"))
    events = [at("near", 30, lat=PLACE.lat + 0.1), at("exact", 30), at("late", 29)]
    result = compare(events, references, Tolerance())
    assert {(one.id, ours.event_id) for one, ours in result.matches} == {
        ("UKR1", "exact"),
        ("UKR2", "late"),
    }
    assert [one.id for one in result.misses] == ["UKR3"]
    assert [one.event_id for one in result.extras] == ["near"]
    cells = {cell: (t.matched, t.missed, t.extra) for cell, t in result.tallies().items()}
    assert cells == {("UA", "2024-04"): (2, 0, 1), ("UA", "2024-05"): (0, 1, 0)}


def test_what_lies_too_far_apart_is_no_pair() -> None:
    day = date(2024, 4, 30)
    reference = ReferenceEvent("x", day, day, "UA", PLACE.lat, PLACE.lon, "", None)
    for other in (at("a", 28), at("b", 30, lat=PLACE.lat + 0.3), at("c", 30, lon=PLACE.lon + 1)):
        assert compare([other], [reference], Tolerance()).matches == []
    assert compare([at("a", 28)], [reference], Tolerance(days=2)).matches != []


def test_events_of_other_countries_and_days_are_no_extras() -> None:
    day = date(2024, 4, 30)
    reference = ReferenceEvent("x", day, day, "UA", PLACE.lat, PLACE.lon, "", None)
    abroad = event(place=PLACE.model_copy(update={"country": "PL"}))
    assert compare([abroad, at("b", 1)], [reference], Tolerance()).extras == []


def test_the_command_counts_and_writes_the_misses(tmp_path: Path) -> None:
    path = written(ACLED, tmp_path / "acled.csv")
    (tmp_path / "events.jsonl").write_bytes(at("exact", 30).to_json() + b"\n")
    arguments = ["compare", "--with", str(path), "--input", str(tmp_path / "events.jsonl")]
    result = CliRunner().invoke(cli, [*arguments, "--misses", str(tmp_path / "misses.csv")])
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-2].split() == ["all", "1", "2", "0", "33%", "100%"]
    assert (tmp_path / "misses.csv").read_text().count("UKR") == 2
    found = json.loads(CliRunner().invoke(cli, [*arguments, "--format", "json"]).output)
    assert found[0] == {
        **{"country": "UA", "month": "2024-04", "matched": 1, "missed": 1, "extra": 0},
        **{"recall": 0.5, "precision": 1.0},
    }
    none = CliRunner().invoke(cli, [*arguments, "--country", "SY"])
    assert isinstance(none.exception, UsageError)
