import pytest

from streams.extract.triggers.contexts import (
    LEAST_LIKELY,
    NAME,
    NUMBER,
    ContextModel,
    context_words,
)
from tests.extract.reading import article, counted, extractor

MODEL = ContextModel()


def likely(text: str, word: str) -> float:
    words = text.split()
    at = words.index(word)
    return MODEL.probability(words, [one.lower() for one in words], (at, at + 1))


def test_names_and_figures_are_one_feature_each() -> None:
    words = ["Nadia", "shot", "30", "films", "in", "Oslo"]
    found = list(context_words(words, [word.lower() for word in words], (1, 2)))
    assert found == ["nadia", NUMBER, "films", "in", NAME]


@pytest.mark.parametrize(
    ("news", "other", "word"),
    [
        (
            "Soldiers captured the town after two days of fighting .",
            "I think this song captured how I felt about my hair last season .",
            "captured",
        ),
        (
            "Officers said a man was shot outside a bar and died at the scene .",
            "We shot a lot of footage for the show and I love how it looks .",
            "shot",
        ),
    ],
)
def test_the_words_around_a_trigger_tell_news_from_other_text(
    news: str, other: str, word: str
) -> None:
    assert likely(news, word) > 0.5 > likely(other, word)


def test_a_trigger_in_an_unlikely_context_is_refused_with_its_cause() -> None:
    text = (
        "I really love the game because it is so much fun, and my favourite players, who I think "
        "are great, always attack the other team with their awesome skills in Lodz."
    )
    explained = extractor().explain(article(text))
    assert any("no news of events" in refusal.reason for refusal in explained.refusals)
    assert not explained.candidates


@pytest.mark.parametrize(
    "text",
    [
        "A cyclone killed 12 people on the island of Tanna, Vanuatu, on Monday.",
        "The foreign ministers of Chad and Niger held talks in Zinder on Monday.",
        "Dockers in Rotterdam went on strike on Monday.",
        "A dam burst near Vratsa, Bulgaria, on Monday, flooding 50 homes.",
    ],
)
def test_events_of_kinds_that_few_examples_have_stand(text: str) -> None:
    assert counted(text)


def test_the_threshold_refuses_only_what_is_unlikely() -> None:
    assert 0 < LEAST_LIKELY < 0.5


def test_the_strangest_words_are_those_that_speak_against_news() -> None:
    words = ["I", "love", "how", "the", "police", "captured", "my", "hair", "in", "this", "film"]
    found = MODEL.strangest(words, [word.lower() for word in words], (5, 6))
    assert "i" in found
    assert "police" not in found
