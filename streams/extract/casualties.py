"""Who suffered what, and how many: counts tied to words of harm by voice and nearness."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schemas.mention import Casualties, Figure
from streams.extract.lexicon import Found, Phrases, rows
from streams.extract.names import Name
from streams.extract.numbers import Count, NumberReader
from streams.extract.text import Sentence

KINDS = ("killed", "injured", "detained", "displaced")

_BE = frozenset({"was", "were", "been", "is", "are", "being", "be", "left", "got", "found"})
_ONE = frozenset({"a", "an", "one", "another", "his", "her", "their", "the"})
_JOIN = frozenset({",", "and", "or", "as", "well"})
_PASSES = frozenset({"other", "others", "more", "as", "many", "of", "the", "them", "least", "were"})
_TOLL_OPENERS = frozenset({"to", "at", "is", "was", "reached", "passed", "exceeded", "topped"})

REACH = 8
"""How many words a count may stand from its word of harm."""
TOLL_REACH = 20
"""The same for a toll, whose cause and place often stand between."""

MAX_ADJECTIVES = 3


@dataclass(frozen=True, slots=True)
class People:
    """A count of people at words ``start`` to ``end`` (one past), with the noun for them."""

    start: int
    end: int
    count: Count
    group: str | None


@dataclass(frozen=True, slots=True)
class Harm:
    """A word of harm with the figure that belongs to it; None when no number is told."""

    start: int
    end: int
    kind: str
    figure: Figure | None


class CasualtyReader:
    """Reads the casualties that one sentence tells."""

    def __init__(self) -> None:
        self._numbers = NumberReader()
        self._harm = Phrases((row[0], (row[1], row[2])) for row in rows("harm.tsv"))
        groups = rows("groups.tsv")
        self._plural: Phrases[str] = Phrases((row[0], row[0]) for row in groups)
        self._singular: Phrases[str] = Phrases((row[1], row[0]) for row in groups if row[1] != "-")

    def read(self, s: Sentence, names: Sequence[Name]) -> list[Harm]:
        """Return the words of harm of a sentence, in order, with their figures."""
        hits = self._harm.find(s.lower)
        if not hits:
            return []
        people = self._people(s, names)
        used: set[int] = set()
        found = []
        for i, hit in enumerate(hits):
            left = hits[i - 1].end if i else 0
            right = hits[i + 1].start if i + 1 < len(hits) else len(s)
            figure = self._figure(s, hit, people, (left, right), used)
            found.append(Harm(hit.start, hit.end, hit.value[0], figure))
        return found

    def _people(self, s: Sentence, names: Sequence[Name]) -> list[People]:
        counted = [p for count in self._numbers.find(s.lower) if (p := self._counted(s, count))]
        taken = {i for p in counted for i in range(p.start, p.end)}
        single = [p for p in self._single(s) if not taken.intersection(range(p.start, p.end))]
        named = [
            People(n.start, n.end, Count(n.start, n.end, 1, 1, 1), n.text)
            for n in names
            if n.kind == "person" and not taken.intersection(range(n.start, n.end))
        ]
        return sorted((*counted, *single, *named), key=lambda p: p.start)

    def _counted(self, s: Sentence, count: Count) -> People | None:
        """Join a count with its noun, over a few adjectives; refuse counts of other things."""
        if s.lower[count.start - 1 : count.start] == ["aged"]:
            return None
        for at in range(count.end, min(len(s), count.end + MAX_ADJECTIVES + 1)):
            if noun := self._plural.at(s.lower, at) or self._singular.at(s.lower, at):
                return self._with_second(s, People(count.start, noun.end, count, noun.value))
            if not (s.lower[at][0].isalpha() and s.lower[at] not in _BE | _JOIN):
                break
        follows = s.lower[count.end] if count.end < len(s) else "."
        aged = follows == "," and s.lower[count.start - 1 : count.start] == [","]
        elliptic = not follows[0].isalnum() or follows in _BE | _JOIN | _PASSES | {
            "in",
            "by",
            "when",
        }
        elliptic = elliptic or follows in {"have", "had", "dead", "wounded", "injured", "killed"}
        plain = not aged and follows not in {"%", "$", "-", "/"} and elliptic
        return People(count.start, count.end, count, None) if plain else None

    def _with_second(self, s: Sentence, people: People) -> People:
        """Take in a second noun under the same count: "13 women and children"."""
        if s.lower[people.end : people.end + 1] != ["and"] or people.end + 1 >= len(s):
            return people
        noun = self._plural.at(s.lower, people.end + 1)
        if noun is None:
            return people
        return replace(people, end=noun.end, group=f"{people.group}, {noun.value}")

    def _single(self, s: Sentence) -> Iterator[People]:
        """Yield people told in the singular: "a soldier", "his wife"."""
        for at, word in enumerate(s.lower[:-1]):
            if word in {"he", "she"}:
                yield People(at, at + 1, Count(at, at + 1, 1, 1, 1), None)
            if word not in _ONE and not word.endswith("-year-old"):
                continue
            for noun_at in range(at + 1, min(len(s), at + 2 + MAX_ADJECTIVES)):
                if noun := self._singular.at(s.lower, noun_at):
                    yield People(at, noun.end, Count(at, noun.end, 1, 1, 1), noun.value)
                    break
                if not s.lower[noun_at][0].isalnum() or s.lower[noun_at] in _JOIN | _BE:
                    break

    def _figure(
        self,
        s: Sentence,
        hit: Found[tuple[str, str]],
        people: Sequence[People],
        bounds: tuple[int, int],
        used: set[int],
    ) -> Figure | None:
        voice = hit.value[1]
        loose = voice == "loose"
        voice = "verb" if loose else voice
        passive = voice == "before" or (voice == "verb" and _is_passive(s, hit))
        if voice == "zero":
            return Figure(low=0, best=0, high=0)
        free = [p for p in people if p.start not in used]
        if voice == "noun":
            chosen = [p for p in free if hit.start in (p.end, p.count.end)][:1]
        elif voice == "toll":
            chosen = _toll(s, hit.end, free)
        elif passive:
            chosen = _before(s, hit.start, [p for p in free if p.end > bounds[0] - 1])
            chosen = chosen or _adjacent(hit, free)
        else:
            chosen = _after(s, hit.end, [p for p in free if p.start < bounds[1]])
            if not chosen and voice == "verb":
                chosen = _before(s, hit.start, [p for p in free if p.end > bounds[0] - 1])
        used.update(p.start for p in chosen)
        figure = total(chosen)
        return figure.model_copy(update={"low": 0}) if figure and loose else figure


def _toll(s: Sentence, at: int, people: Sequence[People]) -> list[People]:
    """Return the count of "the toll … has risen to six", or the first one near."""
    behind = [p for p in people if at <= p.start <= at + TOLL_REACH]
    told = [p for p in behind if s.lower[p.start - 1] in _TOLL_OPENERS]
    return [*told, *(p for p in behind if p.start <= at + REACH)][:1]


def _is_passive(s: Sentence, hit: Found[tuple[str, str]]) -> bool:
    """Whether the victims stand before: "were killed", "twenty killed in", "killed and wounded"."""
    window = s.lower[max(0, hit.start - 4) : hit.start]
    if _BE.intersection(window) and "," not in window:
        return True
    after = s.lower[hit.end] if hit.end < len(s) else "."
    return after in {
        "in",
        "by",
        "when",
        "during",
        ".",
        ",",
        "at",
        "on",
        "near",
        "after",
        "as",
        "outside",
    }


def _before(s: Sentence, at: int, people: Sequence[People]) -> list[People]:
    """Return the people last told before a word, with those joined to them by "and"."""
    near = [p for p in people if p.end <= at and at - p.end <= REACH]
    if not near:
        return []
    chosen = [near[-1]]
    for p in reversed(near[:-1]):
        gap = s.lower[p.end : chosen[0].start]
        if not gap or len(gap) > 3 or not _JOIN.issuperset(gap):
            break
        chosen.insert(0, p)
    return chosen


def _after(s: Sentence, at: int, people: Sequence[People]) -> list[People]:
    """Return the people first told after a word, with those joined to them by "and"."""
    near = [p for p in people if p.start >= at and p.start - at <= MAX_ADJECTIVES]
    if not near:
        return []
    chosen = [near[0]]
    for p in people:
        if p.start < chosen[-1].end:
            continue
        gap = s.lower[chosen[-1].end : p.start]
        if not gap or len(gap) > 3 or not _JOIN.issuperset(gap):
            break
        chosen.append(p)
    return chosen


def _adjacent(hit: Found[tuple[str, str]], people: Sequence[People]) -> list[People]:
    """Return a count right behind its word: "dead: 3", "left dead two men"."""
    return [p for p in people if 0 <= p.start - hit.end <= 1][:1]


def total(people: Sequence[People]) -> Figure | None:
    """Return the sum of several groups; an open side of one leaves the sum open."""
    if not people:
        return None
    sides = [
        None if any(v is None for v in values) else sum(v for v in values if v is not None)
        for values in zip(*((p.count.low, p.count.best, p.count.high) for p in people), strict=True)
    ]
    groups = [p.group for p in people if p.group and p.group not in {"others", "victims", "dead"}]
    low = sides[0] if sides[0] is not None else None
    return Figure(low=low, best=sides[1], high=sides[2], group=", ".join(groups) or None)


def casualties(harms: Sequence[Harm]) -> Casualties:
    """Return the record of several harms: of each kind the first figure that is told."""
    figures: dict[str, Figure] = {}
    for harm in harms:
        if harm.figure is not None:
            figures.setdefault(harm.kind, harm.figure)
    return Casualties(**figures)
