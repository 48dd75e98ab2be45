"""`python -m tests.infra.prometheus_rule`: the alerts of Prometheus for the Prometheus operator.

The operator reads rules from a resource of Kubernetes, which cannot include a file. So there is a
copy of ``infra/prometheus/alerts.yml`` in that form, and a test that it is one.
"""

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
ALERTS = ROOT / "infra" / "prometheus" / "alerts.yml"
RULE = ROOT / "infra" / "kubernetes" / "monitoring" / "prometheus-rule.yaml"
HEADER = "# infra/prometheus/alerts.yml for the Prometheus operator, written by `make alerts`.\n"
WIDTH = 1000
"""Columns before a line is folded: never, as a folded expression is hard to read."""


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, as the original has them."""


def _text(dumper: yaml.SafeDumper, value: str) -> Any:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def prometheus_rule(alerts: str) -> dict[str, Any]:
    """Return the resource with the rules of a file of Prometheus.

    >>> prometheus_rule("groups: []")["spec"]
    {'groups': []}
    """
    return {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": "dateline"},
        "spec": {"groups": yaml.safe_load(alerts)["groups"]},
    }


def rendered() -> str:
    """Return the file as it should be."""
    rule = prometheus_rule(ALERTS.read_text(encoding="utf-8"))
    return HEADER + yaml.dump(rule, Dumper=_Dumper, sort_keys=False, width=WIDTH)


def main() -> None:
    """Write the file."""
    RULE.write_text(rendered(), encoding="utf-8")


if __name__ == "__main__":
    main()
