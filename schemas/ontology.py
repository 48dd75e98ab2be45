"""The event types as data: definition, examples, counter-examples and crosswalk codes.

The codes name the closest type of PLOVER and ACLED; null where there is none.
"""

from functools import lru_cache
from importlib.resources import files

from pydantic import ConfigDict, Field, ValidationError, model_validator

from schemas.record import Part, describe
from streams.errors import ConfigurationError


class EventType(Part):
    """One type of event: its definition, with examples of what it covers and what it does not."""

    model_config = ConfigDict(strict=False)

    name: str
    definition: str
    examples: tuple[str, ...] = Field(min_length=1, description="Sentences that are of the type.")
    counter_examples: tuple[str, ...] = Field(
        min_length=1,
        description="Sentences that are of another type, or of none.",
    )
    plover: str | None = Field(description="PLOVER root code.")
    acled: str | None = Field(description="ACLED sub-event type.")


class Ontology(Part):
    """All event types by name.

    In the file a type is written without its name, which is its key in ``types``.
    """

    version: str = Field(description="Rises when a type is added, removed or defined anew.")
    licence: str = Field(description="Terms of the definitions and of the crosswalk codes.")
    types: dict[str, EventType] = Field(description="Types by name, such as `shelling`.")

    @model_validator(mode="before")
    @classmethod
    def _name_types(cls, data: dict[str, dict[str, dict[str, object]]]) -> object:
        """Give each type its key as its name."""
        return {**data, "types": {n: {"name": n, **t} for n, t in data["types"].items()}}


@lru_cache(maxsize=1)
def load_ontology() -> Ontology:
    """Read ``schemas/ontology.json`` once.

    Every caller gets the same frozen object.

    Raises:
        ConfigurationError: if the installed file is damaged.
    """
    raw = files("schemas").joinpath("ontology.json").read_bytes()
    try:
        return Ontology.model_validate_json(raw)
    except ValidationError as error:
        msg = f"{describe(error, 'schemas/ontology.json')}; reinstall dateline"
        raise ConfigurationError(msg) from error
