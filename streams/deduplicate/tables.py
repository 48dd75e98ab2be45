"""The hand-written tables of deduplication: how event types behave, features, and words."""

from typing import Annotated

from pydantic import Field

from streams.rules.cells import EventType, Names, Optionally
from streams.rules.table import RuleRow, RuleTable, WordList, WordSets

Share = Annotated[float, Field(gt=0, le=1)]
"""A number above 0, up to 1."""


class EventTypeRow(RuleRow):
    """How an event type behaves.

    ``families``: only types that share a family are ever compared. ``vote``: weight of a mention's
    vote for its type in an event; below 1 for types that name a consequence (a house destroyed) or
    the whole (violence) and not the act. ``parent``: the wider type that this one makes more
    specific.
    """

    event_type: EventType
    families: Names
    vote: Share
    parent: Optionally[EventType]


class TypeRelationRow(RuleRow):
    """How likely mentions of two different types report one happening, either way round.

    ``strength`` is 1 for types that go together as well as one type with itself. Types that no row
    relates are incompatible and never merge.
    """

    event_type: EventType
    other: EventType
    strength: Share


class FeatureRow(RuleRow):
    """A feature of the merge score.

    ``reason``: what an explanation says when the feature counts. ``within``: its weight (logits)
    between mentions of one article, set by reason, or ``-`` if it is not used there. The weights
    between articles are learned and lie in ``models/deduplicate/``.
    """

    feature: str
    within: Optionally[float]
    reason: str


EVENT_TYPES = RuleTable("deduplicate", "types.tsv", EventTypeRow, shared=True)
TYPE_RELATIONS = RuleTable("deduplicate", "type_relations.tsv", TypeRelationRow, shared=True)
FEATURES = RuleTable("deduplicate", "features.tsv", FeatureRow, shared=True)
STOPWORDS = WordList("deduplicate", "stopwords.txt")
"""Words left out of the comparison of quotes."""
SEPARATORS = WordList("deduplicate", "separators.txt")
"""Words such as "another" that say that a happening is not the one before."""
WORDS = WordSets("deduplicate")
