"""The data files fit the ontology and the code."""

from schemas.ontology import load_ontology
from streams.deduplicate.candidates.profile import profile_of
from streams.deduplicate.score.model import features, similarity_features
from streams.deduplicate.score.similarity import ArticleSimilarity
from streams.deduplicate.settings import load_rules
from tests.deduplicate.stories import make_mention

RULES = load_rules()


def test_every_type_of_the_ontology_has_a_rule_and_no_other() -> None:
    assert set(RULES.types) == set(load_ontology().types)


def test_related_types_share_a_family_so_that_they_can_meet() -> None:
    for one, other in RULES.relations:
        assert set(RULES.families(one)) & set(RULES.families(other)), (one, other)


def test_relations_are_between_known_types_and_below_one() -> None:
    for pair, strength in RULES.relations.items():
        assert set(pair) <= set(RULES.types)
        assert 0 < strength < 1


def test_parents_are_types() -> None:
    assert {rule.parent for rule in RULES.types.values()} - {None} <= set(RULES.types)


def test_every_feature_has_a_weight() -> None:
    profile = profile_of([make_mention("a", killed=3)], RULES)
    sentence = features(profile, profile, RULES).keys()
    assert sentence <= RULES.weights.within.features.keys() | {"same_publisher"}
    articles = similarity_features(profile, profile, ArticleSimilarity(), RULES).keys()
    told = (sentence | articles) - {"same_article", "outline", "set_apart"}
    assert told <= RULES.weights.across.features.keys() | {"actors_shared", "actors_differ"}
