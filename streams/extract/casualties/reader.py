"""Reads the casualty mentions of a sentence: what people suffered, how many, and who."""

from collections.abc import Sequence
from dataclasses import replace

from streams.extract.casualties.casualty_words import CasualtyWord, CasualtyWordFinder
from streams.extract.casualties.figures import figure_of
from streams.extract.casualties.numbers import PersonCount
from streams.extract.casualties.outcomes import OutcomeSettler
from streams.extract.casualties.person_counts import PersonCountReader
from streams.extract.casualties.sites import SiteReader
from streams.extract.casualties.tables import WORDS, VoiceName
from streams.extract.casualties.tolls import TollReader
from streams.extract.casualties.victims import VictimFinder, VictimSearch
from streams.extract.casualties.wholes import WholeReader
from streams.extract.document.mentions import CasualtyMention, Name
from streams.extract.document.parse import head_of
from streams.extract.document.sentence import Sentence

HIT_REACH = 4
"""Words behind "one of" among which those who were hit stand: "one of the four wounded women"."""
_CAUSED: frozenset[VoiceName] = frozenset({"verb", "after", "inside"})
"""Voices of words that say that somebody did it: "killed two", not "two are dead"."""
THEY_REACH = 3
"""Words from "they" to the verb of dying: "they later died"."""


class CasualtyReader:
    """Reads the casualty mentions of a sentence."""

    def __init__(self) -> None:
        self._words = CasualtyWordFinder()
        self._people = PersonCountReader()
        self._tolls = TollReader()
        self._victims = VictimFinder(self._tolls)
        self._outcomes = OutcomeSettler()
        self._sites = SiteReader()
        self._wholes = WholeReader()
        self._unspecific = WORDS["unspecific_groups"]
        self._hit_people = WORDS["hit_people"]
        self._reflexive = WORDS["reflexive"]
        self._pronouns = WORDS["subject_pronouns"] | WORDS["object_pronouns"]

    def read(
        self, s: Sentence, names: Sequence[Name], *, headline: bool = False
    ) -> list[CasualtyMention]:
        """Return the casualty mentions of a sentence, in order, with their figures.

        ``headline``: people may be mentioned without an article ("Man, 32, shot dead").
        """
        words = self._with_deed(s, self._words.find(s))
        if not words:
            return []
        people = self._people.read(s, names, headline=headline)
        victims: set[int] = set()
        found: list[CasualtyMention] = []
        for i, word in enumerate(words):
            left = words[i - 1].end if i else 0
            right = words[i + 1].start if i + 1 < len(words) else len(s)
            free = [p for p in people if p.start not in victims and not p.part]
            chosen = self._victims.find(VictimSearch(s, word, people, free, left, right))
            chosen = chosen or _injured_who_died(s, word, people, found)
            chosen = chosen or self._some_who_died(s, word, people, found)
            chosen = chosen or _hit_and_killed(s, word, people, found)
            elsewhere = self._sites.read(s, names, word, chosen, people)
            apart = {site.start for _, site in elsewhere}
            chosen = [p for p in chosen if p.start not in apart]
            victims.update(apart, (p.start for p in chosen))
            mention = self._mention(s, word, chosen, found)
            found.append(replace(mention, sites=tuple(site for _, site in elsewhere)))
        found = self._with_single(s, found)
        return self._wholes.mark(s, self._outcomes.settle(s, words, found))

    def _with_single(
        self, s: Sentence, mentions: Sequence[CasualtyMention]
    ) -> list[CasualtyMention]:
        """Add up several dead and one for whom "he" stands: he is none of them.

        "Four people were killed by a man before he was shot dead"; not "Ali and his wife were
        killed when he …", who may be of them.
        """
        killed = [at for at, one in enumerate(mentions) if one.kind == "killed" and one.victims]
        if len(killed) != 2:
            return list(mentions)
        one, other = (mentions[at] for at in killed)
        single = [self._is_pronoun(s, mention) for mention in (one, other)]
        several = [_is_several(mention) for mention in (one, other)]
        if (single, several) not in (
            ([True, False], [False, True]),
            ([False, True], [True, False]),
        ):
            return list(mentions)
        found = list(mentions)
        found[killed[1]] = replace(other, adds=True)
        return found

    def _is_pronoun(self, s: Sentence, mention: CasualtyMention) -> bool:
        return len(mention.victims) == 1 and s.lower[mention.victims[0]] in self._pronouns

    def _with_deed(self, s: Sentence, words: Sequence[CasualtyWord]) -> list[CasualtyWord]:
        """Leave out "and himself" where nobody was killed before: "shot two and then himself"."""
        found: list[CasualtyWord] = []
        for word in words:
            goes_on = word.voice.name == "self" and s.lower[word.start] in self._reflexive
            if not goes_on or (found and found[-1].kind == word.kind):
                found.append(word)
        return found

    def _mention(
        self,
        s: Sentence,
        word: CasualtyWord,
        victims: Sequence[PersonCount],
        earlier: Sequence[CasualtyMention],
    ) -> CasualtyMention:
        figure = figure_of(s, word.voice, victims, self._unspecific)
        has_group = figure is not None and figure.group is not None
        span = (word.start, word.end)
        return CasualtyMention(
            word.start,
            word.end,
            word.kind,
            figure,
            adds=word.voice.name == "self" or (has_group and _goes_on(s, word, earlier)),
            open_outcome=word.voice.is_open,
            is_toll=word.voice.is_toll and not self._tolls.is_of_period(s, span),
            victims=tuple(p.start for p in victims),
            further=bool(victims) and victims[0].further,
            of_hit=word.kind == "killed" and any(self._is_of_hit(s, p) for p in victims),
            caused=word.voice.name in _CAUSED,
        )

    def _is_of_hit(self, s: Sentence, p: PersonCount) -> bool:
        """Whether people are some of those who were hit: "one of the victims", "one of five"."""
        if p.group is not None or s.lower[p.end : p.end + 1] != ["of"]:
            return False
        return not self._hit_people.isdisjoint(s.lower[p.end : p.end + 1 + HIT_REACH])

    def _some_who_died(
        self,
        s: Sentence,
        word: CasualtyWord,
        people: Sequence[PersonCount],
        earlier: Sequence[CasualtyMention],
    ) -> list[PersonCount]:
        """Return some of those who were hit: "one of five people shot in the bar has died"."""
        if (word.kind, word.voice.name) != ("killed", "before"):
            return []
        hit = {at for mention in earlier if mention.kind == "injured" for at in mention.victims}
        return [
            p
            for p in people
            if p.end < word.start and self._is_of_hit(s, p)
            if not hit.isdisjoint(range(p.end, p.end + 1 + HIT_REACH))
        ][:1]


