"""The files of infra/ and docker-compose.yml, as every test of them reads them."""

import json
import re
from pathlib import Path
from typing import Any

import yaml

from streams.runtime.metrics import Metrics

ROOT = Path(__file__).parents[2]


def read_yaml(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def compose() -> dict[str, Any]:
    content: dict[str, Any] = read_yaml("docker-compose.yml")
    return content


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = compose()["services"]
    return found


def dashboard() -> dict[str, Any]:
    text = (ROOT / "infra/grafana/dashboards/dateline.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


def alerts() -> list[dict[str, Any]]:
    groups = read_yaml("infra/prometheus/alerts.yml")["groups"]
    return [rule for group in groups for rule in group["rules"]]


def metric_labels() -> dict[str, set[str]]:
    """Return every series that a worker exports, with its labels."""
    metrics = Metrics("test")
    stage = metrics.stage("extract", 1)
    stage.dead_letter("malformed")
    stage.bulk("done", 1)
    stage.latency(1.0)
    stage.finished(1.0)
    metrics.lag.labels("articles").set(1)
    with stage.working():
        stage.waited(1.0)
    stage.fresh("articles", 1.0)
    metrics.server_up.labels("kafka").set(1)
    metrics.elasticsearch_status.labels("green").set(1)
    metrics.under_replicated.labels("articles").set(0)
    metrics.topic_messages.labels("articles").set(1)
    metrics.group_lag.labels("pipeline", "articles").set(1)
    metrics.group_members.labels("pipeline").set(1)
    metrics.group_stable.labels("pipeline").set(1)
    metrics.memory.labels("used").set(1)
    samples = [sample for family in metrics.registry.collect() for sample in family.samples]
    return {sample.name: set(sample.labels) for sample in samples}


def metrics_in(expression: str) -> dict[str, set[str]]:
    """Return the project's series in a PromQL expression, with the labels they are selected by."""
    found: dict[str, set[str]] = {}
    for name, selector in re.findall(r"\b(dateline_\w+)(?:\{([^}]*)\})?", expression):
        found.setdefault(name, set()).update(re.findall(r"(\w+)\s*[=!]", selector))
    return found
