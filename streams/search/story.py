"""How an event was assembled, for a terminal: its mentions, and why each was merged or not."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from schemas import Event, Evidence, MergeStep, Rejection
from streams.search.render import SHORT_ID, event_line
from streams.search.words import what_text, when_text, where_text, without_controls

CERTAIN = 1.0
"""Score of a mention that joined without a comparison, such as the first."""
INDENT = 5
"""Indentation of details in columns: the width of a mention's number."""


def story(event: Event, known: Mapping[str, Event], absorbed: Sequence[Event]) -> Group:
    """Return the event, its mentions in order of publication, and its merges.

    Args:
        event: the event.
        known: other events by id, to describe those that a mention did not join.
        absorbed: events that were merged into this one.
    """
    steps = {step.mention_id: step for step in event.merge_explain}
    parts: list[RenderableType] = [event_line(event), Text(event.event_id, style="dim")]
    parts += _ending(event, known)
    for number, evidence in enumerate(event.evidence, 1):
        parts += ["", *_mention(number, evidence, steps.get(evidence.mention_id), known)]
    left_out = event.n_mentions - len(event.evidence)
    if left_out > 0:
        parts += ["", Text(f"{left_out} more mentions are counted but not listed.", style="dim")]
    if absorbed:
        parts += ["", Text("Events merged into this one:", style="bold")]
        parts += [_inset(_named(other.event_id, {other.event_id: other})) for other in absorbed]
    return Group(*parts)


def rejected_by(event: Event) -> list[str]:
    """Return the ids of events that the mentions did not join."""
    named = (one.event_id for step in event.merge_explain for one in step.rejected)
    return list(dict.fromkeys(named))


def _ending(event: Event, known: Mapping[str, Event]) -> list[RenderableType]:
    if event.superseded_by is not None:
        into = _named(event.superseded_by, known)
        return ["", Text("Merged into: ").append_text(into)]
    if event.status == "retracted":
        return ["", Text("Every article that reported it was withdrawn or corrected.")]
    return []


def _mention(
    number: int, evidence: Evidence, step: MergeStep | None, known: Mapping[str, Event]
) -> list[RenderableType]:
    head = Text(f"{number:>3}  ", style="dim")
    head.append(evidence.published_at.strftime("%Y-%m-%d %H:%M"), style="cyan")
    head.append(f"  {without_controls(evidence.publisher)}", style="bold")
    head.append(f"  {without_controls(evidence.article_id)}", style="dim")
    quote = Text(f"“{without_controls(evidence.quote)}”")
    lines: list[RenderableType] = [head, _inset(quote)]
    if step is not None:
        lines.append(_inset(_merged(step)))
        lines += [_inset(_rejected(one, known)) for one in step.rejected]
    return lines


def _merged(step: MergeStep) -> Text:
    reasons = ", ".join(dict.fromkeys(step.reasons))
    if step.score >= CERTAIN:
        return Text(reasons, style="green")
    return Text(f"merged at {step.score:.2f}: {reasons}", style="green")


def _rejected(one: Rejection, known: Mapping[str, Event]) -> Text:
    score = "" if one.score is None else f" at {one.score:.2f}"
    line = Text("not ", style="yellow").append_text(_named(one.event_id, known))
    return line.append(f"{score}: {one.reason}", style="yellow")


def _named(event_id: str, known: Mapping[str, Event]) -> Text:
    line = Text(event_id[:SHORT_ID], style="bold")
    event = known.get(event_id)
    if event is not None:
        where = without_controls(where_text(event.place))
        line.append(f" {what_text(event.event_type)}, {where}, {when_text(event)}", style="default")
    return line


def _inset(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, INDENT))
