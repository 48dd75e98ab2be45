"""The event types and facets as data: definition, examples, counter-examples and crosswalk codes.

A type has the codes of PLOVER and ACLED that are closest to it; null where there is none. A facet
is a feature that events of some types have, such as ``grenade``. It may have codes of its own,
which stand in for those of the type, so that one type maps to several codes.
"""

from collections.abc import Collection
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple, Self

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
    plover_mode: str | None = Field(description="PLOVER mode; null if the root has none.")
    acled: str | None = Field(description="ACLED sub-event type.")


class Facet(EventType):
    """A feature of events of some types. A code of it that is not null replaces the type's."""

    types: tuple[str, ...] = Field(
        min_length=1, description="Event types that may have the facet, the most usual first."
    )


class Codes(NamedTuple):
    """The codes of an event in other schemes; None where a scheme has none."""

    plover: str | None
    plover_mode: str | None
    acled: str | None


class Ontology(Part):
    """All event types and facets by name.

    In the file they have no field ``name``: the key is the name.
    """

    version: str = Field(description="Increases when a type is added, removed or redefined.")
    licence: str = Field(description="Terms of the definitions and of the crosswalk codes.")
    types: dict[str, EventType] = Field(description="Types by name, such as `shelling`.")
    facets: dict[str, Facet] = Field(
        description="Facets by name; of several of an event, the first decides its codes."
    )

    @model_validator(mode="before")
    @classmethod
    def _name_entries(cls, data: dict[str, dict[str, dict[str, object]]]) -> object:
        """Give each type and facet its key as its name."""
        named = {
            field: {name: {"name": name, **entry} for name, entry in data[field].items()}
            for field in ("types", "facets")
        }
        return {**data, **named}

    @model_validator(mode="after")
    def _know_types_of_facets(self) -> Self:
        for facet in self.facets.values():
            if unknown := set(facet.types) - self.types.keys():
                msg = f"facet {facet.name!r} has unknown types: {', '.join(sorted(unknown))}"
                raise ValueError(msg)
        return self

    def facets_of(self, event_type: str, names: Collection[str]) -> tuple[str, ...]:
        """Return which of some facets an event of a type can have, in the ontology's order."""
        return tuple(n for n, f in self.facets.items() if n in names and event_type in f.types)

    def codes(self, event_type: str, facets: Collection[str]) -> Codes:
        """Return the codes of an event; an unknown type has none.

        A PLOVER mode belongs to its root: a facet with either decides both.
        """
        own = self.types.get(event_type)
        if own is None:
            return Codes(None, None, None)
        held = [self.facets[name] for name in self.facets_of(event_type, facets)]
        rooted = next((one for one in held if one.plover or one.plover_mode), own)
        acled = next((one.acled for one in held if one.acled), own.acled)
        return Codes(rooted.plover or own.plover, rooted.plover_mode, acled)


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
