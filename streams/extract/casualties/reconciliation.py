"""The figures of one happening told over several sentences: who was hit, who died, and how many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from schemas.mention import Figure
from streams.extract.document.event import EventCandidate
from streams.extract.document.families import takes_casualties
from streams.extract.document.mentions import CasualtyMention
from streams.extract.document.parse import head_of

MASS = 4
"""PersonCount hit from which a shooting is a mass shooting (Gun Violence Archive's count)."""
_NO_VICTIMS = frozenset({"arrest", "abduction"})
_ANEW = frozenset({"a", "an", "one", "another", "second"})
"""Words that bring in someone who was not told of before."""
_OF_HARM = ("killed", "injured")


@dataclass(slots=True)
class _Thread:
    """Readings of one happening: their places and days do not conflict."""

    readings: list[EventCandidate] = field(default_factory=list)

    def takes(self, reading: EventCandidate) -> bool:
        return self._same_place(reading) and self._same_day(reading)

    def _same_place(self, reading: EventCandidate) -> bool:
        places = {r.place_name for r in self.readings if r.own_place}
        return not (reading.own_place and places) or bool(
            places & {reading.place_name, reading.container}
        )

    def _same_day(self, reading: EventCandidate) -> bool:
        told = [r.when for r in self.readings if r.when and not r.inherited_date]
        when = reading.when
        if when is None or reading.inherited_date or not told:
            return True
        return any(
            (one.first or one.last) <= when.last and (when.first or when.last) <= one.last
            for one in told
        )

    def most(self, fits: Callable[[CasualtyMention], bool]) -> int:
        """Return the largest figure of the harms that fit; 0 without any."""
        return max(
            (_best(h) for r in self.readings for h in r.casualty_mentions if fits(h)), default=0
        )


def settle(readings: Sequence[EventCandidate], apart: Sequence[CasualtyMention]) -> None:
    """Make the figures of each happening agree, as far as the article itself says how.

    Those who were hit and died are no longer injured; victims told by name, each in a sentence of
    its own, are added up. What is counted ``apart`` from any event, in the headline or as a toll,
    goes to the happening told most.
    """
    threads = _threads(readings)
    if threads:
        _add_apart(threads, apart)
    for thread in threads:
        _add_names(thread)
        _settle_hits(thread)
        _settle_deaths(thread)
        _retype(thread)


def _threads(readings: Sequence[EventCandidate]) -> list[_Thread]:
    found: list[_Thread] = []
    for reading in readings:
        victims = takes_casualties(reading.event_type) and reading.event_type not in _NO_VICTIMS
        if not reading.counts or not victims or reading.listed:
            continue
        thread = next((thread for thread in reversed(found) if thread.takes(reading)), None)
        if thread is None:
            thread = _Thread()
            found.append(thread)
        thread.readings.append(reading)
    return found


def _best(harm: CasualtyMention) -> int:
    return 0 if harm.figure is None else harm.figure.best or 0


def _is_killed(harm: CasualtyMention) -> bool:
    return harm.kind == "killed"


def _is_injured(harm: CasualtyMention) -> bool:
    return harm.kind == "injured" and not harm.loose


def _is_hit(harm: CasualtyMention) -> bool:
    return harm.kind == "injured" and harm.loose


def _add_apart(threads: Sequence[_Thread], apart: Sequence[CasualtyMention]) -> None:
    """Give the happening told most what the headline or a toll counts and no sentence does."""
    main = max(threads, key=lambda thread: len(thread.readings))
    for harm in apart:
        told = main.most(_like(harm))
        sure = max(thread.most(_like(harm)) for thread in threads)
        if harm.kind in _OF_HARM and _least(harm, sure) > told and not _is_dead(harm, main):
            first = main.readings[0]
            first.casualty_mentions = [
                harm,
                *(h for h in first.casualty_mentions if h.kind != harm.kind),
            ]


def _least(harm: CasualtyMention, told: int) -> int:
    """Return a figure's low side where a number is told already: "dozens" adds nothing to 31."""
    low = None if harm.figure is None else harm.figure.low
    return _best(harm) if not told or low is None or harm.loose else min(low, _best(harm))


def _is_dead(harm: CasualtyMention, thread: _Thread) -> bool:
    """Whether the headline's wounded one is told as dead: "Woman shot in Toledo dies"."""
    return harm.kind == "injured" and _best(harm) <= 1 and thread.most(_is_killed) == 1


def _like(harm: CasualtyMention) -> Callable[[CasualtyMention], bool]:
    return lambda other: (other.kind, other.loose) == (harm.kind, harm.loose)


def _add_names(thread: _Thread) -> None:
    """Count the dead by their surnames, where no sentence counts as many."""
    named = [
        (reading, harm)
        for reading in thread.readings
        for harm in reading.casualty_mentions
        if _is_killed(harm) and _best(harm) == 1 and _is_full_name(harm.figure)
    ]
    surnames = {h.figure.group.split()[-1] for _, h in named if h.figure and h.figure.group}
    if len(surnames) > max(1, thread.most(_is_killed)):
        reading, harm = named[-1]
        told = Figure(low=len(surnames), best=len(surnames), high=len(surnames))
        reading.casualty_mentions = [
            replace(h, figure=told) if h is harm else h for h in reading.casualty_mentions
        ]


def _is_full_name(figure: Figure | None) -> bool:
    words = figure.group.split() if figure and figure.group else []
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _settle_hits(thread: _Thread) -> None:
    """Take the dead off those who were hit: "four were shot … one of them died in hospital".

    A smaller number tells some of those that a larger one counts ("four were shot … a boy was shot
    in the leg"), and goes.
    """
    killed = thread.most(_is_killed)
    for reading in thread.readings:
        reading.casualty_mentions = [
            _living(harm, reading, killed) for harm in reading.casualty_mentions
        ]
    injured = thread.most(_is_injured)
    hit = thread.most(_is_hit)
    if not hit and not any(_is_hit(harm) for r in thread.readings for harm in r.casualty_mentions):
        return
    for reading in thread.readings:
        reading.casualty_mentions = [
            h for h in reading.casualty_mentions if not _is_part(h, max(hit, injured))
        ]


def _settle_deaths(thread: _Thread) -> None:
    """Take out the one who is told as wounded and then as dead: "the boy was hit … he died"."""
    if not thread.most(_is_killed) or thread.most(_is_injured) > 1 or _tells_both(thread):
        return
    for reading in thread.readings:
        reading.casualty_mentions = [
            h for h in reading.casualty_mentions if not _died_later(h, reading, thread)
        ]


def _tells_both(thread: _Thread) -> bool:
    """Whether a sentence counts dead and wounded side by side, so that they are not the same."""
    return any(
        any(_is_killed(h) and _best(h) for h in reading.casualty_mentions)
        and any(_is_injured(h) and _best(h) for h in reading.casualty_mentions)
        for reading in thread.readings
    )


def _died_later(harm: CasualtyMention, reading: EventCandidate, thread: _Thread) -> bool:
    """Whether a wounded one may be one of the dead: known before, or the same kind of person."""
    if not _is_injured(harm) or not harm.who or harm.figure is None or not _best(harm):
        return False
    dead = [h for r in thread.readings for h in r.casualty_mentions if _is_killed(h) and h.figure]
    groups = {h.figure.group for h in dead if h.figure and h.figure.group}
    group = harm.figure.group
    if group is None or not groups:
        return True
    if group[0].isupper():
        return any(group.split()[-1] == other.split()[-1] for other in groups)
    opener = reading.context.sentence.lower[harm.who[0]]
    return group in groups or (opener not in _ANEW and any(g[0].isupper() for g in groups))


def _is_part(harm: CasualtyMention, most: int) -> bool:
    return harm.kind == "injured" and harm.figure is not None and _best(harm) < max(1, most)


def _living(harm: CasualtyMention, reading: EventCandidate, killed: int) -> CasualtyMention:
    """Return a harm without those who died."""
    if not _is_hit(harm) or harm.figure is None or harm.figure.best is None:
        return harm
    apart = harm.figure.high != harm.figure.best or any(
        _is_killed(other) and _best(other) and _is_joined(reading, other, harm)
        for other in reading.casualty_mentions
    )
    left = harm.figure.best if apart else max(0, harm.figure.best - killed)
    return replace(harm, figure=harm.figure.model_copy(update={"best": left}))


def _is_joined(reading: EventCandidate, one: CasualtyMention, other: CasualtyMention) -> bool:
    """Whether "and" joins two harms, whose victims are not the same then: "died, and four shot"."""
    parse = reading.context.sentence.parse
    if parse is None or one.start >= other.start or other.end > len(parse.heads):
        return False
    return head_of(parse, other.start, other.end) in parse.conjuncts(
        head_of(parse, one.start, one.end)
    )


def _retype(thread: _Thread) -> None:
    """Call a shooting a mass shooting wherever it is told, if one sentence counts that many."""
    hit = (
        sum(_best(h) for h in r.casualty_mentions if h.kind in _OF_HARM)
        for r in thread.readings
        if r.event_type in {"shooting", "mass_shooting"}
    )
    if max(hit, default=0) < MASS:
        return
    for reading in thread.readings:
        if reading.event_type == "shooting" and not reading.by_police:
            reading.event_type = "mass_shooting"
