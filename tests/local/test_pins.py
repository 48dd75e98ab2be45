"""The lock files are whole, of one version, and change the folder they are installed to."""

import re
from pathlib import Path, PurePosixPath

import pytest

from streams.errors import ServerError
from streams.local import elasticsearch, kafka
from streams.local.pins import Pin, read_pins, sha256_of, verify, write_pins


@pytest.mark.parametrize("name", [kafka.LOCK, elasticsearch.LOCK])
def test_every_line_has_a_size_and_a_hash(name: str) -> None:
    pins = read_pins(name)
    assert len(pins) > 40
    assert len({pin.path for pin in pins}) == len(pins)
    assert all(re.fullmatch(r"[0-9a-f]{64}", pin.sha256) and pin.size >= 0 for pin in pins)


@pytest.mark.parametrize("name", [kafka.LOCK, elasticsearch.LOCK])
def test_no_path_leaves_the_folder(name: str) -> None:
    paths = [PurePosixPath(pin.path) for pin in read_pins(name)]
    assert not [path for path in paths if path.is_absolute() or ".." in path.parts]


def test_all_jars_of_kafka_are_of_one_version() -> None:
    jars = [p.path for p in read_pins(kafka.LOCK) if p.path.startswith("org/apache/kafka/")]
    assert len(jars) >= 14
    assert {PurePosixPath(path).parts[-2] for path in jars} == {kafka.VERSION}


def test_no_jar_comes_twice() -> None:
    names = [PurePosixPath(pin.path).parts[-3] for pin in read_pins(kafka.LOCK)]
    assert len(set(names)) == len(names)


def test_elasticsearch_is_the_version_that_it_says() -> None:
    paths = {pin.path for pin in read_pins(elasticsearch.LOCK)}
    assert f"lib/elasticsearch-{elasticsearch.VERSION}.jar" in paths


def test_a_machine_gets_its_own_native_libraries_only() -> None:
    platforms = {
        pin.path.split("/")[2]
        for pin in elasticsearch.pins_for("linux-aarch64")
        if pin.path.startswith("lib/platform/")
    }
    assert platforms == {"linux-aarch64"}


def test_a_mismatch_deletes_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.jar"
    file.write_bytes(b"other")
    with pytest.raises(ServerError, match="instead of"):
        verify(file, Pin("a.jar", 5, "0" * 64))
    assert not file.exists()


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    source = tmp_path / "x"
    source.write_bytes(b"x")
    write_pins(tmp_path / "x.tsv", [Pin("a/x", 1, sha256_of(source))], ["where from"])
    lines = (tmp_path / "x.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["# where from", "path\tbytes\tsha256"]
    assert lines[2].split("\t") == ["a/x", "1", sha256_of(source)]
