"""How likely a reading of violence is an event: a logistic regression, its weights as data."""

from streams.extract.document.event import EventCandidate
from streams.extract.triggers.event_features import features
from streams.extract.triggers.regression import Regression

FAMILIES = frozenset({"violence", "unrest"})
"""Families that the model was shown; the confidence of others is that of their rules."""
DOUBT = 0.25
"""Below this a reading is no event; no true one of the development data lies there."""


class EventModel:
    """Judges readings by ``data/event_model.tsv``."""

    def __init__(self) -> None:
        self._model = Regression("models/event_model.tsv")

    def probability(self, reading: EventCandidate) -> float | None:
        """Return the probability (0-1) that a reading is an event of its type.

        None where the model knows nothing of its family.
        """
        if reading.family not in FAMILIES:
            return None
        return self._model.probability(features(reading))

    def strongest(self, reading: EventCandidate, number: int) -> list[tuple[str, float]]:
        """Return the features of a reading that weigh most, either way."""
        told = {name: self._model.weights.get(name, 0.0) for name in features(reading)}
        return sorted(told.items(), key=lambda item: (-abs(item[1]), item[0]))[:number]
