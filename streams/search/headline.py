"""The headline of an event, from its facts: 'Shelling kills 19+ in Saltivka, Kharkiv'. Pure."""

from schemas import Event, Figure, Place
from streams.search.words import PRECISION_WORDS, country_name, figure_text, what_text

HARMFUL = frozenset(
    {
        "armed_clash", "ground_assault", "shelling", "air_strike", "bombing", "suicide_attack",
        "attack_on_civilians", "mass_shooting", "shooting", "raid", "siege", "riot",
        "excessive_force", "natural_disaster", "accident",
    }
)  # fmt: skip
"""Types whose name can be the subject of 'kills'; "arrest kills 2" would be nonsense."""
VERBS = {"killed": "kills", "injured": "injures", "detained": "detains", "displaced": "displaces"}
FEARED = {
    "negated": "Denied",
    "hypothetical": "Feared",
    "future": "Announced",
    "ordered": "Ordered",
}
"""What stands before the headline of an event that is not asserted."""
LEAST_DOUBT = 4
"""Precision from which the place is a whole division or more, and not "in" a town."""


def headline(event: Event) -> str:
    """Return a headline that states no more than the event does."""
    words = what_text(event.event_type)
    harmed = [
        (verb, figure_text(figure))
        for name, verb in VERBS.items()
        if (figure := getattr(event.casualties, name)) is not None and _is_some(figure)
    ]
    text = _harm(words, harmed, by_verb=event.event_type in HARMFUL)
    where = _where(event.place)
    text = f"{text} {where}" if where else text
    before = FEARED.get(event.modality)
    return f"{before}: {text}" if before else text[:1].upper() + text[1:]


def _harm(words: str, harmed: list[tuple[str, str]], *, by_verb: bool) -> str:
    if not harmed:
        return words
    if by_verb:
        return f"{words} {' and '.join(f'{verb} {number}' for verb, number in harmed)}"
    participles = {verb: name for name, verb in VERBS.items()}
    return f"{words}, {', '.join(f'{number} {participles[verb]}' for verb, number in harmed)}"


def _is_some(figure: Figure) -> bool:
    """Return whether a figure says that anyone was harmed; "no one was killed" is no headline."""
    return any(number for number in (figure.low, figure.best, figure.high))


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    larger = place.city if place.city not in (None, place.name) else place.admin1
    names = [place.name, larger if place.precision < LEAST_DOUBT else None]
    if names[1] is None or names[1] == place.name:
        country = country_name(place.country) if place.country else None
        names[1] = country if place.feature_class != "country" else None
    text = ", ".join(dict.fromkeys(name for name in names if name))
    if place.feature_class == "water":
        return f"at sea, {text}"
    near = "near" if place.precision == 2 and not place.is_centroid else "in"
    coarse = "somewhere in" if place.precision in PRECISION_WORDS else near
    return f"{coarse} {text}"
