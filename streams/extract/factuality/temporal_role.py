"""Whether an event is of now, history given for context, or part of a toll since a date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from schemas.mention import TemporalRole
from streams.extract.casualties.casualty_words import is_about_another, is_in_other_clause
from streams.extract.document.mentions import DateMention, Trigger
from streams.extract.document.parse import Parse, top
from streams.extract.document.sentence import Sentence
from streams.extract.factuality.tables import TEMPORAL_PHRASES, WORDS, TemporalPhraseRow
from streams.extract.time.dates import history
from streams.extract.vocabulary.lexicon import actor_heads, person_nouns, reporting_verbs
from streams.extract.vocabulary.phrases import PhraseMatch, Phrases

CUMULATIVE_DAYS = 31
"""Days from which a toll "since" a date is a toll of a conflict, not of a happening."""

MONTH = 4
"""Precision of a date that is a month."""
PAST_MONTH_DAYS = 10
"""Days after its end from which a month is history: news of it would name the day."""

BARE_SERIES = 3
"""Words of "a series of" without a word before that puts it into the past."""
RECORD_REACH = 6
"""Words before "since" in which a superlative may stand: "the largest exchange since"."""
SINCE_REACH = 12
"""Words behind "since" within which its date stands: "since the army took power in February"."""
_STRONGEST: tuple[TemporalRole, ...] = ("cumulative", "background")
_CORE = frozenset({"nsubj", "nsubj:pass", "obj"})
"""Labels of the arguments that news is about."""
VERDICT_LINKS = 3
"""Links from an event up to the court's word: "found guilty on two counts of murdering"."""
FEW = 3
"""Events that a sentence may still tell one by one: "three attacks in May"."""
_FEW_WORDS = frozenset({"one", "two", "three"})
_LOOKED_AT = frozenset({"obj", "nmod", "obl", "ccomp", "nsubj:pass"})
"""Labels of what a memorial is of."""
AGE = "<age>"
"""The mark in a phrase for a word of the set ``ages``."""
_SERIES = ("a series of", "after a series of")


