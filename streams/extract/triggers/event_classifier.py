"""How likely a candidate is an event: a logistic model over features of its trigger and sentence.

Features say how a word is used rather than which article it stands in, so that weights from one
kind of news hold for others. The weights are made by ``python -m training.event_model``.
"""

from collections.abc import Iterator

from streams.extract.document.event import EventCandidate
from streams.extract.document.parse import Parse, top
from streams.extract.triggers.tables import WORDS
from streams.logistic import present, read_logistic_model
from streams.rules.table import model_path

WEIGHTS = "event_model.tsv"
CLASSIFIED_FAMILIES = frozenset({"violence", "unrest"})
"""Families that the model was trained on; the confidence of others is that of their rules."""
LEAST_PROBABILITY = 0.25
"""Below this a candidate is no event; no true one of the development data lies there."""
EARLY = 3
"""The last sentence, counted from 0, that stands early in an article: behind it are details."""
_QUOTES = frozenset('"\u201c\u201d')


class EventClassifier:
    """Judges candidates of violence and unrest."""

    def __init__(self) -> None:
        self._model = read_logistic_model(model_path(WEIGHTS))
        self._features = EventFeatureReader()

    def probability(self, candidate: EventCandidate) -> float | None:
        """Return the probability (0-1) that a candidate is an event of its type.

        None where the model knows nothing of its family.
        """
        if candidate.family not in CLASSIFIED_FAMILIES:
            return None
        return self._model.probability(present(self._features.read(candidate)))

    def strongest(self, candidate: EventCandidate, number: int) -> list[tuple[str, float]]:
        """Return the features that weigh most, either way, with their weights in logits."""
        return self._model.strongest(present(self._features.read(candidate)), number)


class EventFeatureReader:
    """Reads the features of candidates: of the trigger, its arguments, its sentence, its fields."""

    def __init__(self) -> None:
        self._first_person = WORDS["first_person"]
        self._second_person = WORDS["second_person"]

    def read(self, candidate: EventCandidate) -> list[str]:
        """Return the names of the features that hold of a candidate."""
        return [
            *_of_trigger(candidate),
            *_of_arguments(candidate),
            *self._of_sentence(candidate),
            *_of_fields(candidate),
        ]

    def _of_sentence(self, candidate: EventCandidate) -> Iterator[str]:
        s = candidate.context.sentence
        words = set(s.lower)
        if words & _QUOTES:
            yield "quote"
        if words & self._first_person:
            yield "first person"
        if words & self._second_person:
            yield "second person"
        if any(word.isdigit() for word in words):
            yield "digits"
        yield f"at={'lead' if s.index == 0 else 'early' if s.index <= EARLY else 'late'}"
        yield f"kind={s.kind}"


def _of_trigger(candidate: EventCandidate) -> Iterator[str]:
    """Yield the sense of the trigger and what its type was decided by."""
    sense, decision = candidate.trigger.sense, candidate.decision
    yield f"type={candidate.event_type}"
    yield f"sense={sense.phrase}"
    yield f"weight={sense.weight:.1f}"
    if decision is not None:
        yield f"rule={decision.rule}" if decision.rule else f"direct={sense.event_type}"
        yield f"rules={decision.confidence:.1f}"
    parse = candidate.context.sentence.parse
    if parse is not None:
        yield from _of_parse(candidate, parse)


def _of_parse(candidate: EventCandidate, parse: Parse) -> Iterator[str]:
    lower = candidate.context.sentence.lower
    head = top(parse, (candidate.trigger.start, candidate.trigger.end))
    yield f"tag={parse.tags[head]}"
    yield f"label={parse.deps[head]}"
    if parse.pos[head] == "NOUN":
        opener = next((lower[at] for at in parse.under(head, "det")), "none")
        yield f"opener={opener}"
        yield f"above={parse.pos[parse.heads[head]]}"


def _of_arguments(candidate: EventCandidate) -> Iterator[str]:
    cues = candidate.decision.argument_cues if candidate.decision else frozenset()
    yield from sorted(cues)
    yield from (
        f"no {argument}" for argument in ("agent", "object") if f"{argument}:any" not in cues
    )


def _of_fields(candidate: EventCandidate) -> Iterator[str]:
    """Yield which fields of the event are known."""
    place = "own" if candidate.own_place else "inherited" if candidate.links else "none"
    yield f"place={place}"
    date = "own" if candidate.when and not candidate.inherited_date else "none"
    yield f"date={'inherited' if candidate.when and candidate.inherited_date else date}"
    yield f"figure={bool(candidate.casualty_mentions)}"
    yield f"claimed={candidate.claim.source is not None}"
    yield f"actors={bool(candidate.actors)}"
