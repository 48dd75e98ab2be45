"""Figures of one event agree over its sentences."""

from streams.extract.casualties.reconciliation import reconcile
from streams.extract.document.event import EventCandidate
from tests.extract.candidates import make_candidate, make_casualty, make_date, make_link


def shooting(index: int, *casualties: object, **changes: object) -> EventCandidate:
    text = "A man was shot in the street ."
    return make_candidate(
        text, "shot", "shooting", index=index, casualty_mentions=casualties, **changes
    )


def counts(candidates: list[EventCandidate], kind: str) -> list[int | None]:
    mentions = (c for one in candidates for c in one.casualty_mentions if c.kind == kind)
    return [c.figure.best for c in mentions if c.figure is not None]


def test_those_who_were_hit_and_died_are_no_longer_injured() -> None:
    hit = make_casualty("injured", 4, open_outcome=True)
    given = [shooting(0, hit), shooting(1, make_casualty("killed", 1))]
    settled = reconcile(given, [])
    assert (counts(settled, "injured"), counts(settled, "killed")) == ([3], [1])
    assert counts(given, "injured") == [4]


def test_victims_told_by_name_are_added_up() -> None:
    named = [
        shooting(0, make_casualty("killed", 1, group="Osric Pell")),
        shooting(1, make_casualty("killed", 1, group="Wynn Tarrow")),
    ]
    assert counts(reconcile(named, []), "killed") == [1, 2]


def test_a_larger_figure_of_the_headline_goes_to_the_event_told_most() -> None:
    told = [shooting(0, make_casualty("killed", 1)), shooting(1)]
    assert counts(reconcile(told, [make_casualty("killed", 3)]), "killed") == [3]


def test_the_wounded_person_who_then_dies_is_counted_once() -> None:
    wounded = make_casualty("injured", 1, victims=(0,))
    told = [shooting(0, wounded), shooting(1, make_casualty("killed", 1))]
    assert counts(reconcile(told, []), "injured") == []


def test_four_people_hit_make_a_mass_shooting_wherever_it_is_told() -> None:
    told = [shooting(0, make_casualty("injured", 4)), shooting(1)]
    assert [one.event_type for one in reconcile(told, [])] == ["mass_shooting"] * 2


def test_events_at_different_places_keep_their_own_figures() -> None:
    hit = make_casualty("injured", 4, open_outcome=True)
    here = shooting(0, hit, links=(make_link(),), place_name="arden")
    there = shooting(
        1,
        make_casualty("killed", 1),
        links=(make_link(1),),
        place_name="northgate",
        when=make_date(),
    )
    assert counts(reconcile([here, there], []), "injured") == [4]