def _spelled_out(phrase: str) -> list[str]:
    """Return a phrase with each age in place of its ``<age>``, or the phrase alone."""
    if AGE not in phrase:
        return [phrase]
    return [phrase.replace(AGE, age) for age in sorted(WORDS["ages"])]


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
            (phrase, row) for row in TEMPORAL_PHRASES.rows() for phrase in _spelled_out(row.phrase)
        )
        self._reporting = reporting_verbs()
        self._casualties = WORDS["casualty_results"]
        self._conflicts = WORDS["conflict_nouns"]
        self._during = WORDS["conflict_prepositions"]
        self._coordinators = WORDS["coordinators"]
        self._former = WORDS["former_words"]
        self._openers = WORDS["noun_phrase_openers"]
        self._perfect = WORDS["perfect_auxiliaries"]
        self._rarity = WORDS["rarity_words"]
        self._series = WORDS["series_nouns"]
        self._lists = WORDS["list_nouns"]
        self._counting_nouns = WORDS["counting_nouns"]
        self._definite_counting_nouns = self._counting_nouns | WORDS["definite_counting_nouns"]
        self._definite = WORDS["definite_openers"]
        self._doers = WORDS["casualty_results"] | person_nouns() | actor_heads()
        self._killers = WORDS["events_at_large"]
        self._verdicts, self._of_verdict = WORDS["verdict_words"], WORDS["verdict_prepositions"]
        self._memorials = WORDS["memorial_words"]

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
        context = _RoleContext(s, trigger, when, dates, today)
        for date_mention in dates:
            long = date_mention.since and _is_long(date_mention, today)
            if long and not self._is_record(s, date_mention.start):
                yield "cumulative", f"since {date_mention.first}"
        if self._is_toll(context):
            yield "cumulative", "since"
        yield from self._of_phrases(context)
        if when is not None and (history(when, today) or _is_past_month(when, today)):
            yield "background", f"dated {when.last}"
        if s.parse is not None:
            yield from self._of_parse(context, s.parse)

    def _of_phrases(self, context: _RoleContext) -> Iterator[tuple[TemporalRole, str]]:
        s, start = context.s, context.trigger.start
        for hit in self._phrases.find(s.lower):
            if _is_part_of_day(hit, context.dates) or is_in_other_clause(s, hit.start, start):
                continue
            if is_about_another(s, hit.start, start) or _is_of_other_date(hit, context):
                continue
            words = " ".join(s.lower[hit.start : hit.end])
            bare = hit.end - hit.start == BARE_SERIES and s.lower[hit.end - 2] in self._series
            if bare and not self._is_in_series(s, hit.end - 2, context):
                continue
            # A series is what the dead died of: "four are dead after a series of shootings".
            if words in _SERIES and not self._casualties.isdisjoint(s.lower):
                continue
            if self._reaches(hit, context):
                yield hit.value.role, words

    def _is_in_series(self, s: Sentence, series: int, context: _RoleContext) -> bool:
        """Whether an event is one of an earlier series: "amid a series of attacks"."""
        if s.parse is not None:
            head = top(s.parse, (context.trigger.start, context.trigger.end))
            if series not in (head, *s.parse.ancestors(head)):
                return False
        return not self._is_of_now(s, series, context)

    def _is_of_now(self, s: Sentence, series: int, context: _RoleContext) -> bool:
        """Whether a series is the subject or object of the news itself: "rocked the city".

        "There has been a series of attacks" and "after a series of attacks" tell what was before.
        """
        parse = s.parse
        if parse is None or parse.under(series, "case"):
            return False
        verb = parse.heads[series]
        if parse.deps[series] == "ROOT":
            # "A wave of attacks struck X": the parser may take the verb for a participle.
            verb = next((at for at in parse.under(series, "acl") if at > series), series)
            return bool(parse.under(verb, "obj")) and (context.when is not None or s.index == 0)
        if parse.deps[series] not in _CORE:
            return False
        perfect = any(s.lower[at] in self._perfect for at in parse.under(verb, "aux"))
        dated = context.when is not None and not history(context.when, context.today)
        return parse.pos[verb] == "VERB" and not perfect and (dated or s.index == 0)

    def _reaches(self, hit: PhraseMatch[TemporalPhraseRow], context: _RoleContext) -> bool:
        """Whether an event is in the scope of a phrase."""
        start, when = context.trigger.start, context.when
        match hit.value.scope:
            case "sentence":
                return True
            case "after":
                return start >= hit.end and not self._is_parted(context.s.lower, hit.end, start)
            case "long":
                return when is not None and when.precision >= MONTH

    def _is_parted(self, lower: Sequence[str], start: int, end: int) -> bool:
        """Whether a main clause begins between two words: "after weeks of talks, and they left"."""
        between = lower[start:end]
        clauses = (first == "," and word in self._coordinators for first, word in pairwise(between))
        return any(clauses) or ";" in between

    def _of_parse(self, context: _RoleContext, parse: Parse) -> Iterator[tuple[TemporalRole, str]]:
        s, trigger, when = context.s, context.trigger, context.when
        if war := self._of_conflict(s, parse, trigger, when):
            yield "cumulative", war
        if counted := self._of_statistic(s, parse, trigger, when):
            yield "cumulative", counted
        if word := self._looked_back_on(s, parse, trigger, when):
            yield "background", word
        if word := self._earlier_word(s, parse, trigger, when):
            yield "background", word
        if word := self._listing(s, parse, trigger, when):
            yield "background", word
        if when is None and self._is_before(s, parse, trigger):
            yield "background", "had"
        if trigger.sense.pos == "v" and self._describes(s, parse, trigger.start):
            yield "background", "only describes"
        if not context.dates and _is_habit(s, parse, trigger):
            yield "background", "always so"

    def _of_statistic(
        self, s: Sentence, parse: Parse, trigger: Trigger, when: DateMention | None
    ) -> str | None:
        """Return the word that sums up many events of a long time, no single one.

        "Recorded 120 shootings last year", "road crashes killed 312 in 2022", "a rise in
        stabbings".
        """
        head = top(parse, (trigger.start, trigger.end))
        if when is not None and when.precision < MONTH:
            return None
        if (counting := self._counting(s, parse, head)) or when is None:
            return counting
        subject = parse.under(head, "nsubj") if parse.pos[head] == "VERB" else [head]
        for at in subject:
            plural = parse.tags[at] in {"NNS", "NNPS"} and s.lower[at] not in self._doers
            numbers = parse.under(at, "nummod")
            bare = not parse.under(at, "det", "nmod:poss", "acl", "acl:relcl")
            if plural and numbers and at == head and not _is_few(s, numbers[0]):
                return s.lower[numbers[0]]
            if bare and not numbers and s.lower[at] in self._killers:
                return s.lower[at]
        return None

    def _counting(self, s: Sentence, parse: Parse, head: int) -> str | None:
        """Return the noun that counts events of a kind: "the number of kidnappings doubled"."""
        above = parse.heads[head]
        if parse.deps[head] != "nmod" or parse.tags[head] not in {"NNS", "NNPS"}:
            return None
        if parse.under(head, "det", "nummod", "nmod:poss"):
            return None
        definite = above > 0 and s.lower[above - 1] in self._definite
        nouns = self._definite_counting_nouns if definite else self._counting_nouns
        return s.lower[above] if s.lower[above] in nouns else None

    def _looked_back_on(
        self, s: Sentence, parse: Parse, trigger: Trigger, when: DateMention | None
    ) -> str | None:
        """Return the word by which a court or a memorial looks back on an event.

        "Convicted of killing", "honours those killed in the bombing". A memorial of what has a
        day of its own is left to that day.
        """
        head = top(parse, (trigger.start, trigger.end))
        path = [head, *parse.ancestors(head)][: VERDICT_LINKS + 1]
        below = head
        for at in path[1:]:
            words = {s.lower[at], parse.lemmas[at]}
            case = [*parse.under(below, "case", "mark"), *parse.under(head, "case", "mark")]
            tied = any(s.lower[one] in self._of_verdict for one in case)
            if tied and not words.isdisjoint(self._verdicts):
                return s.lower[at]
            if parse.deps[below] in _LOOKED_AT and not words.isdisjoint(self._memorials):
                return s.lower[at] if when is None else None
            below = at
        return None

    def _earlier_word(
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

    def _listing(
        self, s: Sentence, parse: Parse, trigger: Trigger, when: DateMention | None
    ) -> str | None:
        """Return the word by which an undated noun heads a list of the past.

        "Deadliest shootings in the country", "A timeline of bombings".
        """
        head = top(parse, (trigger.start, trigger.end))
        if when is not None or trigger.sense.pos == "v":
            return None
        above = parse.heads[head]
        if parse.deps[head] == "nmod" and s.lower[above] in self._lists:
            return s.lower[above]
        ranked = [at for at in parse.under(head, "amod") if parse.tags[at] == "JJS"]
        plural = parse.tags[head] == "NNS" and not parse.under(head, "det", "nummod")
        return s.lower[ranked[0]] if ranked and plural and parse.deps[head] == "ROOT" else None

    def _of_conflict(
        self, s: Sentence, parse: Parse, trigger: Trigger, when: DateMention | None
    ) -> str | None:
        """Return the conflict whose toll an undated perfect gives: "the war has killed 6,000"."""
        head = top(parse, (trigger.start, trigger.end))
        if when is not None or parse.pos[head] != "VERB":
            return None
        inside = [
            at
            for at in parse.under(head, "obl", "obl:agent")
            if any(s.lower[case] in self._during for case in parse.under(at, "case"))
        ]
        perfect = any(s.lower[at] in self._perfect for at in parse.under(head, "aux"))
        named = (
            parse.lemmas[at] for at in (*parse.under(head, "nsubj"), *(inside if perfect else ()))
        )
        return next((lemma for lemma in named if lemma in self._conflicts), None)

    def _is_before(self, s: Sentence, parse: Parse, trigger: Trigger) -> bool:
        """Whether an undated event lies before the story: it is in the past perfect.

        Under a reporting verb the past perfect is the plain past: "said that rebels had seized".
        """
        head = top(parse, (trigger.start, trigger.end))
        if not any(s.lower[at] == "had" for at in parse.under(head, "aux")):
            return False
        above = [head, *parse.ancestors(head)]
        above += parse.under(above[-1], "parataxis")
        return not any(parse.lemmas[at] in self._reporting for at in above)

    def _describes(self, s: Sentence, parse: Parse, word: int) -> bool:
        """Whether a participle only describes a noun: "the besieged town", not "the shooting"."""
        past = not s.lower[word].endswith("ing")
        return past and parse.deps[word] == "amod" and s.lower[word - 1] in self._openers

    def _is_toll(self, context: _RoleContext) -> bool:
        """Whether something "has" happened "since" what has no near date."""
        s, parse = context.s, context.s.parse
        if parse is None or "since" not in s.lower:
            return False
        head = top(parse, (context.trigger.start, context.trigger.end))
        verbs = [at for at in (head, parse.heads[head]) if parse.pos[at] == "VERB"]
        perfect = any(
            s.lower[at] in self._perfect for verb in verbs for at in parse.under(verb, "aux")
        )
        since = s.lower.index("since")
        if not perfect or self._is_record(s, since):
            return False
        near = [one for one in context.dates if since < one.start <= since + SINCE_REACH]
        return all(_is_long(one, context.today) for one in near)

    def _is_record(self, s: Sentence, since: int) -> bool:
        """Whether "since" only says how rare something is: "the largest swap since 2020"."""
        return any(
            s.lower[at] in self._rarity
            or (s.parse is not None and s.parse.tags[at] == "JJS" and s.lower[at] != "least")
            for at in range(max(0, since - RECORD_REACH), since)
        )


def _is_few(s: Sentence, number: int) -> bool:
    """Whether so few are counted that each may be told: "three attacks"."""
    word = s.lower[number].replace(",", "")
    return word in _FEW_WORDS or (word.isdigit() and int(word) <= FEW)


def _is_part_of_day(hit: PhraseMatch[TemporalPhraseRow], dates: Sequence[DateMention]) -> bool:
    """Whether a phrase only completes a day: "on 5 March this year"."""
    return any(w.start < hit.start < w.end and w.precision == 1 for w in dates)


def _is_of_other_date(hit: PhraseMatch[TemporalPhraseRow], context: _RoleContext) -> bool:
    """Whether a phrase is a date, and the event has another: "on Thursday, after ... last year"."""
    when = context.when
    if when is None or when.precision != 1 or hit.value.scope != "sentence":
        return False
    return any(w != when and w.start <= hit.start and hit.end <= w.end for w in context.dates)


def _is_habit(s: Sentence, parse: Parse, trigger: Trigger) -> bool:
    """Whether a verb in the plain present tells what is always so: "gangs attack villages".

    The first sentence may be a headline, whose present is of now; text in capitals is tagged by
    a guess at its casing.
    """
    body_verb = s.index > 0 and s.kind == "body" and trigger.sense.pos == "v"
    present = parse.tags[trigger.start] in {"VBP", "VBZ"}
    return body_verb and present and s.words[trigger.start].islower()


def _is_long(when: DateMention, today: date) -> bool:
    return when.first is None or (today - when.first).days > CUMULATIVE_DAYS


def _is_past_month(when: DateMention, today: date) -> bool:
    """Whether a date is only a month that is over: "in February" in the middle of March."""
    return when.precision == MONTH and (today - when.last).days >= PAST_MONTH_DAYS
