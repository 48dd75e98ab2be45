"""Frameworks that are compared take the same articles and pass on all of them."""

import sys
from pathlib import Path

import pytest

from benchmarks.frameworks.__main__ import Cost, run_once, table
from benchmarks.frameworks.loops import LOOPS
from benchmarks.load.news import news
from streams.settings import Settings

ARTICLES = 12


@pytest.mark.servers
@pytest.mark.parametrize("framework", ["aiokafka", "Faust", "Dateline's stage"])
def test_a_loop_takes_all_articles(framework: str, settings: Settings, tmp_path: Path) -> None:
    base = settings.model_copy(update={"home": tmp_path})
    cost = run_once(sys.executable, framework, "pass", news(ARTICLES), base)
    assert isinstance(cost, Cost), cost
    assert cost.messages == ARTICLES
    assert 0 < cost.cpu_seconds <= cost.seconds * 4


@pytest.mark.servers
def test_a_framework_that_fails_is_named_with_its_reason(settings: Settings) -> None:
    reason = run_once(sys.executable, "nobody's", "pass", news(1), settings)
    assert isinstance(reason, str)
    assert "nobody's" in reason


def test_the_table_has_a_row_for_each_framework_and_work() -> None:
    costs = [Cost(name, "pass", 10, 1.0, 0.5) for name in LOOPS] * 2
    assert table(costs).row_count == len(LOOPS)
