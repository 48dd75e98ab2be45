"""How likely the words around a trigger are those of news of events.

A logistic model over single words, made by ``python -m training.trigger_contexts``. It knows in
what company "shoot", "crash" or "capture" are figures of speech, sport, markets or software. It is
believed only where it is nearly sure: words that no example held have no weight, so that kinds of
events with few examples, such as disasters, stand as they are.
"""

from collections.abc import Iterator, Sequence

from streams.logistic import present, read_logistic_model
from streams.rules.table import model_path

WEIGHTS = "trigger_contexts.tsv"
LEAST_LIKELY = 0.1
"""Probability (0-1) below which a trigger tells no event. Of held-out news about one trigger in a
hundred lies there, of other text a fifth to a half."""
STRANGEST = 3
"""Words that an explanation names."""
NAME = "<name>"
"""Feature of any capitalised word behind the first: which name it is says nothing."""
NUMBER = "<number>"
"""Feature of any figure."""


class ContextModel:
    """Judges the words around triggers."""

    def __init__(self) -> None:
        self._model = read_logistic_model(model_path(WEIGHTS))

    def probability(
        self, words: Sequence[str], lower: Sequence[str], span: tuple[int, int]
    ) -> float:
        """Return the probability (0-1) that a sentence is news, by the words outside a span."""
        return self._model.probability(present(sorted(set(context_words(words, lower, span)))))

    def strangest(
        self, words: Sequence[str], lower: Sequence[str], span: tuple[int, int]
    ) -> list[str]:
        """Return the words outside a span that speak most against news of events."""
        features = present(sorted(set(context_words(words, lower, span))))
        found = self._model.contributions(features)
        against = sorted((weight, word) for word, weight in found.items() if weight < 0)
        return [word for _, word in against[:STRANGEST]]


def context_words(
    words: Sequence[str], lower: Sequence[str], span: tuple[int, int]
) -> Iterator[str]:
    """Yield the features of the words of a sentence outside a span (end one past)."""
    for at, word in enumerate(lower):
        if span[0] <= at < span[1]:
            continue
        if word[0].isdigit():
            yield NUMBER
        elif at and words[at].istitle():
            yield NAME
        elif word[0].isalpha():
            yield word
