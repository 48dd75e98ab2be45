"""What a person found in the texts: the events to expect, and what must not become one."""

from datetime import date
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from evaluation.files import read_bytes
from schemas.record import Latitude, Longitude, describe
from streams.errors import UsageError

Range = tuple[int, int]
"""Lowest and highest count of persons that is right."""

Forbids = Literal["event", "double_count"]


class _Gold(BaseModel):
    """A part of ``expected.json``; notes for people may stand beside the known fields."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldPlace(_Gold):
    """Where it happened: a point, or only a country (ISO 3166-1 alpha-2)."""

    name: str | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    country: str | None = None
    city: str | None = None
    admin1: str | None = None
    precision_max: int = Field(default=7, ge=1, le=7)

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in WGS84 degrees; None when only a country is given."""
        if self.lat is None or self.lon is None:
            return None
        return self.lat, self.lon

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if self.point is None and self.country is None:
            msg = "a place needs lat and lon, or a country"
            raise ValueError(msg)
        return self


class GoldKilled(_Gold):
    """The ranges in which the lowest and the highest told number of dead are right."""

    low: Range | None = None
    high: Range | None = None


class GoldEvent(_Gold):
    """One happening, and what an output event must say to be it."""

    id: str
    types: frozenset[str] = Field(min_length=1)
    date_start: date | None = Field(description="First day; null: open to the past.")
    date_end: date
    place: GoldPlace
    tolerance_km: float = Field(default=0.0, ge=0)
    killed: GoldKilled | None = None
    optional: bool = False
    articles: tuple[str, ...] = Field(default=(), description="Ids of all articles that tell it.")


class NotEvent(_Gold):
    """Words that must not become an event that counts."""

    quote: str = Field(min_length=1)
    why: str = ""
    article_id: str | None = Field(default=None, description="Null: in whichever article it is.")
    forbids: Forbids | None = Field(default=None, description="Null: told by its figure.")


class Expected(_Gold):
    """All of ``expected.json``."""

    events: tuple[GoldEvent, ...] = Field(min_length=1)
    not_events: tuple[NotEvent, ...] = ()
    total_killed_allowed: Range | None = None

    @model_validator(mode="before")
    @classmethod
    def _unique(cls, data: Any) -> Any:
        names = (
            [item.get("id") for item in data.get("events", [])] if isinstance(data, dict) else []
        )
        twice = sorted({str(name) for name in names if names.count(name) > 1})
        if twice:
            msg = f"event ids stand twice: {', '.join(twice)}"
            raise ValueError(msg)
        return data


def load_expected(path: Path) -> Expected:
    """Read the expected events.

    Raises:
        UsageError: if the file is missing or is not what it should be.
    """
    try:
        return Expected.model_validate_json(read_bytes(path))
    except ValidationError as error:
        msg = f"{path}: {describe(error, 'expected.json')}"
        raise UsageError(msg) from error
