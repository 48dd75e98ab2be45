"""Fixtures of all tests: the real servers, started once, and the evaluation data.

With several processes (`pytest -n 2`) one runs all files that need the servers, one after another,
so that these are started once; the others share the remaining files. The tests in a browser are the
exception: they take minutes, disturb no server, and so are a group with servers of its own.
"""

import os
import uuid
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings as hypothesis_settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.scheduler.protocol import Scheduling

from streams.local.servers import Servers
from streams.settings import Settings

if TYPE_CHECKING:
    from tests.stack import Stack

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
BROWSER = "tests/browser/"

# Machines are shared and noisy: an example that takes long is no failure.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of evaluation data that stands beside a developer's checkout."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside this checkout: evaluation data are not distributed")
    return SHARED


@pytest.fixture(scope="session")
def server_home() -> Iterator[Path]:
    """Start Kafka and Elasticsearch for this session, in a folder of their own."""
    process = os.environ.get("PYTEST_XDIST_WORKER")
    home = ROOT / ".dateline" / (f"tests-{process}" if process else "tests")
    servers = Servers()
    servers.reset(home)
    servers.up(home, print)
    yield home
    servers.reset(home)


@pytest.fixture(scope="session")
def endpoints(server_home: Path) -> dict[str, str]:
    """Return the settings under which the session's servers are reached."""
    from streams.local.state import STATE_FILE, read_endpoints

    return read_endpoints(server_home / STATE_FILE)


@pytest.fixture(scope="module")
def stack(endpoints: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Stack]":
    """Start a pipeline and an index worker on topics and indices of this module alone."""
    from tests.stack import running_stack

    with running_stack(endpoints, tmp_path_factory.mktemp("workers with spaces")) as stack:
        yield stack


@pytest.fixture
def settings(endpoints: dict[str, str], server_home: Path) -> Settings:
    """Return settings on the real servers, with topics and indices of this test alone."""
    name = uuid.uuid4().hex[:8]
    return Settings(
        home=server_home,
        kafka_bootstrap_servers=endpoints["kafka_bootstrap_servers"],
        elasticsearch_url=endpoints["elasticsearch_url"],
        topic_prefix=f"test-{name}.",
        index_prefix=f"test-{name}-",
        partitions=2,
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests without servers go first: they fail fastest."""
    items.sort(key=lambda item: item.get_closest_marker("servers") is not None)


class ServersInOneProcess(LoadFileScheduling):  # type: ignore[misc]
    """Gives a process whole files, and the same one all files of a group that needs servers."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        if not needs_servers(file):
            return file
        return "browser" if file.startswith(BROWSER) else "servers"


@cache
def needs_servers(file: str) -> bool:
    """Return whether a test file, by its path from the project's folder, names the mark."""
    return "mark.servers" in (ROOT / file).read_text(encoding="utf-8")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """Return how tests are divided among processes."""
    return ServersInOneProcess(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail in CI when a test of the evaluation data was skipped although the data are there."""
    report = yield
    if (
        report.skipped
        and item.get_closest_marker("shared")
        and SHARED.is_dir()
        and os.environ.get("CI")
    ):
        report.outcome = "failed"
        report.longrepr = "skipped although ../shared is there"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what to do next."""
    failed = terminalreporter.stats.get("failed") or terminalreporter.stats.get("error")
    terminalreporter.write_line(
        "Next: `.venv/bin/python -m pytest --lf -x` runs what failed first."
        if failed
        else "Next: `make demo` shows the pipeline at work, `make bench` measures it."
    )
