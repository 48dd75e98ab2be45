"""Who suffered what, and how many: counts tied to words of harm by voice and nearness."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from schemas.mention import Casualties, Figure
from streams.extract.casualties.apposition import PersonCount
from streams.extract.casualties.counted import adjacent, after, before, subjects
from streams.extract.casualties.person_counts import PersonCountReader
from streams.extract.casualties.tolls import TollReader, is_of_period
from streams.extract.document.mentions import CasualtyMention, Name
from streams.extract.document.parse import head_of, top
from streams.extract.document.sentence import Sentence, behind_comma
from streams.extract.vocabulary.phrases import PhraseMatch, Phrases, rows

KINDS = ("killed", "injured", "detained", "displaced")

_BE = frozenset({"was", "were", "been", "is", "are", "being", "be", "left", "got", "found"})
_BEHIND_PASSIVE = frozenset(
    {*("in", "by", "when", "during", ".", ","), *("at", "on", "near", "after", "as", "outside")}
)
_LOOSE = frozenset({"loose", "hit", "hits"})
_AGAIN = frozenset({"he", "she", "him", "her"})
_TOLLS = frozenset({"toll", "told toll"})

_AMONG = (["of", "the"], ["of", "those"])
"""Words before those of whom only some are counted: "two of the wounded"."""

DEADLY_REACH = 5
"""Words from a wound to the words that it was deadly."""
PART_REACH = 3
"""The same for "fatally": "two of the three fatally"."""


class CasualtyReader:
    """Reads the casualties that one sentence tells."""

    def __init__(self) -> None:
        self._people = PersonCountReader()
        self._tolls = TollReader()
        self._harm = Phrases(
            (row[0], (row[1], row[2])) for row in rows("casualties/casualty_words.tsv")
        )

    def read(
        self, s: Sentence, names: Sequence[Name], *, headline: bool = False
    ) -> list[CasualtyMention]:
        """Return the words of harm of a sentence, in order, with their figures."""
        hits = _fatal([hit for hit in self._harm.find(s.lower) if hit.value[0] in KINDS])
        if not hits:
            return []
        people = self._people.read(s, names, headline=headline)
        used: set[int] = set()
        found: list[CasualtyMention] = []
        for i, hit in enumerate(hits):
            left = hits[i - 1].end if i else 0
            right = hits[i + 1].start if i + 1 < len(hits) else len(s)
            chosen = self._whom(s, hit, people, (left, right), used)
            chosen = chosen or _they(s, hit, people, found)
            figure = _figure(hit.value[1], chosen)
            named = figure is not None and figure.group is not None
            adds = hit.value[1] == "self" or (named and _goes_on(s, hit, found))
            loose = hit.value[1] in _LOOSE or hit.value[1][0] == "~"
            whole = hit.value[1] in _TOLLS and not is_of_period(s, (hit.start, hit.end))
            who = tuple(p.start for p in chosen)
            found.append(
                CasualtyMention(hit.start, hit.end, hit.value[0], figure, adds, loose, whole, who)
            )
        found = [harm for harm in found if not _has_died(s, harm, found)]
        return _without_killed(found, {hit.start: hit.value[1] for hit in hits})

    def _whom(
        self,
        s: Sentence,
        hit: PhraseMatch[tuple[str, str]],
        people: Sequence[PersonCount],
        bounds: tuple[int, int],
        used: set[int],
    ) -> list[PersonCount]:
        """Return the people that a word of harm tells of."""
        voice = hit.value[1]
        if _of_phrase(voice) is not None or s.lower[hit.start - 2 : hit.start] in _AMONG:
            return []
        if voice == "inside":
            return [p for p in people if hit.start < p.start < hit.end][:1]
        if voice == "part":
            return [p for p in people if p.part and 0 <= hit.start - p.end <= PART_REACH]
        free = [p for p in people if p.start not in used and not p.part]
        passive = voice == "before" or (voice in {"verb", "loose"} and _is_passive(s, hit))
        if voice == "hits":
            chosen = [p for p in free if p.start == hit.end][:1]
        elif voice in {"noun", "hit"}:
            chosen = [p for p in free if hit.start in (p.end, p.count.end)][:1]
        elif voice in _TOLLS:
            chosen = self._tolls.read(s, (hit.start, hit.end), free, told=voice != "toll")
        elif described := _described(hit, people):
            chosen = described
        elif passive:
            chosen = _passive(s, hit, people, free, bounds[0])
        else:
            chosen = after(s, hit.end, [p for p in free if p.start < bounds[1]])
            if not chosen and voice in {"verb", "loose"} and not _has_object(s, hit):
                chosen = before(s, hit.start, [p for p in free if p.end > bounds[0] - 1])
        used.update(p.start for p in chosen)
        return chosen


def _they(
    s: Sentence,
    hit: PhraseMatch[tuple[str, str]],
    people: Sequence[PersonCount],
    found: Sequence[CasualtyMention],
) -> list[PersonCount]:
    """Return the wounded whom "they" takes up: "two were taken to hospital, where they died"."""
    told = s.lower[max(0, hit.start - PART_REACH) : hit.start]
    if hit.value != ("killed", "before") or "they" not in told:
        return []
    last = next((harm for harm in reversed(found) if harm.who), None)
    hurt = last.who if last is not None and last.kind == "injured" else ()
    return [p for p in people if p.start in hurt]


def _described(
    hit: PhraseMatch[tuple[str, str]], people: Sequence[PersonCount]
) -> list[PersonCount]:
    """Return the people whom a participle describes: "two wounded soldiers"."""
    return [p for p in people if p.start < hit.start and hit.end < p.end][:1]


def _passive(
    s: Sentence,
    hit: PhraseMatch[tuple[str, str]],
    people: Sequence[PersonCount],
    free: Sequence[PersonCount],
    left: int,
) -> list[PersonCount]:
    """Return the people who stand before what was done to them.

    Who was told as hurt may die: "a woman who was shot on Sunday has died".
    """
    chosen = before(s, hit.start, [p for p in free if p.end > left - 1])
    chosen = chosen or subjects(s, hit, free) or adjacent(s, hit, free)
    if not chosen and hit.value[0] == "killed":
        return subjects(s, hit, [p for p in people if not p.part])
    return chosen


def _figure(voice: str, people: Sequence[PersonCount]) -> Figure | None:
    told = _of_phrase(voice)
    figure = total(people) if told is None else told
    return figure.model_copy(update={"low": 0}) if figure and voice in _LOOSE else figure


def _has_died(s: Sentence, harm: CasualtyMention, harms: Sequence[CasualtyMention]) -> bool:
    """Whether one who was hurt is told as dead too: "taken to hospital, where he died"."""
    if harm.kind != "injured" or harm.figure is None or not harm.who:
        return False
    dead = [h for h in harms if h.kind == "killed" and h.start > harm.start and h.who]
    again = len(harm.who) == 1 and harm.figure.best == 1
    return any(
        set(harm.who) <= set(one.who) or (again and s.lower[one.who[0]] in _AGAIN) for one in dead
    )


def _of_phrase(voice: str) -> Figure | None:
    """Return the figure of a phrase that says itself how many: "double homicide"."""
    if voice == "self":
        return Figure(low=1, best=1, high=1)
    if voice == "zero":
        return Figure(low=0, best=0, high=0)
    if voice[0] in "=~":
        told = int(voice[1:])
        return Figure(low=told if voice[0] == "=" else 0, best=told, high=told)
    return None


def _without_killed(
    harms: Sequence[CasualtyMention], voices: Mapping[int, str]
) -> list[CasualtyMention]:
    """Take those who died off those who were hit: "four were shot, one fatally"."""
    killed = [h for h in harms if h.kind == "killed" and h.figure and h.figure.best]
    if not killed:
        return list(harms)
    part = next((h for h in killed if voices[h.start] == "part"), killed[0])
    sure = voices[part.start] == "part"
    return [
        replace(h, figure=_less(h.figure, part.figure, sure=sure), loose=not sure)
        if h.figure and part.figure and voices[h.start] == "loose" and h.start < part.start
        else h
        for h in harms
    ]


def _less(hit: Figure, killed: Figure, *, sure: bool) -> Figure:
    """Return those who were hit and lived; sure: the text says that the dead are among them."""
    if hit.best is None or killed.best is None or hit.best <= killed.best:
        return hit
    left = hit.best - killed.best
    bounds = {"low": left, "high": left} if sure else {}
    return hit.model_copy(update={"best": left, **bounds})


def _fatal(hits: Sequence[PhraseMatch[tuple[str, str]]]) -> list[PhraseMatch[tuple[str, str]]]:
    """Leave out a wound that is told to be deadly: "stabbed two men to death"."""
    return [
        hit
        for hit, after in zip_longest(hits, hits[1:])
        if not (
            hit.value[1] == "loose"
            and after is not None
            and after.value == ("killed", "before")
            and after.end - after.start > 1
            and after.start - hit.end <= DEADLY_REACH
        )
    ]


def _has_object(s: Sentence, hit: PhraseMatch[tuple[str, str]]) -> bool:
    """Whether a verb is done to something else than people: "shot down a drone"."""
    return s.parse is not None and bool(s.parse.under(top(s.parse, (hit.start, hit.end)), "obj"))


def _is_passive(s: Sentence, hit: PhraseMatch[tuple[str, str]]) -> bool:
    """Whether the victims stand before: "were killed", "twenty killed in", "killed and wounded"."""
    window = s.lower[max(0, hit.start - 4) : hit.start]
    if _BE.intersection(behind_comma(window)):
        return True
    after = s.lower[hit.end] if hit.end < len(s) else "."
    return after in _BEHIND_PASSIVE


def _goes_on(
    s: Sentence, hit: PhraseMatch[tuple[str, str]], before: Sequence[CasualtyMention]
) -> bool:
    """Whether a verb tells of more victims: "shot his wife dead and then killed three men"."""
    if s.parse is None:
        return False
    joined = s.parse.conjuncts(head_of(s.parse, hit.start, hit.end))
    return any(
        harm.kind == hit.value[0]
        and harm.figure is not None
        and head_of(s.parse, harm.start, harm.end) in joined
        for harm in before
    )


def total(people: Sequence[PersonCount]) -> Figure | None:
    """Return the sum of several groups; an open side of one leaves the sum open."""
    if not people:
        return None
    sides = [
        None if any(v is None for v in values) else sum(v for v in values if v is not None)
        for values in zip(*((p.count.low, p.count.best, p.count.high) for p in people), strict=True)
    ]
    groups = [p.group for p in people if p.group and p.group not in {"others", "victims", "dead"}]
    return Figure(low=sides[0], best=sides[1], high=sides[2], group=", ".join(groups) or None)


def casualties(harms: Sequence[CasualtyMention]) -> Casualties:
    """Return the record of several harms: of each kind the first figure, and those it adds."""
    figures: dict[str, Figure] = {}
    for harm in harms:
        if harm.figure is None:
            continue
        told = figures.get(harm.kind)
        if told is None or harm.whole:
            figures[harm.kind] = harm.figure
        elif harm.adds and harm.figure != told:
            figures[harm.kind] = _sum(told, harm.figure)
    return Casualties(**figures)


def _sum(one: Figure, other: Figure) -> Figure:
    pairs = ((one.low, other.low), (one.best, other.best), (one.high, other.high))
    sides = [None if a is None or b is None else a + b for a, b in pairs]
    groups = ", ".join(group for group in (one.group, other.group) if group)
    return Figure(low=sides[0], best=sides[1], high=sides[2], group=groups or None)
