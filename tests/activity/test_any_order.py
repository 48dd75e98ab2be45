"""Whatever the order, repetition, break and batch, the windows end the same, byte for byte.

Not their revisions, as a change that alters nothing of a window is not sent; and a window that an
event only passed through may be there, empty, or not.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.activity import ActivityChange, CityActivity
from schemas.event import Event
from streams.activity.agent import AssignAgent, WindowAgent
from streams.activity.core import AreaWindows
from streams.runtime.coalesce import resolved
from streams.runtime.delivery import Incoming, Outgoing
from streams.runtime.store import MemoryStore
from tests.activity.broken import Documents, JournalStore, deliver, deliver_broken
from tests.activity.changes import (
    SEEN,
    apply,
    make_area,
    make_change,
    make_event,
    make_evidence,
    make_killed,
    make_place,
)

AREAS = (make_area(), make_area().model_copy(update={"lat": 10.1}), make_area("Elsewhere"))
HOURS = tuple(datetime(2031, 3, day, hour, tzinfo=UTC) for day in (9, 10) for hour in (1, 23))
PLACES = (
    make_place(),
    make_place(lat=10.1, name="Southgate"),
    make_place(city_id="test:Elsewhere", city="Elsewhere"),
    make_place(precision=4, city_id=None),
)


@st.composite
def changes(draw: st.DrawFn) -> ActivityChange:
    moment = draw(st.sampled_from(HOURS))
    return make_change(
        draw(st.sampled_from(["e1", "e2", "e3"])),
        draw(st.integers(1, 4)),
        area=draw(st.sampled_from(AREAS)),
        gone=draw(st.booleans()),
        hour_start=draw(st.sampled_from([None, moment])),
        day=moment.replace(hour=0),
        reported=(draw(st.sampled_from(HOURS)),),
        casualties=draw(st.sampled_from([make_killed(1, 2, None), make_killed(None, 7, 9)])),
        n_independent=draw(st.integers(0, 2)),
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Draw the revisions of some events, each event's in their order."""
    events = []
    for name in draw(st.sets(st.sampled_from(["e1", "e2", "e3"]), min_size=1)):
        for revision in range(1, draw(st.integers(1, 4)) + 1):
            day = draw(st.sampled_from(HOURS))
            published = SEEN + timedelta(hours=draw(st.integers(0, 30)))
            event = make_event(
                event_id=name,
                revision=revision,
                status=draw(st.sampled_from(["candidate", "confirmed", "retracted"])),
                date_start=day.date(),
                date_end=day.date(),
                place=draw(st.sampled_from(PLACES)),
                evidence=(make_evidence("m1", name, published),),
            )
            events.append(event)
    return events


def windows_over(
    store: JournalStore,
) -> Callable[[ActivityChange], Iterator[tuple[str, int, bytes]]]:
    windows = AreaWindows(store)

    def work(change: ActivityChange) -> Iterator[tuple[str, int, bytes]]:
        for document in apply(windows, change):
            yield document.activity_id, document.revision, document.to_json()

    return work


def standing(documents: Documents) -> dict[str, CityActivity]:
    """Return the windows with anything in them, without their revisions."""
    windows = [CityActivity.from_json(raw) for _, raw in documents.values()]
    return {
        window.activity_id: window.model_copy(update={"revision": 0})
        for window in windows
        if window.n_events
    }


def stages_over(store: JournalStore) -> Callable[[Event], Iterator[tuple[str, int, bytes]]]:
    assigning, counting = AssignAgent(store), WindowAgent(AreaWindows(store))

    def work(event: Event) -> Iterator[tuple[str, int, bytes]]:
        for change in assigning.process(_arrive(Outgoing("events", b"", event.to_json()))):
            for output in resolved(counting.process(_arrive(change))):
                window = CityActivity.from_json(output.value or b"")
                yield window.activity_id, window.revision, output.value or b""

    return work


def _arrive(output: Outgoing) -> Incoming:
    moment = SEEN.timestamp()
    return Incoming(output.topic, 0, 0, output.key, output.value, moment, moment)


