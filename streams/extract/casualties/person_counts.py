"""Counts the people of a sentence: by numbers, one by one, by name, or by what is done to them.

What is decided here: whether a number counts people at all, or is an age, a price or a date; which
noun it belongs to; who is only part of a number before ("20 people, including four children").
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from streams.extract.casualties.apposition import Appositions
from streams.extract.casualties.casualty_words import single_casualty_words
from streams.extract.casualties.individuals import (
    MAX_ADJECTIVES,
    IndividualFinder,
    singular_person_nouns,
)
from streams.extract.casualties.numbers import Count, NumberReader, PersonCount, exactly
from streams.extract.casualties.speakers import SpeakerFinder
from streams.extract.casualties.tables import WORDS
from streams.extract.casualties.unlisted_people import UnlistedPeopleFinder
from streams.extract.document.mentions import Name
from streams.extract.document.parse import head_of
from streams.extract.document.sentence import Sentence, behind_comma
from streams.extract.vocabulary.known_names import knowledge
from streams.extract.vocabulary.lexicon import (
    armed_group_names,
    words_of_time,
)
from streams.extract.vocabulary.phrases import PhraseMatch, Phrases
from streams.extract.vocabulary.tables import PERSON_NOUNS

INCLUDING_REACH = 6
"""Words from "including" to whom it introduces: "including the Oscar-nominated film-maker X"."""
AGE_REACH = 4
"""Words from "aged" to an age in a list: "aged 15, 17 and 19"."""
OLDEST = 115
"""Years of the oldest people: a larger number behind a name is no age."""
_YEARS = range(1900, 2100)
"""Numbers without a noun that are taken for years."""
_UNIT_SIGNS = frozenset({"%", "$", "-", "/"})
"""Signs behind a number that counts no people."""
_NOUNS = frozenset({"NOUN", "PROPN"})
_NAMING = frozenset({"nummod", "appos", "flat", "compound", "nmod", "nmod:npmod"})


class PersonCountReader:
    """Reads who is counted in one sentence."""

    def __init__(self) -> None:
        self._numbers = NumberReader()
        self._numbered = NumberedPeopleReader()
        self._individuals = IndividualFinder()
        self._unlisted = UnlistedPeopleFinder()
        self._appositions = Appositions()
        self._including = WORDS["including"]
        self._collectives = WORDS["collectives"]
        self._further = WORDS["further"]
        self._severity, self._before_part = WORDS["severity"], WORDS["before_part"]
        self._group_pronouns = WORDS["group_pronouns"]
        self._single_words = single_casualty_words()
        self._speakers = SpeakerFinder()

    def read(
        self, s: Sentence, names: Sequence[Name], *, headline: bool = False
    ) -> list[PersonCount]:
        """Return the people of a sentence, left to right; headlines leave articles out."""
        numbers = self._numbers.find(s.lower)
        persons = [name for name in names if name.kind == "person"]
        found = self._numbered.read(s, numbers, persons)
        taken = _words_of(found)
        found += [p for p in self._individuals.find(s) if _is_apart(p, taken)]
        if headline:
            found += [p for p in self._individuals.without_article(s) if _is_apart(p, taken)]
        found += [p for p in _named(names) if _is_apart(p, taken)]
        taken = _words_of(found)
        found += [p for p in self._unlisted.find(s, numbers) if _is_apart(p, taken)]
        found.sort(key=lambda p: p.start)
        found = [p for p in found if not self._is_group_of(s, p, found)]
        whole = [p for p in found if not any(_owns(s, one, p) for one in found)]
        joined = self._appositions.join(s, whole)
        return self._with_parts(s, self._speakers.without(s, joined))

    def _is_group_of(self, s: Sentence, p: PersonCount, people: Sequence[PersonCount]) -> bool:
        """Whether a number behind a group says how many it is: "a family of five"."""
        if s.lower[p.end - 1] not in self._collectives or s.lower[p.end : p.end + 1] != ["of"]:
            return False
        return any(other.start == p.end + 1 for other in people)

    def _with_parts(self, s: Sentence, people: Iterable[PersonCount]) -> list[PersonCount]:
        """Mark those who are part of a number before, and those joined to such."""
        found: list[PersonCount] = []
        for p in people:
            joined = bool(found) and found[-1].part and s.lower[found[-1].end : p.start] == ["and"]
            further = p.further or not self._further.isdisjoint(s.lower[p.start - 1 : p.start])
            part = joined or self._is_part(s, p)
            found.append(replace(p, part=part, further=further))
        return found

    def _is_part(self, s: Sentence, p: PersonCount) -> bool:
        """Whether people are part of a number before: "five, two of them children"."""
        clause = behind_comma(s.lower[max(0, p.start - INCLUDING_REACH) : p.start])
        if not self._including.isdisjoint(clause):
            return True
        if s.lower[max(0, p.start - 2) : p.start] == ["among", "them"]:
            return True
        behind = s.lower[p.end : p.end + 2]
        of_group = behind[:1] == ["of"] and not self._group_pronouns.isdisjoint(behind[1:])
        # "3 killed, 1 seriously injured": the one was not killed.
        severe = bool(behind) and behind[0] in self._severity
        severe = severe and self._single_words.isdisjoint(behind[1:])
        return p.group is None and (of_group or (severe and self._is_behind_comma(s, p)))

    def _is_behind_comma(self, s: Sentence, p: PersonCount) -> bool:
        """Whether people stand behind a comma or "and", as parts do: "four hurt, one seriously"."""
        return s.lower[max(0, p.start - 1)] in self._before_part


class NumberedPeopleReader:
    """Reads the numbers of a sentence that count people: "60 injured", "13 women and children"."""

    def __init__(self) -> None:
        self._plural: Phrases[str] = Phrases(
            (row.plural, row.plural) for row in PERSON_NOUNS.rows()
        )
        self._singular = singular_person_nouns()
        self._peoples = armed_group_names() | knowledge().demonyms.keys()
        self._casualty_words = single_casualty_words()
        self._phrase_ends = WORDS["phrase_ends"]
        self._no_adjectives = WORDS["auxiliaries"] | WORDS["joiners"]
        self._behind_bare = self._no_adjectives | WORDS["behind_bare_count"] | self._casualty_words
        self._group_pronouns = WORDS["group_pronouns"]
        self._describing = WORDS["describing"]
        self._collectives = WORDS["collectives"]
        self._ages, self._years = WORDS["age_words"], WORDS["year_words"]
        self._ends_age, self._calling = WORDS["ends_age"], WORDS["calling"]
        self._leaving = WORDS["leaving"] | self._casualty_words
        self._list_joiners = WORDS["list_joiners"]
        self._before_other_numbers = WORDS["before_other_numbers"]
        self._months = words_of_time("MONTH", "MAYBE_MONTH") - {"may"}

    def read(
        self, s: Sentence, numbers: Sequence[Count], persons: Sequence[Name] = ()
    ) -> list[PersonCount]:
        """Return the people that the numbers of a sentence count, left to right.

        ``persons``: the names of people; a number behind one is an age.
        """
        named = {name.end for name in persons}
        numbers = [number for number in numbers if not self._is_age_behind_name(s, number, named)]
        counted = (
            self._people(s, number, numbers)
            for number in numbers
            if not self._is_share_of_things(s, number, numbers)
        )
        return [people for people in counted if people is not None]

    def _people(self, s: Sentence, number: Count, numbers: Sequence[Count]) -> PersonCount | None:
        """Return the people that a number counts, with or without a noun; None for other things."""
        if self._is_age_or_price(s, number) or self._is_age_of(s, number) or _is_label(s, number):
            return None
        people = self._with_noun(s, number, {other.start for other in numbers})
        if people is None and self._stands_alone(s, number, numbers):
            return PersonCount(number.start, number.end, number, None)
        return people

    def _with_noun(self, s: Sentence, number: Count, starts: set[int]) -> PersonCount | None:
        """Join a number with its noun, over a few adjectives: "three unarmed men"."""
        for at in range(number.end, min(len(s), number.end + MAX_ADJECTIVES + 1)):
            if at in starts or s.lower[at] in self._phrase_ends or self._is_of_group(s, at):
                return None
            noun = self._plural.at(s.lower, at) or self._singular.at(s.lower, at)
            if noun and not self._is_adjective(s, noun):
                people = PersonCount(number.start, noun.end, number, noun.value)
                return self._with_second_noun(s, people)
            if self._is_people(s, at):
                return PersonCount(number.start, at + 1, number, s.words[at])
            if not s.lower[at][0].isalpha() or s.lower[at] in self._no_adjectives:
                return None
        return None

    def _is_adjective(self, s: Sentence, noun: PhraseMatch[str]) -> bool:
        """Whether a noun only describes the next one: "three other men"."""
        single = noun.end - noun.start == 1 and s.lower[noun.start] in self._describing
        return single and bool(self._plural.at(s.lower, noun.end) if noun.end < len(s) else None)

    def _with_second_noun(self, s: Sentence, people: PersonCount) -> PersonCount:
        """Take in a second noun under the same number: "13 women and children"."""
        if s.lower[people.end : people.end + 1] != ["and"] or people.end + 1 >= len(s):
            return people
        noun = self._plural.at(s.lower, people.end + 1)
        if noun is None:
            return people
        return replace(people, end=noun.end, group=f"{people.group}, {noun.value}")

    def _stands_alone(self, s: Sentence, number: Count, numbers: Sequence[Count]) -> bool:
        """Whether a number counts people without a noun: "killing three in", "left 5 dead"."""
        follows = s.lower[number.end] if number.end < len(s) else "."
        before = s.lower[max(0, number.start - 2) : number.start]
        is_age = follows == "," and (before[-1:] == [","] or before == ["the", "other"])
        if is_age or any(other.end == number.start for other in numbers):
            return False
        if self._is_time(s, number) or follows in _UNIT_SIGNS or self._is_object(s, number):
            return False
        return not follows[0].isalnum() or follows in self._behind_bare

    def _is_object(self, s: Sentence, number: Count) -> bool:
        """Whether something else is done to a number than to people: "called 911", "bought 12"."""
        if not self._calling.isdisjoint(s.lower[max(0, number.start - 1) : number.start]):
            return True
        if s.parse is None or s.lower[number.end : number.end + 1] in (["dead"], ["of"]):
            return False
        at = head_of(s.parse, number.start, number.end)
        verb = s.parse.heads[at]
        return (
            s.parse.deps[at] == "obj"
            and s.parse.pos[verb] == "VERB"
            and s.lower[verb] not in self._leaving
        )

    def _is_share_of_things(self, s: Sentence, number: Count, numbers: Sequence[Count]) -> bool:
        """Whether a number is a share of a number of things: "61 of 78 drones"."""
        whole = next((n for n in numbers if 1 <= n.start - number.end <= 2), None)
        if s.parse is None or whole is None or whole.end >= len(s) or s.lower[number.end] != "of":
            return False
        people = self._plural.at(s.lower, whole.end) or s.lower[whole.end] in self._casualty_words
        return not people and s.parse.pos[whole.end] in _NOUNS

    def _is_of_group(self, s: Sentence, at: int) -> bool:
        """Whether "of them" or "of whom" stands at a word."""
        return s.lower[at] == "of" and not self._group_pronouns.isdisjoint(s.lower[at + 1 : at + 2])

    def _is_people(self, s: Sentence, at: int) -> bool:
        """Whether a word names people by their country or group: "210 Palestinians"."""
        word = s.lower[at]
        return s.words[at][0].isupper() and word.endswith("s") and word[:-1] in self._peoples

    def _is_age_of(self, s: Sentence, number: Count) -> bool:
        """Whether a number is the age of one person: "a boy of 13"; not "a family of five"."""
        before = s.lower[max(0, number.start - 2) : number.start]
        if before[1:] != ["of"] or before[0] in self._collectives:
            return False
        return self._singular.at(before, 0) is not None

    def _is_age_or_price(self, s: Sentence, number: Count) -> bool:
        """Whether a number is an age, a price or the name of a thing: "$75,000", "Route 66"."""
        before = s.lower[max(0, number.start - AGE_REACH) : number.start]
        return (
            not self._ages.isdisjoint(before)
            or self._is_in_ages(s, number)
            or s.lower[number.end : number.end + 1] == ["'s"]
            or self._is_age(s.lower[number.end : number.end + 4])
            or not self._before_other_numbers.isdisjoint(before[-1:])
        )

    def _is_age_behind_name(self, s: Sentence, number: Count, named: Set[int]) -> bool:
        """Whether a number is the age of whom a name names: "the murder of Ada Pell, 19"."""
        if s.lower[number.start - 1 : number.start] != [","] or number.start - 1 not in named:
            return False
        if number.end - number.start > 1 or (number.best or 0) > OLDEST:
            return False
        return number.end >= len(s) or not s.lower[number.end][0].isalnum()

    def _is_in_ages(self, s: Sentence, number: Count) -> bool:
        """Whether a number ends a list of ages, however long: "ages 13, 17, 18 and 19"."""
        at = number.start - 1
        while at >= 0 and (s.lower[at] in self._list_joiners or self._is_number(s, at)):
            at -= 1
        return at >= 0 and s.lower[at] in self._ages

    def _is_number(self, s: Sentence, at: int) -> bool:
        return s.lower[at].isdigit() or (s.parse is not None and s.parse.pos[at] == "NUM")

    def _is_age(self, behind: Sequence[str]) -> bool:
        """Whether a number before these words is an age: "28 years old", "a 15 year-old boy"."""
        if behind[1:2] == ["old"] and behind[0] in self._years:
            return True
        if behind[:1] and behind[0] in self._ends_age:
            return True
        return behind[:1] == ["and"] and not self._years.isdisjoint(behind[2:3])

    def _is_time(self, s: Sentence, number: Count) -> bool:
        """Whether a number without a noun is a year, a day or an hour: "On Nov. 9, two teens"."""
        word = s.lower[number.start]
        year = number.end == number.start + 1 and word.isdigit() and int(word) in _YEARS
        before = [one for one in s.lower[max(0, number.start - 2) : number.start] if one != "."]
        return year or before[-1:] == ["at"] or (bool(before) and before[-1] in self._months)


def _is_label(s: Sentence, number: Count) -> bool:
    """Whether a number names the thing before it: "Highway 40", "Flight 212", "Camp 17"."""
    at = number.start
    if s.parse is None or at == 0 or not s.words[at][:1].isdigit() or number.end != at + 1:
        return False
    named = s.parse.pos[at - 1] in _NOUNS and s.capital[at - 1 : at] == [True]
    return named and s.parse.heads[at] == at - 1 and s.parse.deps[at] in _NAMING


def _named(names: Sequence[Name]) -> Iterator[PersonCount]:
    for name in names:
        if name.kind == "person":
            one = exactly(1, name.start, name.end)
            yield PersonCount(name.start, name.end, one, name.text)


def _words_of(people: Iterable[PersonCount]) -> set[int]:
    return {at for p in people for at in range(p.start, p.end)}


def _is_apart(people: PersonCount, taken: set[int]) -> bool:
    return taken.isdisjoint(range(people.start, people.end))


def _owns(s: Sentence, one: PersonCount, other: PersonCount) -> bool:
    """Whether people only say whom others belong to: "four members of one family"."""
    return other.count.best == 1 and s.lower[one.end : other.start] == ["of"]
