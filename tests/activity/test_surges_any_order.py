"""Which windows surge in the end depends on what stands, never on how it came."""

from collections.abc import Callable, Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.activity import ActivityChange
from schemas.alert import Alert
from streams.activity.core import AreaWindows
from streams.runtime.memory_store import MemoryStore
from tests.activity.broken import Documents, JournalStore, deliver, deliver_broken
from tests.activity.changes import SEEN, make_change
from tests.activity.quiet import make_events

Work = Callable[[ActivityChange], Iterator[tuple[str, int, bytes]]]


@st.composite
def stories(draw: st.DrawFn) -> list[ActivityChange]:
    """Draw five weeks with a loud day or two in them, some of whose events are taken back."""
    counts = draw(st.lists(st.integers(0, 1), min_size=26, max_size=32))
    for _ in range(draw(st.integers(1, 2))):
        counts[draw(st.integers(18, len(counts) - 1))] += draw(st.integers(6, 11))
    told = [event for day, number in enumerate(counts, -40) for event in make_events(day, number)]
    names = draw(st.lists(st.sampled_from([event.event_id for event in told]), max_size=8))
    return told + [make_change(name, 2, gone=True) for name in names]


def alerts_over(store: JournalStore) -> Work:
    windows = AreaWindows(store)

    def work(change: ActivityChange) -> Iterator[tuple[str, int, bytes]]:
        for alert in windows.apply(change, SEEN).alerts:
            yield alert.alert_id, alert.revision, alert.to_json()

    return work


def surging(documents: Documents) -> dict[str, Alert]:
    """Return the alerts that were not corrected away, whatever their revision."""
    alerts = [Alert.from_json(raw) for _, raw in documents.values()]
    return {
        alert.alert_id: alert.model_copy(update={"revision": 1})
        for alert in alerts
        if alert.resolution != "corrected"
    }


@settings(max_examples=30, deadline=None)
@given(story=stories(), data=st.data())
def test_shuffled_and_repeated_changes_leave_the_same_surges(
    story: list[ActivityChange], data: st.DataObject
) -> None:
    chance = data.draw(st.randoms(use_true_random=False))
    shuffled = [*story, *chance.choices(story, k=5)]
    chance.shuffle(shuffled)
    assert surging(deliver(alerts_over, shuffled)) == surging(deliver(alerts_over, story))


@settings(max_examples=30, deadline=None)
@given(story=stories(), data=st.data())
def test_a_break_and_an_overlap_leave_the_same_alerts_byte_for_byte(
    story: list[ActivityChange], data: st.DataObject
) -> None:
    writes, overlap = data.draw(st.integers(0, 4 * len(story))), data.draw(st.integers(0, 20))
    assert deliver_broken(alerts_over, story, writes, overlap) == deliver(alerts_over, story)


def test_the_stories_do_surge() -> None:
    """Without a surge the two above would hold of nothing."""
    story = [event for day in range(-40, 0) for event in make_events(day, day % 2)]
    assert surging(deliver(alerts_over, [*story, *make_events(0, 11)]))


def test_reading_a_store_back_finds_the_alerts() -> None:
    store = MemoryStore()
    windows = AreaWindows(store)
    for event in (*(e for day in range(-40, 0) for e in make_events(day, 1)), *make_events(0, 11)):
        windows.apply(event, SEEN)
    last = make_events(0, 11)[-1]
    assert AreaWindows(store).apply(last, SEEN) == windows.apply(last, SEEN)
