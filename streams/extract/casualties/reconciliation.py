"""The figures of one happening told over several sentences: who was hit, who died, and how many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from schemas.mention import Figure
from streams.extract.document.event import EventCandidate
from streams.extract.document.mentions import CasualtyMention
from streams.extract.document.parse import head_of
from streams.extract.document.tables import takes_casualties

MASS = 4
"""PersonCount hit from which a shooting is a mass shooting (Gun Violence Archive's count)."""
_NO_VICTIMS = frozenset({"arrest", "abduction"})
_ANEW = frozenset({"a", "an", "one", "another", "second"})
"""Words that bring in someone who was not told of before."""
_OF_HARM = ("killed", "injured")


@dataclass(slots=True)
class _Thread:
    """Candidates of one happening: their places and days do not conflict."""

    candidates: list[EventCandidate] = field(default_factory=list)

    def takes(self, candidate: EventCandidate) -> bool:
        return self._same_place(candidate) and self._same_day(candidate)

    def _same_place(self, candidate: EventCandidate) -> bool:
        places = {r.place_name for r in self.candidates if r.own_place}
        return not (candidate.own_place and places) or bool(
            places & {candidate.place_name, candidate.container}
        )

    def _same_day(self, candidate: EventCandidate) -> bool:
        told = [r.when for r in self.candidates if r.when and not r.inherited_date]
        when = candidate.when
        if when is None or candidate.inherited_date or not told:
            return True
        return any(
            (one.first or one.last) <= when.last and (when.first or when.last) <= one.last
            for one in told
        )

    def most(self, fits: Callable[[CasualtyMention], bool]) -> int:
        """Return the largest figure of the casualties that fit; 0 without any."""
        return max(
            (_best(h) for r in self.candidates for h in r.casualty_mentions if fits(h)), default=0
        )


def settle(candidates: Sequence[EventCandidate], apart: Sequence[CasualtyMention]) -> None:
    """Make the figures of each happening agree, as far as the article itself says how.

    Those who were hit and died are no longer injured; victims told by name, each in a sentence of
    its own, are added up. What is counted ``apart`` from any event, in the headline or as a toll,
    goes to the happening told most.
    """
    threads = _threads(candidates)
    if threads:
        _add_apart(threads, apart)
    for thread in threads:
        _add_names(thread)
        _settle_hits(thread)
        _settle_deaths(thread)
        _retype(thread)


def _threads(candidates: Sequence[EventCandidate]) -> list[_Thread]:
    found: list[_Thread] = []
    for candidate in candidates:
        victims = takes_casualties(candidate.event_type) and candidate.event_type not in _NO_VICTIMS
        if not candidate.counts or not victims or candidate.listed:
            continue
        thread = next((thread for thread in reversed(found) if thread.takes(candidate)), None)
        if thread is None:
            thread = _Thread()
            found.append(thread)
        thread.candidates.append(candidate)
    return found


def _best(casualty: CasualtyMention) -> int:
    return 0 if casualty.figure is None else casualty.figure.best or 0


def _is_killed(casualty: CasualtyMention) -> bool:
    return casualty.kind == "killed"


def _is_injured(casualty: CasualtyMention) -> bool:
    return casualty.kind == "injured" and not casualty.open_outcome


def _is_hit(casualty: CasualtyMention) -> bool:
    return casualty.kind == "injured" and casualty.open_outcome


def _add_apart(threads: Sequence[_Thread], apart: Sequence[CasualtyMention]) -> None:
    """Give the happening told most what the headline or a toll counts and no sentence does."""
    main = max(threads, key=lambda thread: len(thread.candidates))
    for casualty in apart:
        told = main.most(_like(casualty))
        sure = max(thread.most(_like(casualty)) for thread in threads)
        if (
            casualty.kind in _OF_HARM
            and _least(casualty, sure) > told
            and not _is_dead(casualty, main)
        ):
            first = main.candidates[0]
            first.casualty_mentions = [
                casualty,
                *(h for h in first.casualty_mentions if h.kind != casualty.kind),
            ]


def _least(casualty: CasualtyMention, told: int) -> int:
    """Return a figure's low side where a number is told already: "dozens" adds nothing to 31."""
    low = None if casualty.figure is None else casualty.figure.low
    return (
        _best(casualty)
        if not told or low is None or casualty.open_outcome
        else min(low, _best(casualty))
    )


def _is_dead(casualty: CasualtyMention, thread: _Thread) -> bool:
    """Whether the headline's wounded one is told as dead: "Woman shot in Toledo dies"."""
    return casualty.kind == "injured" and _best(casualty) <= 1 and thread.most(_is_killed) == 1


def _like(casualty: CasualtyMention) -> Callable[[CasualtyMention], bool]:
    return lambda other: (other.kind, other.open_outcome) == (casualty.kind, casualty.open_outcome)


def _add_names(thread: _Thread) -> None:
    """Count the dead by their surnames, where no sentence counts as many."""
    named = [
        (candidate, casualty)
        for candidate in thread.candidates
        for casualty in candidate.casualty_mentions
        if _is_killed(casualty) and _best(casualty) == 1 and _is_full_name(casualty.figure)
    ]
    surnames = {h.figure.group.split()[-1] for _, h in named if h.figure and h.figure.group}
    if len(surnames) > max(1, thread.most(_is_killed)):
        candidate, casualty = named[-1]
        told = Figure(low=len(surnames), best=len(surnames), high=len(surnames))
        candidate.casualty_mentions = [
            replace(h, figure=told) if h is casualty else h for h in candidate.casualty_mentions
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
    for candidate in thread.candidates:
        candidate.casualty_mentions = [
            _living(casualty, candidate, killed) for casualty in candidate.casualty_mentions
        ]
    injured = thread.most(_is_injured)
    hit = thread.most(_is_hit)
    if not hit and not any(
        _is_hit(casualty) for r in thread.candidates for casualty in r.casualty_mentions
    ):
        return
    for candidate in thread.candidates:
        candidate.casualty_mentions = [
            h for h in candidate.casualty_mentions if not _is_part(h, max(hit, injured))
        ]


def _settle_deaths(thread: _Thread) -> None:
    """Take out the one who is told as wounded and then as dead: "the boy was hit … he died"."""
    if not thread.most(_is_killed) or thread.most(_is_injured) > 1 or _tells_both(thread):
        return
    for candidate in thread.candidates:
        candidate.casualty_mentions = [
            h for h in candidate.casualty_mentions if not _died_later(h, candidate, thread)
        ]


def _tells_both(thread: _Thread) -> bool:
    """Whether a sentence counts dead and wounded side by side, so that they are not the same."""
    return any(
        any(_is_killed(h) and _best(h) for h in candidate.casualty_mentions)
        and any(_is_injured(h) and _best(h) for h in candidate.casualty_mentions)
        for candidate in thread.candidates
    )


def _died_later(casualty: CasualtyMention, candidate: EventCandidate, thread: _Thread) -> bool:
    """Whether a wounded one may be one of the dead: known before, or the same kind of person."""
    if (
        not _is_injured(casualty)
        or not casualty.victims
        or casualty.figure is None
        or not _best(casualty)
    ):
        return False
    dead = [h for r in thread.candidates for h in r.casualty_mentions if _is_killed(h) and h.figure]
    groups = {h.figure.group for h in dead if h.figure and h.figure.group}
    group = casualty.figure.group
    if group is None or not groups:
        return True
    if group[0].isupper():
        return any(group.split()[-1] == other.split()[-1] for other in groups)
    opener = candidate.context.sentence.lower[casualty.victims[0]]
    return group in groups or (opener not in _ANEW and any(g[0].isupper() for g in groups))


def _is_part(casualty: CasualtyMention, most: int) -> bool:
    return (
        casualty.kind == "injured"
        and casualty.figure is not None
        and _best(casualty) < max(1, most)
    )


def _living(casualty: CasualtyMention, candidate: EventCandidate, killed: int) -> CasualtyMention:
    """Return a casualty without those who died."""
    if not _is_hit(casualty) or casualty.figure is None or casualty.figure.best is None:
        return casualty
    apart = casualty.figure.high != casualty.figure.best or any(
        _is_killed(other) and _best(other) and _is_joined(candidate, other, casualty)
        for other in candidate.casualty_mentions
    )
    left = casualty.figure.best if apart else max(0, casualty.figure.best - killed)
    return replace(casualty, figure=casualty.figure.model_copy(update={"best": left}))


def _is_joined(candidate: EventCandidate, one: CasualtyMention, other: CasualtyMention) -> bool:
    """Whether "and" joins two casualties, whose victims then differ: "died, and four shot"."""
    parse = candidate.context.sentence.parse
    if parse is None or one.start >= other.start or other.end > len(parse.heads):
        return False
    return head_of(parse, other.start, other.end) in parse.conjuncts(
        head_of(parse, one.start, one.end)
    )


def _retype(thread: _Thread) -> None:
    """Call a shooting a mass shooting wherever it is told, if one sentence counts that many."""
    hit = (
        sum(_best(h) for h in r.casualty_mentions if h.kind in _OF_HARM)
        for r in thread.candidates
        if r.event_type in {"shooting", "mass_shooting"}
    )
    if max(hit, default=0) < MASS:
        return
    for candidate in thread.candidates:
        if candidate.event_type == "shooting" and not candidate.by_police:
            candidate.event_type = "mass_shooting"
