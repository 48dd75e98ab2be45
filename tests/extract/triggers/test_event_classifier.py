from streams.extract.core import Extractor
from streams.extract.triggers.event_classifier import EventClassifier
from tests.extract.reading import article, extractor

SHELLING = "Rebels shelled the town of Douma on Monday, killing four people, activists said."


def test_the_confidence_of_violence_is_the_probability_of_the_weights() -> None:
    explained = extractor().explain(article(SHELLING))
    probability = EventClassifier().probability(explained.candidates[0])
    assert probability is not None
    assert 0.5 < probability < 1
    assert explained.drafts[0].confidence.type == round(probability, 3)


def test_other_families_keep_the_confidence_of_their_rules() -> None:
    text = "An earthquake hit the town of Herat on Monday."
    candidate = extractor().explain(article(text)).candidates[0]
    assert EventClassifier().probability(candidate) is None
    assert candidate.decision is not None
    assert candidate.confidence == candidate.decision.confidence


def test_the_classifier_can_be_left_out() -> None:
    candidate = (
        Extractor(without=frozenset({"classifier"})).explain(article(SHELLING)).candidates[0]
    )
    assert candidate.decision is not None
    assert candidate.confidence == candidate.decision.confidence


def test_the_features_that_weigh_most_come_first() -> None:
    candidate = extractor().explain(article(SHELLING)).candidates[0]
    weights = [abs(weight) for _, weight in EventClassifier().strongest(candidate, 5)]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > 0
