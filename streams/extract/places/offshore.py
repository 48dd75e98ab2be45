"""How far at sea: "150 nautical miles off X" is not in X."""

from streams.extract.document.sentence import Sentence
from streams.extract.places.tables import WORDS
from streams.extract.vocabulary.tables import DIRECTIONS


class Offshore:
    """Finds distances from a port or a coast that are told behind what lies at sea."""

    def __init__(self) -> None:
        self._units = WORDS["units_of_distance"]
        self._nautical = WORDS["nautical"]
        self._off = WORDS["offshore"]
        self._directions = DIRECTIONS.entries()
        self._shores = WORDS["shores"]

    def cue(self, s: Sentence, start: int) -> str | None:
        """Return the distance before a name: "150 nautical miles off", "60 miles southeast of".

        On land a distance and a bearing say the same; only nautical miles are at sea by themselves.
        """
        at = start - 1
        bearing = at > 1 and s.lower[at] == "of" and s.lower[at - 1] in self._directions
        while not bearing and at >= 0 and s.lower[at] in self._shores:
            at -= 1
        if at < 1:
            return None
        off = s.lower[at] in self._off
        unit = at - 1 if off else at - 2
        if off and s.lower[unit] in self._directions:
            unit -= 1
        if not (off or bearing) or unit < 1 or s.lower[unit] not in self._units:
            return None
        nautical = s.lower[unit] in self._nautical or s.lower[unit - 1] in self._nautical
        if bearing and not nautical:
            return None
        number = unit - 2 if s.lower[unit - 1] in self._nautical else unit - 1
        return " ".join(s.lower[max(0, number) : at + 1])
