"""An event's story on a terminal."""

import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from schemas import Event, MergeStep, Rejection
from streams.commands import explain
from streams.errors import UsageError
from streams.search.story import story
from tests.deduplicate.stories import NOW, deduplicator, make_mention, make_signature
from tests.search.conftest import Put


def two_events() -> list[Event]:
    """Return a shelling that two outlets report, and talks that have nothing to do with it."""
    dedup = deduplicator()
    signature = make_signature("mortar bridge orchard")
    mentions = [
        make_mention("a", killed=4, signature=signature),
        make_mention("b", killed=4, signature=signature),
        make_mention("c", event_type="talks", quote="Envoys met."),
    ]
    newest = {e.event_id: e for mention in mentions for e in dedup.apply(mention, NOW)}
    return list(newest.values())


def text_of(event: Event, *known: Event, absorbed: tuple[Event, ...] = ()) -> str:
    out = io.StringIO()
    named = {one.event_id: one for one in known}
    Console(width=160, file=out).print(story(event, named, absorbed))
    return out.getvalue()


def test_each_mention_has_its_outlet_its_quote_and_why_it_was_merged() -> None:
    event, _ = two_events()
    lines = text_of(event).splitlines()
    assert event.event_id in lines[1]
    first = next(number for number, line in enumerate(lines) if "article-a.example" in line)
    assert "Shells fell" in lines[first + 1]
    assert lines[first + 2].strip() == "first mention"
    (merged,) = [line for line in lines if "merged at" in line]
    assert "same place" in merged


def test_what_was_not_joined_is_named_with_its_score_and_reason() -> None:
    event, other = two_events()
    refused = Rejection(event_id=other.event_id, score=0.31, reason="not alike enough")
    step = MergeStep(mention_id="a", score=1.0, reasons=("first mention",), rejected=(refused,))
    text = text_of(event.model_copy(update={"merge_explain": (step,)}), other)
    assert f"not {other.event_id[:8]} talks" in text
    assert "at 0.31: not alike enough" in text


def test_merged_events_name_each_other() -> None:
    event, other = two_events()
    gone = other.model_copy(update={"status": "merged", "superseded_by": event.event_id})
    assert f"Merged into: {event.event_id[:8]} shelling" in text_of(gone, event)
    assert f"{gone.event_id[:8]} talks" in text_of(event, absorbed=(gone,))


def test_an_article_cannot_steer_the_terminal() -> None:
    event, _ = two_events()
    evil = event.evidence[0].model_copy(update={"quote": "a\x1b[2Jb"})
    assert "\x1b" not in text_of(event.model_copy(update={"evidence": (evil,)}))


def _explain(*words: str) -> Result:
    return CliRunner().invoke(explain.command, list(words), catch_exceptions=False)


def test_a_file_of_events_needs_no_server(tmp_path: Path) -> None:
    event, other = two_events()
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"\n".join(one.to_json() for one in (event, other)) + b"\n")
    assert "merged at" in _explain(event.event_id[:12], "--input", str(path)).stdout
    with pytest.raises(UsageError, match="no event id begins with"):
        _explain("zzzz", "--input", str(path))
    with pytest.raises(UsageError, match="too short"):
        _explain("e", "--input", str(path))


@pytest.mark.servers
def test_an_event_of_the_index_is_found_by_the_start_of_its_id(put: Put, pointed: None) -> None:
    event, other = two_events()
    gone = other.model_copy(update={"status": "merged", "superseded_by": event.event_id})
    put(event, gone)
    out = _explain(event.event_id[:8]).stdout
    assert "merged at" in out
    assert f"{gone.event_id[:8]} talks" in out
