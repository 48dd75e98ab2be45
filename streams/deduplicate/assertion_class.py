"""Which mentions may tell of one event together: the strand of what they say."""

from collections.abc import Sequence

from schemas.mention import Mention

REPORT = "report"
"""Asserted, of now: the only strand that counts."""
COMMENT = "comment"
"""A denial: joins the event that it denies, as a claim."""
RETELLING = "retelling"
"""Asserted history: supports an event that is there already, shapes nothing."""

ABSORBED = frozenset({COMMENT, RETELLING})
SHAPED_BY_FIRST, SHAPED_BY_NEWEST = 32, 96
"""Most mentions that shape an event: those that told it first, and the newest with corrections."""

_RANK = {REPORT: 0, RETELLING: 1, COMMENT: 2}


def assertion_class_of(mention: Mention) -> str:
    """Return the strand of a mention; plans, orders and running tolls keep to their own kind."""
    if is_denial(mention):
        return COMMENT
    if mention.counts:
        return REPORT
    if mention.modality == "asserted" and mention.temporal_role == "background":
        return RETELLING
    return f"{mention.modality}/{mention.temporal_role}"


def is_denial(mention: Mention) -> bool:
    """Return whether a mention denies the happening."""
    denies = mention.modality == "negated" or mention.claim.stance == "denies"
    return denies and mention.temporal_role == "current"


def admits(event: str, mention: str) -> bool:
    """Return whether an event of one strand takes in a mention of another."""
    return event == mention or (event == REPORT and mention in ABSORBED)


def leading_class(mentions: Sequence[Mention]) -> str:
    """Return the strand of an event: reports lead, then retellings, then denials."""
    return min(map(assertion_class_of, mentions), key=lambda strand: (_RANK.get(strand, 3), strand))


def leading(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of the event's leading strand."""
    lead = leading_class(mentions)
    return [mention for mention in mentions if assertion_class_of(mention) == lead]


def shaping(lead: Sequence[Mention]) -> Sequence[Mention]:
    """Return which mentions of the leading strand decide the facts: all, or of very many some.

    The earliest and the newest do, so that the work for one more mention does not grow with an
    event that everybody tells. ``lead`` is in the order in which the mentions were told or joined.
    """
    if len(lead) <= SHAPED_BY_FIRST + SHAPED_BY_NEWEST:
        return lead
    return [*lead[:SHAPED_BY_FIRST], *lead[-SHAPED_BY_NEWEST:]]