def _injured_who_died(
    s: Sentence,
    word: CasualtyWord,
    people: Sequence[PersonCount],
    earlier: Sequence[CasualtyMention],
) -> list[PersonCount]:
    """Return the injured whom "they" refers to: "two were taken to hospital, where they died"."""
    before = s.lower[max(0, word.start - THEY_REACH) : word.start]
    if (word.kind, word.voice.name) != ("killed", "before") or "they" not in before:
        return []
    last = next((mention for mention in reversed(earlier) if mention.victims), None)
    injured = last.victims if last is not None and last.kind == "injured" else ()
    return [p for p in people if p.start in injured]


def _is_several(mention: CasualtyMention) -> bool:
    """Whether a figure counts several people by one number: "four people", not "a man and he"."""
    several = mention.figure is not None and (mention.figure.best or 0) > 1
    return several and len(mention.victims) == 1


def _hit_and_killed(
    s: Sentence,
    word: CasualtyWord,
    people: Sequence[PersonCount],
    earlier: Sequence[CasualtyMention],
) -> list[PersonCount]:
    """Return who was hit and then killed by a second verb: "four were shot in the head, killed"."""
    hit = earlier[-1] if earlier else None
    if s.parse is None or hit is None or not hit.open_outcome or not hit.victims:
        return []
    if (word.kind, word.voice.name) != ("killed", "verb"):
        return []
    verb = head_of(s.parse, word.start, word.end)
    joined = s.parse.conjuncts(head_of(s.parse, hit.start, hit.end))
    if verb not in joined or s.parse.under(verb, "obj", "nsubj", "nsubj:pass"):
        return []
    passive = s.parse.is_passive(joined[0]) or hit.start >= max(hit.victims)
    return [p for p in people if passive and p.start in hit.victims]


def _goes_on(s: Sentence, word: CasualtyWord, earlier: Sequence[CasualtyMention]) -> bool:
    """Whether a verb has more victims: "shot his wife dead and then killed three men"."""
    if s.parse is None:
        return False
    joined = s.parse.conjuncts(head_of(s.parse, word.start, word.end))
    return any(
        mention.kind == word.kind
        and mention.figure is not None
        and head_of(s.parse, mention.start, mention.end) in joined
        for mention in earlier
    )
