"""What was refused while an article was read, written down only when somebody asks."""

from dataclasses import dataclass, field
from enum import StrEnum


class RefusalCause(StrEnum):
    """Why a word that may name an event was not taken for one."""

    NAME = "part of a name"
    NOUN = "a noun here, and its verb was meant"
    BLOCKED = "words nearby speak of something else"
    NEEDS = "lacks a word that its sense needs"
    DATED = "part of a date"
    HARM = "the casualties or damage of another event"
    NO_TYPE = "no type fits the words around it"
    REPEATED = "its clause tells this type already"
    STORY = "not taken for real in a story of this kind"
    BARE = "no place, date or figure in its sentence, and too vague alone"
    DOUBTED = "the classifier doubts that it is an event"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate at words ``start`` to ``end`` (one past) of a sentence, and why it fell."""

    sentence: int
    start: int
    end: int
    cause: RefusalCause
    detail: str


@dataclass(slots=True)
class RefusalLog:
    """The refusals of one article, in the order in which they were made."""

    refusals: list[Refusal] = field(default_factory=list)

    def refuse(
        self, sentence: int, span: tuple[int, int], cause: RefusalCause, detail: str = ""
    ) -> None:
        """Write a refusal down."""
        self.refusals.append(Refusal(sentence, *span, cause, detail))
