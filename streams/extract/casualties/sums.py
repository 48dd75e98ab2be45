"""Sums over the sentences of one event: what the article itself adds up, sentence by sentence.

Victims given by name, each in a sentence of its own, are added up, and so is the one who did it and
died too ("he then killed himself"). Nothing is added where the article has a number that may hold
the sum already.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.mention import Figure
from streams.extract.casualties.tables import WORDS
from streams.extract.document.event import EventCandidate
from streams.extract.document.mentions import CasualtyMention

Candidates = tuple[EventCandidate, ...]

SEVERAL = 2
"""Dead from which who killed himself is surely another: one may be the same person."""

_Told = tuple[int, int, CasualtyMention]
"""A casualty with the place of its candidate, and its place in that candidate."""


def with_self(apart: Sequence[CasualtyMention]) -> list[CasualtyMention]:
    """Add to a headline's dead the one who killed himself: "kills two, then himself"."""
    found: list[CasualtyMention] = []
    for casualty in apart:
        last = found[-1] if found else None
        if casualty.adds and last is not None and last.kind == casualty.kind and _best(last):
            found[-1] = replace(last, figure=_exactly(_best(last) + _best(casualty)))
        else:
            found.append(casualty)
    return found


def with_names_counted(candidates: Candidates) -> Candidates:
    """Count the dead by their surnames, where no sentence counts as many."""
    named = [
        told
        for told in _told(candidates, "killed")
        if _best(told[2]) == 1 and _is_full_name(told[2].figure)
    ]
    surnames = {_group(casualty).split()[-1] for _, _, casualty in named}
    if len(surnames) <= max(1, _most(candidates, "killed")):
        return candidates
    return _with_figure(candidates, named[-1], len(surnames))


def with_perpetrator(candidates: Candidates, apart: Sequence[CasualtyMention]) -> Candidates:
    """Count the one who killed the others and died: "killed six … police shot the gunman dead".

    A number that only says how many are dead may count that one already, and so may a number of
    which the article has one less as well: then nothing is added.

    Args:
        candidates: those of one event, in text order.
        apart: what the headline or a toll counts.
    """
    killed = list(_told(candidates, "killed"))
    died = [told for told in killed if _is_perpetrator(told, candidates)]
    others = [told for told in killed if told not in died]
    most = max(others, key=lambda told: _best(told[2]), default=None)
    if not died or most is None or _best(most[2]) < SEVERAL:
        return candidates
    number = _best(most[2])
    known = {_best(casualty) for _, _, casualty in killed}
    known |= {_best(one) for one in apart if one.kind == "killed"}
    at_most = [casualty for _, _, casualty in others if _best(casualty) == number]
    whole = not all(casualty.caused for casualty in at_most) or max(known) > number
    if whole or (number > 1 and number - 1 in known - {1}) or _tells_both(candidates, most):
        return candidates
    return _with_figure(candidates, died[-1], number + 1)


def _is_perpetrator(told: _Told, candidates: Candidates) -> bool:
    """Whether the dead is the one who did it: "killed himself", "the gunman was shot dead"."""
    at, _, casualty = told
    if _best(casualty) != 1:
        return False
    s = candidates[at].context.sentence
    before = s.lower[casualty.start : casualty.end]
    if casualty.adds and not WORDS["reflexives"].isdisjoint(before):
        # Beside others in its sentence it has been added to them.
        counted = candidates[at].casualty_mentions
        return all(one is casualty for one in counted if one.kind == "killed")
    group = _group(casualty).split()
    if _is_one_beside_several(told, candidates):
        return True
    definite = any(s.lower[start] in _DEFINITE for start in casualty.victims)
    return definite and bool(group) and group[-1] in WORDS["perpetrators"]


def _is_one_beside_several(told: _Told, candidates: Candidates) -> bool:
    """Whether "him" is none of several who were hit: "hitting five before police killed him"."""
    at, _, casualty = told
    s = candidates[at].context.sentence
    pronouns = WORDS["object_pronouns"]
    if not casualty.victims or not all(s.lower[one] in pronouns for one in casualty.victims):
        return False
    return any(
        one.kind == "injured" and one.start < casualty.start and _best(one) >= SEVERAL
        for candidate in candidates
        if candidate.context.sentence.index == s.index
        for one in candidate.casualty_mentions
    )


def _tells_both(candidates: Candidates, most: _Told) -> bool:
    """Whether the sentence with the largest number also tells of the one who did it."""
    at, _, _ = most
    s = candidates[at].context.sentence
    return not WORDS["including_himself"].isdisjoint(s.lower)


_DEFINITE = frozenset({"the"})


def killed_by_others(candidates: Candidates) -> int:
    """Return the largest number of dead among whom the one who did it is not."""
    told = [one for one in _told(candidates, "killed") if not _is_perpetrator(one, candidates)]
    return max((_best(casualty) for _, _, casualty in told), default=0)


def _told(candidates: Candidates, kind: str) -> Iterator[_Told]:
    for at, candidate in enumerate(candidates):
        for number, casualty in enumerate(candidate.casualty_mentions):
            if casualty.kind == kind and casualty.figure is not None:
                yield at, number, casualty


def _most(candidates: Candidates, kind: str) -> int:
    return max((_best(casualty) for _, _, casualty in _told(candidates, kind)), default=0)


def _with_figure(candidates: Candidates, told: _Told, number: int) -> Candidates:
    """Return the candidates with a number in place of a figure."""
    at, place, casualty = told
    counted = list(candidates[at].casualty_mentions)
    counted[place] = replace(casualty, figure=_exactly(number))
    changed = list(candidates)
    changed[at] = replace(changed[at], casualty_mentions=tuple(counted))
    return tuple(changed)


def _exactly(number: int) -> Figure:
    return Figure(low=number, best=number, high=number)


def _best(casualty: CasualtyMention) -> int:
    return 0 if casualty.figure is None else casualty.figure.best or 0


def _group(casualty: CasualtyMention) -> str:
    return (casualty.figure and casualty.figure.group) or ""


def _is_full_name(figure: Figure | None) -> bool:
    words = figure.group.split() if figure and figure.group else []
    return len(words) > 1 and all(word[0].isupper() for word in words)
