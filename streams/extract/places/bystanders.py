"""Places of a sentence that tell of something else: of another place, event or person."""

from collections.abc import Iterator, Sequence

from streams.extract.document.mentions import ToponymMention
from streams.extract.document.parse import Parse, head_of
from streams.extract.document.sentence import Sentence
from streams.extract.places.tables import ASIDE_WORDS

DESCRIBES = 0.4
"""A place below another in the parse tells where that one is: "X, a town on the road to Y"."""
ELSEWHERE = 0.45
"""One below a word for a stay or a journey is not the event's: "the envoy, based in X"."""
OTHER_EVENT = 0.2
"""One below another event of the sentence is that one's: "came ahead of talks in X"."""

_STAYS = frozenset({"home", "route", "speech"})
"""What words say of stays and journeys; the rest is weighed when the place is chosen."""
_NESTED = frozenset({"conj", "flat", "compound", "nmod:poss"})
"""Relations by which a place below another does not describe it."""


class Bystanders:
    """Lowers the scores of places that hang on something else than the event."""

    def __init__(self) -> None:
        self._stays = {(row.lemma, row.pos) for row in ASIDE_WORDS.rows() if row.aside in _STAYS}

    def weight(
        self,
        s: Sentence,
        word: int,
        toponym: ToponymMention,
        others: Sequence[ToponymMention],
        events: Sequence[int],
    ) -> float:
        """Return what a place's score for the event at ``word`` is multiplied by (0-1).

        ``others`` are the other places of the sentence, ``events`` the words of events of
        another kind.
        """
        if s.parse is None:
            return 1.0
        head = head_of(s.parse, toponym.start, toponym.end)
        if toponym.aside == "plan" and word not in s.parse.ancestors(head):
            return OTHER_EVENT
        between = list(_between(s.parse, head, word))
        heads = {head_of(s.parse, o.start, o.end) for o in others if not o.metonym}
        if any(below not in _NESTED and at in heads for at, below in between):
            return DESCRIBES
        passed = [at for at, _ in between]
        if any((s.parse.lemmas[at], s.parse.pos[at]) in self._stays for at in passed):
            return ELSEWHERE
        return OTHER_EVENT if any(at in events for at in passed) else 1.0


def _between(parse: Parse, word: int, event: int) -> Iterator[tuple[int, str]]:
    """Yield the words above a place that are not above the event, each with the label below it."""
    shared = {event, *parse.ancestors(event)}
    label = parse.deps[word]
    for above in parse.ancestors(word):
        if above in shared:
            return
        yield above, label
        label = parse.deps[above]
