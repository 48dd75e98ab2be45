"""A place: where it is, what it is, how precisely and how surely it is known."""

from pydantic import Field

from schemas.record import Latitude, Longitude, Part, Probability


class PlaceCandidate(Part):
    """A gazetteer entry that the name could also mean."""

    gazetteer_id: str
    name: str
    lat: Latitude
    lon: Longitude
    country: str | None = Field(description="ISO 3166-1 alpha-2.")
    score: Probability


class Place(Part):
    """A resolved place; coordinates are WGS84 degrees."""

    gazetteer_id: str = Field(description="Id of the gazetteer entry, e.g. 'geonames:170654'.")
    name_as_written: str = Field(description="The toponym as it stands in the article.")
    name: str = Field(description="Canonical name.")
    lat: Latitude
    lon: Longitude
    feature_class: str = Field(
        description="city, district, admin1, admin2, country, region, crossing, facility or water."
    )
    country: str | None = Field(description="ISO 3166-1 alpha-2; null at sea.")
    country_iso3: str | None = Field(description="ISO 3166-1 alpha-3.")
    admin1: str | None = Field(description="Name of the first-level division.")
    admin1_code: str | None = Field(description="GeoNames code, e.g. 'SY.13'.")
    admin2: str | None = Field(description="Name of the second-level division.")
    city_id: str | None = Field(
        description="Gazetteer id of the city it belongs to (a district's city; a city itself)."
    )
    city: str | None = Field(description="Name of that city.")
    precision: int = Field(
        ge=1,
        le=7,
        description="1 exact, 2 near (25 km), 3 admin-2, 4 admin-1, 5 region, 6 country, 7 sea",
    )
    is_centroid: bool = Field(description="True when the point only stands for an area.")
    uncertainty_km: float = Field(ge=0.0, description="Radius in km that holds the true place.")
    confidence: Probability
    candidates: tuple[PlaceCandidate, ...] = Field(
        default=(), description="Other readings of the name, best first."
    )

    @property
    def block(self) -> str:
        """The key under which mentions of this place meet: country and admin-1."""
        if self.admin1_code is not None:
            return self.admin1_code
        return self.country or "ZZ"


UNLOCATED_BLOCK = "ZZ"
"""Block of mentions without any place (ISO 3166 keeps ZZ for 'unknown')."""
