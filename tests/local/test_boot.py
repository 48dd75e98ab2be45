"""One server is started, found again, taken over, replaced, and ended with all its processes."""

import socket
from pathlib import Path

import psutil
import pytest

from streams.errors import ServerError
from streams.local import boot
from streams.local.boot import (
    Ground,
    Running,
    bring_up,
    launch,
    locate,
    processes_of,
    wait_ready,
)
from streams.local.processes import end, family, find, is_alive
from streams.local.state import read_state, remove_state
from tests.local.conftest import JAVA
from tests.local.tiny import BROKEN, DEAF, SERVE, STUBBORN, Tiny

NOWHERE = Path("/no/software")


def begin(ground: Ground, tiny: Tiny) -> Running:
    return launch(ground, tiny, JAVA, NOWHERE)


def test_a_started_server_is_in_the_state_file_before_it_answers(
    ground: Ground, tiny: Tiny
) -> None:
    tiny.programs = [DEAF]
    running = begin(ground, tiny)
    record = read_state(ground.home).servers["tiny"]
    assert (record.pid, record.port) == (running.process.pid, running.port)
    assert read_state(ground.home).endpoints == {"tiny_url": f"http://127.0.0.1:{running.port}"}


def test_it_is_nobodys_child_and_has_a_session_of_its_own(ground: Ground, tiny: Tiny) -> None:
    running = begin(ground, tiny)
    assert wait_ready(ground, tiny, running)
    assert running.process.pid not in {child.pid for child in psutil.Process().children()}
    assert psutil.Process() not in family([running.process])


def test_it_is_found_without_the_state_file(ground: Ground, tiny: Tiny) -> None:
    running = begin(ground, tiny)
    remove_state(ground.home)
    found = locate(ground, tiny)
    assert found is not None
    assert (found.process.pid, found.port) == (running.process.pid, running.port)


def test_a_server_of_another_home_is_not_found(ground: Ground, tiny: Tiny) -> None:
    begin(ground, tiny)
    assert find("tiny", ground.data.parent) == []
    assert find("tin", ground.data) == []


def test_the_end_takes_the_whole_family(ground: Ground, tiny: Tiny) -> None:
    running = begin(ground, tiny)
    assert wait_ready(ground, tiny, running)
    members = family([running.process])
    assert len(members) == 2
    end(processes_of(ground, tiny), tiny.grace)
    assert not [process for process in members if is_alive(process)]


def test_what_does_not_listen_is_killed(ground: Ground, tiny: Tiny) -> None:
    tiny.programs = [STUBBORN]
    running = begin(ground, tiny)
    end([running.process], 0.2)
    assert not is_alive(running.process)


def test_another_port_is_taken_and_said_plainly(ground: Ground, tiny: Tiny) -> None:
    said: list[str] = []
    loud = Ground(ground.home, ground.data, None, said.append)
    with socket.create_server(("127.0.0.1", tiny.preferred_port)):
        running = begin(loud, tiny)
    assert running.port != tiny.preferred_port
    taken = f"port {tiny.preferred_port} is in use; Tiny listens on {running.port} instead"
    assert said[0] == taken


def test_it_comes_back_on_its_old_port(ground: Ground, tiny: Tiny) -> None:
    with socket.create_server(("127.0.0.1", tiny.preferred_port)):
        first = begin(ground, tiny)
        end([first.process], tiny.grace)
    remove_state(ground.home)
    assert begin(ground, tiny).port == first.port != tiny.preferred_port


def test_a_left_over_that_never_answers_is_replaced(
    ground: Ground, tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boot, "ADOPTED_SECONDS", 0.5)
    tiny.programs = [DEAF, SERVE]
    first = begin(ground, tiny)
    left_over = locate(ground, tiny)
    assert left_over is not None
    second = bring_up(ground, tiny, left_over, JAVA, NOWHERE)
    assert not is_alive(first.process)
    assert tiny.answer(second.port, ground.data) == tiny.version


def test_a_left_over_that_still_comes_up_is_kept(ground: Ground, tiny: Tiny) -> None:
    first = begin(ground, tiny)
    left_over = locate(ground, tiny)
    assert left_over is not None
    assert bring_up(ground, tiny, left_over, JAVA, NOWHERE).process == first.process


def test_a_port_lost_at_the_last_moment_costs_one_more_start(ground: Ground, tiny: Tiny) -> None:
    tiny.programs = [BROKEN, SERVE]
    with socket.create_server(("127.0.0.1", 0)) as winner:
        port = winner.getsockname()[1]
        begun = begin(ground, tiny)
        lost = Running(begun.process, port, adopted=False)
        assert bring_up(ground, tiny, lost, JAVA, NOWHERE).port != port


def test_the_error_has_the_end_of_the_log(ground: Ground, tiny: Tiny) -> None:
    tiny.programs = [BROKEN]
    with pytest.raises(ServerError, match="the reason of the failure"):
        bring_up(ground, tiny, begin(ground, tiny), JAVA, NOWHERE)


def test_the_log_of_the_run_before_is_kept(ground: Ground, tiny: Tiny) -> None:
    for _ in range(2):
        assert wait_ready(ground, tiny, begin(ground, tiny))
        end(processes_of(ground, tiny), tiny.grace)
    logs = sorted(path.name for path in (ground.data / "logs").iterdir())
    assert logs == ["tiny.log", "tiny.log.1"]
    assert (ground.data / "logs" / "tiny.log.1").read_text(encoding="utf-8").startswith("tiny")
