"""Why a draft says what it says: for each field the rule, word or distance that it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from schemas.extraction import MentionDraft
from schemas.mention import Casualties
from streams.extract.article.analysis import ArticleAnalysis
from streams.extract.document.event import EventCandidate
from streams.extract.document.sentence import Sentence
from streams.extract.factuality.modality import ModalityReader
from streams.extract.triggers.argument_cues import SideReader

Part = Literal["trigger", "agent", "target", "place", "date", "figure"]
"""What a stretch of a sentence is to the draft."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A field of a draft, its value, and what it rests on."""

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
    """Tells again, with reasons, what was decided; the reading itself keeps no reasons."""

    def __init__(self) -> None:
        self._modality = ModalityReader()
        self._sides = SideReader()

    def reasons(
        self, reading: EventCandidate, draft: MentionDraft, scene: ArticleAnalysis
    ) -> list[Reason]:
        """Return the reasons of a draft, in the order in which its fields are decided."""
        return [
            *_type(reading),
            Reason("modality", draft.modality, self._modality_cues(reading)),
            Reason("role", draft.temporal_role, reading.role_why or "nothing puts it elsewhere"),
            *_date(reading, draft),
            *_place(reading, scene),
            *(Reason(actor.role, actor.name, actor.sector or "") for actor in draft.actors),
            *_figures(reading, draft.casualties),
            _claim(draft),
            Reason("confidence", f"{draft.confidence.overall:.2f}", _confidence(draft)),
        ]

    def stretches(
        self, reading: EventCandidate, draft: MentionDraft, scene: ArticleAnalysis
    ) -> list[Stretch]:
        """Return what to mark in the draft's own sentence; the trigger first."""
        s = reading.context.sentence
        found = [Stretch(draft.trigger_start, draft.trigger_end, "trigger")]
        found += self._arguments(s, reading)
        found += [_stretch(s, h.start, h.end, "figure") for h in reading.casualty_mentions]
        if reading.when is not None and not reading.inherited_date and reading.when.end:
            found.append(_stretch(s, reading.when.start, reading.when.end, "date"))
        if reading.own_place:
            place = scene.candidates[reading.links[0].toponym]
            found.append(Stretch(place.char_start, place.char_end, "place"))
        return found

    def _arguments(self, s: Sentence, reading: EventCandidate) -> Iterator[Stretch]:
        frame = self._sides.frame(s, reading.trigger)
        if frame is not None:
            yield from (_stretch(s, at, at + 1, "agent") for at in frame.agents)
            yield from (_stretch(s, at, at + 1, "target") for at in frame.objects)

    def _modality_cues(self, reading: EventCandidate) -> str:
        s = reading.context.sentence
        if s.parse is None:
            return "by the words before it"
        cues = self._modality.cues(s, s.parse, reading.trigger)
        told = [f"{word!r} makes it {kind}" for kind, word in cues if word]
        if not told and reading.modality == "future":
            return "its date lies ahead"
        return "; ".join(dict.fromkeys(told)) or "nothing takes it off"


def _type(reading: EventCandidate) -> Iterator[Reason]:
    sense, verdict = reading.trigger.sense, reading.decision
    base = f"trigger {sense.phrase!r} ({sense.pos}), sense {sense.event_type}, {sense.weight:g}"
    rule = f"; rule {verdict.rule}" if verdict and verdict.rule else ""
    yield Reason("type", reading.event_type, base + rule)
    told = verdict.event_type if verdict else reading.event_type
    if told != reading.event_type:
        yield Reason(
            "", "", f"read as {told}; taken up from, or counted like, {reading.event_type}"
        )
    if verdict and verdict.sides:
        yield Reason("sides", ", ".join(sorted(verdict.sides)), "words of its arguments")


def _sides(sides: frozenset[str]) -> str:
    told = []
    for side in ("agent", "object"):
        sets = sorted(one.partition(":")[2] for one in sides if one.startswith(f"{side}:"))
        told += [f"{side} {' '.join(sets)}"] if sets else []
    return "; ".join([*told, *sorted(one for one in sides if ":" not in one)])


def _date(reading: EventCandidate, draft: MentionDraft) -> Iterator[Reason]:
    days = f"{draft.date_start or '…'} to {draft.date_end}"
    why = f"{draft.date_basis}, precision {draft.date_precision}"
    when = reading.when
    if reading.inherited_date:
        why += "; from another sentence of its thread"
    elif when is not None and when.end:
        why += f"; {' '.join(reading.context.sentence.words[when.start : when.end])!r}"
    yield Reason("date", days, why)


def _place(reading: EventCandidate, scene: ArticleAnalysis) -> Iterator[Reason]:
    for link in reading.links[:3]:
        place = scene.candidates[link.toponym]
        from_where = "inherited" if link.inherited else "of its sentence"
        cue = f", {place.cue!r}" if place.cue else ""
        yield Reason("place", place.name, f"{from_where}, score {link.score:.2f}{cue}")
    if not reading.links:
        yield Reason("place", "none", "no place in its sentence, paragraph, lead or dateline")


def _figures(reading: EventCandidate, told: Casualties) -> Iterator[Reason]:
    words = reading.context.sentence.words
    for harm in reading.casualty_mentions:
        figure = getattr(told, harm.kind)
        if figure is not None:
            value = f"{figure.low}/{figure.best}/{figure.high} {figure.group or ''}".rstrip()
            yield Reason(harm.kind, value, f"{' '.join(words[harm.start : harm.end])!r}")


def _claim(draft: MentionDraft) -> Reason:
    claim = draft.claim
    relay = f" to {claim.relay}" if claim.relay else ""
    verb = f"verb {claim.verb!r}, " if claim.verb else ""
    return Reason("claim", f"{claim.source or 'the outlet'}{relay}", f"{verb}{claim.stance}")


def _confidence(draft: MentionDraft) -> str:
    told = draft.confidence
    return f"type {told.type:.2f} * (0.5 + date {told.date:.2f} / 2)"


def _stretch(s: Sentence, start: int, end: int, part: Part) -> Stretch:
    return Stretch(s.starts[start], s.ends[end - 1], part)


def by_sentence(readings: Sequence[EventCandidate]) -> dict[int, list[int]]:
    """Return the numbers of the readings of each sentence."""
    found: dict[int, list[int]] = {}
    for number, reading in enumerate(readings):
        found.setdefault(reading.context.sentence.index, []).append(number)
    return found
