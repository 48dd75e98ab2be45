"""Whether a noun tells of an agreement, a penalty or relief that is made, or of one in force."""

from collections.abc import Iterator

from streams.extract.document.mentions import Trigger
from streams.extract.document.parse import Parse, top
from streams.extract.document.sentence import Sentence
from streams.extract.factuality.word_cues import KNOWN
from streams.extract.vocabulary.phrases import rows

LINKS = 4
"""How far above a noun the word may stand that makes it happen: "signed a deal on a truce"."""
_CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "conj"})


class EnactmentReader:
    """Reads whether "the truce" is signed or only spoken of."""

    def __init__(self) -> None:
        self._words: dict[tuple[str, str], frozenset[str]] = {
            (row[0], row[1]): frozenset(row[2].split("|"))
            for row in rows("factuality/enactment.tsv")
        }

    def in_force(self, s: Sentence, parse: Parse, trigger: Trigger, event_type: str) -> str | None:
        """Return the word that takes a noun of such a type for granted, None where it is made.

        An indefinite one ("a truce") is made unless such words speak of it; a known one ("the
        truce") is not unless its verb, or a noun between, says so. Without a verb it is news.
        """
        enacts = self._words.get((event_type, "enacts"))
        head = top(parse, (trigger.start, trigger.end))
        if enacts is None or parse.pos[head] == "VERB":
            return None
        described = {s.lower[at] for at in parse.under(head, "amod")}
        above = list(_above(s, parse, head))
        if described & self._words.get((event_type, "new"), frozenset()):
            return None
        speaks = self._words[event_type, "speaks"]
        if told := next((word for word in above if word in speaks), None):
            return told
        known = any(s.lower[at] in KNOWN for at in parse.children(head)) or event_type == "sanction"
        if not known or not above or not enacts.isdisjoint(above):
            return None
        return above[0]


def _above(s: Sentence, parse: Parse, head: int) -> Iterator[str]:
    """Yield the prepositions and lemmas above a noun up to its verb; nothing if it has none."""
    found: list[str] = []
    word = head
    for _ in range(LINKS):
        found += [s.lower[at] for at in parse.under(word, "case")]
        above = parse.heads[word]
        if above == word or parse.deps[word] in _CLAUSES:
            break
        found.append(parse.lemmas[above])
        if parse.pos[above] in {"VERB", "AUX"}:
            break
        word = above
    yield from found
