"""Whether the mentions of an event are still one happening when one of them was withdrawn."""

from collections.abc import Sequence

from schemas.mention import Mention
from streams.deduplicate.evidence.assertion_class import ABSORBED, assertion_class_of
from streams.deduplicate.evidence.profile import profile_of
from streams.deduplicate.score.matching import Matcher
from streams.deduplicate.settings import Rules

LARGEST_SPLIT = 64
"""Mentions of the largest event that is looked through: every mention is compared with every part.
The withdrawal of one mention hardly divides a larger event."""


def parts_of(mentions: Sequence[Mention], matcher: Matcher, rules: Rules) -> list[list[Mention]]:
    """Return the mentions in parts that belong together, the part of the first mention first.

    Each mention, in the order of joining, goes to the parts that it fits and unites them. It takes
    less to stay than to join (``split_threshold``), so that events do not flutter. A denial or
    retelling makes no part of its own: it goes to a part that it fits, else to the first.

    Args:
        mentions: those that are left, in the order in which they joined.
        matcher: compares a mention with a part.
        rules: the settings and tables.
    """
    if len(mentions) > LARGEST_SPLIT:
        return [list(mentions)]
    parts: list[list[Mention]] = []
    loose: list[Mention] = []
    for mention in mentions:
        fitting = _fitting(mention, parts, matcher, rules)
        if not fitting and assertion_class_of(mention) in ABSORBED:
            loose.append(mention)
            continue
        joined = [*(one for part in fitting for one in part), mention]
        at = parts.index(fitting[0]) if fitting else len(parts)
        rest = [part for part in parts if part not in fitting]
        parts = [*rest[:at], joined, *rest[at:]]
    for mention in loose:
        fitting = _fitting(mention, parts, matcher, rules) or parts[:1]
        (fitting[0] if fitting else _new_part(parts)).append(mention)
    return parts


def _new_part(parts: list[list[Mention]]) -> list[Mention]:
    parts.append([])
    return parts[-1]


def _fitting(
    mention: Mention, parts: Sequence[list[Mention]], matcher: Matcher, rules: Rules
) -> list[list[Mention]]:
    profiles = {str(number): profile_of(part, rules) for number, part in enumerate(parts)}
    matches = matcher.rank(
        profile_of([mention], rules),
        profiles,
        profiles.__getitem__,
        rules.settings.split_threshold,
    ).matches
    return [parts[number] for number in sorted(int(match.event_id) for match in matches)]
