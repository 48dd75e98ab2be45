"""How likely a reading of violence is an event: a logistic regression, its weights as data."""

from streams.extract.document.event import EventCandidate
from streams.extract.triggers.event_features import features
from streams.logistic import present, read_logistic_model

FAMILIES = frozenset({"violence", "unrest"})
"""Families that the model was shown; the confidence of others is that of their rules."""
DOUBT = 0.25
"""Below this a reading is no event; no true one of the development data lies there."""


class EventModel:
    """Judges readings by ``data/event_model.tsv``."""

    def __init__(self) -> None:
        self._model = read_logistic_model("extract/en/event_model.tsv")

    def probability(self, reading: EventCandidate) -> float | None:
        """Return the probability (0-1) that a reading is an event of its type.

        None where the model knows nothing of its family.
        """
        if reading.family not in FAMILIES:
            return None
        return self._model.probability(present(features(reading)))

    def strongest(self, reading: EventCandidate, number: int) -> list[tuple[str, float]]:
        """Return the features of a reading that weigh most, either way."""
        return self._model.strongest(present(features(reading)), number)
