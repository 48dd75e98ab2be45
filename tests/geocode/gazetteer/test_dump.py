"""Full GeoNames dumps, on small files of the same format that the test writes."""

import sqlite3
import zipfile
from pathlib import Path

import pytest

from streams.errors import ConfigurationError
from streams.geocode.gazetteer.dump import add_dumps, fingerprint_dumps, order_dumps
from streams.geocode.gazetteer.dump_rows import LONGEST_ROW, LeftOut, kind_of
from streams.geocode.gazetteer.name_keys import sound_of
from streams.geocode.gazetteer.raw import RawPlace
from streams.geocode.gazetteer.write import write_base

KNOWN = RawPlace(
    id="geonames:1", name="Norvale", feature_class="city", country="SY", admin1="SY.09",
    lat=1.0, lon=1.0, population=90_000, names=[("Norvale", "main")],
)  # fmt: skip


def row(number: object, name: str = "Tel Quor", **changes: str) -> str:
    fields = {
        "id": str(number), "name": name, "ascii": name, "others": "", "lat": "36.1",
        "lon": "37.2", "class": "P", "code": "PPL", "country": "SY", "cc2": "", "admin1": "09",
        "admin2": "0901", "admin3": "", "admin4": "", "people": "120", "elevation": "",
        "dem": "300", "timezone": "Asia/Damascus", "date": "2020-01-01",
    }  # fmt: skip
    return "\t".join((fields | changes).values())


def name_row(place: object, written: str, language: str = "") -> str:
    return f"77\t{place}\t{language}\t{written}\t\t\t\t\t\t"


def write(path: Path, *lines: str | bytes) -> Path:
    content = b"".join((x if isinstance(x, bytes) else x.encode()) + b"\n" for x in lines)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{path.stem}.txt", content)
            archive.writestr("readme.txt", "not data")
    else:
        path.write_bytes(content)
    return path


def add(tmp_path: Path, *paths: Path) -> tuple[sqlite3.Connection, LeftOut]:
    base = sqlite3.connect(tmp_path / "base.sqlite")
    write_base(base, [KNOWN], lambda _: None)
    return base, add_dumps(base, order_dumps(paths), lambda _: None)


def found(base: sqlite3.Connection, key: str) -> list[str]:
    query = "SELECT e.id FROM name n JOIN entry e USING (rank) WHERE key = ? ORDER BY rank"
    return [item for (item,) in base.execute(query, (key,))]


def test_villages_and_their_names_are_added(tmp_path: Path) -> None:
    dump = write(tmp_path / "SY.zip", row(7, others="Tell Quor,TQR,تل"), row(8, "Ashvan"))
    names = write(tmp_path / "alternateNamesV2.zip", name_row(7, "Quorton", "en"))
    base, left_out = add(tmp_path, names, dump)
    assert found(base, "tel quor") == found(base, "tell quor") == ["geonames:7"]
    assert found(base, "quorton") == ["geonames:7"]
    assert found(base, "tqr") == []
    assert not left_out.bad


def test_transcribed_villages_are_found_by_sound(tmp_path: Path) -> None:
    base, _ = add(tmp_path, write(tmp_path / "SY.txt", row(7, "Qaboun")))
    sounds = base.execute("SELECT sound FROM sound").fetchall()
    assert (sound_of("kabun"),) in sounds


def test_what_is_known_stays_as_it_is(tmp_path: Path) -> None:
    base, left_out = add(tmp_path, write(tmp_path / "SY.txt", row(1, "Other")))
    assert left_out.expected["already known"] == 1
    assert found(base, "norvale") == ["geonames:1"]
    assert found(base, "other") == []


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(9, lat="91.0"), "coordinates out of range"),
        (row(9, lon="-180.5"), "coordinates out of range"),
        (row(9, lat="nan"), "coordinates out of range"),
        (row(9, lat="north"), "coordinates out of range"),
        (row(9, people="many"), "population is not a number"),
        (row("x9"), "no id or no name"),
        (row(7), "duplicate id"),
        (row(9)[:40], "wrong number of fields"),
        (row(9, "Ta\u00efz").encode("latin-1"), "not UTF-8"),
        ("x" * (LONGEST_ROW + 5), "wrong number of fields"),
    ],
)
def test_a_bad_row_is_reported_with_its_line_and_the_build_goes_on(
    tmp_path: Path, bad: str | bytes, reason: str
) -> None:
    dump = write(tmp_path / "SY.txt", row(7), bad, row(8, "Ashvan"))
    base, left_out = add(tmp_path, dump)
    assert set(left_out.bad) == {reason}
    assert left_out.examples[0] == f"SY.txt, line 2: {reason}"
    assert found(base, "ashvan") == ["geonames:8"]
    assert found(base, "tel quor") == ["geonames:7"]


