"""Dateline in Python: news articles in, located and deduplicated events out.

Examples:
    >>> import dateline
    >>> text = "Artillery shells struck a market in Kharkiv on Sunday, killing two people."
    >>> [place.place.name for place in dateline.geoparse(text) if place.place]
    ['Kharkiv']
    >>> [mention] = dateline.extract(text, published_at="2024-05-13T08:00:00+03:00")
    >>> mention.event_type, mention.date_start.isoformat(), mention.casualties.killed.best
    ('shelling', '2024-05-12', 2)

All records are pydantic models; ``dateline.Event.model_fields`` describes each field with its unit.
Nothing is sent anywhere: only ``search`` needs a server.
"""

from dateline.frames import to_dataframe, to_geodataframe
from dateline.functions import extract, geoparse, search
from dateline.pipeline import Pipeline
from dateline.reading import Unread, read
from schemas import (
    Actor,
    Alert,
    Article,
    Casualties,
    CityActivity,
    Claim,
    DeadLetter,
    Event,
    Evidence,
    Figure,
    Mention,
    Place,
    Toponym,
)
from streams import __version__
from streams.errors import (
    ConfigurationError,
    DatelineError,
    MalformedRecord,
    MissingDependency,
    ServerError,
    TerminalError,
    TooLarge,
    UsageError,
)
from streams.wiring.geoparse import Located

__all__ = [
    "Actor",
    "Alert",
    "Article",
    "Casualties",
    "CityActivity",
    "Claim",
    "ConfigurationError",
    "DatelineError",
    "DeadLetter",
    "Event",
    "Evidence",
    "Figure",
    "Located",
    "MalformedRecord",
    "Mention",
    "MissingDependency",
    "Pipeline",
    "Place",
    "ServerError",
    "TerminalError",
    "TooLarge",
    "Toponym",
    "Unread",
    "UsageError",
    "__version__",
    "extract",
    "geoparse",
    "read",
    "search",
    "to_dataframe",
    "to_geodataframe",
]
