"""Records of Who's On First: which rows are taken, and which of their names."""

from pathlib import Path

import pytest

from streams.geocode.gazetteer.dump_rows import LeftOut
from streams.geocode.gazetteer.wof_rows import WofRow, is_extract, read_extract, written_names


def record(name: str, *others: str, placetype: str = "locality") -> WofRow:
    return WofRow("7", name, placetype, 1.0, 2.0, 0, "", "", "", (name, *others))


def line(number: str = "7", lat: str = "1.5", placetype: str = "locality") -> str:
    return f"{number}\tQuorvale\t{placetype}\t{lat}\t2.5\t120\t99\t5\t\tQuorvale|Kworvale\n"


def test_a_record_is_read(tmp_path: Path) -> None:
    path = tmp_path / "wof_xx.tsv"
    path.write_text(line())
    assert is_extract(path)
    (row,) = read_extract(path, LeftOut())
    assert (row.id, row.lat, row.lon, row.population, row.geonames) == ("7", 1.5, 2.5, 120, "99")
    assert row.names == ("Quorvale", "Kworvale")


def test_bad_rows_are_counted_and_the_rest_is_read(tmp_path: Path) -> None:
    path, left_out = tmp_path / "wof_xx.tsv", LeftOut()
    path.write_bytes(
        b"too\tshort\n\xff\t\n" + (line(lat="ten") + line(lat="95") + line("x") + line()).encode()
    )
    assert [row.id for row in read_extract(path, left_out)] == ["7"]
    assert sum(left_out.bad.values()) == 5
    assert left_out.examples[0] == "wof_xx.tsv, line 1: wrong number of fields"


@pytest.mark.parametrize("first", ["", "1\tVale\tpoem\t1\t2\t3\t4\t5\t6\t7\n", "dear diary\n"])
def test_other_files_are_no_extracts(tmp_path: Path, first: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(first)
    assert not is_extract(path)


def test_spellings_are_kept_once() -> None:
    row = record("Bayt Qūr", "Bait Qour", "Bayt Qur", "بيت", "Beit Qur", "BQR")
    assert written_names(row) == ["Bayt Qūr", "Bait Qour", "Beit Qur"]


def test_a_map_may_know_a_village_by_quite_another_name() -> None:
    assert written_names(record("Ostrivne", "Leninka")) == ["Ostrivne", "Leninka"]


def test_a_division_has_no_name_of_the_division_above_it() -> None:
    row = record("Nahr District", "Nahr", "Balkor", "Daerah Nahr", placetype="county")
    assert written_names(row) == ["Nahr"]


def test_names_of_other_languages_editions_are_left_out() -> None:
    others = ("Zarang", "Zarandža", "Zaranĝ", "Sarandsch", "Nimrouz", "Zaranj", "Zrnj")
    kept = written_names(record("Zaranj", *others))
    assert {"Zarandža", "Zaranĝ", "Nimrouz"}.isdisjoint(kept)
    assert "Zarang" in kept


@pytest.mark.parametrize(
    "name", ["Chak 24", "Ur", "بيت", "Colony No. 3", "Chak Two Hundred Ten South"]
)
def test_what_nobody_looks_up_has_no_name(name: str) -> None:
    assert written_names(record(name)) == []


def test_brackets_are_left_out() -> None:
    assert written_names(record("Ali Khor (Jaji)"))[0] == "Ali Khor"
