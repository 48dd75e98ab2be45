"""The short form of ``make chaos``: real servers and workers, killed, stopped and starved."""

from pathlib import Path

import pytest

from tests.chaos.storm import Plan, run_chaos

pytestmark = pytest.mark.servers


def test_nothing_is_lost_and_documents_are_those_of_a_calm_run(
    endpoints: dict[str, str], server_home: Path, tmp_path: Path
) -> None:
    report = run_chaos(Plan(), endpoints, server_home, tmp_path, print)
    assert report.whole, "\n".join(report.lines())
    assert sum(report.faults.values()) > 0
    assert report.documents["events"] > 0
