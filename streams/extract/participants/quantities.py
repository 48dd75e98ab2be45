"""Counts that belong to an event and are no casualties: who took part, what was destroyed or taken.

"Some 3,000 teachers marched" and "the flood swept away 40 houses": which noun is counted by what
verb for which types of event is in ``quantity_words.tsv``.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

from schemas.mention import Figure, Quantities
from streams.extract.casualties.figures import as_written, total
from streams.extract.casualties.numbers import Count, NumberReader, PersonCount
from streams.extract.casualties.person_counts import NumberedPeopleReader
from streams.extract.casualties.tables import NOT_PEOPLE
from streams.extract.document.mentions import CasualtyMention, Name, QuantityMention
from streams.extract.document.parse import Parse, head_of
from streams.extract.document.sentence import Sentence
from streams.extract.participants.tables import (
    HOUSEHOLD_NOUNS,
    WEIGHTS,
    QuantityRule,
    quantity_rules,
)
from streams.extract.participants.weights import WeightReader
from streams.extract.vocabulary.inflection import verb_forms
from streams.extract.vocabulary.phrases import Phrases

DESCRIBING = 3
"""Words between a number and the noun that it counts: "40 rusty hunting rifles"."""
ACTS_WITHIN = 2
"""Words behind counted people within which their verb stands where there is no parse."""
_WITHIN = frozenset({"by", "of", "with", "between"})
"""Prepositions that tie a count to a word: "a march by 300 teachers", "drew between 20 and 30"."""
_YEARS = range(1900, 2100)
"""Numbers without a noun that are taken for years."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """A counted noun phrase, with the lemmas of what it is subject and object of."""

    span: tuple[int, int]
    count: Count
    noun: str | None
    subject_of: frozenset[str] = field(default=frozenset())
    object_of: frozenset[str] = field(default=frozenset())
    in_kilograms: bool = False


class QuantityReader:
    """Reads the quantities of a sentence."""

    def __init__(self) -> None:
        self._numbers = NumberReader()
        self._weights = WeightReader()
        self._people = NumberedPeopleReader()
        self._not_people = NOT_PEOPLE.entries()
        self._rows = quantity_rules()
        self._forms = {
            row.kind: {form for verb in row.subject_of for form in verb_forms(verb)}
            for row in self._rows
        }
        self._nouns: Phrases[str] = Phrases(
            (noun, noun) for noun in {noun for row in self._rows for noun in row.nouns}
        )

    def read(
        self, s: Sentence, names: Sequence[Name], casualties: Sequence[CasualtyMention]
    ) -> list[QuantityMention]:
        """Return the quantities of a sentence, left to right.

        Without a parse only people who take part are counted, by the order of words.

        ``casualties`` are the casualty mentions of the sentence: their victims only suffered.
        """
        numbers = self._numbers.find(s.lower)
        if s.parse is None:
            return self._by_word_order(s, numbers)
        parse = s.parse
        victims = {at for mention in casualties for at in mention.victims}
        persons = [name for name in names if name.kind == "person"]
        people = [
            _governed(s, parse, (p.start, p.end), p.count, p.group)
            for p in self._counted_people(s, parse, numbers, persons)
            if p.start not in victims
        ]
        things = [_governed(s, parse, *one) for one in self._things(s, numbers)]
        things += [
            replace(_governed(s, parse, *one), in_kilograms=True)
            for one in self._weighed(s, numbers)
        ]
        return sorted(
            (
                QuantityMention(*one.span, row.kind, _figure(s, one), row.event_types)
                for row in self._rows
                for one in (things if row.nouns else people)
                if _fits(row, one)
            ),
            key=lambda mention: mention.start,
        )

    def _by_word_order(self, s: Sentence, numbers: Sequence[Count]) -> list[QuantityMention]:
        """Return people who stand right before what they do: "some 3,000 people took part"."""
        return [
            QuantityMention(p.start, p.end, row.kind, _figure(s, one), row.event_types)
            for p in self._people.read(s, numbers)
            for row in self._rows
            if not row.nouns and self._acts(s, p.end, row)
            for one in [_Counted((p.start, p.end), p.count, p.group)]
        ]

    def _acts(self, s: Sentence, at: int, row: QuantityRule) -> bool:
        follows = s.lower[at : at + ACTS_WITHIN]
        return not self._forms[row.kind].isdisjoint(follows)

    def _counted_people(
        self, s: Sentence, parse: Parse, numbers: Sequence[Count], persons: Sequence[Name]
    ) -> list[PersonCount]:
        """Return the people that numbers count, those too whose noun no list has, or who have none.

        Who marches or strikes is a person, if not a thing that is known: "400 dockers walked out".
        """
        found = self._people.read(s, numbers, persons)
        taken = {at for p in found for at in range(p.start, p.end)}
        for number in numbers:
            head = head_of(parse, number.start, number.end)
            noun = parse.heads[head] if parse.deps[head] == "nummod" else head
            if taken.isdisjoint((number.start, noun)) and self._may_be_people(
                s, parse, number, noun
            ):
                end, group = max(number.end, noun + 1), None if noun == head else s.words[noun]
                found.append(PersonCount(number.start, end, number, group))
        return found

    def _may_be_people(self, s: Sentence, parse: Parse, number: Count, noun: int) -> bool:
        if noun < number.start or parse.pos[noun] not in {"NOUN", "NUM"}:
            return False
        bare = number.start <= noun < number.end
        is_year = bare and number.best in _YEARS and s.lower[number.end - 1].isdigit()
        words = {s.lower[noun], parse.lemmas[noun]}
        return not is_year and words.isdisjoint(self._not_people)

    def _things(
        self, s: Sentence, numbers: Sequence[Count]
    ) -> Iterator[tuple[tuple[int, int], Count, str | None]]:
        """Yield the listed nouns that numbers count, with their spans."""
        starts = {number.start for number in numbers}
        for number in numbers:
            for at in range(number.end, min(len(s), number.end + DESCRIBING + 1)):
                if at in starts or not (s.lower[at][0].isalpha()):
                    break
                if noun := self._nouns.at(s.lower, at):
                    yield (number.start, noun.end), number, noun.value
                    break

    def _weighed(
        self, s: Sentence, numbers: Sequence[Count]
    ) -> Iterator[tuple[tuple[int, int], Count, str | None]]:
        """Yield the listed nouns behind a weight, with their spans: "two tonnes of wheat flour"."""
        for weight in self._weights.find(s.lower, numbers):
            if s.lower[weight.end : weight.end + 1] != ["of"]:
                continue
            for at in range(weight.end + 1, min(len(s), weight.end + 2 + DESCRIBING)):
                if noun := self._nouns.at(s.lower, at):
                    yield (weight.start, noun.end), weight.count, noun.value
                    break


def quantities_of(mentions: Sequence[QuantityMention]) -> Quantities:
    """Return the quantities of an event.

    Of people who took part the largest number counts, as smaller ones are parts of it; counts of
    different things add up: "40 houses and three shops".
    """
    figures: dict[str, Figure] = {}
    for mention in mentions:
        known, new = figures.get(mention.kind), mention.figure
        if known is None:
            figures[mention.kind] = new
        elif mention.kind in _OF_PEOPLE or known.group == new.group:
            figures[mention.kind] = max(known, new, key=lambda one: one.best or one.low or 0)
        else:
            figures[mention.kind] = _sum(known, new)
    return Quantities(**figures)


_OF_PEOPLE = frozenset({"participants", "households"})


def without_households(
    mentions: Sequence[CasualtyMention],
) -> tuple[list[CasualtyMention], list[QuantityMention]]:
    """Return casualty mentions of persons, and the households among the displaced apart."""
    nouns = HOUSEHOLD_NOUNS.entries()
    persons, households = [], []
    for mention in mentions:
        figure = mention.figure
        if mention.kind == "displaced" and figure and (figure.group or "").lower() in nouns:
            span = (mention.start, mention.end)
            households.append(QuantityMention(*span, "households", figure, ()))
        else:
            persons.append(mention)
    return persons, households


def _governed(
    s: Sentence, parse: Parse, span: tuple[int, int], count: Count, noun: str | None
) -> _Counted:
    """Return a counted phrase with what governs it: "thousands of people" hangs on "marched"."""
    head = _first_conjunct(parse, head_of(parse, *span))
    subject: set[str] = set()
    objects: set[str] = set()
    label, above = parse.deps[head], parse.heads[head]
    verbs = {parse.lemmas[at] for at in (above, *_joined_verbs(parse, above))}
    intransitive = label == "nsubj:pass" and not parse.under(above, "aux:pass")
    if label in {"nsubj", "obl:agent"} or intransitive:
        subject |= verbs
    elif label in {"obj", "nsubj:pass"}:
        objects |= verbs
    elif label in {"nmod", "obl"} and any(
        s.lower[at] in _WITHIN for at in parse.under(head, "case")
    ):
        by = any(s.lower[at] == "by" for at in parse.under(head, "case"))
        (subject if by else objects).add(parse.lemmas[above])
    elif label == "acl" or parse.under(head, "acl", "acl:relcl"):
        objects |= {parse.lemmas[at] for at in parse.under(head, "acl", "acl:relcl")}
    return _Counted(span, count, noun, frozenset(subject), frozenset(objects))


def _joined_verbs(parse: Parse, verb: int) -> list[int]:
    """Return the verbs that share the subject of one: "gathered in the square and marched"."""
    return [at for at in parse.conjuncts(verb) if at >= verb and parse.pos[at] == "VERB"]


def _first_conjunct(parse: Parse, head: int) -> int:
    return parse.conjuncts(head)[0] if parse.deps[head] == "conj" else head


def _fits(row: QuantityRule, one: _Counted) -> bool:
    if row.nouns and (one.noun not in row.nouns or one.in_kilograms != (row.kind in WEIGHTS)):
        return False
    return _shares(row.subject_of, one.subject_of) or _shares(row.object_of, one.object_of)


def _shares(allowed: Set[str], found: Set[str]) -> bool:
    return not found.isdisjoint(allowed)


def _figure(s: Sentence, one: _Counted) -> Figure:
    figure = total([PersonCount(*one.span, one.count, one.noun)], frozenset())
    assert figure is not None
    return figure.model_copy(update={"as_written": as_written(s, one.count)})


def _sum(one: Figure, other: Figure) -> Figure:
    def added(bound: str) -> int | None:
        values = (getattr(one, bound), getattr(other, bound))
        return None if None in values else sum(values)

    groups = [group for group in (one.group, other.group) if group]
    return Figure(
        low=added("low"), best=added("best"), high=added("high"), group=", ".join(groups) or None
    )
