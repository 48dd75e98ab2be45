"""What steers deduplication: thresholds, the two models of the merge score, and the tables."""

from dataclasses import dataclass
from functools import lru_cache

from streams.deduplicate.tables import (
    EVENT_TYPES,
    FEATURES,
    SEPARATORS,
    STOPWORDS,
    TYPE_RELATIONS,
    WORDS,
    EventTypeRow,
)
from streams.logistic import LogisticModel, read_logistic_model

ACROSS_MODEL = "deduplicate/merge_across.tsv"
"""Weights between mentions of different articles, learned by ``training/merging.py``."""
WITHIN_INTERCEPT = -3.5
"""Logit of two mentions of one article that nothing connects: 3 percent."""


@dataclass(frozen=True)
class MergeSettings:
    """Scales and thresholds of matching, set by reason."""

    join_threshold: float = 0.6
    """Probability from which a mention joins an event."""
    merge_threshold: float = 0.75
    """Probability from which two events become one; higher, as it moves many mentions."""
    link_threshold: float = 0.97
    """Probability from which events of different blocks become one. Two events of one block share
    country and division before they are compared; these share two rare words, so that many more
    pairs are compared of which none is one happening."""
    split_threshold: float = 0.4
    """Probability below which a mention no longer holds to the others of its event when one of them
    was withdrawn; lower than to join, so that events do not flutter."""
    near_scale_km: float = 5.0
    """Distance at which ``near_place`` has fallen to 1/e: across a town."""
    pinpoint_scale_km: float = 10.0
    """Uncertainty (km) at which sharing a place says 1/e of what sharing an address says."""
    pinpoint_floor: float = 0.4
    """Least value of sharing a place of precision 1 or 2."""
    coarse_share: float = 0.2
    """Value of sharing a division, region or country."""
    same_place_km: float = 0.5
    """Two gazetteer entries of one class nearer than this are one place."""
    part_and_whole_relation: float = 0.7
    """How related the types must be for a part and its whole to be one place of an article."""
    open_start_days: int = 3
    """Days that an unknown start is taken to lie before the end."""
    soft_date_gap_days: int = 2
    """Days between two intervals that a date inferred from the publication may be off."""
    open_figure_factor: float = 1.5
    """"At least 20" is compared as 20 to 20 times this."""
    informative_figure: int = 15
    """From this many people on, agreeing figures say all that they can."""
    texts_compared: int = 24
    """Newest quotes of an event that a new quote is compared with: bounds the work."""
    articles_compared: int = 16
    """Articles of an event that a new one is compared with: the first and the newest."""
    similar_text: float = 0.15
    """TF-IDF cosine from which articles overrule a date or a missing place."""
    similar_names: float = 2.0
    """The same for shared names, each counted by its rarity: two that nobody else has."""
    identifying_names: float = 3.0
    """Shared names, each counted by its rarity, from which articles tell of the same people: as
    many as a report names at least of victims, suspect and street."""
    one_area_km: float = 40.0
    """Two points of similar articles nearer than this may be one spot told differently: a suburb
    and its city, two districts. Further apart they are two happenings."""
    same_article_gap_days: int = 2
    """Days that two mentions of one article, place and kind may be apart: one may be dated by the
    investigation or the first report."""
    similar_date_gap_days: int = 7
    """Days that dates stated in similar articles may be apart."""
    terms_indexed: int = 8
    """Rare words, and names, of an article under which its event can be found."""
    events_per_term: int = 40
    """A word, or a day of any place, under which more events of a block are kept finds none: bounds
    the work."""
    terms_shared: int = 2
    """Such words and names that an event must share to be compared."""


@dataclass(frozen=True)
class Rules:
    """The settings, models and tables of deduplication."""

    settings: MergeSettings
    within: LogisticModel
    """The merge score between mentions of one article."""
    across: LogisticModel
    """The merge score between mentions of different articles."""
    reasons: dict[str, str]
    """What an explanation says of each feature of the score."""
    types: dict[str, EventTypeRow]
    relations: dict[tuple[str, str], float]
    stopwords: frozenset[str]
    separators: frozenset[str]
    copulas: frozenset[str]

    def relation(self, one: str, other: str) -> float:
        """Return how well two types go together: 1 for the same type, 0 for incompatible ones."""
        return 1.0 if one == other else self.relations.get((one, other), 0.0)

    def families(self, event_type: str) -> tuple[str, ...]:
        """Return the families of a type; a type that the table lacks is its own family."""
        row = self.types.get(event_type)
        return row.families if row else (event_type,)

    def vote(self, event_type: str) -> float:
        """Return the weight of a vote for a type, 0 to 1."""
        row = self.types.get(event_type)
        return row.vote if row else 1.0

    def parent(self, event_type: str) -> str | None:
        """Return the wider type that a type makes more specific, if any."""
        row = self.types.get(event_type)
        return row.parent if row else None


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """Read the tables and models once.

    Raises:
        ConfigurationError: if an installed file is missing or damaged; it names file and line.
    """
    within = {row.feature: row.within for row in FEATURES.rows() if row.within is not None}
    return Rules(
        settings=MergeSettings(),
        within=LogisticModel(within, WITHIN_INTERCEPT),
        across=read_logistic_model(ACROSS_MODEL),
        reasons={row.feature: row.reason for row in FEATURES.rows()},
        types={row.event_type: row for row in EVENT_TYPES.rows()},
        relations=_relations(),
        stopwords=STOPWORDS.entries(),
        separators=SEPARATORS.entries(),
        copulas=WORDS["copulas"],
    )


def _relations() -> dict[tuple[str, str], float]:
    relations: dict[tuple[str, str], float] = {}
    for row in TYPE_RELATIONS.rows():
        relations[row.event_type, row.other] = relations[row.other, row.event_type] = row.strength
    return relations
