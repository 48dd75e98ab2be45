import pytest

from streams.geocode.gazetteer.raw import data_hash
from streams.geocode.gazetteer.reader import Gazetteer, deciding_data


def ids(gazetteer: Gazetteer, name: str) -> list[str]:
    return [entry.id for entry in gazetteer.lookup(name)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Damascus", "geonames:170654"),
        ("DAMASCUS", "geonames:170654"),
        ("city of Damascus", "geonames:170654"),
        ("Barzah", "dateline:sy-damascus-barzeh"),
        ("al-Qaboun", "dateline:sy-damascus-qabun"),
        ("Öncüpinar", "dateline:sy-bab-al-salam"),
        ("Saint Louis", "geonames:4407066"),
        ("St. Louis", "geonames:4407066"),
        ("Homs province", "admin1:SY.11"),
        ("U.S.", "country:US"),
        ("northern Syria", "region:SY-north"),
        ("Donbass", "dateline:ua-donbas"),
        ("the Red Sea", "dateline:red-sea"),
        ("Bay of Biscay", "dateline:bay-of-biscay"),
        ("Lombok", "dateline:id-lombok"),
        ("Mount Cook", "dateline:nz-aoraki-mount-cook"),
        ("Mt. Rainier", "dateline:us-mount-rainier"),
        ("Kenya's capital", "geonames:184745"),
        ("Kenyan capital", "geonames:184745"),
        ("capital of Kenya", "geonames:184745"),
        ("OH", "admin1:US.OH"),
    ],
)
def test_a_name_is_found(gazetteer: Gazetteer, name: str, expected: str) -> None:
    assert expected in ids(gazetteer, name)


def test_an_abbreviation_needs_its_capitals(gazetteer: Gazetteer) -> None:
    assert "country:US" in ids(gazetteer, "US")
    assert "country:US" not in ids(gazetteer, "us")


def test_an_unknown_name_finds_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Xyqqlmoor") == []


def test_an_entry_says_where_it_lies(gazetteer: Gazetteer) -> None:
    entry = gazetteer.entry("dateline:sy-damascus-barzeh")
    assert entry is not None
    assert (entry.city, entry.admin1, entry.country, entry.iso3) == (
        "Damascus",
        "Damascus",
        "SY",
        "SYR",
    )
    assert gazetteer.entry("geonames:0") is None


def test_the_version_covers_what_decides_between_candidates(gazetteer: Gazetteer) -> None:
    assert gazetteer.version.endswith(f"+{data_hash(deciding_data())}")
    assert data_hash(deciding_data()) != data_hash(deciding_data()[1:])
    assert {file.name for file in deciding_data()} >= {
        "weights.json",
        "hints.json",
        "not_places.txt",
    }
