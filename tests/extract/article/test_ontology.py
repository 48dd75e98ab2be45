from schemas.ontology import load_ontology
from streams.extract.document.tables import EVENT_FAMILIES
from tests.extract.reading import drafts

PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


def test_each_type_has_a_definition_and_examples() -> None:
    for name, event_type in load_ontology().types.items():
        assert event_type.name == name
        assert event_type.definition.endswith(".")
        assert event_type.examples
        assert event_type.counter_examples


def test_crosswalks_are_codes_of_their_schemes() -> None:
    ontology = load_ontology()
    assert {t.plover for t in ontology.types.values()} == {*PLOVER, None}
    assert {f.plover for f in ontology.facets.values()} <= {*PLOVER, None}


def test_each_type_has_a_family() -> None:
    assert [row.event_type for row in EVENT_FAMILIES.rows()] == list(load_ontology().types)


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


def test_no_counter_example_is_read_with_its_facet() -> None:
    wrong = [
        (name, text)
        for name, facet in load_ontology().facets.items()
        for text in facet.counter_examples
        if any(name in d.facets for d in drafts(text))
    ]
    assert wrong == []


def test_the_examples_of_facets_are_read_with_them() -> None:
    missed = [
        (name, text)
        for name, facet in load_ontology().facets.items()
        for text in facet.examples
        if not any(name in d.facets for d in drafts(text))
    ]
    assert missed == []
