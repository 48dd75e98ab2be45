"""The tables of labels that pipelines use, and the word sets of frames."""

from streams.rules.cells import OptionalText
from streams.rules.table import RuleRow, RuleTable, WordSets

FOLDER = "extract/syntax"


class DependencyLabelRow(RuleRow):
    """A dependency label of spaCy's English pipelines, and that of Universal Dependencies."""

    clearnlp: str
    universal: str


class EntityLabelRow(RuleRow):
    """A label of names in other pipelines, and Dateline's for the same; None for no such names."""

    other: str
    label: OptionalText


DEPENDENCY_LABELS = RuleTable(FOLDER, "clearnlp.tsv", DependencyLabelRow, shared=True)
ENTITY_LABELS = RuleTable(FOLDER, "entities.tsv", EntityLabelRow, shared=True)
WORDS = WordSets(FOLDER)
