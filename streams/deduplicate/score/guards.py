"""What never merges, whatever the score would say: "two districts of a city stay apart"."""

from datetime import timedelta
from itertools import product

from streams.deduplicate.evidence.assertion_class import RETELLING
from streams.deduplicate.evidence.dates import Interval
from streams.deduplicate.evidence.places import conflict, is_fine
from streams.deduplicate.evidence.profile import Profile
from streams.deduplicate.score.similarity import ArticleSimilarity
from streams.deduplicate.settings import MergeSettings, Rules
from streams.geodesy import distance_km

TYPES = "types do not go together"


def veto(event: Profile, other: Profile, similarity: ArticleSimilarity, rules: Rules) -> str | None:
    """Return why two profiles cannot be one happening, or None.

    Assertion classes are not compared here: which may join which depends on the direction.
    """
    similar = similarity.is_high(rules.settings)
    if _types_conflict(event, other, similar, rules):
        return TYPES
    if _places_exclude(event, other, similarity, rules):
        return "places conflict"
    if _is_undated_history(event, other) and not (similar or share_figure(event, other)):
        return "history without a date"
    gap = gap_days(event.interval, other.interval, rules.settings)
    if gap > _allowed_gap(event, other, similarity, rules):
        return "dates are apart"
    return None


def _types_conflict(one: Profile, other: Profile, similar: bool, rules: Rules) -> bool:
    """Return whether what each mostly is excludes the other.

    That some mention of one would go with the other is not enough: a raid goes with an arrest and
    with a clash, and must not make the two one happening. Between similar articles it is enough
    that one of several foremost types goes with one of the other's.
    """
    goes = _go_together(one, other, rules)
    apart = one.articles.isdisjoint(other.articles)
    return not (any(goes) if similar and apart else all(goes))


def types_exclude(one: Profile, other: Profile, rules: Rules) -> bool:
    """Return whether the types rule it out even between similar articles: ``veto`` says so then.

    That is known before the articles are compared, which costs most of a comparison.
    """
    return not any(_go_together(one, other, rules))


def _go_together(one: Profile, other: Profile, rules: Rules) -> list[bool]:
    """Return for each pair of their foremost types whether the two go together."""
    return [
        rules.relation(name, other_name) > 0
        for name, other_name in product(_foremost(one), _foremost(other))
    ]


def _foremost(profile: Profile) -> list[str]:
    """Return the type that most mentions have, or all that as many have."""
    most = max(profile.types.values(), default=0.0)
    return [name for name, share in profile.types.items() if share == most]


def type_strength(one: Profile, other: Profile, rules: Rules) -> float:
    """Return how well the types go together, 0 to 1, each weighted by its share of mentions."""
    return sum(
        share * other_share * rules.relation(name, other_name)
        for (name, share), (other_name, other_share) in product(
            one.types.items(), other.types.items()
        )
    )


def _places_exclude(
    one: Profile, other: Profile, similarity: ArticleSimilarity, rules: Rules
) -> bool:
    """Return whether the places rule it out; between similar articles most only speak against it.

    Two outlets put one happening into the suburb and the city, the county and its town; and a name
    may be resolved wrongly. What is told of the same people is never ruled out by its place.
    """
    similar = similarity.is_high(rules.settings)
    if not places_conflict(one, other, similar, rules):
        return False
    if not one.articles.isdisjoint(other.articles) or not similar:
        return True
    if similarity.identifies(rules.settings) or similarity.place_told:
        return False
    return _distance_between(one, other) > rules.settings.one_area_km


def _distance_between(one: Profile, other: Profile) -> float:
    """Return the km between the nearest places, less the uncertainty of areas."""
    return min(
        max(
            0.0,
            distance_km(a, b) - sum(place.uncertainty_km for place in (a, b) if not is_fine(place)),
        )
        for a, b in product(one.places, other.places)
    )


