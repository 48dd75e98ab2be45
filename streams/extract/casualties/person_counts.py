"""Counts of people in a sentence, told by numbers, in the singular, by pronouns or by name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from streams.extract.casualties.apposition import PersonCount, apposed
from streams.extract.casualties.clauses import words_of_harm
from streams.extract.casualties.numbers import Count, NumberReader
from streams.extract.casualties.victims import VictimReader
from streams.extract.document.mentions import Name
from streams.extract.document.sentence import Sentence, behind_comma
from streams.extract.vocabulary.known_names import knowledge
from streams.extract.vocabulary.lexicon import armed_group_names, reporting_forms
from streams.extract.vocabulary.phrases import Phrases, rows

_BE = frozenset({"was", "were", "been", "is", "are", "being", "be", "left", "got", "found"})
_ONE = frozenset({"a", "an", "one", "another", "his", "her", "their", "the", "'s"})
_ENDS = frozenset(
    {
        *("a", "an", "the", "when", "while", "after", "before", "as", "that", "who", "where"),
        *("in", "at", "by", "on", "near", "from", "with", "to", "if", "since", "because", "but"),
    }
)
"""Words that end the phrase of a count: "60 injured when a man"."""
_COLLECTIVES = frozenset({"family", "crew", "staff", "couple"})
_TWO = frozenset({"couples"})
_JOIN = frozenset({",", "and", "or", "as", "well"})
_PASSES = frozenset({"other", "others", "more", "as", "many", "of", "the", "them", "least", "were"})
_FOLLOWS = frozenset(
    {
        *("in", "by", "when", "on", "have", "had", "dead", "fatally", "critically", "lives"),
        *("at", "near", "outside", "inside", "during", "after", "before", "while", "as", "since"),
        *("overnight", "early", "late", "yesterday", "today", "seriously", "severely", "slightly"),
    }
)
"""Words that may stand right behind a count whose noun is left out: "three in", "5 dead"."""
_AGED = frozenset({"aged", "ages", "age"})
_YEARS = frozenset({"years", "year"})
_UNCOUNTED = frozenset({"$", "#", "\u00a3", "\u20ac", "route", "highway", "room", "interstate"})
"""Words before a number that counts no people: "$75,000", "Route 66"."""
_ANOTHER = frozenset({"second", "third", "fourth", "fifth", "sixth"})
_PARTS = (["of", "them"], ["of", "whom"])
_INCLUDING = frozenset({"including", "include", "included", "includes"})
INCLUDING_REACH = 6
"""Words from "including" to whom it tells of: "including the Oscar-nominated film-maker X"."""
_OBJECTS = frozenset({"him", "her"})
_BEHIND_OBJECT = frozenset({"in", "and", ",", ".", "as", "at", "on", "multiple", "several", "to"})
_AGES_BACK = 4
_MONTHS = frozenset(
    row[0] for row in rows("vocabulary/time_words.tsv") if row[1] in {"MONTH", "MAYBE_MONTH"}
) - {"may"}
_YEAR_NUMBERS = range(1900, 2100)

_WHOSE = frozenset({"his", "her", "their", "both"})
_PAIRS = frozenset({"parents", "grandparents"})
MAX_ADJECTIVES = 3


class PersonCountReader:
    """Reads who is counted in one sentence."""

    def __init__(self) -> None:
        self._numbers = NumberReader()
        self._sufferers = VictimReader()
        groups = rows("vocabulary/person_nouns.tsv")
        self._plural: Phrases[str] = Phrases((row[0], row[0]) for row in groups)
        self._singular: Phrases[str] = Phrases((row[1], row[0]) for row in groups if row[1] != "-")
        self._harmed = words_of_harm()
        self._follows = _FOLLOWS | _BE | _JOIN | _PASSES | self._harmed
        armed = armed_group_names()
        self._peoples = armed | knowledge().demonyms.keys()
        self._says = reporting_forms()

    def read(
        self, s: Sentence, names: Sequence[Name], *, headline: bool = False
    ) -> list[PersonCount]:
        """Return the people of a sentence, left to right; headlines leave articles out."""
        counts = self._numbers.find(s.lower)
        counted = [
            p
            for count in counts
            if not self._is_share_of_things(s, count, counts)
            and (p := self._counted(s, count, counts))
        ]
        taken = {i for p in counted for i in range(p.start, p.end)}
        singles = [*self._single(s), *(self._bare(s) if headline else ())]
        single = [p for p in singles if not taken.intersection(range(p.start, p.end))]
        named = [
            PersonCount(n.start, n.end, Count(n.start, n.end, 1, 1, 1), n.text)
            for n in names
            if n.kind == "person" and not taken.intersection(range(n.start, n.end))
        ]
        listed = [*counted, *single, *named]
        found = sorted((*listed, *self._unlisted(s, counts, listed)), key=lambda p: p.start)
        whole = [p for p in found if not any(_is_of(s, one, p) for one in found)]
        whole = apposed(s, whole)
        return _with_parts(s, [p for p in whole if not self._speaks(s, p)])

    def _is_share_of_things(self, s: Sentence, count: Count, numbers: Sequence[Count]) -> bool:
        """Whether a number is a share of a number of things: "61 of 78 drones"."""
        whole = next((n for n in numbers if 1 <= n.start - count.end <= 2), None)
        if s.parse is None or whole is None or whole.end >= len(s) or s.lower[count.end] != "of":
            return False
        people = self._plural.at(s.lower, whole.end) or s.lower[whole.end] in self._harmed
        return not people and s.parse.pos[whole.end] in {"NOUN", "PROPN"}

    def _unlisted(
        self, s: Sentence, counts: Sequence[Count], listed: Sequence[PersonCount]
    ) -> Iterator[PersonCount]:
        """Yield people whose noun no list has: "killing 14 diggers"."""
        taken = {i for p in listed for i in range(p.start, p.end)}
        for noun, count in self._sufferers.find(s, counts):
            if taken.isdisjoint(range(count.start, noun + 1)):
                yield PersonCount(count.start, noun + 1, count, s.words[noun])

    def _speaks(self, s: Sentence, people: PersonCount) -> bool:
        """Whether someone stands behind a comma only to say so: "…, a local official said"."""
        comma = s.lower[people.start - 1 : people.start] == [","]
        return comma and not self._says.isdisjoint(s.lower[people.end : people.end + 1])

    def _counted(self, s: Sentence, count: Count, counts: Sequence[Count]) -> PersonCount | None:
        """Join a count with its noun, over a few adjectives; refuse counts of other things."""
        if _counts_nobody(s, count) or self._is_age_of(s, count):
            return None
        others = {other.start for other in counts}
        for at in range(count.end, min(len(s), count.end + MAX_ADJECTIVES + 1)):
            if s.lower[at : at + 2] in _PARTS or at in others or s.lower[at] in _ENDS:
                break
            if noun := self._plural.at(s.lower, at) or self._singular.at(s.lower, at):
                return self._with_second(s, PersonCount(count.start, noun.end, count, noun.value))
            if self._is_people(s, at):
                return PersonCount(count.start, at + 1, count, s.words[at])
            if not (s.lower[at][0].isalpha() and s.lower[at] not in _BE | _JOIN):
                break
        follows = s.lower[count.end] if count.end < len(s) else "."
        before = s.lower[max(0, count.start - 2) : count.start]
        aged = follows == "," and (before[-1:] == [","] or before == ["the", "other"])
        aged = aged or any(other.end == count.start for other in counts)
        elliptic = not follows[0].isalnum() or follows in self._follows
        plain = (
            not (aged or _is_time(s, count)) and follows not in {"%", "$", "-", "/"} and elliptic
        )
        return PersonCount(count.start, count.end, count, None) if plain else None

    def _is_age_of(self, s: Sentence, count: Count) -> bool:
        """Whether a number is the age of one person: "a boy of 13"."""
        before = s.lower[max(0, count.start - 2) : count.start]
        one = before[1:] == ["of"] and before[0] not in _COLLECTIVES
        return one and self._singular.at(before, 0) is not None

    def _is_people(self, s: Sentence, at: int) -> bool:
        """Whether a word names people by their country or group: "210 Palestinians"."""
        word = s.lower[at]
        return s.words[at][0].isupper() and word.endswith("s") and word[:-1] in self._peoples

    def _with_second(self, s: Sentence, people: PersonCount) -> PersonCount:
        """Take in a second noun under the same count: "13 women and children"."""
        if s.lower[people.end : people.end + 1] != ["and"] or people.end + 1 >= len(s):
            return people
        noun = self._plural.at(s.lower, people.end + 1)
        if noun is None:
            return people
        return replace(people, end=noun.end, group=f"{people.group}, {noun.value}")

    def _single(self, s: Sentence) -> Iterator[PersonCount]:
        """Yield people told in the singular: "a soldier", "his wife", "a 9-year-old", "him"."""
        for at, word in enumerate(s.lower[:-1]):
            behind = s.lower[at + 1]
            if word in {"he", "she"} or (word in _OBJECTS and behind in _BEHIND_OBJECT):
                yield PersonCount(at, at + 1, Count(at, at + 1, 1, 1, 1), None)
            years = word.endswith("-year-old")
            if word in _WHOSE and behind in _PAIRS:
                yield PersonCount(at, at + 2, Count(at, at + 2, 2, 2, 2), behind)
            if word not in _ONE and not years:
                continue
            if (alone := self._alone(s, at)) is not None:
                yield PersonCount(at, alone, Count(at, alone, 1, 1, 1), None)
                continue
            noun = self._noun_behind(s, at)
            if noun is not None:
                number = 2 if noun[1] in _TWO and s.lower[noun[0] : noun[0] + 1] != ["of"] else 1
                yield PersonCount(at, noun[0], Count(at, noun[0], number, number, number), noun[1])
            elif years and s.lower[at - 1 : at] in (["a"], ["an"]):
                yield PersonCount(at - 1, at + 1, Count(at - 1, at + 1, 1, 1, 1), None)

    def _bare(self, s: Sentence) -> Iterator[PersonCount]:
        """Yield people told in the singular without an article: "Man, 32, shot dead"."""
        for at in range(len(s)):
            noun = self._singular.at(s.lower, at)
            told = s.lower[at - 1] if at else ""
            if noun and told not in _ONE and s.lower[noun.end : noun.end + 1] != ["'s"]:
                yield PersonCount(at, noun.end, Count(at, noun.end, 1, 1, 1), noun.value)

    def _alone(self, s: Sentence, at: int) -> int | None:
        """Return where one told without a noun ends: "another wounded", "a third was hurt"."""
        end = at + 1 if s.lower[at] == "another" else at + 2
        ordinal = s.lower[at] in {"a", "the"} and s.lower[at + 1] in _ANOTHER
        if s.lower[at] != "another" and not ordinal:
            return None
        return end if end < len(s) and s.lower[end] in self._harmed | _BE else None

    def _noun_behind(self, s: Sentence, at: int) -> tuple[int, str] | None:
        """Return where the noun behind an article ends, over a few adjectives, and its group."""
        for noun_at in range(at + 1, min(len(s), at + 2 + MAX_ADJECTIVES)):
            if noun := self._singular.at(s.lower, noun_at):
                return noun.end, noun.value
            if not s.lower[noun_at][0].isalnum() or s.lower[noun_at] in _JOIN | _BE:
                return None
        return None


def _is_age(behind: Sequence[str]) -> bool:
    """Whether a number is an age, also in a list: "28 and 31 years old"."""
    if behind[:2] in (["years", "old"], ["year", "old"]):
        return True
    return behind[:1] == ["and"] and not _YEARS.isdisjoint(behind[2:3])


def _counts_nobody(s: Sentence, count: Count) -> bool:
    """Whether a number is an age, a price or the name of a thing: "$75,000", "Route 66"."""
    before = s.lower[max(0, count.start - _AGES_BACK) : count.start]
    aged = not _AGED.isdisjoint(before) or _is_age(s.lower[count.end : count.end + 4])
    return aged or not _UNCOUNTED.isdisjoint(before[-1:])


def _is_time(s: Sentence, count: Count) -> bool:
    """Whether a number without a noun is a year, a day or an hour: "On Nov. 9, two teens"."""
    word = s.lower[count.start]
    year = count.end == count.start + 1 and word.isdigit() and int(word) in _YEAR_NUMBERS
    before = [one for one in s.lower[max(0, count.start - 2) : count.start] if one != "."]
    return year or before[-1:] == ["at"] or (bool(before) and before[-1] in _MONTHS)


def _is_of(s: Sentence, one: PersonCount, other: PersonCount) -> bool:
    """Whether people only tell whom others belong to: "four members of one family"."""
    return other.count.best == 1 and s.lower[one.end : other.start] == ["of"]


def _with_parts(s: Sentence, people: Sequence[PersonCount]) -> list[PersonCount]:
    """Mark those who are told to be among others, and who are joined to such."""
    found: list[PersonCount] = []
    for p in people:
        before, behind = s.lower[max(0, p.start - 2) : p.start], s.lower[p.end : p.end + 2]
        joined = bool(found) and found[-1].part and s.lower[found[-1].end : p.start] == ["and"]
        listed = behind_comma(s.lower[max(0, p.start - INCLUDING_REACH) : p.start])
        part = not _INCLUDING.isdisjoint(listed) or before == ["among", "them"]
        fatally = p.group is None and s.lower[p.end : p.end + 1] == ["fatally"]
        part = part or joined or fatally or (behind in _PARTS and p.group is None)
        found.append(replace(p, part=part))
    return found
