"""What is known of an event while an article is read, before it becomes a draft.

Both are values: a pass that learns more returns others, made with ``dataclasses.replace``.
"""

from dataclasses import dataclass

from schemas.extraction import PlaceLink
from schemas.mention import Actor, Claim, Modality, TemporalRole
from streams.extract.document.mentions import (
    CasualtyMention,
    DateMention,
    Name,
    Offset,
    QuantityMention,
    ToponymMention,
    Trigger,
    TypeDecision,
)
from streams.extract.document.sentence import Sentence
from streams.extract.document.tables import Family, family_of


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """One sentence with all that was read in it.

    ``toponym_indexes`` number its toponyms among those of the article; ``triggers`` are the words
    of its events.
    """

    sentence: Sentence
    names: tuple[Name, ...]
    toponyms: tuple[ToponymMention, ...] = ()
    toponym_indexes: tuple[int, ...] = ()
    dates: tuple[DateMention, ...] = ()
    offsets: tuple[Offset, ...] = ()
    triggers: tuple[Trigger, ...] = ()

    @property
    def place_positions(self) -> list[int]:
        """The words where names of places start that an event may be at."""
        return [c.start for c in self.toponyms if not c.metonym and c.start < c.end]


@dataclass(frozen=True, slots=True)
class EventCandidate:
    """An event as read in one sentence; what it lacks may come from other sentences.

    ``inherited_date``: the date is that of another sentence. ``listed``: it is a further event of
    its trigger, at another place of a list than the first. ``role_why`` says what
    decided the temporal role.
    """

    context: SentenceContext
    trigger: Trigger
    event_type: str
    confidence: float
    modality: Modality
    role: TemporalRole
    claim: Claim
    when: DateMention | None = None
    inherited_date: bool = False
    ongoing: bool = False
    links: tuple[PlaceLink, ...] = ()
    place_name: str | None = None
    container: str | None = None
    listed: bool = False
    casualty_mentions: tuple[CasualtyMention, ...] = ()
    actors: tuple[Actor, ...] = ()
    weapon: str | None = None
    facets: tuple[str, ...] = ()
    quantities: tuple[QuantityMention, ...] = ()
    decision: TypeDecision | None = None
    role_why: str = ""

    @property
    def counts(self) -> bool:
        """Whether it may count as activity: asserted, and of now."""
        return self.modality == "asserted" and self.role == "current"

    @property
    def by_state_force(self) -> bool:
        """Whether the sentence says that police or soldiers did it."""
        return self.decision is not None and "agent:state_force" in self.decision.argument_cues

    @property
    def aside(self) -> bool:
        """Whether the story goes on with another event: it is behind an "after", or listed."""
        return self.listed or self.context.sentence.lower[self.trigger.clause[0]] == "after"

    @property
    def family(self) -> Family:
        """The family of its type: violence, control, diplomacy ..."""
        return family_of(self.event_type)

    @property
    def own_place(self) -> bool:
        """Whether its best place is named in its own sentence."""
        return bool(self.links) and not self.links[0].inherited

    @property
    def own_date(self) -> DateMention | None:
        """The date of its own sentence; None where that of another stands in."""
        return None if self.inherited_date else self.when

    @property
    def place(self) -> int | None:
        """The index of the toponym that it most likely happened at."""
        return self.links[0].toponym if self.links else None
