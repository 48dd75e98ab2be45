"""Groups of event types, each with a colour on the map and in the histogram. Pure."""

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "violence": (
        "armed violence",
        (
            "armed_clash", "ground_assault", "shelling", "air_strike", "bombing",
            "suicide_attack", "targeted_killing", "attack_on_civilians", "mass_shooting",
            "shooting", "property_destruction",
        ),
    ),
    "unrest": ("protest and unrest", ("protest", "riot", "excessive_force", "strike")),
    "seizure": (
        "arrest, abduction, raid",
        ("abduction", "arrest", "raid", "prisoner_release", "weapons_seizure"),
    ),
    "control": (
        "troops and territory",
        ("siege", "territory_gain", "withdrawal", "deployment", "defection", "group_change",
            "restriction"),
    ),
    "disaster": (
        "disaster, displacement, aid",
        ("natural_disaster", "accident", "displacement", "aid"),
    ),
    "politics": (
        "politics and talks",
        (
            "ceasefire", "accusation", "threat", "talks", "sanction", "agreement", "request",
            "rejection", "support", "cooperation", "concession",
        ),
    ),
}  # fmt: skip
"""Groups by key, with what a person reads and the types.

The page has one colour for each group, of the palette by Okabe and Ito, which people with any
colour vision tell apart.
"""
OTHERS = "politics"
"""Group of a type that a newer version stored, which this one does not know."""
GROUP_NAMES = {key: name for key, (name, _) in GROUPS.items()}
"""What a person reads for each group, in the order of the legend."""

_GROUP_OF = {name: key for key, (_, names) in GROUPS.items() for name in names}


def group_of(event_type: str) -> str:
    """Return the key of the group that an event type belongs to."""
    return _GROUP_OF.get(event_type, OTHERS)


def by_group(events_by_type: dict[str, int]) -> dict[str, int]:
    """Return the number of events of each group that has any."""
    sums: dict[str, int] = {}
    for name, number in events_by_type.items():
        sums[group_of(name)] = sums.get(group_of(name), 0) + number
    return sums


def grouped_types() -> set[str]:
    """Return all types that are in a group."""
    return set(_GROUP_OF)
