"""Which events of a block a profile may be the same as, best first, and which not, and why."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from schemas.event import Rejection
from streams.deduplicate.evidence.assertion_class import admits
from streams.deduplicate.evidence.profile import Profile
from streams.deduplicate.score.guards import TYPES, types_exclude, veto
from streams.deduplicate.score.model import merge_score
from streams.deduplicate.score.similarity import ArticleSimilarity, article_similarity
from streams.deduplicate.settings import Rules

LISTED_REJECTIONS = 3
"""Events that a mention did not join, the most likely ones, which its merge step lists."""
TOO_UNLIKE = "not alike enough"

Observer = Callable[[Profile, Profile, ArticleSimilarity], None]
"""Takes an event, what is compared with it, and how similar their articles are."""


@dataclass(frozen=True)
class Match:
    """An event that may be the same happening."""

    event_id: str
    assertion_class: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    """The events that a profile was compared with: those that fit, best first, and the others."""

    matches: tuple[Match, ...]
    rejected: tuple[Rejection, ...]

    def beside(self, event_id: str) -> tuple[Rejection, ...]:
        """Return the rejections to list for a mention that joined ``event_id``.

        A weaker match was not rejected by guards or score; another one fitted better.
        """
        weaker = [
            Rejection(event_id=one.event_id, score=one.score, reason="another fits better")
            for one in self.matches
            if one.event_id != event_id
        ]
        return tuple([*weaker, *self.rejected][:LISTED_REJECTIONS])

    def combined_with(self, other: "Ranking") -> "Ranking":
        """Return a ranking of the events of both."""
        return _ranking((*self.matches, *other.matches), (*self.rejected, *other.rejected))


def _ranking(matches: Iterable[Match], rejected: Iterable[Rejection]) -> Ranking:
    return Ranking(
        tuple(sorted(matches, key=lambda match: (-match.score, match.event_id))),
        tuple(sorted(rejected, key=lambda one: (-(one.score or 0.0), one.event_id))),
    )


class Matcher:
    """Compares profiles by the guards and the score.

    Args:
        rules: the settings and models.
        observe: is called with every pair that is scored and shares no article; for training.
    """

    def __init__(self, rules: Rules, observe: Observer | None = None) -> None:
        self._rules = rules
        self._observe = observe

    def rank(
        self,
        profile: Profile,
        event_ids: Iterable[str],
        profile_of_event: Callable[[str], Profile],
        threshold: float,
    ) -> Ranking:
        """Return the events that score at least ``threshold``, best first, ties by id."""
        matches: list[Match] = []
        rejected: list[Rejection] = []
        for event_id in sorted(event_ids):
            found = self._compare(profile, event_id, profile_of_event(event_id))
            if isinstance(found, Rejection):
                rejected.append(found)
            elif found is not None and found.score >= threshold:
                matches.append(found)
            elif found is not None:
                rejected.append(_below(found))
        return _ranking(matches, rejected)

    def _compare(self, profile: Profile, event_id: str, event: Profile) -> Match | Rejection | None:
        if not (
            admits(event.assertion_class, profile.assertion_class)
            or admits(profile.assertion_class, event.assertion_class)
        ):
            return None
        if types_exclude(event, profile, self._rules):
            return Rejection(event_id=event_id, score=None, reason=TYPES)
        similarity = article_similarity(event, profile)
        reason = veto(event, profile, similarity, self._rules)
        if reason is not None:
            return Rejection(event_id=event_id, score=None, reason=reason)
        if self._observe is not None and event.articles.isdisjoint(profile.articles):
            self._observe(event, profile, similarity)
        score = merge_score(event, profile, similarity, self._rules)
        return Match(event_id, event.assertion_class, score.probability, score.reasons)


def joinable(profile: Profile, matches: Iterable[Match]) -> Iterator[Match]:
    """Yield the matches that may take the profile in; the others may only be merged into it."""
    return (match for match in matches if admits(match.assertion_class, profile.assertion_class))


def _below(match: Match) -> Rejection:
    reasons = ", ".join(match.reasons)
    reason = f"{TOO_UNLIKE}: {reasons}" if reasons else TOO_UNLIKE
    return Rejection(event_id=match.event_id, score=match.score, reason=reason)
