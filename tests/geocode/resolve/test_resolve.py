"""Names are resolved by the whole article: cues, containers, neighbours, countries in play."""

import pytest

from schemas import Place, Toponym
from streams.geocode.core import Geocoder
from tests.geocode.make import toponym


def resolve(geocoder: Geocoder, *toponyms: Toponym) -> list[Place | None]:
    return geocoder.resolve(toponyms)


def the(place: Place | None) -> Place:
    assert place is not None
    return place


def test_a_district_goes_to_the_city_of_the_story(geocoder: Geocoder) -> None:
    for city, country in [("Damascus", "SY"), ("Aleppo", "SY")]:
        places = resolve(geocoder, toponym(city, cue="in"), toponym("Midan", cue="in"))
        assert (the(places[1]).city, the(places[1]).country) == (city, country)
        assert the(places[1]).precision == 1


def test_a_container_outweighs_fame(geocoder: Geocoder) -> None:
    places = resolve(geocoder, toponym("Paris", cue="in", within=1), toponym("Texas"))
    assert the(places[0]).admin1_code == "US.TX"


def test_a_hint_tells_the_province_from_the_city(geocoder: Geocoder) -> None:
    city, province = resolve(
        geocoder,
        toponym("Kandahar", cue="in"),
        toponym("Kandahar", cue="in", feature_hint="admin1"),
    )
    assert (the(city).feature_class, the(province).feature_class) == ("city", "admin1")
    assert (the(city).precision, the(province).precision) == (2, 4)
    assert the(province).city_id is None


def test_a_far_village_of_the_same_name_loses_to_no_answer(geocoder: Geocoder) -> None:
    places = resolve(
        geocoder, toponym("Kabul", cue="in"), toponym("Afghanistan"), toponym("Lisbon Falls")
    )
    assert places[2] is None
    assert the(places[0]).country == "AF"


def test_a_small_town_near_the_others_is_taken(geocoder: Geocoder) -> None:
    places = resolve(geocoder, toponym("Idlib", cue="in"), toponym("Saraqib", cue="in"))
    assert the(places[1]).country == "SY"


def test_an_unknown_district_is_somewhere_in_its_city(geocoder: Geocoder) -> None:
    place = the(
        resolve(
            geocoder,
            toponym("Aleppo", cue="in"),
            toponym("Qwrtblan", cue="in", feature_hint="district", within=0),
        )[1]
    )
    assert (place.name_as_written, place.city, place.is_centroid) == ("Qwrtblan", "Aleppo", True)
    assert place.precision > 1


def test_an_unknown_district_takes_the_city_last_spoken_of(geocoder: Geocoder) -> None:
    places = resolve(
        geocoder,
        toponym("Lagos", cue="in", sentence=0),
        toponym("Zzubele", cue="in", sentence=1, feature_hint="district"),
        toponym("Vvubele", cue="in", sentence=9, feature_hint="district"),
    )
    assert the(places[1]).city == "Lagos"
    assert places[2] is None


def test_an_unknown_village_is_less_precise_than_its_city(geocoder: Geocoder) -> None:
    places = resolve(
        geocoder,
        toponym("Taiz", cue="in"),
        toponym("Qwrtblan", cue="in", feature_hint="village", within=0),
    )
    assert the(places[1]).precision == 3


def test_one_bad_name_empties_nothing(geocoder: Geocoder) -> None:
    names = ["Cairo", "", "???", "Ωμέγα", "x" * 500, "United Nations Mission", "Egypt"]
    places = resolve(geocoder, *(toponym(name, cue="in") for name in names))
    assert [place.country if place else None for place in places] == [
        "EG", None, None, None, None, None, "EG",
    ]  # fmt: skip


def test_a_broken_link_does_no_harm(geocoder: Geocoder) -> None:
    places = resolve(
        geocoder, toponym("Cairo", cue="in", within=7), toponym("Giza", cue="in", within=1)
    )
    assert all(place is not None and place.country == "EG" for place in places)


def test_no_names_no_places(geocoder: Geocoder) -> None:
    assert geocoder.resolve([]) == []


def test_codes_say_how_precise_a_place_is(geocoder: Geocoder) -> None:
    expected = {
        "Bab al-Hawa": 1, "Homs": 2, "Syria": 6, "Mediterranean Sea": 7, "northern Syria": 5,
    }  # fmt: skip
    names = [toponym(name, cue="in") for name in expected]
    places = resolve(geocoder, *names)
    assert {the(place).name_as_written: the(place).precision for place in places} == expected
    assert all(the(place).uncertainty_km > 0 for place in places)
    assert [the(place).is_centroid for place in places] == [False, False, True, True, True]


def test_the_same_input_gives_the_same_places(geocoder: Geocoder) -> None:
    names = [toponym(name, cue="in") for name in ("Springfield", "Salem", "Oregon", "Portland")]
    assert resolve(geocoder, *names) == resolve(geocoder, *names)


def test_a_people_is_its_country(geocoder: Geocoder) -> None:
    for name, country in [("Syrian", "SY"), ("Turks", "TR"), ("Sri Lankans", "LK")]:
        place = the(resolve(geocoder, toponym(name, feature_hint="demonym", metonym=True))[0])
        assert (place.country, place.feature_class) == (country, "country")


def test_a_word_that_is_also_a_people_is_no_place_by_itself(geocoder: Geocoder) -> None:
    assert resolve(geocoder, toponym("Turkish")) == [None]


def test_a_given_name_that_nobody_knows_lies_where_its_story_does(geocoder: Geocoder) -> None:
    names = [toponym("Columbus", cue="in", within=1), toponym("Ohio"), toponym("Quorvale Falls")]
    assert geocoder.resolve(names)[2] is None
    place = the(geocoder.resolve(names, given=True)[2])
    assert (place.admin1_code, place.is_centroid) == ("US.OH", True)
    assert place.confidence <= 0.3


def test_a_given_people_is_its_country(geocoder: Geocoder) -> None:
    assert the(geocoder.resolve([toponym("Turkish")], given=True)[0]).country == "TR"


@pytest.mark.parametrize(("name", "country"), [("Gwoza", "NG"), ("Chibok", "NG"), ("Sinjar", "IQ")])
def test_a_district_alone_of_its_name_vouches_for_its_town(
    geocoder: Geocoder, name: str, country: str
) -> None:
    (place,) = geocoder.resolve([toponym(name, cue="in")])
    assert place is not None
    assert (place.country, place.feature_class) == (country, "city")


def test_a_district_of_many_vouches_for_none(geocoder: Geocoder) -> None:
    (place,) = geocoder.resolve([toponym("Clinton", cue="in")])
    assert place is None
