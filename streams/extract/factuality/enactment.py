"""Whether a noun tells of an agreement, a penalty or relief that is made, or of one in force."""

from collections.abc import Iterator

from streams.extract.document.mentions import Trigger
from streams.extract.document.parse import VERBAL, Parse, top
from streams.extract.document.sentence import Sentence
from streams.extract.factuality.tables import ENACTMENT, WORDS

LINKS = 4
"""How far above a noun the word may stand that makes it happen: "signed a deal on a truce"."""
_CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "conj"})


class EnactmentReader:
    """Reads whether "the truce" is signed or only spoken of."""

    def __init__(self) -> None:
        self._words: dict[tuple[str, str], frozenset[str]] = {}
        for row in ENACTMENT.rows():
            key = row.event_type, row.kind
            self._words[key] = self._words.get(key, frozenset()) | frozenset(row.words)
        self._definite = WORDS["definite_openers"]

    def in_force(self, s: Sentence, parse: Parse, trigger: Trigger, event_type: str) -> str | None:
        """Return the word that presupposes a noun of such a type, None where it is made.

        An indefinite one ("a truce") is made unless such words speak of it; a known one ("the
        truce") is not unless its verb, or a noun between, says so. Without a verb it is news.
        """
        enacting = self._words.get((event_type, "enact"))
        head = top(parse, (trigger.start, trigger.end))
        if enacting is None or parse.pos[head] == "VERB":
            return None
        adjectives = {s.lower[at] for at in parse.under(head, "amod")}
        if adjectives & self._words.get((event_type, "new"), frozenset()):
            return None
        above = list(_above(s, parse, head))
        presupposing = self._words[event_type, "presuppose"]
        if word := next((word for word in above if word in presupposing), None):
            return word
        definite = any(s.lower[at] in self._definite for at in parse.children(head))
        known = definite or event_type == "sanction"
        if not known or not above or not enacting.isdisjoint(above):
            return None
        return above[0]


def _above(s: Sentence, parse: Parse, head: int) -> Iterator[str]:
    """Yield the prepositions and lemmas above a noun up to its verb; nothing if it has none."""
    word = head
    for _ in range(LINKS):
        yield from (s.lower[at] for at in parse.under(word, "case"))
        above = parse.heads[word]
        if above == word or parse.deps[word] in _CLAUSES:
            return
        yield parse.lemmas[above]
        if parse.pos[above] in VERBAL:
            return
        word = above
