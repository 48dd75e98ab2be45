"""Which events of a block a profile may be the same as, best first."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from streams.deduplicate.guards import veto
from streams.deduplicate.profile import Profile
from streams.deduplicate.rules import Rules
from streams.deduplicate.score import judge
from streams.deduplicate.strands import admits


@dataclass(frozen=True)
class Match:
    """An event that may be the same happening."""

    event_id: str
    strand: str
    score: float
    reasons: tuple[str, ...]


def rank(
    profile: Profile,
    event_ids: Iterable[str],
    profile_of_event: Callable[[str], Profile],
    threshold: float,
    rules: Rules,
) -> list[Match]:
    """Return the events that score at least ``threshold``, best first, ties by id."""
    found = (_match(profile, event_id, profile_of_event(event_id), rules) for event_id in event_ids)
    matches = [match for match in found if match is not None and match.score >= threshold]
    return sorted(matches, key=lambda match: (-match.score, match.event_id))


def joinable(profile: Profile, matches: Iterable[Match]) -> Iterator[Match]:
    """Yield the matches that may take the profile in; the others may only be absorbed."""
    return (match for match in matches if admits(match.strand, profile.strand))


def _match(profile: Profile, event_id: str, event: Profile, rules: Rules) -> Match | None:
    related = admits(event.strand, profile.strand) or admits(profile.strand, event.strand)
    if not related or veto(event, profile, rules) is not None:
        return None
    verdict = judge(event, profile, rules)
    return Match(event_id, event.strand, verdict.probability, verdict.reasons)
