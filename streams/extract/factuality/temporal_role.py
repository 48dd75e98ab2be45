"""Whether an event is of now, of history told for context, or a toll since a date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from schemas.mention import TemporalRole
from streams.extract.casualties.casualty_words import is_in_other_clause
from streams.extract.document.mentions import DateMention, Trigger
from streams.extract.document.parse import Parse, top
from streams.extract.document.sentence import Sentence
from streams.extract.time.dates import history
from streams.extract.vocabulary.lexicon import reporting_verbs
from streams.extract.vocabulary.phrases import PhraseMatch, Phrases, entries, rows

CUMULATIVE_DAYS = 31
"""Days from which a toll "since" a date is a toll of a conflict, not of a happening."""

MONTH = 4
"""Precision of a date that is a month."""
PAST_MONTH_DAYS = 10
"""Days after its end from which a month is history: news of it would name the day."""

_STRONGEST: tuple[TemporalRole, ...] = ("cumulative", "background")
_PERFECT = frozenset({"have", "has", "'ve"})
_NEW_CLAUSE = frozenset({(",", "and"), (",", "but"), (",", "while")})
_DURING = frozenset({"in", "during", "by"})
_OPENERS = frozenset({"the", "a", "an", "its", "their", "his", "her", "this", "that"})
_TOLL = frozenset({"dead", "killed", "died", "injured", "wounded", "hurt"})
_FIRSTS = frozenset({"first", "only"})
_RECORD_REACH = 6
"""Words before "since" in which a superlative may stand."""
_SINCE_REACH = 12
"""Words behind "since" within which its date stands."""


@dataclass(frozen=True, slots=True)
class _RoleContext:
    """What bears on the role of one trigger."""

    s: Sentence
    trigger: Trigger
    when: DateMention | None
    dates: Sequence[DateMention]
    today: date


class RoleReader:
    """Reads the temporal role from phrases, tenses and dates."""

    def __init__(self) -> None:
        self._phrases = Phrases(
            (row[1], (row[0], row[2])) for row in rows("factuality/temporal.tsv")
        )
        self._former = entries("factuality/former_words.txt")
        self._conflicts = entries("factuality/conflicts.txt")
        self._says = reporting_verbs()

    def read(
        self,
        s: Sentence,
        trigger: Trigger,
        when: DateMention | None,
        dates: Sequence[DateMention],
        today: date,
    ) -> tuple[TemporalRole, str]:
        """Return the role of a trigger, and its words; ``when`` is the date that belongs to it."""
        found = dict(self.cues(s, trigger, when, dates, today))
        for role in _STRONGEST:
            if role in found:
                return role, found[role]
        return "current", ""

    def cues(
        self,
        s: Sentence,
        trigger: Trigger,
        when: DateMention | None,
        dates: Sequence[DateMention],
        today: date,
    ) -> Iterator[tuple[TemporalRole, str]]:
        """Yield what puts a trigger into history or a toll, each with its words."""
        told = _RoleContext(s, trigger, when, dates, today)
        for w in dates:
            if w.since and _is_long(w, today) and not _is_record(s, w.start):
                yield "cumulative", f"since {w.first}"
        if _is_toll(told):
            yield "cumulative", "since"
        yield from self._phrased(told)
        if when is not None and (history(when, today) or _is_past_month(when, today)):
            yield "background", f"dated {when.last}"
        if s.parse is not None:
            yield from self._parsed(told, s.parse)

    def _phrased(self, told: _RoleContext) -> Iterator[tuple[TemporalRole, str]]:
        s, start = told.s, told.trigger.start
        for hit in self._phrases.find(s.lower):
            role, side = hit.value
            if _is_part_of_day(hit, told.dates) or is_in_other_clause(s, hit.start, start):
                continue
            if _is_cause(s, hit):
                continue
            inside = side == "in" and hit.start <= start < hit.end
            after = side == "after" and start >= hit.end and not _parted(s.lower, hit.end, start)
            if side == "all" or inside or after or (side == "long" and _takes_long(told.when)):
                yield _role(role), " ".join(s.lower[hit.start : hit.end])

    def _parsed(self, told: _RoleContext, parse: Parse) -> Iterator[tuple[TemporalRole, str]]:
        s, trigger, when = told.s, told.trigger, told.when
        if war := self._of_conflict(s, parse, trigger, when):
            yield "cumulative", war
        if word := self._is_earlier(s, parse, trigger, when):
            yield "background", word
        if when is None and self._is_before(s, parse, trigger):
            yield "background", "had"
        if trigger.sense.pos == "v" and _describes(s, parse, trigger.start):
            yield "background", "only describes"
        if not told.dates and _is_habit(s, parse, trigger):
            yield "background", "always so"

    def _is_earlier(
        self, s: Sentence, parse: Parse, trigger: Trigger, when: DateMention | None
    ) -> str | None:
        """Return the word that puts an event before another: "once jailed", "the last talks".

        An undated clause behind "since" tells from when on something holds: "the worst attack
        since gunmen killed 130".
        """
        head = top(parse, (trigger.start, trigger.end))
        for at in parse.under(head, "advmod", "amod"):
            # "Was shot once in the chest" counts the shots.
            if s.lower[at] in self._former and at < head:
                return s.lower[at]
        since = [at for at in parse.under(head, "mark") if s.lower[at] == "since"]
        return "since" if since and (when is None or when.end <= since[0]) else None

    def _of_conflict(
        self, s: Sentence, parse: Parse, trigger: Trigger, when: DateMention | None
    ) -> str | None:
        """Return the conflict whose toll an undated perfect tells: "the war has killed 6,000"."""
        head = top(parse, (trigger.start, trigger.end))
        if when is not None or parse.pos[head] != "VERB":
            return None
        inside = [
            at
            for at in parse.under(head, "obl", "obl:agent")
            if any(s.lower[case] in _DURING for case in parse.under(at, "case"))
        ]
        perfect = any(s.lower[at] in _PERFECT for at in parse.under(head, "aux"))
        named = (
            parse.lemmas[at] for at in (*parse.under(head, "nsubj"), *(inside if perfect else ()))
        )
        return next((lemma for lemma in named if lemma in self._conflicts), None)

    def _is_before(self, s: Sentence, parse: Parse, trigger: Trigger) -> bool:
        """Whether an undated event lies before what is told: past perfect of the story itself.

        Under a verb of saying the past perfect is the plain past: "said that rebels had seized".
        """
        head = top(parse, (trigger.start, trigger.end))
        if not any(s.lower[at] == "had" for at in parse.under(head, "aux")):
            return False
        above = [head, *parse.ancestors(head)]
        said = any(parse.lemmas[at] in self._says for at in above)
        beside = any(parse.lemmas[at] in self._says for at in parse.under(above[-1], "parataxis"))
        return not said and not beside


def _is_part_of_day(hit: PhraseMatch[tuple[str, str]], dates: Sequence[DateMention]) -> bool:
    """Whether a phrase only completes a day: "on 5 March this year"."""
    return any(w.start < hit.start < w.end and w.precision == 1 for w in dates)


def _is_cause(s: Sentence, hit: PhraseMatch[tuple[str, str]]) -> bool:
    """Whether a series is what the dead died of: "four are dead after a series of shootings"."""
    series = s.lower[hit.start : hit.end] in (["a", "series", "of"], ["after", "a", "series", "of"])
    return series and not _TOLL.isdisjoint(s.lower)


def _describes(s: Sentence, parse: Parse, word: int) -> bool:
    """Whether a participle only describes a noun: "the besieged town", not "the shooting death"."""
    past = not s.lower[word].endswith("ing")
    return past and parse.deps[word] == "amod" and s.lower[word - 1] in _OPENERS


def _is_habit(s: Sentence, parse: Parse, trigger: Trigger) -> bool:
    """Whether a verb in the plain present tells what is always so: "gangs attack villages".

    The first sentence may be a headline, whose present is of now; text in capitals is tagged by
    a guess at its casing.
    """
    told = s.index > 0 and s.kind == "body" and trigger.sense.pos == "v"
    present = parse.tags[trigger.start] in {"VBP", "VBZ"}
    return told and present and s.words[trigger.start].islower()


def _is_toll(told: _RoleContext) -> bool:
    """Whether something "has" happened "since" what has no near date."""
    s, parse = told.s, told.s.parse
    if parse is None or "since" not in s.lower:
        return False
    head = top(parse, (told.trigger.start, told.trigger.end))
    verbs = [at for at in (head, parse.heads[head]) if parse.pos[at] == "VERB"]
    perfect = any(s.lower[at] in _PERFECT for verb in verbs for at in parse.under(verb, "aux"))
    at = s.lower.index("since")
    if _is_record(s, at):
        return False
    near = [w for w in told.dates if at < w.start <= at + _SINCE_REACH]
    return perfect and not any(not _is_long(w, told.today) for w in near)


def _is_record(s: Sentence, at: int) -> bool:
    """Whether "since" only says how rare something is: "the largest swap since 2020"."""
    before = range(max(0, at - _RECORD_REACH), at)
    return any(
        s.lower[one] in _FIRSTS
        or (s.parse is not None and s.parse.tags[one] == "JJS" and s.lower[one] != "least")
        for one in before
    )


def _is_long(when: DateMention, today: date) -> bool:
    return when.first is None or (today - when.first).days > CUMULATIVE_DAYS


def _parted(lower: Sequence[str], start: int, end: int) -> bool:
    """Whether a new main clause begins between two words: "after weeks of talks, and they left"."""
    between = lower[start:end]
    return any(pair in _NEW_CLAUSE for pair in pairwise(between)) or ";" in between


def _takes_long(when: DateMention | None) -> bool:
    """Whether a date is a month or longer, so that a count of it is a statistic."""
    return when is not None and when.precision >= MONTH


def _is_past_month(when: DateMention, today: date) -> bool:
    """Whether all that is told is a month that is over: "in February" in the middle of March."""
    return when.precision == MONTH and (today - when.last).days >= PAST_MONTH_DAYS


def _role(name: str) -> TemporalRole:
    return "cumulative" if name == "cumulative" else "background"
