"""The assertion class of a mention: what it asserts, and so which event it may belong to.

A report, a denial of it and a later retelling of it belong to one event. A plan, an order or a
running toll is an event of its own kind and never joins a report.
"""

from collections.abc import Sequence

from schemas.mention import Mention

REPORT = "report"
"""Asserted of the present: the only class that counts."""
COMMENT = "comment"
"""A denial. It joins the event that it denies, as a claim."""
RETELLING = "retelling"
"""Asserted history. It supports an event that exists already and decides none of its facts."""

ABSORBED = frozenset({COMMENT, RETELLING})
"""Classes that a report takes in."""
SHAPED_BY_FIRST = 32
"""Earliest mentions that decide the facts of an event with very many."""
SHAPED_BY_NEWEST = 96
"""Newest mentions that do: corrections are among them."""

_RANK = {REPORT: 0, RETELLING: 1, COMMENT: 2}
"""Which class leads an event that has several; plans, orders and running tolls come after these."""


def assertion_class_of(mention: Mention) -> str:
    """Return the class of a mention; plans, orders and running tolls have one for each kind."""
    if is_denial(mention):
        return COMMENT
    if mention.counts:
        return REPORT
    if mention.modality == "asserted" and mention.temporal_role == "background":
        return RETELLING
    return f"{mention.modality}/{mention.temporal_role}"


def is_denial(mention: Mention) -> bool:
    """Return whether a mention denies that the event happened."""
    denies = mention.modality == "negated" or mention.claim.stance == "denies"
    return denies and mention.temporal_role == "current"


def admits(event: str, mention: str) -> bool:
    """Return whether an event of one class takes in a mention of another."""
    return event == mention or (event == REPORT and mention in ABSORBED)


def leading_class(mentions: Sequence[Mention]) -> str:
    """Return the class of an event: reports come first, then retellings, then denials."""
    classes = map(assertion_class_of, mentions)
    return min(classes, key=lambda name: (_RANK.get(name, len(_RANK)), name))


def leading(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of the event's own class."""
    lead = leading_class(mentions)
    return [mention for mention in mentions if assertion_class_of(mention) == lead]


def shaping(lead: Sequence[Mention]) -> Sequence[Mention]:
    """Return the mentions that decide the facts of an event: all of them, unless they are many.

    Of very many only the earliest and the newest decide, so that the work for one more mention
    does not grow with the event.

    Args:
        lead: mentions of the event's own class, in the order of publication or of joining.
    """
    if len(lead) <= SHAPED_BY_FIRST + SHAPED_BY_NEWEST:
        return lead
    return [*lead[:SHAPED_BY_FIRST], *lead[-SHAPED_BY_NEWEST:]]
