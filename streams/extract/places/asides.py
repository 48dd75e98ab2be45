"""What a place is beside an event: somebody's home, a border, where they speak, go or are tried.

It is read off the words above the place in the parse. The geocoder weighs it when it chooses the
place of an event.
"""

from schemas.extraction import Aside
from streams.extract.document.mentions import ToponymMention
from streams.extract.document.parse import VERBAL, Parse, head_of
from streams.extract.document.sentence import Sentence
from streams.extract.places.tables import ASIDE_WORDS, WORDS
from streams.extract.vocabulary.lexicon import person_nouns

REACH = 3
"""Words above a place that may say what it is: "at a hearing of the court in X"."""
CROSSING = "crossing"
"""The feature hint of a crossing, which the border that it is on says nothing against."""
_ANY, _NONE = "*", "-"


class Asides:
    """Finds what places are beside events. Without a parse nothing is said."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], list[tuple[frozenset[str], Aside]]] = {}
        for row in ASIDE_WORDS.rows():
            told = frozenset(row.prepositions), row.aside
            self._rows.setdefault((row.lemma, row.pos), []).append(told)
        self._persons = person_nouns()
        self._of_home = WORDS["of_home"]
        self._future = WORDS["future_auxiliaries"]

    def of(self, s: Sentence, toponym: ToponymMention) -> Aside | None:
        """Return what a place is beside the events of its sentence; None for nothing special."""
        if s.parse is None or toponym.start >= toponym.end or toponym.hint == CROSSING:
            return None
        word = head_of(s.parse, toponym.start, toponym.end)
        if self._is_home(s, s.parse, word):
            return "home"
        for above in list(s.parse.ancestors(word))[:REACH]:
            aside = self._told(s, s.parse, word, above)
            if aside == "plan" and not self._is_ahead(s, s.parse, above):
                return None
            if aside is not None or s.parse.pos[above] in VERBAL:
                return aside
            word = above
        return None

    def _told(self, s: Sentence, parse: Parse, word: int, above: int) -> Aside | None:
        case = parse.preposition(word)
        preposition = _NONE if case is None else s.lower[case]
        for prepositions, aside in self._rows.get((parse.lemmas[above], parse.pos[above]), ()):
            if _ANY in prepositions or preposition in prepositions:
                return aside
        return None

    def _is_ahead(self, s: Sentence, parse: Parse, word: int) -> bool:
        """Whether a word is, or hangs on, a verb of the future: "will play the final in X"."""
        verb = next((at for at in (word, *parse.ancestors(word)) if parse.pos[at] in VERBAL), None)
        return verb is not None and any(s.lower[at] in self._future for at in parse.children(verb))

    def _is_home(self, s: Sentence, parse: Parse, word: int) -> bool:
        """Whether a place is that of a person: "John Doe, of X", "two men from X", "an X man"."""
        above = parse.heads[word]
        if above == word:
            return False
        person = s.lower[above] in self._persons or any(
            one.label == "PERSON" and one.start <= above < one.end for one in parse.entities
        )
        case = parse.preposition(word)
        return person and (case is None or s.lower[case] in self._of_home)
