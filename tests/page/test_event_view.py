"""The facts of an event: how it was done and what was counted, only where that is stated."""

from schemas import Figure, Quantities
from streams.page.event_view import event_facts
from tests.index.records import event


def facts(**changes: object) -> dict[str, str]:
    return {fact.name: fact.text for fact in event_facts(event(**changes))}


def test_facets_and_counts_are_shown_with_their_nouns() -> None:
    rifles = Figure(low=40, best=40, high=40, group="rifles")
    found = facts(facets=("grenade", "mob_violence"), quantities=Quantities(weapons=rifles))
    assert found["how"] == "grenade, mob violence"
    assert found["weapons"] == "40 rifles"


def test_what_is_not_stated_is_not_shown() -> None:
    found = facts(facets=(), quantities=Quantities())
    assert {"how", "weapons", "participants"}.isdisjoint(found)