def places_conflict(one: Profile, other: Profile, similar: bool, rules: Rules) -> bool:
    """Return whether some place of one excludes some place of the other.

    Without any place, two mentions are one happening only if their articles are similar or the
    same. Within an article two names are mostly two places: there a part and its whole need closely
    related types or the same toll.
    """
    together = not one.articles.isdisjoint(other.articles)
    if not one.places or not other.places:
        return not similar and (bool(one.places or other.places) or not together)
    same_km = rules.settings.same_place_km
    if any(conflict(a, b, same_km) for a, b in product(one.places, other.places)):
        return True
    return together and not shares_place(one, other) and not _continues(one, other, rules)


def _goes_on(one: Profile, other: Profile, rules: Rules) -> bool:
    """Return whether an article tells of one place and kind, and no numbers speak against it."""
    if one.articles.isdisjoint(other.articles) or not shares_place(one, other):
        return False
    if type_strength(one, other, rules) < rules.settings.part_and_whole_relation:
        return False
    counted = any(one.figures.values()) and any(other.figures.values())
    return not counted or share_figure(one, other)


def _continues(one: Profile, other: Profile, rules: Rules) -> bool:
    """Return whether an article goes on about one happening, by its types or its toll."""
    close = type_strength(one, other, rules) >= rules.settings.part_and_whole_relation
    return close or share_figure(one, other)


def share_figure(one: Profile, other: Profile) -> bool:
    """Return whether both report one number of casualties of a kind, other than none."""
    return any(
        _meet(a, b) and min(a[1], b[1]) > 0
        for kind in one.figures
        for a, b in product(one.figures[kind], other.figures[kind])
    )


def _tolls_differ(one: Profile, other: Profile) -> bool:
    """Return whether both count the killed, and no number of the one can be one of the other."""
    mine, theirs = one.figures.get("killed", ()), other.figures.get("killed", ())
    return bool(mine and theirs) and not any(_meet(a, b) for a, b in product(mine, theirs))


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Return whether two ranges of figures have a number in common."""
    return max(one[0], other[0]) <= min(one[1], other[1])


def shares_place(one: Profile, other: Profile) -> bool:
    """Return whether both name the same gazetteer entry."""
    ids = {place.gazetteer_id for place in one.places}
    return any(place.gazetteer_id in ids for place in other.places)


def gap_days(one: Interval, other: Interval, settings: MergeSettings) -> int:
    """Return the days between two intervals: 0 when they meet, 1 for neighbouring days."""
    first, second = sorted(
        (item.first(settings.open_start_days), item.end) for item in (one, other)
    )
    return max(timedelta(0), second[0] - first[1]).days


def _is_undated_history(one: Profile, other: Profile) -> bool:
    """Return whether one is history dated by nothing but its article, and the other is not."""
    return one.assertion_class != other.assertion_class and any(
        profile.assertion_class == RETELLING and profile.interval.basis == "publication"
        for profile in (one, other)
    )


def _allowed_gap(one: Profile, other: Profile, similarity: ArticleSimilarity, rules: Rules) -> int:
    """Return the most days apart. In similar articles a stated date may have been misread.

    A report of the trial that states no day of the crime is dated by its publication, and so may be
    off by as many days as it appeared after the others. Where an article goes on about a happening,
    the day may be that of the investigation or the first report. Two stated days with a toll each
    are two attacks told in the same words: "a car bomb killed nine in Kabul on Friday".
    """
    sharp = one.interval.is_sharp and other.interval.is_sharp
    if _goes_on(one, other, rules):
        return rules.settings.same_article_gap_days
    if similarity.identifies(rules.settings):
        return similarity.span + rules.settings.similar_date_gap_days
    if similarity.is_high(rules.settings):
        if sharp and _tolls_differ(one, other):
            return rules.settings.soft_date_gap_days
        return rules.settings.similar_date_gap_days + (0 if sharp else similarity.span)
    return 0 if sharp else rules.settings.soft_date_gap_days
