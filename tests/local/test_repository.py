"""Mirrors that this machine is configured for are used."""

from pathlib import Path

import pytest

from streams.errors import ConfigurationError
from streams.local import repository
from streams.local.repository import mirror_in, repositories

SETTINGS = """<settings xmlns="http://maven.apache.org/SETTINGS/1.2.0"><mirrors>
<mirror><id>blocker</id><mirrorOf>external:http:*</mirrorOf><url>http://0.0.0.0/</url>
<blocked>true</blocked></mirror>
<mirror><id>a</id><mirrorOf>{covers}</mirrorOf><url>{url}</url></mirror>
</mirrors></settings>"""


@pytest.fixture(autouse=True)
def own_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JGO_CONFIG_FILE", str(tmp_path / "jgo.conf"))
    monkeypatch.setattr(repository, "settings_files", lambda: (tmp_path / "settings.xml",))


def write_settings(folder: Path, covers: str, url: str = "https://mirror.example/m2/") -> Path:
    path = folder / "settings.xml"
    path.write_text(SETTINGS.format(covers=covers, url=url), encoding="utf-8")
    return path


def test_without_configuration_it_is_maven_central() -> None:
    assert [url.partition("/maven2")[1] for url in repositories()] == ["/maven2"]


@pytest.mark.parametrize("covers", ["central", "*", "external:*", "internal, central", "*,!local"])
def test_a_mirror_of_central_is_used(tmp_path: Path, covers: str) -> None:
    write_settings(tmp_path, covers)
    assert repositories() == ("https://mirror.example/m2",)


@pytest.mark.parametrize("covers", ["snapshots", "*,!central", "external:http:*", ""])
def test_a_mirror_of_something_else_is_not(tmp_path: Path, covers: str) -> None:
    assert mirror_in(write_settings(tmp_path, covers)) is None


def test_a_blocked_mirror_is_not(tmp_path: Path) -> None:
    path = tmp_path / "settings.xml"
    path.write_text(SETTINGS.replace("external:http:*", "*"), encoding="utf-8")
    assert mirror_in(path) != "http://0.0.0.0/"


def test_variables_are_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIRROR_HOST", "mirror.example")
    path = write_settings(tmp_path, "central", "https://${env.MIRROR_HOST}/m2")
    assert mirror_in(path) == "https://mirror.example/m2"


def test_what_jgo_is_told_comes_first(tmp_path: Path) -> None:
    text = "[repositories]\ncentral = https://one.example/\nmore = https://two.example\n"
    (tmp_path / "jgo.conf").write_text(text, encoding="utf-8")
    write_settings(tmp_path, "central")
    assert repositories() == ("https://one.example", "https://two.example")


def test_a_broken_settings_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "settings.xml"
    path.write_text("<settings>", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"settings\.xml is not valid XML"):
        mirror_in(path)
