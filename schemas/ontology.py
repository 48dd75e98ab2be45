"""The event types as data: definition, examples, counter-examples and crosswalk codes.

The codes name the closest type of PLOVER and ACLED; null where there is none.
"""

from functools import lru_cache
from importlib.resources import files

from pydantic import ConfigDict, Field, ValidationError, model_validator

from schemas.record import Part, describe
from streams.errors import ConfigurationError


class EventType(Part):
    """An event type: its definition, examples and counter-examples."""

    model_config = ConfigDict(strict=False)

    name: str
    definition: str
    examples: tuple[str, ...] = Field(
        min_length=1, description="Sentences that report an event of the type."
    )
    counter_examples: tuple[str, ...] = Field(
        min_length=1,
        description="Sentences that report another type of event, or none.",
    )
    plover: str | None = Field(description="PLOVER root code.")
    acled: str | None = Field(description="ACLED sub-event type.")


class Ontology(Part):
    """All event types by name.

    In the file a type has no field ``name``: its key in ``types`` is the name.
    """

    version: str = Field(description="Increases when a type is added, removed or redefined.")
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
