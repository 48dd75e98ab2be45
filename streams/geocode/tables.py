"""The data files that steer geocoding, as typed models: spelling, outlets, hints and weights.

Each is JSON with a field ``about`` that says what it is and where it comes from. A damaged file is
a ``ConfigurationError`` that names the file and the field.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from models import read_model_file
from schemas.record import describe
from streams.errors import ConfigurationError
from streams.rules.table import WordList, WordSets, rules_language

NOT_PLACES = WordList("geocode/resolve", "not_places.txt")
"""Keys of words that are places of the gazetteer, but in the news hardly ever mean them."""
WORDS = WordSets("geocode/resolve")
"""Words around the names of a text."""

FeatureClass = Literal[
    "admin1", "admin2", "city", "country", "crossing", "district", "facility", "region", "water"
]
Hint = Literal[FeatureClass, "area", "town", "village", "demonym"]
"""What a word beside a name says that it is: "the town of", "district"."""


def _is_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        msg = f"{text!r} is not a regular expression: {error}"
        raise ValueError(msg) from error
    return text


Pattern = Annotated[str, AfterValidator(_is_pattern)]


class DataFile(BaseModel):
    """A data file with a note on its content and origin."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str


class Spelling(DataFile):
    """How names are normalised (``gazetteer/data/spelling.json``).

    ``letters``, ``words`` and ``articles`` make the key of a name. ``leading`` are words that may
    be left out, the ``classes_`` ones say what a place is, the ``division_`` ones what a division
    is.
    ``compass`` maps words to parts of a country. ``sounds`` make the transliteration key: pattern,
    replacement, and perhaps letters without which the pattern never matches.
    """

    letters: dict[str, str]
    words: dict[str, str]
    articles: list[str]
    leading: list[str]
    classes_leading: dict[str, Hint]
    classes_trailing: dict[str, Hint]
    division_leading: list[str]
    division_trailing: list[str]
    compass: dict[str, str]
    transcribed_languages: list[str]
    sounds: list[tuple[Pattern, str] | tuple[Pattern, str, str]]


class OutletWords(DataFile):
    """What an outlet's domain or name says of its home (``gazetteer/data/outlets.json``)."""

    media_words: list[str]
    american: list[Pattern]
    generic: list[str]
    ignored: list[str]


class HintRule(BaseModel):
    """The classes of entries that a hint supports, and those that it does not contradict."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fits: list[FeatureClass]
    allows: list[FeatureClass]


class Hints(DataFile):
    """What a hint says of the class of an entry (``resolve/rules/<language>/hints.json``)."""

    hints: dict[Hint, HintRule]


class ToponymWeights(DataFile):
    """What ``python -m training.toponyms`` learns (``models/geocode/weights.json``).

    ``weights`` are in logits. ``threshold`` is the least probability of an answer. ``calibration``
    are knots of a rising curve from probability to the share of answers that are right.
    """

    weights: dict[str, float]
    threshold: float = Field(ge=0, le=1)
    calibration: list[tuple[float, float]] = Field(min_length=2)


@lru_cache(maxsize=1)
def spelling() -> Spelling:
    """Return the rules of spelling; raises as ``read_data``."""
    return _packaged(Spelling, "gazetteer/data/spelling.json")


@lru_cache(maxsize=1)
def outlet_words() -> OutletWords:
    """Return the words and patterns of outlets' names; raises as ``read_data``."""
    return _packaged(OutletWords, "gazetteer/data/outlets.json")


@lru_cache(maxsize=1)
def hints() -> dict[str, HintRule]:
    """Return what hints say of classes; raises as ``read_data``."""
    rules = _packaged(Hints, f"resolve/rules/{rules_language()}/hints.json").hints
    return {str(hint): rule for hint, rule in rules.items()}


def toponym_weights() -> ToponymWeights:
    """Return the learned weights; raises as ``read_data``."""
    name = "geocode/weights.json"
    return read_data(ToponymWeights, f"models/{name}", lambda: read_model_file(name))


Data = TypeVar("Data", bound=DataFile)


def _packaged(model: type[Data], path: str) -> Data:
    file = files("streams.geocode").joinpath(*path.split("/"))
    return read_data(model, f"streams/geocode/{path}", lambda: file.read_text(encoding="utf-8"))


def read_data(model: type[Data], where: str, read: Callable[[], str]) -> Data:
    """Return a data file as its model.

    Raises:
        ConfigurationError: if the file is missing, or a field is not as the model says; it names
            the file and the field.
    """
    try:
        return model.model_validate_json(read())
    except OSError as error:
        msg = f"{where} is missing; reinstall dateline"
        raise ConfigurationError(msg) from error
    except ValidationError as error:
        msg = f"{describe(error, where)}; reinstall dateline"
        raise ConfigurationError(msg) from error
