"""Decides who of the people of a sentence are the victims of a casualty word.

Each voice of a casualty word (``tables.py`` lists them) has its own way to find its victims. A list
of victims is followed as long as "and", commas and the like join its members ("a policeman, two
soldiers and 14 others were killed"): who is lost from such a list is lost in ``_before`` or
``_after``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from streams.extract.casualties.apposition import without_ages
from streams.extract.casualties.casualty_words import CasualtyWord
from streams.extract.casualties.individuals import MAX_ADJECTIVES
from streams.extract.casualties.numbers import PersonCount
from streams.extract.casualties.tables import WORDS, VoiceName
from streams.extract.casualties.tolls import TollReader
from streams.extract.document.parse import Parse, head_of, top
from streams.extract.document.sentence import Sentence, behind_comma
from streams.extract.syntax.frames import FrameReader

REACH = 8
"""Words from victims to a casualty word behind them: "two men in the second car were killed"."""
PART_REACH = 3
"""Words from a part of a number to the casualty word: "two of the three fatally"."""
WHOM_REACH = 6
"""Words from "one of whom" to the verb of dying: "one of whom later died at a hospital"."""
AUXILIARY_REACH = 4
"""Words from an auxiliary to its participle: "were all instantly killed"."""
MAX_JOINERS = 3
"""Words that join two victims of a list: ", as well as" is left out, "and his" is not."""


@dataclass(frozen=True, slots=True)
class VictimSearch:
    """What a casualty word may take its victims from.

    ``people``: all people of the sentence. ``free``: those who are neither victims of an earlier
    word nor part of a number before. ``left``, ``right``: the end of the casualty word before and
    the start of the one behind, between which victims are looked for.
    """

    s: Sentence
    word: CasualtyWord
    people: Sequence[PersonCount]
    free: Sequence[PersonCount]
    left: int
    right: int


class VictimFinder:
    """Finds the victims of casualty words."""

    def __init__(self, tolls: TollReader) -> None:
        self._tolls = tolls
        self._auxiliaries = WORDS["auxiliaries"]
        self._behind_passive = WORDS["behind_passive"]
        self._of_whole_group = WORDS["of_whole_group"]
        self._relative_heads = WORDS["relative_heads"]
        self._parting = WORDS["parting"]
        self._of_whole = WORDS["of_whole"]
        self._relative = WORDS["relative_pronouns"]
        self._joiners = WORDS["joiners"] | WORDS["possessives"]
        self._by_voice: Mapping[VoiceName, Callable[[VictimSearch], list[PersonCount]]] = {
            "verb": self._of_verb,
            "open_verb": self._of_verb,
            "before": self._of_intransitive,
            "open_before": self._of_intransitive,
            "after": self._of_active,
            "noun": _right_before,
            "open_noun": _right_before,
            "open_object": self._right_behind,
            "inside": self._inside,
            "part": _part_right_before,
            "toll": self._of_toll,
            "stated_toll": self._of_toll,
        }

    def find(self, search: VictimSearch) -> list[PersonCount]:
        """Return the victims of a casualty word, left to right.

        None if the word itself says how many, and of "two of the wounded", who are only some.
        """
        word = search.word
        if word.voice.is_fixed or self._is_of_group(search.s, word):
            return []
        return self._by_voice[word.voice.name](search)

    def _is_of_group(self, s: Sentence, word: CasualtyWord) -> bool:
        before = s.lower[max(0, word.start - 2) : word.start]
        return before[:1] == ["of"] and not self._of_whole_group.isdisjoint(before[1:])

    def _of_verb(self, search: VictimSearch) -> list[PersonCount]:
        """Return the victims of a verb in either voice: "killed two", "two were killed"."""
        if described := _described(search) or self._some_of_whom(search):
            return described
        if self._is_passive(search):
            return self._of_passive(search)
        victims = self._behind(search)
        if not victims and not _has_object(search):
            victims = self._ahead(search)
        return victims

    def _of_intransitive(self, search: VictimSearch) -> list[PersonCount]:
        """Return the victims before a word: "two died", "two were hospitalised"."""
        described = _described(search) or self._some_of_whom(search)
        if described:
            return described
        objects = _objects_of_result(search)
        return self._of_passive(search) if objects is None else objects

    def _of_active(self, search: VictimSearch) -> list[PersonCount]:
        """Return the victims behind a word: "killing two", "the death of two"."""
        return _described(search) or self._behind(search)

    def _inside(self, search: VictimSearch) -> list[PersonCount]:
        """Return the people inside a phrase, else those of a verb: "gunned four herders down"."""
        word = search.word
        inside = [p for p in search.people if word.start < p.start < word.end][:1]
        return inside or self._of_verb(search)

    def _of_toll(self, search: VictimSearch) -> list[PersonCount]:
        """Return the number that a toll has reached."""
        word = search.word
        stated = word.voice.name == "stated_toll"
        return self._tolls.read(search.s, (word.start, word.end), search.free, stated=stated)

    def _of_passive(self, search: VictimSearch) -> list[PersonCount]:
        """Return the victims who stand before a word, or are its subject, or right behind it.

        The injured may die: "a woman who was shot on Sunday has died".
        """
        victims = self._ahead(search)
        subjects = _subjects(search, search.free)
        if subjects and all(_is_inside_clause_of(search.s, p, subjects) for p in victims):
            return subjects
        victims = victims or subjects or _adjacent(search)
        if not victims and search.word.kind == "killed":
            return _subjects(search, [p for p in search.people if not p.part]) or _subjects(
                search, [p for p in search.people if p.part]
            )
        return victims

    def _some_of_whom(self, search: VictimSearch) -> list[PersonCount]:
        """Return the part of a number of which a clause tells: "two victims, one of whom died"."""
        s, start = search.s, search.word.start
        if clause := _antecedents(search):
            return clause
        return [
            p
            for p in search.people
            if p.part and search.left <= p.start and p.end < start <= p.end + WHOM_REACH
            if s.lower[p.end] == "of" and s.lower[p.end + 1] in self._relative
            if not any(p.end < other.start < start for other in search.people)
        ][:1]

    def _ahead(self, search: VictimSearch) -> list[PersonCount]:
        people = [p for p in search.free if p.end >= search.left]
        return self._before(search.s, search.word.start, people)

    def _right_behind(self, search: VictimSearch) -> list[PersonCount]:
        """Return the people right behind a verb: "striking four", "hitting two men and a girl"."""
        starts = any(p.start == search.word.end for p in search.free)
        return self._behind(search) if starts else []

    def _behind(self, search: VictimSearch) -> list[PersonCount]:
        people = [p for p in search.free if p.start < search.right]
        return self._after(search.s, search.word.end, people)

    def _before(self, s: Sentence, at: int, people: Sequence[PersonCount]) -> list[PersonCount]:
        """Return the last people before a word, with the list that they end."""
        near = [p for p in people if p.end <= at]
        if not near or at - near[-1].end > REACH or self._is_of_others(s, at, near[-1]):
            return []
        if some := self._some_of(s, at, near):
            return [some]
        victims = [near[-1]]
        for p in reversed(near[:-1]):
            if not self._joins(without_ages(s.lower[p.end : victims[0].start])):
                break
            victims.insert(0, p)
        return victims

    def _some_of(self, s: Sentence, at: int, near: Sequence[PersonCount]) -> PersonCount | None:
        """Return some of whom a verb tells, not all: "four out of the 75 inside were shot".

        A participle or a clause right behind all of them is of all: "one of nine people killed".
        """
        if len(near) < 2:
            return None
        some, everyone = near[-2:]
        between = s.lower[some.end : everyone.start]
        if "of" not in between or not self._of_whole.issuperset(between):
            return None
        if (some.count.best or 0) >= (everyone.count.best or 0):
            return None
        behind = s.lower[everyone.end : at]
        finite = not self._auxiliaries.isdisjoint(behind) and "who" not in behind
        return some if finite else None

    def _after(self, s: Sentence, at: int, people: Sequence[PersonCount]) -> list[PersonCount]:
        """Return the first people behind a word, with the list that they open."""
        near = [p for p in people if p.start >= at and p.start - at <= MAX_ADJECTIVES]
        if not near or s.lower[at] in self._parting:
            # "Nine people killed and 46 wounded": what "and" opens is not killed.
            return []
        victims = [near[0]]
        for p in people:
            if p.start < victims[-1].end:
                continue
            if _is_subject_of_other(s, p, at):
                break
            listed = self._joins(s.lower[victims[-1].end : p.start])
            if not listed and not _is_conjunct(s, victims[0], p):
                break
            victims.append(p)
        return victims

    def _joins(self, gap: Sequence[str]) -> bool:
        """Whether the words between two victims join them: ",", "and", "and his"."""
        return bool(gap) and len(gap) <= MAX_JOINERS and self._joiners.issuperset(gap)

    def _is_of_others(self, s: Sentence, at: int, people: PersonCount) -> bool:
        """Whether a verb is about others: "hundreds gathered to remember those who were killed"."""
        gap = s.lower[people.end : at]
        who = gap.index("who") if "who" in gap else 0
        return who > 0 and gap[who - 1] in self._relative_heads

    def _is_passive(self, search: VictimSearch) -> bool:
        """Whether the victims stand before: "were killed", "twenty killed in"."""
        lower, word = search.s.lower, search.word
        clause = behind_comma(lower[max(0, word.start - AUXILIARY_REACH) : word.start])
        if not self._auxiliaries.isdisjoint(clause):
            return True
        return word.end >= len(lower) or lower[word.end] in self._behind_passive


def _is_subject_of_other(s: Sentence, p: PersonCount, at: int) -> bool:
    """Whether people open another clause: "killed two men, and three women were hurt"."""
    if s.parse is None:
        return False
    head = head_of(s.parse, p.start, p.end)
    return s.parse.deps[head].startswith("nsubj") and s.parse.heads[head] >= at


def _described(search: VictimSearch) -> list[PersonCount]:
    """Return the people whom a participle describes: "two wounded soldiers"."""
    word = search.word
    return [p for p in search.people if p.start < word.start and word.end < p.end][:1]


def _objects_of_result(search: VictimSearch) -> list[PersonCount] | None:
    """Return whom a result is of: "eight officers shot him dead"; None if there is no such verb."""
    parse, at = search.s.parse, search.word.start
    if parse is None or parse.deps[at] != "xcomp" or search.s.lower[at] not in _results():
        return None
    verb = parse.heads[at]
    heads = [one for obj in parse.under(verb, "obj") for one in parse.conjuncts(obj)]
    if parse.pos[verb] != "VERB" or not heads or not verb < heads[0] < at:
        return None
    return [p for p in search.people if not p.part and not set(heads).isdisjoint(_span(p))]


def _span(p: PersonCount) -> range:
    return range(p.start, p.end)


@lru_cache(maxsize=1)
def _results() -> frozenset[str]:
    return WORDS["deadly_results"]


def _right_before(search: VictimSearch) -> list[PersonCount]:
    """Return the people right before a noun, or whose number is: "five deaths"."""
    start = search.word.start
    return [p for p in search.free if start in (p.end, p.count.end)][:1]


def _part_right_before(search: VictimSearch) -> list[PersonCount]:
    """Return the part of a number that stands before a word: "four were shot, one fatally"."""
    start = search.word.start
    return [p for p in search.people if p.part and 0 <= start - p.end <= PART_REACH]


def _subjects(search: VictimSearch, people: Sequence[PersonCount]) -> list[PersonCount]:
    """Return the people who are the subject of the word, however far they stand from it."""
    parse = search.s.parse
    if parse is None:
        return []
    verb = head_of(parse, search.word.start, search.word.end)
    heads = set(_subject_heads(parse, verb)) or set(_patients(search.s, parse, search.word))
    return [p for p in people if not heads.isdisjoint(range(p.start, p.end))]


@lru_cache(maxsize=1)
def _frames() -> FrameReader:
    return FrameReader()


def _patients(s: Sentence, parse: Parse, word: CasualtyWord) -> Sequence[int]:
    """Return whom a verb without a subject of its own is about: "she called after being shot"."""
    frame = _frames().read(s.lower, parse, (word.start, word.end))
    # "Were found shot dead": the verb above is in the passive.
    found = parse.deps[frame.head] == "xcomp" and parse.is_passive(parse.heads[frame.head])
    return frame.objects if frame.passive else frame.agents if found else ()


def _subject_heads(parse: Parse, verb: int) -> list[int]:
    return [
        word
        for subject in parse.under(verb, "nsubj", "nsubj:pass")
        for joined in parse.conjuncts(subject)
        for word in (joined, *parse.under(joined, "compound"))
    ]


def _adjacent(search: VictimSearch) -> list[PersonCount]:
    """Return a count right behind its word: "dead: 3", "left dead two men"; not "slain and two"."""
    lower, end = search.s.lower, search.word.end
    near = [p for p in search.free if 0 <= p.start - end <= 1]
    return [p for p in near if lower[end : p.start] not in (["and"], [","])][:1]


def _is_inside_clause_of(s: Sentence, p: PersonCount, subjects: Sequence[PersonCount]) -> bool:
    """Whether people stand in a relative clause of others: "a girl who was with her brothers"."""
    if s.parse is None or p in subjects:
        return False
    path = [head_of(s.parse, p.start, p.end)]
    path += s.parse.ancestors(path[0])
    for at, word in enumerate(path):
        if any(one.start <= word < one.end for one in subjects):
            return any(s.parse.deps[below] == "acl:relcl" for below in path[:at])
    return False


def _antecedents(search: VictimSearch) -> list[PersonCount]:
    """Return the part of a number that a clause describes: "eight, with the two who died"."""
    parse = search.s.parse
    if parse is None:
        return []
    verb = head_of(parse, search.word.start, search.word.end)
    if parse.deps[verb] != "acl:relcl":
        return []
    return [p for p in search.people if p.part and p.start <= parse.heads[verb] < p.end]


def _is_conjunct(s: Sentence, one: PersonCount, other: PersonCount) -> bool:
    """Whether the parse joins two counts: "killed 11 people in Baquba and five others nearby"."""
    if s.parse is None:
        return False
    head = head_of(s.parse, one.start, one.end)
    return head_of(s.parse, other.start, other.end) in s.parse.conjuncts(head)


def _has_object(search: VictimSearch) -> bool:
    """Whether something else than people is the object of a verb: "shot down a drone"."""
    parse, word = search.s.parse, search.word
    return parse is not None and bool(parse.under(top(parse, (word.start, word.end)), "obj"))
