import re
import shutil
import subprocess
from typing import Any

import pytest

from tests.infra.read import ROOT, alerts, metric_labels, metrics_in, read_yaml

RULES = {rule["alert"]: rule for rule in alerts()}
PROMETHEUS_ADDS = {"job", "instance"}


@pytest.fixture(params=RULES)
def rule(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = RULES[request.param]
    return found


def test_names_stand_once() -> None:
    assert len(RULES) == len(alerts())


def test_the_three_that_matter_most_are_there() -> None:
    assert {"DatelineNoProgress", "DatelineDeadLettersRising", "DatelineLagGrowing"} <= set(RULES)


def test_every_metric_and_label_exists(rule: dict[str, Any]) -> None:
    known = metric_labels()
    for name, labels in metrics_in(rule["expr"]).items():
        assert name in known
        assert labels <= known[name] | PROMETHEUS_ADDS


def test_every_label_that_a_text_names_is_kept(rule: dict[str, Any]) -> None:
    named = set(re.findall(r"\$labels\.(\w+)", rule["annotations"]["summary"]))
    kept = [set(re.split(r",\s*", by)) for by in re.findall(r"by \(([^)]*)\)", rule["expr"])]
    if kept:
        assert named <= set.intersection(*kept)
    else:
        assert named <= {"stage", "topic"} | PROMETHEUS_ADDS


def test_each_says_how_grave_it_is_and_what_to_do(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in {"warning", "critical"}
    assert len(rule["annotations"]["action"]) > 20


def test_each_has_a_case_in_which_it_fires() -> None:
    cases = (ROOT / "infra/prometheus/alerts.test.yml").read_text(encoding="utf-8")
    fired = set(re.findall(r'ALERTS\{alertname="(\w+)", alertstate="firing"\}', cases))
    assert fired == set(RULES)


def test_prometheus_finds_the_workers_of_the_stack() -> None:
    config = read_yaml("infra/prometheus/prometheus.yml")
    jobs = {job["job_name"]: job for job in config["scrape_configs"]}
    services = read_yaml("docker-compose.yml")["services"]
    for job, service in (
        ("dateline-pipeline", "worker-pipeline"),
        ("dateline-index", "worker-index"),
    ):
        [found] = jobs[job]["dns_sd_configs"]
        assert found["names"] == [service]
        assert str(found["port"]) == services[service]["environment"]["DATELINE_METRICS_PORT"]


@pytest.mark.skipif(shutil.which("promtool") is None, reason="no promtool on this machine")
@pytest.mark.parametrize(
    "arguments",
    [["check", "config", "prometheus.yml"], ["test", "rules", "alerts.test.yml"]],
)
def test_prometheus_own_tool_agrees(arguments: list[str]) -> None:
    folder = ROOT / "infra/prometheus"
    done = subprocess.run(["promtool", *arguments], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_has_a_row_in_the_runbook() -> None:
    text = (ROOT / "docs/how-to/operate.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| (Dateline\w+) \|", text, re.MULTILINE)) == set(RULES)
