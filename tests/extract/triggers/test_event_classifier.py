import json

from schemas import Article
from streams.extract.core import Extractor
from streams.extract.triggers.event_classifier import EventClassifier
from streams.ingest.articles import read_article
from tests.extract.reading import PUBLISHED, extractor

SHELLING = "Rebels shelled the town of Douma on Monday, killing four people, activists said."


def article(text: str) -> Article:
    return read_article(
        json.dumps(
            {"article_id": "a1", "publisher": "e.org", "published_at": PUBLISHED, "text": text}
        )
    )


def test_the_confidence_of_violence_is_the_probability_of_the_weights() -> None:
    explained = extractor().explain(article(SHELLING))
    belief = EventClassifier().probability(explained.candidates[0])
    assert belief is not None
    assert 0.5 < belief < 1
    assert explained.drafts[0].confidence.type == round(belief, 3)


def test_other_families_keep_the_confidence_of_their_rules() -> None:
    text = "An earthquake hit the town of Herat on Monday."
    reading = extractor().explain(article(text)).candidates[0]
    assert EventClassifier().probability(reading) is None
    assert reading.decision is not None
    assert reading.confidence == reading.decision.confidence


def test_the_classifier_can_be_left_out() -> None:
    reading = Extractor(without=frozenset({"classifier"})).explain(article(SHELLING)).candidates[0]
    assert reading.decision is not None
    assert reading.confidence == reading.decision.confidence


def test_the_features_that_weigh_most_come_first() -> None:
    reading = extractor().explain(article(SHELLING)).candidates[0]
    weights = [abs(weight) for _, weight in EventClassifier().strongest(reading, 5)]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > 0
