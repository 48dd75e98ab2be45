"""Checks of the tables of deduplication that need more than one row: ``dateline rules check``.

Cells are checked when a row is read (``tables``); here are rows that contradict each other, the
ontology or the learned weights.
"""

from collections.abc import Iterator

from schemas.ontology import load_ontology
from streams.deduplicate.settings import ACROSS_MODEL
from streams.deduplicate.tables import EVENT_TYPES, FEATURES, TYPE_RELATIONS
from streams.logistic import read_logistic_model
from streams.rules.table import Row, RuleError, RuleTable, duplicates


def check() -> Iterator[RuleError]:
    """Yield the faults of types, relations and features that no row shows by itself."""
    yield from _types()
    yield from _relations()
    yield from _features()


def _types() -> Iterator[RuleError]:
    yield from _repeated(EVENT_TYPES, "event_type")
    known = {row.event_type for row in EVENT_TYPES.rows()}
    for missing in sorted(load_ontology().types.keys() - known):
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
    yield from _repeated(FEATURES, "feature")
    known = {row.feature for row in FEATURES.rows()}
    learned = read_logistic_model(ACROSS_MODEL).weights
    for missing in sorted(learned.keys() - known):
        problem = f"models/{ACROSS_MODEL} has a weight for {missing}, which has no row here"
        yield RuleError(FEATURES.path, 1, "feature", problem)


def _repeated(table: RuleTable[Row], column: str) -> Iterator[RuleError]:
    """Yield a fault for each row whose cell in a column an earlier row has."""
    keys = [(number, getattr(row, column)) for number, row in table.numbered()]
    first = dict(duplicates(keys))
    for number, key in keys:
        if number in first:
            problem = f"{key} has a row already, in line {first[number]}"
            yield RuleError(table.path, number, column, problem)
