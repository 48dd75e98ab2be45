"""Finds the words that are arguments of an event, with their roles: agent, target or victim."""

from collections.abc import Iterator, Sequence

from schemas.mention import ActorRole
from streams.extract.casualties.tables import CASUALTY_WORDS
from streams.extract.document.mentions import CasualtyMention, Trigger
from streams.extract.document.parse import VERBAL, Parse, top
from streams.extract.document.sentence import Sentence
from streams.extract.participants.tables import WORDS
from streams.extract.syntax.frames import FrameReader, obliques
from streams.extract.vocabulary.tables import LIGHT_VERBS
from streams.rules.cells import GAP

MUTUAL = frozenset({"armed_clash", "FIGHTING", "CLASH", "ceasefire", "talks"})
"""Senses in which both sides act: "clashes between rebels and troops"."""
_BY = frozenset({"by"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_WITH_VICTIMS = frozenset({"killed", "injured", "displaced"})
"""Kinds of casualties whose words have victims; who is detained is a target."""

Argument = tuple[ActorRole, int]
"""A role, and the word that heads who or what has it."""


class ArgumentReader:
    """Reads the arguments of an event from the frames of its trigger and its casualty words."""

    def __init__(self) -> None:
        self._frames = FrameReader()
        self._light_verbs = LIGHT_VERBS.entries()
        self._weapon_verbs = WORDS["weapon_verbs"]
        self._mutual_prepositions = WORDS["mutual_prepositions"]
        # Compared word for word, so that "taken to Mount Sinai Hospital" is none of them.
        self._intransitive = {
            row.form.replace(f" {GAP} ", " ")
            for row in CASUALTY_WORDS.rows()
            if row.voice.name == "before"
        }

    def read(
        self, s: Sentence, parse: Parse, trigger: Trigger, casualties: Sequence[CasualtyMention]
    ) -> Iterator[Argument]:
        """Yield words with their roles, those of the casualty words first."""
        with_victims = [one for one in casualties if one.kind in _WITH_VICTIMS]
        for casualty in with_victims:
            yield from self._of_casualty(s, parse, casualty)
        mutual = trigger.sense.event_type in MUTUAL
        if not any(one.start < trigger.end and trigger.start < one.end for one in with_victims):
            yield from self._of_frame(s, parse, trigger, mutual=mutual)
        head = top(parse, (trigger.start, trigger.end))
        words = [head]
        if not mutual:
            below = parse.subtree(head)
            words = [at for at in below if at == head or self._is_of_event(parse, at)]
        yield from (("agent", word) for word in _behind(s, parse, words, _BY))

    def _of_frame(
        self, s: Sentence, parse: Parse, trigger: Trigger, *, mutual: bool
    ) -> Iterator[Argument]:
        """Yield who acts and at whom: "rebels attacked soldiers", "rebels clashed with troops"."""
        frame = self._frames.read(s.lower, parse, (trigger.start, trigger.end))
        yield from (("agent", word) for word in frame.agents)
        if mutual and frame.verb is not None:
            others = _behind(s, parse, [frame.verb], self._mutual_prepositions)
            yield from (("agent", word) for word in others)
        yield from (("target", word) for word in frame.objects)

    def _of_casualty(
        self, s: Sentence, parse: Parse, casualty: CasualtyMention
    ) -> Iterator[Argument]:
        """Yield who killed or hurt, and the victims; "left dead" is read by its verb."""
        word = _verb_of(parse, casualty)
        frame = self._frames.read(s.lower, parse, (word, word + 1))
        intransitive = " ".join(s.lower[casualty.start : casualty.end]) in self._intransitive
        if intransitive and not frame.passive and not parse.under(word, "obj"):
            yield from (("victim", at) for at in frame.agents)
            return
        yield from (("agent", at) for at in frame.agents or _agents_of_misread_verb(parse, word))
        yield from (("victim", at) for at in frame.objects)
        yield from (("agent", at) for at in _behind(s, parse, parse.subtree(word), _BY))

    def _is_of_event(self, parse: Parse, word: int) -> bool:
        """Whether a word below is of the event, not another deed: no "swap brokered by"."""
        lemma = parse.lemmas[word]
        used = lemma in self._weapon_verbs and parse.deps[word] == "acl"
        return parse.pos[word] not in VERBAL or lemma in self._light_verbs or used


def _verb_of(parse: Parse, casualty: CasualtyMention) -> int:
    """Return the verb of a casualty word, or the verb above it: "left" of "left dead"."""
    verbs = [at for at in range(casualty.start, casualty.end) if parse.pos[at] in VERBAL]
    if verbs:
        return verbs[0]
    word = top(parse, (casualty.start, casualty.end))
    above = parse.heads[word]
    if parse.deps[word] in _SUBJECTS or _is_topic(parse, word):
        # "The killing of two priests was condemned by the bishop": that verb is no part of it.
        return word
    return above if not parse.under(word, "nsubj") and parse.pos[above] in VERBAL else word


def _is_topic(parse: Parse, word: int) -> bool:
    """Whether a noun for a deed is what a verb speaks of: "condemned the killing of two"."""
    return (
        parse.deps[word] == "obj"
        and parse.pos[word] == "NOUN"
        and parse.lemmas[word] in WORDS["deed_nouns"]
        and parse.lemmas[parse.heads[word]] not in LIGHT_VERBS.entries()
    )


def _agents_of_misread_verb(parse: Parse, verb: int) -> list[int]:
    """Return who acts where the first of two verbs was parsed as a noun: "police shot and"."""
    above = parse.heads[verb]
    noun = parse.deps[verb] == "conj" and parse.pos[above] == "NOUN"
    return parse.under(above, "compound") if noun else []


def _behind(
    s: Sentence, parse: Parse, words: Sequence[int], prepositions: frozenset[str]
) -> list[int]:
    """Return the nouns that a preposition ties to one of the words: "clashed with rebels"."""
    return [
        noun
        for word in words
        for at in obliques(s.lower, parse, word, prepositions)
        for noun in parse.conjuncts(at)
    ]
