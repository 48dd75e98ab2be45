"""Whether the mentions of an event still tell one happening when one of them is gone."""

from collections.abc import Sequence

from schemas.mention import Mention
from streams.deduplicate.assertion_class import ABSORBED, assertion_class_of
from streams.deduplicate.candidates.profile import profile_of
from streams.deduplicate.score.matching import Matcher
from streams.deduplicate.settings import Rules

TORN_AT_MOST = 64
"""Largest event that is looked through; the withdrawal of one mention tears no larger one."""


def parts_of(mentions: Sequence[Mention], matcher: Matcher, rules: Rules) -> list[list[Mention]]:
    """Return the mentions in parts that hold together, the part of the first mention first.

    Each mention in the order of joining goes to the parts that it fits, and makes them one. It
    takes less to stay than to join (``split_threshold``), so that no event flutters. A denial or
    retelling founds no part of its own.
    """
    if len(mentions) > TORN_AT_MOST:
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
        (fitting[0] if fitting else _founded(parts)).append(mention)
    return parts


def _founded(parts: list[list[Mention]]) -> list[Mention]:
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
        rules.weights.split_threshold,
    ).matches
    return [parts[number] for number in sorted(int(match.event_id) for match in matches)]