@settings(max_examples=60, deadline=None)
@given(story=st.lists(changes(), max_size=10), data=st.data())
def test_shuffled_repeated_and_broken_changes_end_in_equal_bytes(
    story: list[ActivityChange], data: st.DataObject
) -> None:
    repeated = story + (data.draw(st.lists(st.sampled_from(story), max_size=5)) if story else [])
    shuffled = data.draw(st.permutations(repeated))
    writes, overlap = data.draw(st.integers(0, 25)), data.draw(st.integers(0, 5))
    broken = deliver_broken(windows_over, shuffled, writes, overlap)
    assert standing(broken) == standing(deliver(windows_over, story))


@settings(max_examples=60, deadline=None)
@given(story=histories(), data=st.data())
def test_shuffled_repeated_and_broken_revisions_of_events_end_in_equal_bytes(
    story: list[Event], data: st.DataObject
) -> None:
    repeated = story + data.draw(st.lists(st.sampled_from(story), max_size=5))
    shuffled = data.draw(st.permutations(repeated))
    writes, overlap = data.draw(st.integers(0, 40)), data.draw(st.integers(0, 5))
    broken = deliver_broken(stages_over, shuffled, writes, overlap)
    assert standing(broken) == standing(deliver(stages_over, story))


@settings(max_examples=60, deadline=None)
@given(story=st.lists(changes(), max_size=10), forget_at=st.integers(0, 9))
def test_forgetting_what_is_in_memory_changes_nothing(
    story: list[ActivityChange], forget_at: int
) -> None:
    kept, forgetful = AreaWindows(MemoryStore()), AreaWindows(MemoryStore())
    for index, change in enumerate(story):
        if index == forget_at:
            forgetful.forget()
        assert forgetful.apply(change, SEEN) == kept.apply(change, SEEN)
        area_id = change.area.area_id
        assert forgetful.settle(area_id) == kept.settle(area_id)


@settings(max_examples=60, deadline=None)
@given(story=st.lists(changes(), max_size=12), ends=st.sets(st.integers(0, 11)))
def test_windows_settled_by_batch_end_as_those_settled_after_each_change(
    story: list[ActivityChange], ends: set[int]
) -> None:
    windows = AreaWindows(MemoryStore())
    batched: Documents = {}
    for index, change in enumerate(story):
        windows.apply(change, SEEN)
        if index in ends or index == len(story) - 1:
            for area_id in {area.area_id for area in AREAS}:
                for document in windows.settle(area_id):
                    batched[document.activity_id] = (document.revision, document.to_json())
    assert standing(batched) == standing(deliver(windows_over, story))


def test_a_window_that_an_event_only_passed_through_in_a_batch_is_not_sent() -> None:
    windows = AreaWindows(MemoryStore())
    windows.apply(make_change("e1", 1, hour_start=HOURS[0]), SEEN)
    windows.apply(make_change("e1", 2, hour_start=HOURS[1]), SEEN)
    hours = [item for item in windows.settle(make_area().area_id) if item.clock == "event"]
    assert [item.window_start for item in hours if item.granularity == "hour"] == [HOURS[1]]


def test_a_change_of_another_article_does_not_send_the_hours_of_earlier_ones() -> None:
    windows = AreaWindows(MemoryStore())
    apply(windows, make_change("e1", 1, reported=HOURS[:1], articles=("x",)))
    both = make_change(
        "e1", 2, reported=HOURS[:2], articles=("x", "y"), publishers=("x.example",) * 2
    )
    sent = [item for item in apply(windows, both) if item.granularity == "hour"]
    assert [item.window_start for item in sent] == [HOURS[1]]


@given(story=st.lists(changes(), max_size=10))
def test_a_revision_only_rises(story: list[ActivityChange]) -> None:
    windows = AreaWindows(MemoryStore())
    revisions: dict[str, int] = {}
    for change in story:
        for document in apply(windows, change):
            assert document.revision >= revisions.get(document.activity_id, 0)
            revisions[document.activity_id] = document.revision


def test_a_change_of_content_is_never_hidden_behind_an_equal_revision() -> None:
    windows = AreaWindows(MemoryStore())
    first = {item.activity_id: item for item in apply(windows, make_change("e1", 1))}
    for document in apply(windows, make_change("e1", 2, gone=True)):
        assert document.revision > first[document.activity_id].revision
