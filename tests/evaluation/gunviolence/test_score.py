from datetime import date

import pytest

from evaluation.gunviolence.score import city_right, judge, main_events, persons
from schemas import Casualties, Event, Evidence, Figure, Place
from tests.evaluation.gunviolence.make import DAY, incident, quotes
from tests.evaluation.make import event, place


def town(name: str, state: str = "Ohio", lat: float = 0.0, lon: float = 0.0) -> Place:
    found = place(lat, lon, country="US")
    return found.model_copy(update={"name": name, "city": name, "admin1": state})


@pytest.mark.parametrize(
    ("where", "right"),
    [
        (town("Springfield"), True),
        (town("Springfield", "Illinois"), False),
        (town("Northridge", "Ohio", 39.95, -83.78), True),
        (town("Dayton", "Ohio", 39.76, -84.19), False),
        (None, False),
    ],
)
def test_a_city_is_right_by_name_and_state_or_nearby(where: Place | None, right: bool) -> None:
    assert city_right(incident(), where) is right


def test_the_part_of_a_city_that_stands_in_brackets_is_right_too() -> None:
    part = incident(city="Dayton (Trotwood)", latlon=None)
    assert city_right(part, town("Trotwood"))
    assert city_right(part, town("Dayton"))
    assert not city_right(part, town("Kettering"))


@pytest.mark.parametrize("name", ["Yuba (county)", "Accomack County"])
def test_an_incident_of_which_only_the_county_is_known_has_no_city(name: str) -> None:
    assert not incident(city=name).has_city
    assert incident(city="Countyline").has_city


def test_a_county_is_no_city_however_near() -> None:
    county = town("Springfield", "Ohio", 39.92, -83.81).model_copy(update={"precision": 3})
    assert not city_right(incident(), county)


def test_none_told_is_none_hurt_and_a_range_is_no_count() -> None:
    assert persons(None) == 0
    assert persons(Figure(low=3, best=None, high=5)) is None


def test_an_event_is_judged_on_day_dead_injured_and_city() -> None:
    told = Casualties(killed=Figure(low=1, best=1, high=1))
    one = event(days=(DAY, DAY), where=town("Springfield"), casualties=told)
    verdict = judge(incident(), one)
    assert (verdict.day, verdict.killed, verdict.injured, verdict.city) == (True, True, False, True)
    later = event(days=(DAY, date(2015, 3, 2)), where=town("Springfield"), casualties=told)
    assert not judge(incident(), later).day
    assert not judge(incident(ints=[0, 0]), None).killed


def shooting(name: str, told: tuple[Evidence, ...], articles: int = 1) -> Event:
    counts = {"n_articles": articles, "n_mentions": len(told)}
    return event(name, "shooting", told=told).model_copy(update=counts)


def test_the_main_event_is_the_one_that_most_articles_tell() -> None:
    alone = shooting("e1", quotes("a", "One man", "Police"))
    shared = shooting("e2", quotes("a", "Shots"), articles=3)
    assert main_events([alone, shared])["a"].event_id == "e2"


def test_of_events_told_by_as_many_the_main_one_has_more_evidence_then_comes_first() -> None:
    once = shooting("e1", quotes("a", "Shots"))
    twice = shooting("e2", quotes("a", "One man", "Police"))
    assert main_events([once, twice])["a"].event_id == "e2"
    late = shooting("e3", quotes("a", "Police"))
    assert main_events([late, once])["a"].event_id == "e1"


def test_what_does_not_count_or_is_no_incident_is_never_main() -> None:
    arrest = event("e1", "arrest", told=quotes("a", "Police"))
    merged = event("e2", "shooting", told=quotes("a", "Shots"), status="merged")
    assert main_events([arrest, merged]) == {}
