from pathlib import Path

import pytest

from streams.errors import ConfigurationError
from streams.geocode.gazetteer import build
from streams.geocode.gazetteer.build import ensure_gazetteer, gazetteer_file
from streams.geocode.gazetteer.reader import Gazetteer


def test_a_damaged_file_is_refused(gazetteer: Gazetteer, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.sqlite"
    content = bytearray(gazetteer.path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    damaged.write_bytes(content)
    with pytest.raises(ConfigurationError, match="dateline gazetteer build"):
        Gazetteer(damaged)


@pytest.mark.parametrize("content", [b"", b"not a gazetteer" * 20])
def test_another_file_is_refused(content: bytes, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    other.write_bytes(content)
    with pytest.raises(ConfigurationError, match="damaged"):
        Gazetteer(other)


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="GAZETTEER_PATH"):
        ensure_gazetteer(tmp_path / "absent.sqlite", None, print)


def test_what_is_built_is_not_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    present = gazetteer_file(tmp_path)
    present.write_bytes(b"present")
    monkeypatch.setattr(build, "build_gazetteer", None)
    assert ensure_gazetteer(None, tmp_path, print) == present


def test_a_failed_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(report: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(build, "collect_places", fail)
    with pytest.raises(RuntimeError):
        build.build_gazetteer(tmp_path / "new.sqlite", print)
    assert list(tmp_path.iterdir()) == []


def test_the_cache_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert gazetteer_file(None).parent == tmp_path / "dateline"
