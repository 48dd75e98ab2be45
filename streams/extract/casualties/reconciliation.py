"""The figures of one event from several sentences: who was hit, who died, and how many."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from streams.extract.casualties import sums
from streams.extract.casualties.tables import WORDS
from streams.extract.document.event import EventCandidate
from streams.extract.document.mentions import CasualtyMention
from streams.extract.document.parse import head_of
from streams.extract.document.tables import takes_casualties

MASS = 4
"""People hit from which a shooting is a mass shooting (Gun Violence Archive's count)."""
_NO_VICTIMS = frozenset({"arrest", "abduction"})
_KINDS = ("killed", "injured")

Fits = Callable[[CasualtyMention], bool]


@dataclass(frozen=True, slots=True)
class _Thread:
    """Candidates of one event, whose places and days do not conflict.

    ``numbers`` are their places among the candidates of the article.
    """

    numbers: tuple[int, ...] = ()
    candidates: tuple[EventCandidate, ...] = ()

    def takes(self, candidate: EventCandidate) -> bool:
        return self._is_same_place(candidate) and self._is_same_day(candidate)

    def is_at(self, place_name: str | None) -> bool:
        """Whether one of its sentences has a place, its own or that of another."""
        return any(c.place_name == place_name for c in self.candidates)

    def _is_same_place(self, candidate: EventCandidate) -> bool:
        places = {c.place_name for c in self.candidates if _has_site(c)}
        return not (_has_site(candidate) and places) or bool(
            places & {candidate.place_name, candidate.container}
        )

    def _is_same_day(self, candidate: EventCandidate) -> bool:
        dates = [c.own_date for c in self.candidates if c.own_date]
        when = candidate.own_date
        if when is None or not dates:
            return True
        return any(
            (one.first or one.last) <= when.last and (when.first or when.last) <= one.last
            for one in dates
        )

    @property
    def sentences(self) -> int:
        """How many sentences tell the event."""
        return len({candidate.context.sentence.index for candidate in self.candidates})

    def with_candidate(self, number: int, candidate: EventCandidate) -> "_Thread":
        return _Thread((*self.numbers, number), (*self.candidates, candidate))

    def most(self, fits: Fits) -> int:
        """Return the largest figure of the casualties that fit; 0 without any."""
        counted = (c for candidate in self.candidates for c in candidate.casualty_mentions)
        return max((_best(c) for c in counted if fits(c)), default=0)

    @property
    def casualties(self) -> list[CasualtyMention]:
        """All casualties that its sentences tell."""
        return [c for candidate in self.candidates for c in candidate.casualty_mentions]

    def with_casualties(
        self, change: Callable[[EventCandidate], Iterable[CasualtyMention]]
    ) -> "_Thread":
        """Return the thread with other casualties of each candidate."""
        changed = tuple(replace(c, casualty_mentions=tuple(change(c))) for c in self.candidates)
        return replace(self, candidates=changed)


def reconcile(
    candidates: Sequence[EventCandidate], apart: Sequence[CasualtyMention]
) -> list[EventCandidate]:
    """Make the figures of each event agree, as far as the article itself says how.

    Those who were hit and died are no longer injured; victims given by name, each in a sentence of
    its own, are added up. What is counted ``apart`` from any event, in the headline or as a toll,
    goes to the event with most sentences.
    """
    settled = list(candidates)
    for thread in _with_separate(_threads(candidates), apart):
        told = _without_dead_among_counted(thread, apart)
        told = replace(told, candidates=sums.with_names_counted(told.candidates))
        counted = _without_dead_among_wounded(_without_dead_among_hit(told))
        summed = sums.with_perpetrator(counted.candidates, apart)
        retyped = _retyped(replace(counted, candidates=summed))
        for number, candidate in zip(thread.numbers, retyped, strict=True):
            settled[number] = candidate
    return settled


def _threads(candidates: Sequence[EventCandidate]) -> list[_Thread]:
    found: list[_Thread] = []
    for number, candidate in enumerate(candidates):
        victims = takes_casualties(candidate.event_type)
        if not victims or candidate.event_type in _NO_VICTIMS:
            continue
        if not candidate.counts or candidate.listed:
            continue
        fit = [at for at in reversed(range(len(found))) if found[at].takes(candidate)]
        at = next(
            (at for at in fit if found[at].is_at(candidate.place_name)), next(iter(fit), None)
        )
        if at is None:
            found.append(_Thread((number,), (candidate,)))
        else:
            found[at] = found[at].with_candidate(number, candidate)
    return found


def _has_site(candidate: EventCandidate) -> bool:
    """Whether a sentence names where it happened, and not the hospital of the wounded."""
    named = {*(candidate.place_name or "").split(), *candidate.trigger.sense.phrase.split()}
    return candidate.own_place and named.isdisjoint(WORDS["hospitals"])


def _best(casualty: CasualtyMention) -> int:
    return 0 if casualty.figure is None else casualty.figure.best or 0


def _is_killed(casualty: CasualtyMention) -> bool:
    return casualty.kind == "killed"


def _is_injured(casualty: CasualtyMention) -> bool:
    return casualty.kind == "injured" and not casualty.open_outcome


def _is_hit(casualty: CasualtyMention) -> bool:
    return casualty.kind == "injured" and casualty.open_outcome


def _with_separate(
    threads: Sequence[_Thread], apart: Sequence[CasualtyMention]
) -> Sequence[_Thread]:
    """Give the event with most sentences what only the headline or a toll counts."""
    if not threads:
        return threads
    made = list(threads)
    main = max(range(len(made)), key=lambda at: made[at].sentences)
    for casualty in sums.with_self(apart):
        known = made[main].most(_like(casualty))
        anywhere = max(thread.most(_like(casualty)) for thread in made)
        if _is_sum_of_sites(casualty, made):
            continue
        if casualty.kind not in _KINDS or _least(casualty, anywhere) <= known:
            continue
        if not _is_of_dead(casualty, made[main]):
            made[main] = _with_first(made[main], casualty)
    return made


def _is_sum_of_sites(casualty: CasualtyMention, threads: Sequence[_Thread]) -> bool:
    """Whether the headline adds up what one sentence tells place by place."""
    told: dict[int, int] = {}
    for thread in threads:
        for candidate in thread.candidates:
            counted = (c for c in candidate.casualty_mentions if _like(casualty)(c))
            index = candidate.context.sentence.index
            told[index] = told.get(index, 0) + max(map(_best, counted), default=0)
    return any(number == _best(casualty) for number in told.values())


def _with_first(thread: _Thread, casualty: CasualtyMention) -> _Thread:
    """Return a thread whose first candidate has a figure instead of those of its kind.

    The figure is of another sentence, so that the words of its victims are not those of this one.
    """
    first, *rest = thread.candidates
    casualty = replace(casualty, victims=())
    others = (c for c in first.casualty_mentions if c.kind != casualty.kind)
    changed = replace(first, casualty_mentions=(casualty, *others))
    return replace(thread, candidates=(changed, *rest))


def _least(casualty: CasualtyMention, known: int) -> int:
    """Return a figure's low side where a number is known already: "dozens" adds nothing to 31."""
    low = None if casualty.figure is None else casualty.figure.low
    if not known or low is None or casualty.open_outcome:
        return _best(casualty)
    return min(low, _best(casualty))


def _is_of_dead(casualty: CasualtyMention, thread: _Thread) -> bool:
    """Whether the text calls the headline's wounded one dead: "Woman shot in Toledo dies"."""
    return casualty.kind == "injured" and _best(casualty) <= 1 and thread.most(_is_killed) == 1


def _like(casualty: CasualtyMention) -> Fits:
    return lambda other: (other.kind, other.open_outcome) == (casualty.kind, casualty.open_outcome)


def _without_dead_among_hit(thread: _Thread) -> _Thread:
    """Take the dead off those who were hit: "four were shot … one of them died in hospital".

    A smaller number tells some of those that a larger one counts ("four were shot … a boy was shot
    in the leg"), and goes.
    """
    killed = sums.killed_by_others(thread.candidates)
    thread = thread.with_casualties(
        lambda candidate: (_living(c, candidate, killed) for c in candidate.casualty_mentions)
    )
    most = max(thread.most(_is_hit), thread.most(_is_injured))
    if not any(_is_hit(c) for one in thread.candidates for c in one.casualty_mentions):
        return thread
    return thread.with_casualties(
        lambda candidate: (c for c in candidate.casualty_mentions if not _is_part(c, most))
    )


def _without_dead_among_counted(thread: _Thread, apart: Sequence[CasualtyMention]) -> _Thread:
    """Take those who died later off the wounded that the text counted before: "one has died".

    Either the text says that the dead are of the wounded, or the headline counts dead and wounded
    who make up that number: "One dead, three hurt" above "four were injured".
    """
    of_hit = max((_best(c) for c in thread.casualties if c.of_hit), default=0)
    dead = max((_best(c) for c in apart if _is_killed(c)), default=0)
    hurt = max((_best(c) for c in apart if _is_injured(c)), default=0)
    most = thread.most(_is_injured)
    later = dead if dead and hurt and dead + hurt == most else of_hit
    if not 0 < later < most or _counts_both(thread):
        return thread
    return thread.with_casualties(
        lambda candidate: (_less(c, later, most) for c in candidate.casualty_mentions)
    )


def _less(casualty: CasualtyMention, dead: int, most: int) -> CasualtyMention:
    """Return the casualties of all who were wounded without those who died later."""
    if not _is_injured(casualty) or casualty.figure is None or _best(casualty) != most:
        return casualty
    living = most - dead
    numbers = {"low": living, "best": living, "high": living, "as_written": None}
    return replace(casualty, figure=casualty.figure.model_copy(update=numbers))


def _without_dead_among_wounded(thread: _Thread) -> _Thread:
    """Take out the one who is first wounded and then dead: "the boy was hit … he died"."""
    if not thread.most(_is_killed) or thread.most(_is_injured) > 1 or _counts_both(thread):
        return thread
    return thread.with_casualties(
        lambda candidate: (
            c for c in candidate.casualty_mentions if not _died_later(c, candidate, thread)
        )
    )


def _counts_both(thread: _Thread) -> bool:
    """Whether a sentence counts dead and wounded side by side, so that they are not the same."""
    return any(
        any(_is_killed(c) and _best(c) for c in candidate.casualty_mentions)
        and any(_is_injured(c) and _best(c) for c in candidate.casualty_mentions)
        for candidate in thread.candidates
    )


def _died_later(casualty: CasualtyMention, candidate: EventCandidate, thread: _Thread) -> bool:
    """Whether a wounded one may be one of the dead: known before, or the same kind of person."""
    if not _is_injured(casualty) or not casualty.victims or not _best(casualty):
        return False
    counted = (c for one in thread.candidates for c in one.casualty_mentions)
    groups = {c.figure.group for c in counted if _is_killed(c) and c.figure and c.figure.group}
    group = casualty.figure.group if casualty.figure else None
    if group is None or not groups:
        return True
    if group[0].isupper():
        return any(group.split()[-1] == other.split()[-1] for other in groups)
    opener = candidate.context.sentence.lower[casualty.victims[0]]
    return group in groups or (
        opener not in WORDS["new_person"] and any(g[0].isupper() for g in groups)
    )


def _is_part(casualty: CasualtyMention, most: int) -> bool:
    counted = casualty.kind == "injured" and casualty.figure is not None
    return counted and _best(casualty) < max(1, most)


def _living(casualty: CasualtyMention, candidate: EventCandidate, killed: int) -> CasualtyMention:
    """Return the casualties without those who died."""
    if not _is_hit(casualty) or casualty.figure is None or casualty.figure.best is None:
        return casualty
    apart = casualty.figure.high != casualty.figure.best or any(
        _is_killed(other) and _best(other) and _is_joined(candidate, other, casualty)
        for other in candidate.casualty_mentions
    )
    left = casualty.figure.best if apart else max(0, casualty.figure.best - killed)
    return replace(
        casualty, figure=casualty.figure.model_copy(update={"best": left, "as_written": None})
    )


def _is_joined(candidate: EventCandidate, one: CasualtyMention, other: CasualtyMention) -> bool:
    """Whether "and" joins two casualties, whose victims then differ: "died, and four shot"."""
    parse = candidate.context.sentence.parse
    if parse is None or one.start >= other.start or other.end > len(parse.heads):
        return False
    return head_of(parse, other.start, other.end) in parse.conjuncts(
        head_of(parse, one.start, one.end)
    )


def _retyped(thread: _Thread) -> Sequence[EventCandidate]:
    """Call a shooting a mass shooting in all sentences, if one counts enough victims."""
    hit = (
        sum(_best(c) for c in candidate.casualty_mentions if c.kind in _KINDS)
        for candidate in thread.candidates
        if candidate.event_type in {"shooting", "mass_shooting"}
    )
    if max(hit, default=0) < MASS:
        return thread.candidates
    return [
        replace(candidate, event_type="mass_shooting")
        if candidate.event_type == "shooting" and not candidate.by_state_force
        else candidate
        for candidate in thread.candidates
    ]
