"""The names and places of a whole article, sentence by sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.extract.capitals import Capitals
from streams.extract.containment import Containment
from streams.extract.knowledge import knowledge
from streams.extract.names import NameFinder
from streams.extract.reading import Context
from streams.extract.text import Sentence
from streams.extract.toponyms import Candidate, ToponymFinder


@dataclass(frozen=True, slots=True)
class Scene:
    """The sentences with their names, and all place candidates of the article in order."""

    contexts: list[Context]
    candidates: list[Candidate]


class SceneReader:
    """Finds names and places before any event is looked for."""

    def __init__(self) -> None:
        known = knowledge()
        self._capitals = Capitals(known)
        self._names = NameFinder(known)
        self._toponyms = ToponymFinder(known)
        self._containment = Containment(known)

    def read(self, text: str, sentences: Sequence[Sentence]) -> Scene:
        """Return the scene of an article."""
        contexts, found = [], []
        for sentence in sentences:
            self._capitals.mark(sentence)
            names = self._names.find(text, sentence)
            contexts.append(Context(sentence, names, []))
            found += self._toponyms.dateline(text, sentence)
            found += self._toponyms.find(text, sentence, names)
        candidates = self._containment.link(sentences, found)
        for index, candidate in enumerate(candidates):
            contexts[candidate.sentence].candidates.append(candidate)
            contexts[candidate.sentence].places.append(index)
        return Scene(contexts, candidates)
