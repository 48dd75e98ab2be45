"""How sources become one list, on a few places of an invented country."""

from streams.geocode.gazetteer.assembly import merge
from streams.geocode.gazetteer.compass import compass_regions
from streams.geocode.gazetteer.raw import RawPlace


def place(name: str, feature_class: str, lat: float, lon: float, people: int = 0) -> RawPlace:
    return RawPlace(
        id=f"{feature_class}:{name}",
        name=name,
        feature_class=feature_class,
        country="QQ",
        admin1=None,
        lat=lat,
        lon=lon,
        population=people,
        radius_km=300.0,
        names=[(name, "main")],
    )


CITY = place("Norvale", "city", 10.0, 10.0, 900_000)


def test_a_town_that_is_a_district_appears_once() -> None:
    double = place("Al-Midan", "city", 10.01, 10.01, 4_000)
    district = place("Midan", "district", 10.02, 10.02)
    merged = merge({item.id: item for item in (CITY, double)}, [district])
    assert [item.id for item in merged] == ["city:Norvale", "district:Midan"]
    assert district.population == 4_000


def test_a_namesake_far_away_stays() -> None:
    village = place("Midan", "city", 12.0, 12.0, 900)
    district = place("Midan", "district", 10.02, 10.02)
    merged = merge({village.id: village}, [district])
    assert [item.id for item in merged] == ["district:Midan", "city:Midan"]


def test_the_better_known_comes_first() -> None:
    country = place("Quorland", "country", 10.0, 10.0, 5)
    hamlet = place("Ost", "city", 10.0, 10.0, 600)
    merged = merge({item.id: item for item in (hamlet, CITY)}, [country])
    assert [item.name for item in merged] == ["Quorland", "Norvale", "Ost"]


def test_the_north_of_a_country_lies_north_of_its_middle() -> None:
    country = place("Quorland", "country", 10.0, 10.0)
    towns = [place(f"T{i}", "city", 8.0 + i * 0.1, 10.0, 1_000) for i in range(41)]
    regions = {
        region.name: region
        for region in compass_regions([country], {town.id: town for town in towns})
    }
    assert regions["northern Quorland"].lat > 11
    assert regions["southern Quorland"].lat < 9
    assert "eastern Quorland" not in regions


def test_a_small_country_has_no_north() -> None:
    country = place("Quorland", "country", 10.0, 10.0)
    country.radius_km = 20.0
    assert list(compass_regions([country], {CITY.id: CITY})) == []
