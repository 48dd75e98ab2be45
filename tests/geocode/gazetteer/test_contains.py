import pytest

from streams.geocode.gazetteer.entry import contains
from streams.geocode.gazetteer.reader import Gazetteer
from streams.geodesy import distance_km


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("country:SY", "geonames:170063", True),
        ("country:SY", "admin1:SY.09", True),
        ("country:IQ", "geonames:170063", False),
        ("admin1:SY.09", "geonames:170063", True),
        ("admin1:SY.13", "geonames:170063", False),
        ("geonames:170654", "dateline:sy-damascus-barzeh", True),
        ("geonames:170063", "dateline:sy-damascus-barzeh", False),
        ("geonames:170063", "admin1:SY.09", False),
        ("geonames:170063", "geonames:170063", False),
        ("dateline:ua-donbas", "geonames:709717", True),
        ("dateline:ua-donbas", "geonames:702550", False),
    ],
)
def test_what_lies_in_what(gazetteer: Gazetteer, outer: str, inner: str, expected: bool) -> None:
    one, other = gazetteer.entry(outer), gazetteer.entry(inner)
    assert one is not None
    assert other is not None
    assert contains(one, other) is expected


def test_distance_is_in_km(gazetteer: Gazetteer) -> None:
    damascus, aleppo = gazetteer.entry("geonames:170654"), gazetteer.entry("geonames:170063")
    assert damascus is not None
    assert aleppo is not None
    assert distance_km(damascus, aleppo) == pytest.approx(310, abs=5)
