"""A real Prometheus over real workers: what the dashboard asks makes sense, and a fault is told."""

import json
import math
import re
import shutil
import subprocess
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from streams.local.background import read
from streams.local.processes import any_port
from tests.infra.read import ROOT, dashboard, read_yaml
from tests.stack import Stack

pytestmark = pytest.mark.servers

SECONDS = 60.0
"""Longest wait for what workers and Prometheus need a few scrapes for."""
ARTICLE = {
    "publisher": "lantern.example",
    "published_at": "2024-06-04T18:00:00Z",
    "text": "A car bomb exploded in Mosul on Sunday, killing seven people, police said.",
}
QUERIES = [
    (panel["title"], panel["fieldConfig"]["defaults"]["unit"], target["expr"])
    for panel in dashboard()["panels"]
    for target in panel["targets"]
]


@dataclass
class Prometheus:
    """A Prometheus that scrapes the workers of a stack every second."""

    port: int
    published: float
    """When the first article was sent, on the monotonic clock."""

    def query(self, expression: str) -> list[dict[str, Any]]:
        """Return the samples of an expression; fail if Prometheus refuses it."""
        asked = urllib.parse.urlencode({"query": expression.replace("$stage", ".+")})
        answer = read(f"http://127.0.0.1:{self.port}/api/v1/query?{asked}")
        content = json.loads(answer or "{}")
        assert content.get("status") == "success", (expression, answer)
        found: list[dict[str, Any]] = content["data"]["result"]
        return found

    def values(self, expression: str) -> list[float]:
        """Return the values of an expression, without those of nothing: 0 of 0."""
        found = [float(sample["value"][1]) for sample in self.query(expression)]
        return [value for value in found if not math.isnan(value)]

    def firing(self, alert: str) -> list[dict[str, Any]]:
        return self.query(f'ALERTS{{alertname="{alert}", alertstate="firing"}}')


def configure(folder: Path, stack: Stack) -> None:
    """Write the configuration of Prometheus, with our alerts, which wait for a second only."""
    rules = read_yaml("infra/prometheus/alerts.yml")
    for group in rules["groups"]:
        for rule in group["rules"]:
            rule["for"] = "1s"
    (folder / "alerts.yml").write_text(yaml.safe_dump(rules), encoding="utf-8")
    every = {"scrape_interval": "1s", "scrape_timeout": "1s", "evaluation_interval": "1s"}
    jobs = [
        {
            "job_name": f"dateline-{worker.group}",
            "static_configs": [{"targets": [f"127.0.0.1:{worker.port}"]}],
        }
        for worker in stack.workers
    ]
    config = {"global": every, "rule_files": ["alerts.yml"], "scrape_configs": jobs}
    (folder / "prometheus.yml").write_text(yaml.safe_dump(config), encoding="utf-8")


def publish(stack: Stack, *names: str) -> None:
    stack.publish([(name, json.dumps({"article_id": name, **ARTICLE}).encode()) for name in names])


@pytest.fixture(scope="module")
def program() -> str:
    """Return the program. Without it no workers are started, only to be stopped at once."""
    found = shutil.which("prometheus")
    if found is None:
        pytest.skip("no Prometheus on this machine: apt-get install prometheus")
    return found


@pytest.fixture(scope="module")
def prometheus(
    program: str, stack: Stack, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Prometheus]:
    """Start Prometheus, let the workers process two waves of articles, and wait for the figures."""
    folder, port = tmp_path_factory.mktemp("prometheus"), any_port()
    configure(folder, stack)
    command = [
        program,
        "--config.file=prometheus.yml",
        "--storage.tsdb.path=data",
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        ready = f"http://127.0.0.1:{port}/-/ready"
        stack.until(lambda: "is Ready" in (read(ready) or ""), SECONDS)
        found = Prometheus(port, time.monotonic())
        stack.until(lambda: found.values('up{job=~"dateline-.+"}') == [1, 1], SECONDS)
        stack.until(lambda: bool(found.query("dateline_stage_slots")), SECONDS)
        publish(stack, "one", "two", "three")
        stack.settle()
        written = 'sum(rate(dateline_end_to_end_seconds_count{stage="index"}[5m])) > 0'
        stack.until(lambda: bool(found.query(written)), SECONDS)
        yield found
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()


@pytest.mark.parametrize(("title", "unit", "expression"), QUERIES, ids=[one[0] for one in QUERIES])
def test_what_the_dashboard_asks_makes_sense(
    prometheus: Prometheus, title: str, unit: str, expression: str
) -> None:
    values = prometheus.values(expression)
    assert all(value >= 0 for value in values) or "deriv" in expression
    if unit == "percentunit":
        assert values
        assert all(value <= 1 for value in values)
    if "end_to_end" in expression or "wait_seconds" in expression:
        # A quantile lies in its bucket, whose end is at most twice its start.
        assert values
        assert max(values) <= 2.5 * (time.monotonic() - prometheus.published)


def test_extraction_was_busy_and_both_groups_are_measured(prometheus: Prometheus) -> None:
    busy = next(expression for title, _, expression in QUERIES if title == "Busy share")
    shares = {s["metric"]["stage"]: float(s["value"][1]) for s in prometheus.query(busy)}
    assert 0 < shares["extract"] <= 1
    groups = {s["metric"]["group"] for s in prometheus.query("max by (group) (dateline_group_lag)")}
    assert groups == {"pipeline", "index"}
    assert prometheus.values('dateline_server_up{server="elasticsearch"}') == [1]


def test_a_dead_pipeline_worker_is_told_with_what_waits_for_it(
    prometheus: Prometheus, stack: Stack
) -> None:
    pipeline = stack.workers[0]
    assert not prometheus.firing("DatelineWorkerDown")
    pipeline.kill()
    publish(stack, "four", "five")
    try:
        stack.until(lambda: bool(prometheus.firing("DatelineWorkerDown")), SECONDS)
        [alert] = prometheus.firing("DatelineWorkerDown")
        assert alert["metric"]["job"] == "dateline-pipeline"
        waiting = 'max(dateline_group_lag{group="pipeline", topic="articles"})'
        stack.until(lambda: prometheus.values(waiting) == [2], SECONDS)
    finally:
        pipeline.start()
    stack.until(lambda: not prometheus.firing("DatelineWorkerDown"), SECONDS)


def test_every_metric_of_the_alerts_has_data(prometheus: Prometheus) -> None:
    """A name that no worker has would let an alert be silent for ever."""
    text = (ROOT / "infra/prometheus/alerts.yml").read_text(encoding="utf-8")
    names = set(re.findall(r"\bdateline_\w+", text))
    rare = {"dateline_alerts_total"}
    missing = [name for name in names - rare if not prometheus.query(f"count({name})")]
    assert missing == []
