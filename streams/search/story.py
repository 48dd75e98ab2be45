"""An event's story for a terminal: who told it, why each telling was taken in, what was not."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from schemas import Event, Evidence, MergeStep, Rejection
from streams.search.render import event_line
from streams.search.words import what_text, when_text, where_text, without_controls

SHORT_ID = 8
"""Characters of an event's id that are shown; as many tell events apart for `dateline explain`."""
INDENT = 5


def story(event: Event, known: Mapping[str, Event], absorbed: Sequence[Event]) -> Group:
    """Return the event, its mentions in the order in which they were told, and its merges.

    ``known`` are events by id, to name those that a mention did not join; ``absorbed`` are events
    that live on in this one.
    """
    steps = {step.mention_id: step for step in event.merge_explain}
    parts: list[RenderableType] = [event_line(event), Text(event.event_id, style="dim")]
    parts += _ending(event, known)
    for number, told in enumerate(event.evidence, 1):
        parts += ["", *_telling(number, told, steps.get(told.mention_id), known)]
    left_out = event.n_mentions - len(event.evidence)
    if left_out > 0:
        parts += ["", Text(f"{left_out} more mentions are counted, and not listed.", style="dim")]
    if absorbed:
        parts += ["", Text("Events that turned out to be this one:", style="bold")]
        parts += [_inset(_named(other.event_id, {other.event_id: other})) for other in absorbed]
    return Group(*parts)


def rejected_by(event: Event) -> list[str]:
    """Return the ids of events that its mentions did not join."""
    named = (one.event_id for step in event.merge_explain for one in step.rejected)
    return list(dict.fromkeys(named))


def _ending(event: Event, known: Mapping[str, Event]) -> list[RenderableType]:
    if event.superseded_by is not None:
        into = _named(event.superseded_by, known)
        return ["", Text("It turned out to be: ").append_text(into)]
    if event.status == "retracted":
        return ["", Text("Every article that told it was withdrawn or corrected.")]
    return []


def _telling(
    number: int, told: Evidence, step: MergeStep | None, known: Mapping[str, Event]
) -> list[RenderableType]:
    head = Text(f"{number:>3}  ", style="dim")
    head.append(told.published_at.strftime("%Y-%m-%d %H:%M"), style="cyan")
    head.append(f"  {without_controls(told.publisher)}", style="bold")
    head.append(f"  {without_controls(told.article_id)}", style="dim")
    quote = Text(f"“{without_controls(told.quote)}”")
    lines: list[RenderableType] = [head, _inset(quote)]
    if step is not None:
        lines.append(_inset(_joined(step)))
        lines += [_inset(_refused(one, known)) for one in step.rejected]
    return lines


def _joined(step: MergeStep) -> Text:
    reasons = ", ".join(dict.fromkeys(step.reasons))
    if step.score >= 1.0:
        return Text(reasons, style="green")
    return Text(f"joined at {step.score:.2f}: {reasons}", style="green")


def _refused(one: Rejection, known: Mapping[str, Event]) -> Text:
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
