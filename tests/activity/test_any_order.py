"""Whatever the order and however often changes come, the windows end the same, byte for byte."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.activity import ActivityChange
from streams.activity.core import AreaWindows
from streams.runtime.store import MemoryStore
from tests.activity.changes import make_area, make_change, make_killed

AREAS = (make_area(), make_area().model_copy(update={"lat": 10.1}), make_area("Elsewhere"))
HOURS = tuple(datetime(2031, 3, day, hour, tzinfo=UTC) for day in (9, 10) for hour in (1, 23))


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


def end(story: list[ActivityChange], forget_at: int = -1) -> dict[str, bytes]:
    windows = AreaWindows(MemoryStore())
    documents: dict[str, bytes] = {}
    revisions: dict[str, int] = {}
    for index, change in enumerate(story):
        if index == forget_at:
            windows.forget()
        for document in windows.apply(change):
            assert document.revision >= revisions.get(document.activity_id, 0)
            revisions[document.activity_id] = document.revision
            documents[document.activity_id] = document.to_json()
    return documents


@settings(max_examples=200, deadline=None)
@given(story=st.lists(changes(), max_size=10), data=st.data())
def test_shuffled_and_repeated_changes_end_in_equal_bytes(
    story: list[ActivityChange], data: st.DataObject
) -> None:
    repeated = story + (data.draw(st.lists(st.sampled_from(story), max_size=5)) if story else [])
    shuffled = data.draw(st.permutations(repeated))
    assert end(shuffled) == end(story)


@settings(max_examples=100, deadline=None)
@given(story=st.lists(changes(), max_size=10), forget_at=st.integers(0, 9))
def test_forgetting_what_is_in_memory_changes_nothing(
    story: list[ActivityChange], forget_at: int
) -> None:
    assert end(story, forget_at) == end(story)


def test_a_change_of_content_is_never_hidden_behind_an_equal_revision() -> None:
    windows = AreaWindows(MemoryStore())
    first = {item.activity_id: item for item in windows.apply(make_change("e1", 1))}
    for document in windows.apply(make_change("e1", 2, gone=True)):
        assert document.revision > first[document.activity_id].revision
