"""Checks of the tables of deduplication that need more than one row: ``dateline rules check``.

Cells are checked when a row is read (``tables``); here are rows that contradict each other, the
ontology or the learned weights.
"""

from collections.abc import Iterator

from schemas.ontology import load_ontology
from streams.deduplicate.settings import ACROSS_MODEL
from streams.deduplicate.tables import EVENT_TYPES, FEATURES, TYPE_RELATIONS
from streams.logistic import read_logistic_model
from streams.rules.table import RuleError


def check() -> Iterator[RuleError]:
    """Yield the faults of types, relations and features that no row shows by itself."""
    yield from _types()
    yield from _relations()
    yield from _features()


def _types() -> Iterator[RuleError]:
    first: dict[str, int] = {}
    for number, row in EVENT_TYPES.numbered():
        if row.event_type in first:
            problem = f"{row.event_type} has a row already, in line {first[row.event_type]}"
            yield RuleError(EVENT_TYPES.path, number, "event_type", problem)
        first.setdefault(row.event_type, number)
    for missing in sorted(load_ontology().types.keys() - first.keys()):
        yield RuleError(EVENT_TYPES.path, 1, "event_type", f"no row for {missing}")


def _relations() -> Iterator[RuleError]:
    families = {row.event_type: set(row.families) for row in EVENT_TYPES.rows()}
    first: dict[frozenset[str], int] = {}
    for number, row in TYPE_RELATIONS.numbered():
        pair = frozenset((row.event_type, row.other))
        if len(pair) == 1:
            problem = f"{row.other} is related to itself, which goes without saying"
            yield RuleError(TYPE_RELATIONS.path, number, "other", problem)
        elif pair in first:
            problem = f"line {first[pair]} has this pair already; a relation holds either way round"
            yield RuleError(TYPE_RELATIONS.path, number, "other", problem)
        elif families[row.event_type].isdisjoint(families[row.other]):
            problem = f"{row.event_type} and {row.other} share no family, so they never meet"
            yield RuleError(TYPE_RELATIONS.path, number, "other", problem)
        first.setdefault(pair, number)


def _features() -> Iterator[RuleError]:
    first: dict[str, int] = {}
    for number, row in FEATURES.numbered():
        if row.feature in first:
            problem = f"{row.feature} has a row already, in line {first[row.feature]}"
            yield RuleError(FEATURES.path, number, "feature", problem)
        first.setdefault(row.feature, number)
    learned = read_logistic_model(ACROSS_MODEL).weights
    for missing in sorted(learned.keys() - first.keys()):
        problem = f"models/{ACROSS_MODEL} has a weight for {missing}, which has no row here"
        yield RuleError(FEATURES.path, 1, "feature", problem)
