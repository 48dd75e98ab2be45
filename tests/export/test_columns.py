"""Events as rows: what is stated is there, what is not is empty, and nothing is invented."""

from datetime import date

import pytest

from schemas import Actor, Casualties, Event, Figure
from schemas.ontology import load_ontology
from streams.export.columns import row
from streams.export.tables import acled_types, plover_quads
from streams.export.writers import COLUMN_SETS
from tests.conftest import ROOT
from tests.index.records import PLACE, event

ACTORS = (
    Actor(name="gunmen", role="agent", sector="rebels"),
    Actor(name="a militia", role="agent", sector="militia"),
    Actor(name="shoppers", role="victim", sector="civilians"),
    Actor(name="the market", role="target"),
)


def acled(shown: Event) -> dict[str, object]:
    return dict(row(shown, COLUMN_SETS["acled"]))


def plover(shown: Event) -> dict[str, object]:
    return dict(row(shown, COLUMN_SETS["plover"]))


def test_an_event_with_the_columns_of_acled() -> None:
    found = acled(event(actors=ACTORS))
    assert found["event_date"] == date(2024, 4, 30)
    assert (found["event_type"], found["sub_event_type"], found["disorder_type"]) == (
        "Explosions/Remote violence",
        "Shelling/artillery/missile attack",
        "Political violence",
    )
    assert (found["actor1"], found["inter1"], found["assoc_actor_1"]) == (
        "gunmen",
        "rebels",
        "a militia",
    )
    assert (found["actor2"], found["inter2"]) == ("the market", None)
    assert found["civilian_targeting"] == "Civilian targeting"
    assert (found["time_precision"], found["geo_precision"]) == (1, 1)
    assert (found["fatalities"], found["fatalities_low"], found["fatalities_high"]) == (20, 19, 25)
    assert found["source"] == ("one.example",)


def test_an_event_with_the_columns_of_plover() -> None:
    found = plover(event(actors=ACTORS))
    assert (found["event_type"], found["event_mode"], found["quad_code"]) == (
        "ASSAULT",
        "heavy-weapons",
        4,
    )
    assert (found["actor_name_raw"], found["recipient_name_raw"]) == ("gunmen", "the market")
    assert (found["placename"], found["raw_placename"], found["province"]) == (
        "Rastóva",
        "Rastova",
        "Donetsk",
    )
    assert found["killed"] == 20


def test_what_is_not_stated_is_empty_and_never_zero() -> None:
    bare = event(
        place=None,
        casualties=Casualties(),
        actors=(),
        evidence=(),
        claims=(),
        date_start=None,
        acled=None,
        plover=None,
        weapon=None,
    )
    for columns in COLUMN_SETS.values():
        values = dict(row(bare, columns))
        for name in ("latitude", "fatalities", "killed", "killed_best", "actor1", "quad_code"):
            assert values.get(name) is None
    assert acled(bare)["event_date"] == date(2024, 4, 30)


@pytest.mark.parametrize(
    ("figure", "number"),
    [
        (Figure(low=3, best=None, high=9), 3),
        (Figure(low=None, best=None, high=9), 9),
        (Figure(low=0, best=0, high=0), 0),
    ],
)
def test_one_number_is_the_best_else_the_least_else_the_most(figure: Figure, number: int) -> None:
    assert acled(event(casualties=Casualties(killed=figure)))["fatalities"] == number


@pytest.mark.parametrize(
    ("precision", "expected"), [(1, 1), (2, 2), (3, 2), (4, 3), (6, 3), (7, 3)]
)
def test_coarse_places_are_not_exported_as_towns(precision: int, expected: int) -> None:
    place = PLACE.model_copy(update={"precision": precision})
    assert acled(event(place=place))["geo_precision"] == expected


def test_every_code_of_the_ontology_has_its_class() -> None:
    types = [*load_ontology().types.values(), *load_ontology().facets.values()]
    assert {t.acled for t in types if t.acled} <= set(acled_types())
    assert {t.plover for t in types if t.plover} <= set(plover_quads())


@pytest.mark.parametrize("name", COLUMN_SETS)
def test_every_column_is_documented_as_it_is(name: str) -> None:
    text = (ROOT / "docs" / "how-to" / "export.md").read_text(encoding="utf-8")
    columns = COLUMN_SETS[name]
    missing = [c.name for c in columns if f"| `{c.name}` | {c.kind} | {c.about} |" not in text]
    assert missing == []
    assert len({column.name for column in columns}) == len(columns)
