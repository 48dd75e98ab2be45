"""Which records of Who's On First are shipped: names that tell a place and mean nothing else."""

import pytest

from streams.geocode.gazetteer.raw import RawPlace
from training.ordinary_names import frequent_words, is_ordinary
from training.places import COMMON, Held, tells


def place(name: str, lat: float, admin1: str = "XX.01") -> RawPlace:
    return RawPlace(name, name, "city", "XX", admin1, lat, 20.0)


def held(*places: RawPlace) -> Held:
    taken = Held()
    for one in places:
        taken.add(one, ["quor"])
    return taken


def test_the_only_place_of_a_name_is_told_by_it() -> None:
    one = place("Quor", 10.0)
    assert tells(one, ["quor"], held(one))


def test_a_second_record_at_the_same_spot_is_the_same_place() -> None:
    one = place("Quor", 10.0)
    taken = held(one, place("Quor", 10.05))
    assert tells(one, ["quor"], taken)
    assert taken.has_same(place("Quor", 10.02), ["quor"])


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ([place("Quor", 12.0, "XX.02")], True),
        ([place("Quor", 12.0)], False),
        ([place("Quor", 10.3, "XX.02")], False),
        ([place("Quor", 12.0 + n, f"XX.{n}") for n in range(2, 5)], False),
        ([place("Quor", 10.0)] * (COMMON + 1), False),
    ],
    ids=["other division", "same division", "too near", "too many", "all over the country"],
)
def test_a_division_tells_which_of_few_is_meant(others: list[RawPlace], told: bool) -> None:
    one = place("Quor", 10.0)
    assert tells(one, ["quor"], held(one, *others)) is told


WORDS = ["will", "monday", "hassan", "model town", "moscow", "texas", "ahram"]


@pytest.mark.parametrize("key", WORDS)
def test_what_means_something_else_is_ordinary(key: str) -> None:
    assert is_ordinary(key, frozenset())


@pytest.mark.parametrize("key", ["indelimane", "basti zarkor", "pazigyi", "chinagodrar"])
def test_other_names_are_not(key: str) -> None:
    assert not is_ordinary(key, frozenset())


def test_a_word_of_many_names_is_no_name() -> None:
    frequent = frequent_words([f"Zarkalay {letter}" for letter in "abcdefghijklm"])
    assert frequent == {"zarkalay"}
    assert is_ordinary("zarkalay", frequent)