def test_kinds_that_news_do_not_speak_of_are_left_out(tmp_path: Path) -> None:
    base, left_out = add(tmp_path, write(tmp_path / "SY.txt", row(9, **{"class": "H"})))
    assert left_out.expected["class H"] == 1
    assert found(base, "tel quor") == []


def test_names_of_codes_and_of_other_places_are_left_out(tmp_path: Path) -> None:
    dump = write(tmp_path / "SY.txt", row(7))
    names = write(
        tmp_path / "names.txt", name_row(7, "https://example.org", "link"), name_row(99, "Nowhere")
    )
    _, left_out = add(tmp_path, dump, names)
    assert left_out.expected["codes, links, other scripts"] == 1
    assert left_out.expected["names of other places"] == 1


def test_a_new_division_gets_its_name(tmp_path: Path) -> None:
    codes = write(
        tmp_path / "admin1CodesASCII.txt", "QQ.01\tOst\tOst\t5", "QQ\tX\tX\t6", "QQ.1.2\ta\ta\t7"
    )
    base, left_out = add(tmp_path, codes)
    assert base.execute("SELECT name FROM admin1 WHERE code = 'QQ.01'").fetchall() == [("Ost",)]
    assert left_out.bad == {"no code of a division": 1}


def test_a_second_level_division_is_found_without_its_class(tmp_path: Path) -> None:
    county = row(9, "Quor County", **{"class": "A", "code": "ADM2"})
    base, _ = add(tmp_path, write(tmp_path / "SY.txt", county))
    assert found(base, "quor") == found(base, "quor county") == ["admin2:SY.09.0901"]


def test_a_section_belongs_to_the_large_city_beside_it(tmp_path: Path) -> None:
    sections = [
        row(9, "Quor Gate", code="PPLX", lat="1.02", lon="1.02"),
        row(10, "Far Gate", code="PPLX", lat="3.0", lon="3.0"),
    ]
    base, _ = add(tmp_path, write(tmp_path / "SY.txt", *sections))
    query = "SELECT name, class, city FROM entry WHERE class = 'district' ORDER BY rank"
    assert base.execute(query).fetchall() == [
        ("Quor Gate", "district", "Norvale"),
        ("Far Gate", "district", None),
    ]


def test_another_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="not a GeoNames dump"):
        kind_of(write(tmp_path / "notes.txt", "dear diary"))


def test_half_an_archive_is_refused(tmp_path: Path) -> None:
    whole = write(tmp_path / "SY.zip", *(row(number) for number in range(2, 500)))
    damaged = bytearray(whole.read_bytes())
    damaged[200:260] = bytes(60)
    whole.write_bytes(damaged)
    with pytest.raises(ConfigurationError, match="download it again"):
        add(tmp_path, whole)


def test_the_version_follows_the_contents(tmp_path: Path) -> None:
    one, two = write(tmp_path / "a.txt", row(7)), write(tmp_path / "b.txt", row(8))
    assert fingerprint_dumps([one, two]) == fingerprint_dumps([two, one])
    before = fingerprint_dumps([one])
    write(one, row(70))
    assert fingerprint_dumps([one]) != before


def record(number: int, name: str, placetype: str = "locality", geonames: str = "") -> str:
    return f"{number}\t{name}\t{placetype}\t1.2\t2.2\t120\t{geonames}\t5\t\t{name}"


def test_all_places_of_an_extract_are_added(tmp_path: Path) -> None:
    path = write(
        tmp_path / "wof_sy.tsv",
        record(1, "Norvale", geonames="1"), record(2, "Quorham"), record(3, "Quorham"),
        record(4, "Quorton", "county"), record(5, "North", "region"), record(6, "Ur"), "bad row",
    )  # fmt: skip
    base, left_out = add(tmp_path, path)
    assert found(base, "quorham") == ["wof:2", "wof:3"]
    assert found(base, "norvale") == ["geonames:1"]
    classes = dict(base.execute("SELECT id, class FROM entry WHERE admin1 = 'SY.09'"))
    assert classes["wof:2"] == "city"
    assert classes["wof:4"] == "admin2"
    assert left_out.expected["already known"] == 1
    assert left_out.bad["wrong number of fields"] == 1
