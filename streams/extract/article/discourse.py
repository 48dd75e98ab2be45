"""What is known when a sentence is reached: its dates, and who may be speaking in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from schemas.mention import Claim
from streams.extract.attribution.claims import ClaimReader, SpeakerContext
from streams.extract.document.event import SentenceContext
from streams.extract.document.mentions import DateMention
from streams.extract.document.sentence import Sentence
from streams.extract.time.dates import DateReader
from streams.extract.time.timex.expression import TimeAnchors


@dataclass(frozen=True, slots=True)
class DiscourseContext:
    """What is known when sentence ``at`` of an article is reached.

    ``contexts`` are all sentences of the article, ``today`` is the day of publication.
    """

    contexts: Sequence[SentenceContext]
    at: int
    speakers: SpeakerContext
    today: date

    @property
    def context(self) -> SentenceContext:
        """The sentence itself."""
        return self.contexts[self.at]

    @property
    def claim(self) -> Claim:
        """The claim of the whole sentence."""
        return self.speakers.sentence


class DiscourseReader:
    """Reads the sentences of an article in order, each in the light of those before it."""

    def __init__(self) -> None:
        self._dates = DateReader()
        self._claims = ClaimReader()

    def filing_day(self, contexts: Sequence[SentenceContext], today: date) -> date:
        """Return the day on which the article was filed: that of its dateline, or ``today``."""
        return self._dates.filed((context.sentence for context in contexts), today)

    def read(
        self, contexts: Sequence[SentenceContext], today: date, filed: date
    ) -> list[DiscourseContext]:
        """Return what is known at each sentence; relative dates count from the day of filing."""
        dated = self._dated(contexts, filed)
        found: list[DiscourseContext] = []
        before: Claim | None = None
        person: str | None = None
        for at, context in enumerate(dated):
            claim = self._claims.of_sentence(context.sentence, context.names, before)
            found.append(DiscourseContext(dated, at, SpeakerContext(claim, before, person), today))
            before = claim if claim.source is not None else before
            person = self._claims.person(context.sentence, context.names) or person
        return found

    def _dated(
        self, contexts: Sequence[SentenceContext], filed: date
    ) -> tuple[SentenceContext, ...]:
        anchors = TimeAnchors(filed)
        found = []
        for context in contexts:
            dates, offsets = self._dates.read(context.sentence, anchors)
            stated = tuple(when for when in dates if not _is_verb(context.sentence, when))
            found.append(replace(context, dates=stated, offsets=tuple(offsets)))
        return tuple(found)


def _is_verb(s: Sentence, when: DateMention) -> bool:
    """Whether the parse says that what looks like a date is a verb: "tried to march"."""
    single = when.end - when.start <= 1
    return s.parse is not None and single and s.parse.pos[when.start] == "VERB"
