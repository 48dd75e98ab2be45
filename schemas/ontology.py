"""The event types as data: definition, examples, counter-examples and crosswalk codes."""

from functools import lru_cache
from importlib.resources import files

from pydantic import ConfigDict, Field, ValidationError, model_validator

from schemas.record import Part, describe
from streams.errors import ConfigurationError


class EventType(Part):
    """One type of event, with what is meant by it and what is not."""

    model_config = ConfigDict(strict=False)

    name: str
    definition: str
    examples: tuple[str, ...] = Field(min_length=1)
    counter_examples: tuple[str, ...] = Field(min_length=1)
    plover: str | None = Field(description="PLOVER root code.")
    acled: str | None = Field(description="ACLED sub-event type.")


class Ontology(Part):
    """All event types by name."""

    version: str
    licence: str
    types: dict[str, EventType]

    @model_validator(mode="before")
    @classmethod
    def _name_types(cls, data: dict[str, dict[str, dict[str, object]]]) -> object:
        return {**data, "types": {n: {"name": n, **t} for n, t in data["types"].items()}}


@lru_cache(maxsize=1)
def load_ontology() -> Ontology:
    """Read ``schemas/ontology.json`` once.

    Raises:
        ConfigurationError: if the installed file is damaged.
    """
    raw = files("schemas").joinpath("ontology.json").read_bytes()
    try:
        return Ontology.model_validate_json(raw)
    except ValidationError as error:
        msg = f"{describe(error, 'schemas/ontology.json')}; reinstall dateline"
        raise ConfigurationError(msg) from error
