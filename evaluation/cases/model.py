"""The format of a file of cases: one JSON object a line, checked when it is read.

A case names a *kind* of fault. A control looks alike, but is what the kind's mistake is mistaken
for: a cure that goes too far fails it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from evaluation.files import read_lines

FILE = "cases.jsonl"
"""What a folder of cases holds."""
NEAR_KM = 30.0
"""Distance in km within which a point is the expected one, unless a case says another."""
COARSEST = 9
"""A precision code above all that a place may have: no limit."""
MANY = 10**9
"""More than any count that a case limits: no limit."""
ASSERTED, CURRENT = "asserted", "current"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _PlaceLimits(_Part):
    """Limits of a place; without any field every place will do.

    ``country`` holds ISO 3166-1 alpha-2 codes, separated by ``|``; ``XX`` is a sea. ``level``
    ``country``: no finer. ``max_precision``: no coarser than this code.
    """

    none: bool = False
    or_none: bool = False
    country: str | None = None
    level: Literal["country"] | None = None
    lat: float | None = None
    lon: float | None = None
    max_precision: int = COARSEST


class PlaceWanted(_PlaceLimits):
    """The place of an event. ``name`` is for people."""

    name: str | None = None


Limits = int | tuple[int, int]
"""A number, or the least and the most."""


class FigureWanted(_Part):
    """A casualty figure: limits of its low, best and high side; an open end passes for high."""

    none: bool = False
    low: Limits | None = None
    best: Limits | None = None
    high: Limits | None = None


class ClaimWanted(_Part):
    """A claim: part of its source's name, and the stances that will do."""

    source: str
    stances: tuple[str, ...]


class EventWanted(_Part):
    """An event that must be there, unless it is ``optional``. Days are ISO dates."""

    id: str | int | None = None
    types: tuple[str, ...]
    date_start: str | None = None
    date_end: str | None = None
    place: PlaceWanted | None = None
    tolerance_km: float = NEAR_KM
    killed: FigureWanted | None = None
    injured: FigureWanted | None = None
    detained: FigureWanted | None = None
    displaced: FigureWanted | None = None
    articles: tuple[str, ...] = ()
    modality: tuple[str, ...] = (ASSERTED,)
    role: tuple[str, ...] = (CURRENT,)
    claims: tuple[ClaimWanted, ...] = ()
    no_claims: tuple[ClaimWanted, ...] = ()
    optional: bool = False


class EventUnwanted(_Part):
    """Events that may not be there: counting ones, or with ``any`` of every modality and role.

    ``on``: whose first day is this. ``precise``: only if the place claims to be within 60 km.
    """

    type: str | None = None
    types: tuple[str, ...] | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float = NEAR_KM
    any: bool = False
    on: str | None = None
    precise: bool = False
    killed_min: int = 0
    why: str | None = None


class ToponymWanted(_PlaceLimits):
    """A name of the text and its place; ``none``: it must have none."""

    text: str
    tolerance_km: float = NEAR_KM

    @property
    def place(self) -> PlaceWanted:
        """Return what its place must be."""
        return PlaceWanted(
            or_none=self.or_none,
            country=self.country,
            level=self.level,
            lat=self.lat,
            lon=self.lon,
            max_precision=self.max_precision,
        )


class OutputWanted(_Part):
    """What a call of ``dateline publish`` must do; every field that is given must hold.

    ``output_has``: words, or lists of alternatives. ``articles``: how many are sent.
    ``published``: their days. ``sent_has``, ``sent_lacks``: parts of what is sent, as JSON.
    """

    exit: int | tuple[int, ...] | None = None
    output_has: tuple[str | tuple[str, ...], ...] = ()
    output_lacks: tuple[str, ...] = ()
    articles: int | None = None
    published: tuple[str, ...] | None = None
    sent_has: tuple[str, ...] = ()
    sent_lacks: tuple[str, ...] = ()


class Case(BaseModel):
    """One case. ``articles`` are raw, as a producer sends them."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    kind: str
    why: str
    command: Literal["run", "geoparse", "publish-check"]
    control: bool = False
    articles: tuple[dict[str, Any], ...] = ()
    events: tuple[EventWanted, ...] = ()
    not_events: tuple[EventUnwanted, ...] = ()
    max_events: int | None = None
    max_any: int = MANY
    max_killed: int = MANY
    max_injured: int = MANY
    toponyms: tuple[ToponymWanted, ...] = ()
    files: dict[str, str | dict[Literal["base64"], str]] = Field(default_factory=dict)
    args: tuple[str, ...] = ()
    expect_any: tuple[OutputWanted, ...] = ()


def read_cases(path: Path) -> Sequence[Case]:
    """Read the cases of a file, or of ``cases.jsonl`` in a folder.

    Raises:
        UsageError: if the file is missing or a line is no case; it names the line and the field.
    """
    file = path / FILE if path.is_dir() else path
    return [case for _, case in read_lines(file, Case)]
