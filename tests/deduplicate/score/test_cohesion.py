"""An event splits when the mention that held its parts together is withdrawn."""

from schemas.event import Event
from tests.deduplicate.stories import (
    NOW,
    deduplicator,
    make_city,
    make_mention,
    make_signature,
    make_withdrawal,
)

CITY = make_city(uncertainty_km=60.0)
DEPOT = make_mention(
    "a",
    place=CITY,
    quote="Rockets struck the grain depot beside the river.",
    killed=2,
    signature=make_signature("depot river rockets", ages=(31,)),
)
FIRE = make_mention(
    "b",
    place=CITY,
    quote="Firefighters counted thirty dead in a burning warehouse.",
    killed=30,
    event_type="air_strike",
    signature=make_signature("warehouse firefighters thirty", ages=(50,)),
)
BOTH = make_mention(
    "c",
    place=CITY,
    killed=(2, 20, 30),
    quote=f"{DEPOT.quote} {FIRE.quote}",
    signature=make_signature("depot river rockets warehouse firefighters thirty", ages=(31, 50)),
)


def test_the_parts_get_back_the_ids_that_they_had() -> None:
    dedup = deduplicator()
    (one,) = dedup.apply(DEPOT, NOW)
    (two,) = dedup.apply(FIRE, NOW)
    merged = dedup.apply(BOTH, NOW)
    survivor = next(event for event in merged if event.stands)
    events = dedup.apply(make_withdrawal(BOTH), NOW)
    assert {event.event_id for event in events} == {one.event_id, two.event_id}
    for before, after in zip((one, two), sorted(events, key=_by_figure), strict=True):
        assert after.event_id == before.event_id
        assert (after.n_mentions, after.status, after.superseded_by) == (1, "candidate", None)
        assert after.revision > before.revision
    assert survivor.event_id in {one.event_id, two.event_id}


def test_a_split_is_repeated_with_its_message() -> None:
    dedup = deduplicator()
    for mention in (DEPOT, FIRE, BOTH):
        dedup.apply(mention, NOW)
    withdrawal = make_withdrawal(BOTH)
    assert dedup.apply(withdrawal, NOW) == dedup.apply(withdrawal, NOW)


def test_a_correction_that_ties_nothing_together_any_more_splits_too() -> None:
    dedup = deduplicator()
    for mention in (DEPOT, FIRE, BOTH):
        dedup.apply(mention, NOW)
    corrected = BOTH.model_copy(update={"article_version": 2, "event_type": "talks"})
    events = dedup.apply(corrected, NOW)
    assert sorted(event.n_mentions for event in events) == [1, 1, 1]


def test_what_still_holds_together_stays_one_event() -> None:
    dedup = deduplicator()
    for name in "abc":
        dedup.apply(make_mention(name), NOW)
    (event,) = dedup.apply(make_withdrawal(make_mention("a")), NOW)
    assert event.n_mentions == 2


def _by_figure(event: Event) -> int:
    figure = event.casualties.killed
    return figure.best or 0 if figure else 0
