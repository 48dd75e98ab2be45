"""How likely two profiles tell one happening: a logistic model over a few named features."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from math import exp, log2, sqrt

from streams.deduplicate.candidates.profile import Profile
from streams.deduplicate.score.guards import gap_days, places_conflict, shares_place, type_strength
from streams.deduplicate.score.places import contains, is_fine
from streams.deduplicate.score.similarity import NO_SIMILARITY, ArticleSimilarity
from streams.deduplicate.settings import Model, Rules, Weights
from streams.geodesy import distance_km

WORTH_TELLING = 0.2
"""Logits below which a feature is left out of the reasons."""
STEPS = ((0, 5), (5, 10), (10, 20), (20, 40))
"""Hundredths of the cosine between which its weight is a line of its own."""
RAREST = 0.1
"""From this share of the cosine on, one word tells all that it can."""
NAMES, AGES, GAP_DAYS, LATER_DAYS = 3, 2, 7, 366
"""From so many on, shared names, shared ages, days between dates and between publications tell all
that they can."""


@dataclass(frozen=True)
class MergeScore:
    """A probability of being one happening, and why, for a person."""

    probability: float
    reasons: tuple[str, ...]


def judge(event: Profile, other: Profile, kin: ArticleSimilarity, rules: Rules) -> MergeScore:
    """Score two profiles that no guard keeps apart.

    Within an article the sentences decide, across articles also what the articles have in common.
    An event that holds both the article and others is the likelier of the two.
    """
    values = features(event, other, rules)
    verdicts = []
    if not event.articles.isdisjoint(other.articles):
        verdicts.append(_verdict(values, rules.weights.within))
    if kin is not NO_SIMILARITY:
        told = {**values, **similarity_features(event, other, kin, rules)}
        verdicts.append(_verdict(told, rules.weights.across))
    return max(verdicts, key=lambda verdict: verdict.probability)


def _verdict(values: Mapping[str, float], model: Model) -> MergeScore:
    shares = {
        name: rule.weight * values[name]
        for name, rule in model.features.items()
        if values.get(name)
    }
    told = sorted(name for name in shares if abs(shares[name]) >= WORTH_TELLING)
    told.sort(key=lambda name: -abs(shares[name]))
    probability = 1.0 / (1.0 + exp(-(model.bias + sum(shares.values()))))
    return MergeScore(round(probability, 4), tuple(model.features[name].reason for name in told))


def features(one: Profile, other: Profile, rules: Rules) -> dict[str, float]:
    """Return the value of each feature of what the sentences tell, 0 to 1; an absent one is 0."""
    weights = rules.weights
    together = not one.articles.isdisjoint(other.articles)
    same_spot = shares_place(one, other) or not (one.places or other.places)
    return {
        **_place(one, other, weights),
        **_date(one, other, weights),
        **_actors(one, other),
        **_figures(one, other, weights),
        "type": type_strength(one, other, rules),
        "text": _text(one, other),
        "same_article": float(together and same_spot),
        "outline": float(together and not same_spot and _is_outline(one, other, rules)),
        "same_publisher": float(not together and not one.publishers.isdisjoint(other.publishers)),
        "set_apart": float(together and (one.set_apart or other.set_apart)),
    }


def _is_outline(one: Profile, other: Profile, rules: Rules) -> bool:
    """Return whether one tells the other in outline: "Troops struck back in Damascus".

    It names only what the other lies in, with no day or figures of its own, and what kind of
    happening it was goes closely with what the other tells.
    """
    if type_strength(one, other, rules) < rules.weights.part_and_whole_relation:
        return False
    return any(
        not whole.interval.is_sharp
        and not any(whole.figures.values())
        and all(any(contains(a, b) for a in whole.places) for b in part.places)
        for whole, part in ((one, other), (other, one))
        if whole.places and part.places
    )


def similarity_features(
    one: Profile, other: Profile, kin: ArticleSimilarity, rules: Rules
) -> dict[str, float]:
    """Return the value of each feature of what the articles have in common, 0 to 1."""
    gap = gap_days(one.interval, other.interval, rules.weights)
    sharp = one.interval.is_sharp and other.interval.is_sharp
    known = bool(one.places and other.places)
    later = min(1.0, log2(1 + kin.days) / log2(LATER_DAYS))
    return {
        **{f"alike_{low:02d}": _part(kin.text, low / 100, high / 100) for low, high in STEPS},
        "rare_word": _part(kin.rarest, 0.0, RAREST),
        "names_shared": min(1.0, kin.names / NAMES),
        "ages_shared": min(1.0, kin.ages_shared / AGES),
        "ages_differ": float(kin.ages_told and not kin.ages_shared),
        "told_later": later,
        "told_later_unlike": later * (1.0 - _part(kin.text, 0.0, STEPS[-1][1] / 100)),
        "told_days_apart": min(1.0, gap / GAP_DAYS) * sharp,
        "days_apart": min(1.0, gap / GAP_DAYS) * (not sharp),
        "place_unknown": float(not known),
        "places_differ": float(known and places_conflict(one, other, False, rules)),
    }


def _part(value: float, low: float, high: float) -> float:
    """Return how far a value has come from low to high, 0 to 1."""
    return min(1.0, max(0.0, value - low) / (high - low))


def _place(one: Profile, other: Profile, weights: Weights) -> dict[str, float]:
    shared = {place.gazetteer_id for place in one.places}
    same = [place for place in other.places if place.gazetteer_id in shared]
    if same:
        best = min(same, key=lambda place: (place.precision, place.uncertainty_km))
        if not is_fine(best):
            return {"same_place": weights.coarse_share}
        spread = 1.0 - weights.pinpoint_floor
        nearness = exp(-best.uncertainty_km / weights.pinpoint_scale_km)
        return {"same_place": weights.pinpoint_floor + spread * nearness}
    pairs = list(product(one.places, other.places))
    if any(contains(a, b) or contains(b, a) for a, b in pairs):
        return {"contained_place": 1.0}
    nearest = min((distance_km(a, b) for a, b in pairs), default=None)
    return {} if nearest is None else {"near_place": exp(-nearest / weights.near_scale_km)}


def _date(one: Profile, other: Profile, weights: Weights) -> dict[str, float]:
    a, b = one.interval, other.interval
    if (
        a.precision == b.precision == 1
        and a.start is not None
        and (a.start, a.end)
        == (
            b.start,
            b.end,
        )
    ):
        return {"same_day": 1.0}
    return {"dates_overlap": float(gap_days(a, b, weights) == 0)}


def _actors(one: Profile, other: Profile) -> dict[str, float]:
    if not one.agents or not other.agents:
        return {}
    name = "actors_differ" if one.agents.isdisjoint(other.agents) else "actors_shared"
    return {name: 1.0}


def _figures(one: Profile, other: Profile, weights: Weights) -> dict[str, float]:
    """Compare casualties kind by kind; the more people, the more an agreement tells."""
    agree, differ = [], []
    for kind in one.figures:
        if not one.figures[kind] or not other.figures[kind]:
            continue
        pairs = list(product(one.figures[kind], other.figures[kind]))
        common = [min(a[1], b[1]) for a, b in pairs if max(a[0], b[0]) <= min(a[1], b[1])]
        if common:
            most = log2(1 + weights.informative_figure)
            agree.append(min(1.0, log2(1 + max(common)) / most))
        else:
            differ.append(1.0 - max(_ratio(a, b) for a, b in pairs))
    return {"figures_agree": max(agree, default=0.0), "figures_differ": _mean(differ)}


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
