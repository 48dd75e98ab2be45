"""How likely two profiles are one happening: a logistic model over a few named features."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from math import exp, log2, sqrt

from streams.deduplicate.evidence.places import contains, is_fine
from streams.deduplicate.evidence.profile import Profile
from streams.deduplicate.score.guards import gap_days, places_conflict, shares_place, type_strength
from streams.deduplicate.score.similarity import NO_SIMILARITY, ArticleSimilarity
from streams.deduplicate.settings import MergeSettings, Rules
from streams.geodesy import distance_km
from streams.logistic import LogisticModel, logistic

LEAST_REASON = 0.2
"""Logits below which a feature is left out of the reasons: it moves no probability by 0.05."""
STEPS = ((0, 5), (5, 10), (10, 20), (20, 40))
"""Hundredths of the cosine: each range has a feature, so that the score may rise faster in one."""
RAREST = 0.1
"""From this share of the cosine on, one word says all that it can."""
NAMES = 3
"""From so many shared names on, names say all that they can."""
AGES = 2
"""From so many shared ages on, ages say all that they can."""
GAP_DAYS = 7
"""From so many days between dates on, more of them say no more."""
LATER_DAYS = 366
"""From so many days between publications on, more of them say no more."""


@dataclass(frozen=True)
class MergeScore:
    """The probability of being one happening, and the reasons, the strongest first."""

    probability: float
    reasons: tuple[str, ...]


def merge_score(
    event: Profile, other: Profile, similarity: ArticleSimilarity, rules: Rules
) -> MergeScore:
    """Score two profiles that no guard keeps apart.

    Within an article the sentences decide, between articles also what the articles have in common.
    For an event that has both the article and others, the higher score counts.
    """
    values = features(event, other, rules)
    scores = []
    if not event.articles.isdisjoint(other.articles):
        scores.append(_score(values, rules.within, rules.reasons))
    if similarity is not NO_SIMILARITY:
        every = {**values, **similarity_features(event, other, similarity, rules)}
        scores.append(_score(every, rules.across, rules.reasons))
    return max(scores, key=lambda score: score.probability)


def _score(
    values: Mapping[str, float], model: LogisticModel, reasons: Mapping[str, str]
) -> MergeScore:
    added = model.contributions(values)
    strong = sorted(name for name in added if abs(added[name]) >= LEAST_REASON)
    strong.sort(key=lambda name: -abs(added[name]))
    probability = logistic(model.intercept + sum(added.values()))
    return MergeScore(round(probability, 4), tuple(reasons[name] for name in strong))


def features(one: Profile, other: Profile, rules: Rules) -> dict[str, float]:
    """Return the value of each feature of the sentences, 0 to 1; an absent one is 0."""
    settings = rules.settings
    together = not one.articles.isdisjoint(other.articles)
    same_place = shares_place(one, other) or not (one.places or other.places)
    return {
        **_place(one, other, settings),
        **_date(one, other, settings),
        **_actors(one, other),
        **_figures(one, other, settings),
        "type": type_strength(one, other, rules),
        "text": _text(one, other),
        "same_article": float(together and same_place),
        "outline": float(together and not same_place and _is_outline(one, other, rules)),
        "same_publisher": float(not together and not one.publishers.isdisjoint(other.publishers)),
        "separate_happening": float(together and (one.is_separate or other.is_separate)),
    }


def _is_outline(one: Profile, other: Profile, rules: Rules) -> bool:
    """Return whether one summarises the other: "Troops struck back in Damascus".

    It names only what the other lies in, states neither day nor figures of its own, and its type is
    closely related.
    """
    if type_strength(one, other, rules) < rules.settings.part_and_whole_relation:
        return False
    return any(
        not whole.interval.is_sharp
        and not any(whole.figures.values())
        and all(any(contains(a, b) for a in whole.places) for b in part.places)
        for whole, part in ((one, other), (other, one))
        if whole.places and part.places
    )


def similarity_features(
    one: Profile, other: Profile, similarity: ArticleSimilarity, rules: Rules
) -> dict[str, float]:
    """Return the value of each feature of what the articles have in common, 0 to 1."""
    gap = gap_days(one.interval, other.interval, rules.settings)
    sharp = one.interval.is_sharp and other.interval.is_sharp
    known = bool(one.places and other.places)
    later = min(1.0, log2(1 + similarity.days) / log2(LATER_DAYS))
    return {
        **{
            f"similar_{low:02d}": _part(similarity.text, low / 100, high / 100)
            for low, high in STEPS
        },
        "rare_word": _part(similarity.rarest, 0.0, RAREST),
        "names_shared": min(1.0, similarity.names / NAMES),
        "ages_shared": min(1.0, similarity.ages_shared / AGES),
        "ages_differ": float(similarity.ages_known and not similarity.ages_shared),
        "published_later": later,
        "published_later_unlike": later * (1.0 - _part(similarity.text, 0.0, STEPS[-1][1] / 100)),
        "stated_days_apart": min(1.0, gap / GAP_DAYS) * sharp,
        "inferred_days_apart": min(1.0, gap / GAP_DAYS) * (not sharp),
        "place_unknown": float(not known),
        "places_differ": float(known and places_conflict(one, other, False, rules)),
    }


def _part(value: float, low: float, high: float) -> float:
    """Return how far a value has come from low to high, 0 to 1."""
    return min(1.0, max(0.0, value - low) / (high - low))


def _place(one: Profile, other: Profile, settings: MergeSettings) -> dict[str, float]:
    shared = {place.gazetteer_id for place in one.places}
    same = [place for place in other.places if place.gazetteer_id in shared]
    if same:
        best = min(same, key=lambda place: (place.precision, place.uncertainty_km))
        if not is_fine(best):
            return {"same_place": settings.coarse_share}
        spread = 1.0 - settings.pinpoint_floor
        nearness = exp(-best.uncertainty_km / settings.pinpoint_scale_km)
        return {"same_place": settings.pinpoint_floor + spread * nearness}
    pairs = list(product(one.places, other.places))
    if any(contains(a, b) or contains(b, a) for a, b in pairs):
        return {"contained_place": 1.0}
    nearest = min((distance_km(a, b) for a, b in pairs), default=None)
    return {} if nearest is None else {"near_place": exp(-nearest / settings.near_scale_km)}


def _date(one: Profile, other: Profile, settings: MergeSettings) -> dict[str, float]:
    a, b = one.interval, other.interval
    exact = a.precision == b.precision == 1 and a.start is not None
    if exact and (a.start, a.end) == (b.start, b.end):
        return {"same_day": 1.0}
    return {"dates_overlap": float(gap_days(a, b, settings) == 0)}


def _actors(one: Profile, other: Profile) -> dict[str, float]:
    if not one.agents or not other.agents:
        return {}
    name = "actors_differ" if one.agents.isdisjoint(other.agents) else "actors_shared"
    return {name: 1.0}


def _figures(one: Profile, other: Profile, settings: MergeSettings) -> dict[str, float]:
    """Compare casualties kind by kind; the more people, the more an agreement says.

    Tolls rise: a higher figure of a later report contradicts nothing.
    """
    agree, differ = [], []
    later = _newest(one) - _newest(other) if one.compared and other.compared else timedelta()
    for kind in one.figures:
        if not one.figures[kind] or not other.figures[kind]:
            continue
        pairs = list(product(one.figures[kind], other.figures[kind]))
        common = [min(a[1], b[1]) for a, b in pairs if max(a[0], b[0]) <= min(a[1], b[1])]
        if common:
            most = log2(1 + settings.informative_figure)
            agree.append(min(1.0, log2(1 + max(common)) / most))
        elif not any(_rises(a, b, later) for a, b in pairs):
            differ.append(1.0 - max(_ratio(a, b) for a, b in pairs))
    return {"figures_agree": max(agree, default=0.0), "figures_differ": _mean(differ)}


def _newest(profile: Profile) -> datetime:
    return max(article.published_at for article in profile.compared)


def _rises(one: tuple[float, float], other: tuple[float, float], later: timedelta) -> bool:
    """Return whether the higher of two ranges that do not meet is of the later report."""
    return later > timedelta() if one[0] > other[1] else later < timedelta()


def _ratio(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the nearest ends of two ranges that do not meet, smaller over larger."""
    small, large = sorted((one, other))
    return small[1] / large[0]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _text(one: Profile, other: Profile) -> float:
    return max((_cosine(a, b) for a, b in product(one.texts, other.texts)), default=0.0)


def _cosine(one: frozenset[str], other: Iterable[str]) -> float:
    words = frozenset(other)
    return len(one & words) / sqrt(len(one) * len(words)) if one and words else 0.0
