"""Each worker has a folder of its own, and finds in it what the last one left."""

import errno
import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pydantic import ValidationError

from streams.errors import ConfigurationError
from streams.runtime.state_folder import StateFolder
from streams.settings import Settings

IDS = {"fusion": "topic-1", "offers": "topic-2"}
DAY = 86_400.0

HOLD = """
import sys, time
from pathlib import Path
from streams.runtime.state_folder import StateFolder
from streams.settings import Settings
print(StateFolder(Path(sys.argv[1]), None, {"fusion": "topic-1"}, 1e9).path.name, flush=True)
time.sleep(60)
"""


Take = Callable[..., StateFolder]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Take]:
    """Take folders of one home; those that a test leaves open are closed after it."""
    taken: list[StateFolder] = []

    def take(name: str | None = None, ids: dict[str, str] | None = None) -> StateFolder:
        taken.append(StateFolder(tmp_path, name, IDS if ids is None else ids, DAY))
        return taken[-1]

    yield take
    for one in taken:
        with suppress(OSError):
            one.close()


def kept(of: StateFolder, table: str) -> Path:
    """Keep a file in the folder of a table."""
    path = of.of(table)
    path.mkdir(parents=True, exist_ok=True)
    (path / "0").touch()
    return path


def test_two_workers_never_share_a_folder(folder: Take) -> None:
    first, second = folder(), folder()
    assert first.path != second.path
    first.close()
    assert folder().path == first.path


def test_a_killed_worker_leaves_its_folder_to_the_next(folder: Take, tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        taken = worker.stdout.readline().strip()
        other = folder()
        assert other.path.name != taken
        worker.kill()
    assert folder().path.name == taken


def test_a_named_worker_has_its_own_and_only_once(folder: Take) -> None:
    first = folder("east-1")
    with pytest.raises(ConfigurationError, match="east-1"):
        folder("east-1")
    first.close()
    assert folder("east-1").path == first.path


def test_a_folder_that_cannot_be_used_is_named_and_not_tried_for_ever(tmp_path: Path) -> None:
    (tmp_path / "1").write_text("a file where the folder should be")
    with pytest.raises(ConfigurationError, match="DATELINE_STATE_STORE=memory"):
        StateFolder(tmp_path, None, IDS, DAY)


def test_a_file_system_without_locks_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with pytest.raises(ConfigurationError, match="No locks available"):
        StateFolder(tmp_path, None, IDS, DAY)


def test_state_of_a_topic_that_was_made_anew_is_deleted(folder: Take) -> None:
    first = folder()
    fusion, offers = kept(first, "fusion"), kept(first, "offers")
    first.close()
    again = folder(ids=IDS | {"fusion": "topic-9"})
    assert not fusion.exists()
    assert offers == again.of("offers")
    assert (offers / "0").exists()


def test_state_of_another_version_is_deleted(folder: Take) -> None:
    first = folder()
    kept(first, "fusion")
    old = first.path / "0-0.1.0"
    first.of("fusion").parent.rename(old)
    first.close()
    folder()
    assert not old.exists()


def test_a_folder_that_no_worker_used_for_long_is_deleted(folder: Take) -> None:
    running, idle, fresh = folder("a"), folder("b"), folder("c")
    long_ago = time.time() - 2 * DAY
    for one in (running, idle):
        os.utime(one.path / "lock", (long_ago, long_ago))
    idle.close()
    fresh.close()
    folder("d")
    assert (running.path.exists(), idle.path.exists(), fresh.path.exists()) == (True, False, True)


def test_standby_replicas_in_memory_are_refused() -> None:
    with pytest.raises(ValidationError, match="DATELINE_STATE_STORE=rocksdb"):
        Settings(state_store="memory", standby_replicas=1)
    assert Settings(state_store="rocksdb", standby_replicas=1).standby_replicas == 1
