from evaluation.score import Score, score_seed
from evaluation.sources import sources_of
from schemas import Event
from tests.evaluation.make import ERBIL, event, expected, gold, place

NOTHING = sources_of([], [])


def score(events: list[Event], *golds: dict[str, object]) -> Score:
    return score_seed(events, expected(*golds), NOTHING)


def test_half_found_and_half_right() -> None:
    far = place(ERBIL[0] + 5)
    result = score([event("e1"), event("e2", where=far)], gold("g1"), gold("g2", types=["raid"]))
    assert (result.recall, result.precision) == (0.5, 0.5)
    assert [e.event_id for e in result.false_positives] == ["e2"]


def test_a_second_event_for_the_same_happening_is_wrong() -> None:
    result = score([event("e1"), event("e2")], gold())
    assert (result.recall, result.precision) == (1.0, 0.5)


def test_an_optional_event_is_no_miss_and_when_found_is_right() -> None:
    optional = gold("g2", types=["raid"], optional=True)
    assert score([event("e1")], gold("g1"), optional).recall == 1.0
    both = score([event("e1"), event("e2", "raid")], gold("g1"), optional)
    assert (both.recall, both.precision) == (1.0, 1.0)


def test_an_event_that_fits_both_goes_to_the_one_that_is_needed() -> None:
    assert score([event()], gold("g1", optional=True), gold("g2")).recall == 1.0


def test_only_events_that_count_are_compared() -> None:
    silent = [
        event("e1", modality="negated"),
        event("e2", role="background"),
        event("e3", status="retracted"),
        event("e4", status="merged"),
    ]
    result = score(silent, gold())
    assert (result.recall, result.counting) == (0.0, 0)


def test_matching_is_not_greedy() -> None:
    wide = gold("g1", tolerance_km=50)
    narrow = gold("g2")
    result = score([event("e1"), event("e2", where=place(ERBIL[0] + 0.3))], wide, narrow)
    assert (result.recall, result.precision) == (1.0, 1.0)


def test_of_two_that_fit_the_nearer_is_taken() -> None:
    nearer, farther = event("near"), event("far", where=place(ERBIL[0] + 0.04))
    row = score([farther, nearer], gold()).rows[0]
    assert row.event is not None
    assert row.event.event_id == "near"


def test_near_misses_are_told_best_first() -> None:
    other_type = event("e1", "raid")
    other_everything = event("e2", "raid", where=place(ERBIL[0] + 5))
    row = score([other_everything, other_type], gold()).rows[0]
    assert row.event is None
    assert [e.event_id for e, _ in row.others] == ["e1", "e2"]
