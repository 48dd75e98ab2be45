"""Counts other than casualties, with the event that they belong to."""

import pytest

from schemas.mention import Figure
from tests.extract.reading import drafts, only


def figure(text: str, event_type: str, kind: str) -> Figure | None:
    found: Figure | None = getattr(only(text, event_type).quantities, kind)
    return found


@pytest.mark.parametrize(
    ("text", "event_type", "kind", "expected"),
    [
        ("Some 3,000 teachers marched through Accra.", "protest", "participants", 3000),
        ("A protest by 300 nurses ended in Accra.", "protest", "participants", 300),
        ("The rally in Accra drew 4,500 people.", "protest", "participants", 4500),
        ("About 400 dockers went on strike in Tema.", "strike", "participants", 400),
        ("Police dispersed 200 protesters in Accra.", "excessive_force", "participants", 200),
        ("Soldiers evicted 310 families from a camp in Tema.", "displacement", "households", 310),
        ("Some 1,200 households fled the town of Tema.", "displacement", "households", 1200),
        ("The flood swept away 41 homes in Tema.", "natural_disaster", "buildings", 41),
        ("Militants burned 25 houses in Tema.", "property_destruction", "buildings", 25),
        ("Bandits stole 230 goats near Tema.", "property_destruction", "livestock", 230),
        ("Police seized 43 rifles in Tema.", "weapons_seizure", "weapons", 43),
        ("Police seized 2,000 rounds in Tema.", "weapons_seizure", "ammunition", 2000),
        ("Police seized 80 sticks of dynamite in Tema.", "weapons_seizure", "weapons", 80),
        ("Police seized 40 kilograms of TNT in Tema.", "weapons_seizure", "explosives_kg", 40),
        ("Troops uncovered two tonnes of explosives.", "weapons_seizure", "explosives_kg", 2000),
        ("Police in Tema found 110kg of dynamite.", "weapons_seizure", "explosives_kg", 110),
        ("Police seized 1.5 tons of gunpowder.", "weapons_seizure", "explosives_kg", 1500),
        ("Rebels looted three tonnes of maize.", "property_destruction", "goods_kg", 3000),
        ("Rebels made off with 70 sacks of rice.", "property_destruction", "goods", 70),
        ("Soldiers stole 12 motorcycles in Tema.", "property_destruction", "goods", 12),
    ],
)
def test_a_count_has_its_kind(text: str, event_type: str, kind: str, expected: int) -> None:
    found = figure(text, event_type, kind)
    assert found is not None
    assert found.best == expected
    assert found.mention_id == only(text, event_type).mention_id


def test_a_range_stays_a_range() -> None:
    found = figure("Between 2,000 and 3,000 people protested in Accra.", "protest", "participants")
    assert found is not None
    assert (found.low, found.best, found.high) == (2000, 2500, 3000)


def test_a_number_without_a_noun_counts_who_marched() -> None:
    found = figure("Thousands protested in Accra on Sunday.", "protest", "participants")
    assert found is not None
    assert (found.low, found.high) == (2000, 9999)


def test_a_later_sentence_tells_the_size() -> None:
    text = "Nurses marched through Accra on Monday. Nearly 2,200 people took part, police said."
    found = figure(text, "protest", "participants")
    assert found is not None
    assert found.best == 2200


def test_families_are_no_persons() -> None:
    draft = only("Some 300 families fled the town of Tema.", "displacement")
    assert draft.casualties.displaced is None
    assert draft.quantities.households is not None
    persons = only("Some 300 people fled the town of Tema.", "displacement")
    assert persons.casualties.displaced is not None
    assert persons.quantities.households is None


def test_different_things_add_up_and_keep_their_nouns() -> None:
    found = figure(
        "The flood swept away 41 homes and three shops.", "natural_disaster", "buildings"
    )
    assert found is not None
    assert (found.best, found.group) == (44, "homes, shops")


@pytest.mark.parametrize(
    "text",
    [
        "Nine people were injured when police dispersed a protest in Accra.",
        "Protesters in Accra marched past 40 shops.",
        "A protest in Accra over the deaths of 40 miners ended on Sunday.",
    ],
)
def test_who_only_suffered_and_what_stood_by_took_no_part(text: str) -> None:
    assert all(draft.quantities.participants is None for draft in drafts(text))


@pytest.mark.parametrize(
    "text",
    [
        "A 40-kilogram bomb killed two people in Tema.",
        "Police in Tema seized 90 kilograms of heroin and two rifles.",
        "Two tonnes of flour were delivered to a camp in Tema.",
    ],
)
def test_a_weight_of_something_else_is_neither_goods_nor_explosives(text: str) -> None:
    for draft in drafts(text):
        assert draft.quantities.explosives_kg is None
        assert draft.quantities.goods_kg is None


def test_a_number_over_several_places_stands_at_the_first_only() -> None:
    found = drafts("Some 3,000 people protested in Lyon, Nantes and Lille on Saturday.")
    assert [draft.quantities.participants is not None for draft in found] == [True, False, False]
