from schemas.ontology import load_ontology
from streams.extract.triggers.cues import COUNTRY
from streams.extract.vocabulary.phrases import rows
from tests.extract.reading import drafts

PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


def test_there_are_33_types_told_by_definition_and_examples() -> None:
    types = load_ontology().types
    assert len(types) == 33
    for name, event_type in types.items():
        assert event_type.name == name
        assert event_type.definition.endswith(".")
        assert event_type.examples
        assert event_type.counter_examples


def test_crosswalks_are_codes_of_their_schemes() -> None:
    assert {t.plover for t in load_ontology().types.values()} <= {*PLOVER, None}


def test_data_files_name_only_known_types() -> None:
    types = set(load_ontology().types)
    bases = {row[0] for row in rows("triggers/type_rules.tsv")}
    assert {row[0] for row in rows("triggers/families.tsv")} == types
    assert {row[2] for row in rows("triggers/triggers.tsv")} <= types | bases
    assert {row[2] for row in rows("triggers/type_rules.tsv")} <= types | {"same", "none"}


def test_cues_named_by_rules_exist() -> None:
    sets = {row[0] for row in rows("triggers/cues.tsv")} | {COUNTRY, "any", "named", "the", "place"}
    named = {
        cue.removeprefix("agent:").removeprefix("object:").removeprefix("on:")
        for row in rows("triggers/type_rules.tsv")
        for cue in row[1].split("+")
        if not cue.startswith(("lemma:", "told:", "@"))
        and cue not in {"*", "clause", "unsaid", "light"}
    }
    named |= {
        cue.removeprefix("object:").removeprefix("on:")
        for row in rows("triggers/triggers.tsv")
        for cue in (*row[4].split(","), *row[5].split(","))
        if cue != "-" and not cue.startswith("@")
    }
    assert named <= sets


def test_no_counter_example_is_read_as_its_type() -> None:
    wrong = [
        (name, text)
        for name, event_type in load_ontology().types.items()
        for text in event_type.counter_examples
        if any(d.event_type == name and d.counts for d in drafts(text))
    ]
    assert wrong == []


def test_most_examples_are_read_as_their_type() -> None:
    missed = [
        (name, text)
        for name, event_type in load_ontology().types.items()
        for text in event_type.examples
        if name not in [d.event_type for d in drafts(text)]
    ]
    assert missed == []
