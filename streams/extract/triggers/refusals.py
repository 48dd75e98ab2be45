"""Why words that may name an event were not taken for one; recorded for explanations."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from streams.extract.document.event import EventCandidate


class RefusalCause(StrEnum):
    """Why a word that may name an event was not taken for one; the value is shown to people."""

    NAME = "part of a name"
    """ "Battle Royale"."""
    NOUN = "a noun here, and its verb was meant"
    ADJECTIVE = "an adjective here"
    """ "A free agent", "an offensive player"."""
    CONTEXT = "its sentence reads like no news of events"
    """ "A shooting slump", "hijacked her beauty"."""
    BLOCKED = "words nearby speak of something else"
    """A cue that the sense blocks stands in the sentence: "battle" with "cancer"."""
    NEEDS = "lacks a word that its sense needs"
    DATED = "part of a date"
    """ "March"."""
    CASUALTY = "the casualties or damage of another event"
    """ "The blast killed two": the deaths are those of the blast."""
    NO_TYPE = "no type fits the words around it"
    REPEATED = "its clause reports this type already"
    STORY = "not an actual event in a story of this kind"
    BARE = "no place, date or figure in its sentence, and too vague alone"
    DOUBTED = "the classifier doubts that it is an event"


class Refused(NamedTuple):
    """A cause, and the cues, rule or event that it is about; empty where the cause says all."""

    cause: RefusalCause
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate at words ``start`` to ``end`` (one past) of a sentence, and why it fell."""

    sentence: int
    start: int
    end: int
    cause: RefusalCause
    detail: str

    @property
    def reason(self) -> str:
        """Return the cause with its detail, for people."""
        return f"{self.cause}: {self.detail}" if self.detail else str(self.cause)


@dataclass(slots=True)
class RefusalLog:
    """The refusals of one article, in the order in which they were made."""

    refusals: list[Refusal] = field(default_factory=list)

    def refuse(
        self, sentence: int, span: tuple[int, int], cause: RefusalCause, detail: str = ""
    ) -> None:
        """Record that the candidate at the words of a span (end one past) was refused."""
        self.refusals.append(Refusal(sentence, *span, cause, detail))

    def refuse_candidate(self, candidate: EventCandidate, cause: RefusalCause) -> None:
        """Write down the refusal of an event, with its type."""
        span = candidate.trigger.start, candidate.trigger.end
        self.refuse(candidate.context.sentence.index, span, cause, candidate.event_type)
