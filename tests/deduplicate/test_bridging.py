"""A mention that belongs to two events shows them to be one."""

from tests.deduplicate.stories import NOW, deduplicator, make_city, make_mention, make_signature

FIRST = "Rockets struck the grain depot beside the river."
SECOND = "Firefighters counted thirty dead in a burning warehouse."


def test_the_absorbed_event_points_to_the_survivor() -> None:
    dedup = deduplicator()
    city = make_city(uncertainty_km=60.0)
    depot = make_signature("depot river rockets", ages=(31,))
    first = make_mention("a", place=city, quote=FIRST, killed=2, signature=depot)
    (one,) = dedup.apply(first, NOW)
    fire = make_signature("warehouse firefighters thirty", ages=(50,))
    other = make_mention(
        "b", place=city, quote=SECOND, killed=30, event_type="air_strike", signature=fire
    )
    (two,) = dedup.apply(other, NOW)
    assert one.event_id != two.event_id
    both = make_mention(
        "c",
        place=city,
        killed=(2, 20, 30),
        quote=f"{FIRST} {SECOND}",
        signature=make_signature(
            "depot river rockets warehouse firefighters thirty", ages=(31, 50)
        ),
    )
    events = dedup.apply(both, NOW)
    survivor, gone = sorted(events, key=lambda event: -event.n_mentions)
    assert {survivor.event_id, gone.event_id} == {one.event_id, two.event_id}
    assert (survivor.n_mentions, gone.n_mentions) == (3, 0)
    assert (gone.status, gone.superseded_by) == ("merged", survivor.event_id)
    assert dedup.apply(both, NOW) == events
