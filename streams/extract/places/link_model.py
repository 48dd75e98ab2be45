"""How likely a place name belongs to an event word: a logistic model over ``link_features``."""

from collections.abc import Sequence

from streams.extract.document.event import SentenceContext
from streams.extract.document.parse import VERBAL, Parse, head_of
from streams.extract.document.sentence import Sentence
from streams.extract.places.link_features import Anchor, LinkCandidate, features
from streams.extract.vocabulary.lexicon import reporting_forms
from streams.logistic import present, read_logistic_model
from streams.rules.table import model_path

WEIGHTS = "place_link.tsv"
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "conj", "compound"})


class LinkModel:
    """Scores the names of a sentence for one of its words."""

    def __init__(self) -> None:
        self._model = read_logistic_model(model_path(WEIGHTS))
        self._says = reporting_forms()

    def scores(self, s: Sentence, word: int, candidates: Sequence[LinkCandidate]) -> list[float]:
        """Return for each candidate the probability (0-1) that the event of a word happened there.

        A noun's places hang on the noun ("the attack in X") or on the verb that tells of it ("the
        attack took place in X"): the likelier of the two counts.
        """
        if s.parse is None or not candidates:
            return [0.0] * len(candidates)
        rows = [
            self._probabilities(s, s.parse, anchor, candidates)
            for anchor in self._anchors(s.parse, word)
        ]
        return [max(column) for column in zip(*rows, strict=True)]

    def anchor(self, parse: Parse, word: int) -> Anchor:
        """Return the word itself as what places are asked for."""
        noun = parse.pos[word] not in VERBAL
        return Anchor(word, noun, parse.lemmas[word] in self._says)

    def _anchors(self, parse: Parse, word: int) -> list[Anchor]:
        found = [self.anchor(parse, word)]
        above = parse.heads[word]
        if found[0].noun and parse.deps[word] in _ARGUMENTS and parse.pos[above] in VERBAL:
            found.append(self.anchor(parse, above))
        return found

    def _probabilities(
        self, s: Sentence, parse: Parse, anchor: Anchor, candidates: Sequence[LinkCandidate]
    ) -> list[float]:
        found = features(s, parse, anchor, candidates)
        return [self._model.probability(present(one)) for one in found]


def link_candidates(context: SentenceContext) -> list[LinkCandidate]:
    """Return the names of a sentence that may be an event's place: toponyms, then other names."""
    s = context.sentence
    entities = s.parse.entities if s.parse else ()
    found = [
        LinkCandidate(
            start=toponym.start,
            end=toponym.end,
            toponym=index,
            cue=toponym.cue,
            hint=toponym.hint,
            within=toponym.within,
            metonym=toponym.metonym,
            known=toponym.known,
            entity=next(
                (e.label for e in entities if e.start < toponym.end and toponym.start < e.end), "-"
            ),
        )
        for index, toponym in zip(context.toponym_indexes, context.toponyms, strict=True)
        if toponym.start < toponym.end
    ]
    free = [
        e
        for e in entities
        if e.label in _PLACES and not any(o.start < e.end and e.start < o.end for o in found)
    ]
    return found + [_of_entity(s, e.start, e.end, e.label) for e in free]


def _of_entity(s: Sentence, start: int, end: int, label: str) -> LinkCandidate:
    start += s.lower[start] == "the" and end - start > 1
    return LinkCandidate(start, end, None, entity=label)


def word_at(s: Sentence, start: int, end: int) -> int | None:
    """Return the word that heads a span of the text (code points), if it covers one."""
    inside = [at for at in range(len(s)) if s.starts[at] < end and start < s.ends[at]]
    if not inside:
        return None
    return head_of(s.parse, inside[0], inside[-1] + 1) if s.parse else inside[0]
