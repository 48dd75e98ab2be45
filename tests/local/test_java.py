"""Finding a Java: versions are read from what it prints, the order is fixed, old ones are left."""

from collections.abc import Callable
from pathlib import Path

import pytest

from streams.errors import MissingDependency
from streams.local import java
from streams.local.java import candidates, find_java, parse_version

MakeJava = Callable[[str, str], Path]


@pytest.fixture
def make_java(tmp_path: Path) -> MakeJava:
    def make(name: str, version_line: str) -> Path:
        program = tmp_path / name / "bin" / "java"
        program.parent.mkdir(parents=True)
        program.write_text(f"#!/bin/sh\necho '{version_line}' >&2\n", encoding="utf-8")
        program.chmod(0o755)
        return tmp_path / name

    return make


@pytest.fixture(autouse=True)
def no_other_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(java, "USUAL_FOLDERS", (str(tmp_path / "usual"),))
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    for name in ("JAVA_HOME", "DATELINE_JAVA_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("output", "version"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('openjdk version "21" 2023-09-19', 21),
        ('java version "1.8.0_202"', 8),
        ('openjdk version "25-ea" 2025-09-16', 25),
        ('Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "11.0.2" 2019-01-15', 11),
        ("The operation couldn't be completed. Unable to locate a Java Runtime.", None),
        ("", None),
    ],
)
def test_version_output(output: str, version: int | None) -> None:
    assert parse_version(output) == version


def test_an_old_java_is_passed_over(
    make_java: MakeJava, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATELINE_JAVA_HOME", str(make_java("old", 'java version "1.8.0_202"')))
    new = make_java("new", 'openjdk version "21.0.1" 2023-10-17')
    monkeypatch.setenv("JAVA_HOME", str(new))
    found = find_java(None, tmp_path, print)
    assert (found.home, found.version) == (new, 21)


def test_the_usual_folders_come_last(make_java: MakeJava, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = make_java("usual/jdk-25", 'openjdk version "25"')
    own = make_java("own", 'openjdk version "17"')
    monkeypatch.setenv("PATH", str(own / "bin"))
    assert list(candidates()) == [own, usual]


def test_without_a_java_the_message_has_the_install_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CJDK_INDEX_URL", "https://127.0.0.1:9/index.json")
    with pytest.raises(MissingDependency, match=r"apt-get install openjdk.*DATELINE_JAVA_HOME"):
        find_java(None, tmp_path / "cache", print)
