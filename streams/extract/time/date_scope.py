"""Which events of its sentence a date cannot date, by the clause that it stands in.

A date belongs to the verb or noun that it hangs on. It dates no other event when that is

- a verb of saying, of reacting, or of what follows a deed: "condemned on Monday an attack",
  "arrested on Sunday over the stabbing", "a vigil was held on Friday for two men killed";
- a verb that tells of a toll: "the toll of the blast rose to 85 on Tuesday";
- a relative clause about a person or thing: "the nurse, who moved to Bruges in 2018, was stabbed";
- a protest, of which the event is the reason: "marched on Sunday over the killing".
"""

from collections.abc import Sequence

from streams.extract.casualties.casualty_words import single_casualty_words
from streams.extract.casualties.scope import FigureScope
from streams.extract.document.event import SentenceContext
from streams.extract.document.mentions import DateMention, Trigger
from streams.extract.document.parse import RELATIVE, VERBAL, Parse, head_of, top
from streams.extract.document.sentence import Sentence
from streams.extract.time.tables import AFTERMATH_VERBS, WORDS
from streams.extract.vocabulary.lexicon import reporting_verbs
from streams.extract.vocabulary.tables import REACTION_VERBS

COARSE = 3
"""Precision of a date (a week) from which that of a relative clause dates nothing else."""

_NOUNS = frozenset({"NOUN", "PROPN"})
_OF_NOUN = frozenset({"nmod", "nmod:poss", "nmod:tmod", "nmod:unmarked", "compound", "appos"})
_PROTESTS = frozenset({"protest", "riot", "RALLY", "MARCHON", "BLOCK"})
"""Types and base senses of what is about something."""
_SUBJECTS = ("nsubj", "nsubj:pass")


class DateScope:
    """Tells which dates of a sentence are of other clauses than a trigger."""

    def __init__(self) -> None:
        self._spoken = reporting_verbs() | REACTION_VERBS.entries() | AFTERMATH_VERBS.entries()
        self._tolls = WORDS["toll_nouns"]
        self._rites = WORDS["aftermath_nouns"]
        self._speaking = WORDS["speaking_verbs"]
        self._casualties = single_casualty_words()
        self._scope = FigureScope()

    def usable(
        self, context: SentenceContext, trigger: Trigger, dates: Sequence[DateMention]
    ) -> list[DateMention]:
        """Return the dates that may date a trigger, its own ones only where there are such."""
        s, parse = context.sentence, context.sentence.parse
        if parse is None or not dates:
            return list(dates)
        head = top(parse, (trigger.start, trigger.end))
        near = [
            d
            for d in dates
            if not (
                self._is_of_other(context, parse, trigger, head, d)
                and _is_first_of_owner(parse, d, dates)
            )
        ]
        own = [d for d in near if self._is_own(s, parse, head, _word(parse, d))]
        beside = [d for d in near if not self._is_in_relative(s, parse, head, d)]
        return own or beside or [d for d in near if d.precision < COARSE]

    def _is_of_other(
        self, context: SentenceContext, parse: Parse, trigger: Trigger, head: int, date: DateMention
    ) -> bool:
        """Whether a date is of what was said or done after an event, and not of the event."""
        word = _word(parse, date)
        owner = parse.deed(word)
        if owner == head or trigger.start <= owner < trigger.end or _noun_of(parse, word) == head:
            return False
        if _noun_of(parse, word) is not None and parse.lemmas[parse.heads[word]] in self._rites:
            return True
        below = head in parse.subtree(owner) and head not in parse.under(owner, "nsubj")
        if below and self._is_reason(context, trigger, owner):
            return True
        if _gap(date, trigger.start, trigger.end) < _gap(date, owner, owner + 1):
            # Right behind an event it is the event's, whatever verb the parser hangs it on.
            return False
        if not below:
            return parse.lemmas[owner] in self._speaking
        tells = parse.lemmas[owner] in self._spoken and parse.pos[owner] == "VERB"
        return tells or self._has_toll(parse, owner, head)

    def _has_toll(self, parse: Parse, owner: int, head: int) -> bool:
        """Whether a verb tells of a toll or of a rite, and an event is only named with it."""
        subjects = parse.under(owner, *_SUBJECTS)
        counts = any(parse.lemmas[at] in self._tolls for at in subjects)
        rites = any(parse.lemmas[at] in self._rites for at in subjects)
        return (counts or rites) and head not in subjects

    def _is_reason(self, context: SentenceContext, trigger: Trigger, owner: int) -> bool:
        """Whether an event is the reason of a protest, whose verb a date hangs on."""
        s, parse = context.sentence, context.sentence.parse
        if parse is None:
            return False
        return any(
            other.sense.event_type in _PROTESTS
            and other.end <= trigger.start
            and parse.deed(top(parse, (other.start, other.end))) == owner
            and self._scope.is_reason(s, other, trigger.start)
            for other in context.triggers
        )

    def _is_in_relative(self, s: Sentence, parse: Parse, head: int, date: DateMention) -> bool:
        """Whether a date is in a relative clause about something else than an event.

        A clause about the event itself, or about its victims, dates the event: "an attack in which
        four died on Sunday", "the killing of a man who was shot on Friday".
        """
        clause = _relative_above(parse, _word(parse, date))
        if clause is None or head in parse.subtree(clause):
            return False
        return not self._is_about(s, parse, head, clause)

    def _is_own(self, s: Sentence, parse: Parse, head: int, word: int) -> bool:
        """Whether a date hangs on an event itself, or on a clause about it or its victims."""
        if _noun_of(parse, word) == head:
            return True
        clause = _relative_above(parse, word)
        if clause is not None:
            return self._is_about(s, parse, head, clause)
        return parse.pos[head] == "VERB" and parse.deed(word) == head

    def _is_about(self, s: Sentence, parse: Parse, head: int, clause: int) -> bool:
        """Whether a relative clause is about an event, or tells what its victims suffered."""
        antecedent = parse.heads[clause]
        if antecedent == head:
            return True
        of_victim = s.lower[clause] in self._casualties and parse.pos[head] in _NOUNS
        return of_victim and antecedent in parse.subtree(head)


def _word(parse: Parse, date: DateMention) -> int:
    return head_of(parse, date.start, date.end)


def _gap(date: DateMention, start: int, end: int) -> int:
    """Return how many words stand between a date and other words."""
    return date.start - end if date.start >= end else start - date.end


def _is_first_of_owner(parse: Parse, date: DateMention, dates: Sequence[DateMention]) -> bool:
    """Whether no other date is nearer to the verb that a date hangs on: a verb has one day.

    "Buried on Sunday three boys killed on Friday": the parser may hang both on the burial.
    """
    owner = parse.deed(_word(parse, date))
    apart = abs(date.start - owner)
    return all(
        abs(other.start - owner) >= apart
        for other in dates
        if parse.deed(_word(parse, other)) == owner
    )


def _noun_of(parse: Parse, word: int) -> int | None:
    """Return the noun that a date belongs to: "Friday's attack", "the attack on Friday"."""
    above = parse.heads[word]
    return above if parse.pos[above] in _NOUNS and parse.deps[word] in _OF_NOUN else None


def _relative_above(parse: Parse, word: int) -> int | None:
    """Return the head of the nearest relative clause that a word stands in."""
    for at in (word, *parse.ancestors(word)):
        if parse.deps[at] in RELATIVE and (parse.pos[at] in VERBAL or at != word):
            return at
    return None
