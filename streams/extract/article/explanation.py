"""Why a draft says what it says: for each field the rule, words or model that decided it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from schemas.extraction import MentionDraft
from schemas.mention import Casualties
from streams.extract.article.analysis import ArticleAnalysis
from streams.extract.document.event import EventCandidate
from streams.extract.document.sentence import Sentence
from streams.extract.factuality.modality import ModalityReader
from streams.extract.triggers.argument_cues import ArgumentCueReader
from streams.extract.triggers.refinement import why

Part = Literal["trigger", "agent", "target", "place", "date", "figure"]
"""What a stretch of a sentence is to the draft."""

LINKS = 3
"""Places of an event that are shown: the others hardly ever are where it happened."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A field of a draft, its value, and what decided it."""

    field: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Code points ``start`` to ``end`` (one past) of the article, and what they are."""

    start: int
    end: int
    part: Part


class Explainer:
    """Explains the fields of drafts; a candidate itself keeps few of its reasons."""

    def __init__(self) -> None:
        self._modality = ModalityReader()
        self._arguments = ArgumentCueReader()

    def reasons(
        self, candidate: EventCandidate, draft: MentionDraft, analysis: ArticleAnalysis
    ) -> list[Reason]:
        """Return the reasons of a draft, in the order in which its fields are decided."""
        return [
            *_type(candidate),
            Reason("modality", draft.modality, self._modality_cues(candidate)),
            Reason("role", draft.temporal_role, candidate.role_why or "no cue of another time"),
            *_date(candidate, draft),
            *_place(candidate, analysis),
            *(Reason(actor.role, actor.name, actor.sector or "") for actor in draft.actors),
            *_figures(candidate, draft.casualties),
            _claim(draft),
            Reason("confidence", f"{draft.confidence.overall:.2f}", _confidence(draft)),
        ]

    def stretches(
        self, candidate: EventCandidate, draft: MentionDraft, analysis: ArticleAnalysis
    ) -> list[Stretch]:
        """Return what to mark in the draft's own sentence; the trigger first."""
        s = candidate.context.sentence
        found = [Stretch(draft.trigger_start, draft.trigger_end, "trigger")]
        found += self._argument_stretches(s, candidate)
        found += [_stretch(s, c.start, c.end, "figure") for c in candidate.casualty_mentions]
        if candidate.own_date is not None and candidate.own_date.end:
            found.append(_stretch(s, candidate.own_date.start, candidate.own_date.end, "date"))
        if candidate.own_place:
            place = analysis.toponyms[candidate.links[0].toponym]
            found.append(Stretch(place.char_start, place.char_end, "place"))
        return found

    def _argument_stretches(self, s: Sentence, candidate: EventCandidate) -> Iterator[Stretch]:
        frame = self._arguments.frame(s, candidate.trigger)
        if frame is not None:
            yield from (_stretch(s, at, at + 1, "agent") for at in frame.agents)
            yield from (_stretch(s, at, at + 1, "target") for at in frame.objects)

    def _modality_cues(self, candidate: EventCandidate) -> str:
        s = candidate.context.sentence
        if s.parse is None:
            return "no parse"
        cues = self._modality.cues(s, s.parse, candidate.trigger)
        reasons = [f"{word!r} makes it {kind}" for kind, word in cues if word]
        if not reasons and candidate.modality == "future":
            return "its date lies ahead"
        return "; ".join(dict.fromkeys(reasons)) or "no cue against it"


def _type(candidate: EventCandidate) -> Iterator[Reason]:
    sense, decision = candidate.trigger.sense, candidate.decision
    base = f"trigger {sense.phrase!r} ({sense.pos}), sense {sense.event_type}, {sense.weight:g}"
    rule = why(decision) if decision else ""
    yield Reason("type", candidate.event_type, f"{base}; {rule}" if rule else base)
    alone = decision.event_type if decision else candidate.event_type
    if alone != candidate.event_type:
        yield Reason("", "", f"{alone} by its own words; the type comes from the rest of the text")
    if decision and decision.argument_cues:
        cues = ", ".join(sorted(decision.argument_cues))
        yield Reason("arguments", cues, "cues of who acts and to whom it is done")


def _date(candidate: EventCandidate, draft: MentionDraft) -> Iterator[Reason]:
    days = f"{draft.date_start or '…'} to {draft.date_end}"
    source = f"{draft.date_basis}, precision {draft.date_precision}"
    when = candidate.when
    if candidate.inherited_date:
        source += "; from another sentence"
    elif when is not None and when.end:
        source += f"; {' '.join(candidate.context.sentence.words[when.start : when.end])!r}"
    yield Reason("date", days, source)


def _place(candidate: EventCandidate, analysis: ArticleAnalysis) -> Iterator[Reason]:
    for link in candidate.links[:LINKS]:
        place = analysis.toponyms[link.toponym]
        from_where = "inherited" if link.inherited else "of its sentence"
        cue = f", {place.cue!r}" if place.cue else ""
        yield Reason("place", place.name, f"{from_where}, score {link.score:.2f}{cue}")
    if not candidate.links:
        yield Reason("place", "none", "no place in its sentence, paragraph, lead or dateline")


def _figures(candidate: EventCandidate, counted: Casualties) -> Iterator[Reason]:
    words = candidate.context.sentence.words
    for casualty in candidate.casualty_mentions:
        figure = getattr(counted, casualty.kind)
        if figure is not None:
            value = f"{figure.low}/{figure.best}/{figure.high} {figure.group or ''}".rstrip()
            yield Reason(
                casualty.kind, value, f"{' '.join(words[casualty.start : casualty.end])!r}"
            )


def _claim(draft: MentionDraft) -> Reason:
    claim = draft.claim
    relay = f" to {claim.relay}" if claim.relay else ""
    verb = f"verb {claim.verb!r}, " if claim.verb else ""
    return Reason("claim", f"{claim.source or 'the outlet'}{relay}", f"{verb}{claim.stance}")


def _confidence(draft: MentionDraft) -> str:
    sure = draft.confidence
    return f"type {sure.type:.2f} * (0.5 + date {sure.date:.2f} / 2)"


def _stretch(s: Sentence, start: int, end: int, part: Part) -> Stretch:
    return Stretch(s.starts[start], s.ends[end - 1], part)


def by_sentence(candidates: Sequence[EventCandidate]) -> dict[int, list[int]]:
    """Return the numbers of the candidates of each sentence."""
    found: dict[int, list[int]] = {}
    for number, candidate in enumerate(candidates):
        found.setdefault(candidate.context.sentence.index, []).append(number)
    return found
