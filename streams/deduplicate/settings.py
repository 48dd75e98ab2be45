"""The data that steers deduplication, read once from ``data/``."""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, ValidationError

from models import read_model_file
from streams.errors import ConfigurationError


class FeatureRule(BaseModel):
    """One feature of the score: its weight in logits and what to tell a person about it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weight: float
    reason: str


class Model(BaseModel):
    """A logistic model: its bias in logits and its features."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bias: float
    features: dict[str, FeatureRule]


class Weights(BaseModel):
    """Weights, scales and thresholds of the merge score; ``weights.json`` documents each."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    source: str
    notes: dict[str, str]
    join_threshold: float
    merge_threshold: float
    split_threshold: float
    within: Model
    across: Model
    near_scale_km: float
    pinpoint_scale_km: float
    pinpoint_floor: float
    coarse_share: float
    twin_entry_km: float
    part_and_whole_relation: float
    open_start_days: int
    soft_date_gap_days: int
    open_figure_factor: float
    informative_figure: int
    texts_compared: int
    articles_compared: int
    alike_text: float
    alike_names: float
    alike_date_gap_days: int
    terms_indexed: int
    events_per_term: int
    terms_shared: int


@dataclass(frozen=True)
class TypeRule:
    """How one event type behaves."""

    families: tuple[str, ...]
    vote: float
    parent: str | None


@dataclass(frozen=True)
class Rules:
    """All of ``data/``."""

    weights: Weights
    types: dict[str, TypeRule]
    relations: dict[tuple[str, str], float]
    stopwords: frozenset[str]
    apart: frozenset[str]

    def relation(self, one: str, other: str) -> float:
        """Return how well two types go together: 1 for the same type, 0 for incompatible ones."""
        return 1.0 if one == other else self.relations.get((one, other), 0.0)

    def families(self, event_type: str) -> tuple[str, ...]:
        """Return the families of a type; one that the data does not know is its own."""
        rule = self.types.get(event_type)
        return rule.families if rule else (event_type,)

    def vote(self, event_type: str) -> float:
        """Return the weight of a vote for a type."""
        rule = self.types.get(event_type)
        return rule.vote if rule else 1.0

    def parent(self, event_type: str) -> str | None:
        """Return the wider type, if any."""
        rule = self.types.get(event_type)
        return rule.parent if rule else None


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """Read the data files once.

    Raises:
        ConfigurationError: if an installed file is damaged.
    """
    try:
        return Rules(
            weights=Weights.model_validate(json.loads(read_model_file("deduplicate/weights.json"))),
            types={row[0]: _type_rule(row) for row in _rows("types.tsv")},
            relations=_relations(),
            stopwords=frozenset(_words("en/stopwords.txt")),
            apart=frozenset(_words("en/separators.txt")),
        )
    except (ValidationError, ValueError, IndexError) as error:
        msg = f"streams/deduplicate/data is damaged ({error}); reinstall dateline"
        raise ConfigurationError(msg) from error


def _words(name: str) -> list[str]:
    text = files("streams.deduplicate").joinpath("rules", *name.split("/")).read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line and not line.startswith("#")]


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in _words(name)[1:]]


def _type_rule(row: list[str]) -> TypeRule:
    return TypeRule(
        families=tuple(row[1].split(",")),
        vote=float(row[2]),
        parent=None if row[3] == "-" else row[3],
    )


def _relations() -> dict[tuple[str, str], float]:
    relations: dict[tuple[str, str], float] = {}
    for one, other, strength in _rows("type_relations.tsv"):
        relations[one, other] = relations[other, one] = float(strength)
    return relations
