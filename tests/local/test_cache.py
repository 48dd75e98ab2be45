"""The cache folder is the user's, and one download at a time uses it."""

import subprocess
import sys
from pathlib import Path

import pytest

from streams.errors import ServerError
from streams.local.cache import cache_folder, file_lock

HOLD = """
import sys, time, fcntl
file = open(sys.argv[1], "a")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.readline()
"""


def test_the_setting_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/elsewhere")
    assert cache_folder(tmp_path) == tmp_path


@pytest.mark.parametrize(
    ("xdg", "folder"),
    [
        ("/elsewhere", Path("/elsewhere/dateline")),
        ("", Path("/me/.cache/dateline")),
        ("relative", Path("/me/.cache/dateline")),
    ],
)
def test_the_users_cache_folder(monkeypatch: pytest.MonkeyPatch, xdg: str, folder: Path) -> None:
    monkeypatch.setenv("HOME", "/me")
    monkeypatch.setenv("XDG_CACHE_HOME", xdg)
    assert cache_folder(None) == folder


def test_a_lock_is_waited_for_and_freed_by_the_death_of_its_holder(tmp_path: Path) -> None:
    lock, said = tmp_path / "lock", list[str]()
    command = [sys.executable, "-c", HOLD, str(lock)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(ServerError, match="another process still holds"):
            _take(lock, said, 0.0)
        holder.kill()
    _take(lock, said, 5.0)
    assert said == ["waiting"]


def _take(lock: Path, said: list[str], timeout: float) -> None:
    with file_lock(lock, lambda: said.append("waiting"), timeout):
        pass
