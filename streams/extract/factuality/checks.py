"""Rules of factuality that can never match, because an earlier row of their table decides."""

from collections.abc import Iterator, Sequence

from streams.extract.factuality.governing_words import opens_aim
from streams.extract.factuality.tables import (
    ENACTMENT,
    FACTUALITY_TRIGGERS,
    LOCAL_CUES,
    MODALITY_PHRASES,
    TEMPORAL_PHRASES,
    FactualityTriggerRow,
    Force,
    Relation,
)
from streams.rules.table import RuleError, RuleFile, duplicates


def check() -> Iterator[RuleError]:
    """Yield a fault for each relation, word or phrase that an earlier row answers already."""
    yield from unreachable_relations(FACTUALITY_TRIGGERS.numbered())
    cues = [(n, (row.kind, row.word)) for n, row in LOCAL_CUES.numbered()]
    yield from _answered(LOCAL_CUES, "word", cues)
    phrases = [(n, (row.phrase, row.reach is None)) for n, row in MODALITY_PHRASES.numbered()]
    yield from _answered(MODALITY_PHRASES, "phrase", phrases)
    temporal = [(n, row.phrase) for n, row in TEMPORAL_PHRASES.numbered()]
    yield from _answered(TEMPORAL_PHRASES, "phrase", temporal)
    enacting = [
        (n, (row.event_type, row.kind, word))
        for n, row in ENACTMENT.numbered()
        for word in row.words
    ]
    yield from _answered(ENACTMENT, "words", enacting)


def unreachable_relations(
    numbered: Sequence[tuple[int, FactualityTriggerRow]],
) -> Iterator[RuleError]:
    """Yield a fault for each relation of a word that its earlier rows answer."""
    answered: dict[str, dict[Relation, int]] = {}
    for number, row in numbered:
        lines = answered.setdefault(row.word, {})
        for relation in row.relations:
            own = _answers(relation, row.force)
            if own <= lines.keys():
                problem = f"line {lines[relation]} decides {relation!r} of {row.word!r} already"
                yield RuleError(FACTUALITY_TRIGGERS.path, number, "relations", problem)
            lines.update({one: number for one in own if one not in lines})


def _answers(relation: Relation, force: Force) -> set[Relation]:
    """Return the relations that a relation of a row covers: a clause may be an infinitive."""
    if relation != "clause":
        return {relation}
    return {"clause", "infinitive", "aim"} if opens_aim(force) else {"clause", "infinitive"}


def _answered(
    table: RuleFile, column: str, keys: Sequence[tuple[int, object]]
) -> Iterator[RuleError]:
    for number, first in duplicates(keys):
        yield RuleError(table.path, number, column, f"line {first} has it already")
