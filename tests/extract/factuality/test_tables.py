import pytest

from streams.extract.factuality.tables import (
    ENACTMENT,
    FACTUALITY_TRIGGERS,
    LOCAL_CUES,
    MODALITY_PHRASES,
    TEMPORAL_PHRASES,
)
from streams.rules.table import RuleError, RuleRow, RuleTable


def test_a_factuality_trigger_has_a_force_and_relations() -> None:
    row = FACTUALITY_TRIGGERS.parse(1, "negated\tcall off\tobject,of")
    assert (row.force, row.word, row.relations) == ("negated", "call off", ("object", "of"))


@pytest.mark.parametrize(
    ("table", "line", "column", "allowed"),
    [
        (FACTUALITY_TRIGGERS, "refused\tdeny\tclause", "force", "'averted'"),
        (FACTUALITY_TRIGGERS, "negated\tdeny\tclause,obj", "relations", "'object'"),
        (LOCAL_CUES, "adverb\tfuture\tsoon", "kind", "'auxiliary'"),
        (LOCAL_CUES, "modifier\tasserted\treal", "modality", "'negated'"),
        (MODALITY_PHRASES, "past\tno truth\t-", "modality", "'ordered'"),
        (ENACTMENT, "ceasefire\tspeak\tviolate", "kind", "'presuppose'"),
        (TEMPORAL_PHRASES, "current\tlast year\tsentence", "role", "'background'"),
        (TEMPORAL_PHRASES, "background\tlast year\tall", "scope", "'after'"),
    ],
)
def test_an_unknown_value_is_refused_with_those_allowed(
    table: RuleTable[RuleRow], line: str, column: str, allowed: str
) -> None:
    with pytest.raises(RuleError, match=f":9: column {column}: unknown value .*{allowed}"):
        table.parse(9, line)
