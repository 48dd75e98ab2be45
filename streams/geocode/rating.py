"""Rates a reading of a place name: a linear model of what the name, the text and the map say."""

import json
from dataclasses import dataclass
from importlib.resources import files
from math import exp, log10
from typing import Any

from streams.geocode.context import Context
from streams.geocode.entry import Match
from streams.geocode.group import Group

_MODEL: dict[str, Any] = json.loads(
    files("streams.geocode").joinpath("data/weights.json").read_text(encoding="utf-8")
)
WEIGHTS: dict[str, float] = _MODEL["weights"]
MOST_PEOPLE_LOG10 = 7.0
"""Ten million people: a larger city is no better known."""
SUPPLEMENT_PEOPLE = 30_000
"""A district or crossing of the supplement is as well known as a town of this size."""
_SUPPLEMENT = ("district", "crossing", "facility")
_WIDE = ("country", "admin1", "region", "water")

Features = dict[str, float]


@dataclass(slots=True)
class Reading:
    """An entry that a name may mean, with its features and their rating (a logit)."""

    match: Match
    own: float
    score: float

    @property
    def probability(self) -> float:
        """The logistic function of the score."""
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.score))))


def rate(features: Features) -> float:
    """Return the weighted sum of features."""
    return sum(WEIGHTS[name] * value for name, value in features.items())


def fame(match: Match) -> float:
    """Return how well known an entry is by its population, from 0 to 1 on a logarithmic scale."""
    entry = match.entry
    own = entry.feature_class in _SUPPLEMENT
    people = max(entry.population, SUPPLEMENT_PEOPLE if own else 0)
    return min(1.0, log10(people + 1) / MOST_PEOPLE_LOG10)


def own_features(match: Match, group: Group, home: str | None) -> Features:
    """Return the features that need no other place: the name, the words around it, the fame."""
    entry, known = match.entry, fame(match)
    hint = match.feature_class or group.hint
    fits = hint is not None and fits_hint(hint, entry.feature_class)
    features = {
        "bias": 1.0,
        "population": known,
        "alternate": float(match.kind == "alternate"),
        "obscure_alternate": (1 - known) * (match.kind == "alternate"),
        "sound": float(match.kind == "sound"),
        "part": float(match.part is not None),
        "cue": float(group.cue),
        "hint_match": float(fits),
        "hint_clash": float(hint is not None and not fits),
        "home": float(home is not None and entry.country == home),
    }
    if entry.feature_class in WEIGHTS:
        features[entry.feature_class] = 1.0
    if entry.feature_class in _SUPPLEMENT:
        features["supplement"] = 1.0
    return features


def fits_hint(hint: str, feature_class: str) -> bool:
    """Tell whether an entry's class is what the text calls it; a suburb may be a town as well."""
    return hint == feature_class or (hint, feature_class) in {
        ("district", "city"), ("city", "district"), ("district", "admin2"), ("region", "admin1"),
        ("admin1", "region"), ("admin2", "district"), ("facility", "crossing"),
    }  # fmt: skip


def context_features(match: Match, group: Group, context: Context) -> Features:
    """Return the features that the other places of the article give, each from 0 to 1."""
    entry = match.entry
    country = context.share_of_country(group, entry.country)
    inside, outside = context.containment(group, entry)
    wide = entry.feature_class in _WIDE
    others = context.has_others(group)
    return {
        "same_country": country,
        "other_country": float(others) * (1 - country),
        "same_admin1": context.share_of_admin1(group, entry.admin1_code),
        "near": 0.0 if wide else context.nearness(group, entry),
        "far": 0.0 if wide or country else float(others) * (1 - fame(match)),
        "inside": inside,
        "outside": outside,
    }
