"""A resolved place: location, kind, precision and confidence."""

from pydantic import Field

from schemas.record import Latitude, Longitude, Part, Probability


class PlaceCandidate(Part):
    """Another gazetteer entry that the name may refer to."""

    gazetteer_id: str
    name: str
    lat: Latitude
    lon: Longitude
    country: str | None = Field(description="ISO 3166-1 alpha-2.")
    score: Probability


class Place(Part):
    """A resolved place; coordinates are WGS84 degrees."""

    gazetteer_id: str = Field(description="Id of the gazetteer entry, e.g. 'geonames:170654'.")
    name_as_written: str = Field(description="The toponym as written in the article.")
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
        description="Gazetteer id of the city: of a district, its city; of a city, its own id."
    )
    city: str | None = Field(description="Name of that city.")
    precision: int = Field(
        ge=1,
        le=7,
        description="1: exact, 2: near (25 km), 3: admin-2, 4: admin-1, 5: region, 6: country, "
        "7: sea.",
    )
    is_centroid: bool = Field(description="True if the point is the centre of an area.")
    uncertainty_km: float = Field(
        ge=0.0, description="Radius in km within which the true place lies."
    )
    confidence: Probability
    candidates: tuple[PlaceCandidate, ...] = Field(
        default=(), description="Other candidates for the name, best first."
    )

    @property
    def block(self) -> str:
        """The message key of mentions of this place: country and admin-1."""
        if self.admin1_code is not None:
            return self.admin1_code
        return self.country or "ZZ"


UNLOCATED_BLOCK = "ZZ"
"""Block of mentions without a place (ISO 3166 reserves ZZ for user-assigned codes)."""
