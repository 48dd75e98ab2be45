import re
from itertools import combinations
from typing import Any

from tests.infra.read import dashboard, metric_labels, metrics_in, read_yaml, services

PANELS: list[dict[str, Any]] = dashboard()["panels"]
EXPRESSIONS = [target["expr"] for panel in PANELS for target in panel["targets"]]
SOURCES = read_yaml("infra/grafana/provisioning/datasources/prometheus.yml")["datasources"]


def test_every_metric_and_label_exists() -> None:
    known = metric_labels()
    for expression in EXPRESSIONS:
        for name, labels in metrics_in(expression).items():
            assert name in known
            assert labels <= known[name]


def test_every_metric_of_the_workers_is_shown() -> None:
    shown = {re.sub(r"_(bucket|sum|count)$", "", n) for e in EXPRESSIONS for n in metrics_in(e)}
    exported = {name for name in metric_labels() if name.startswith("dateline_")}
    assert {re.sub(r"_(bucket|sum|count)$", "", name) for name in exported} == shown


def test_every_legend_names_labels_that_are_kept() -> None:
    for panel in PANELS:
        for target in panel["targets"]:
            named = set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]))
            by = re.findall(r"by \(([^)]*)\)", target["expr"])
            assert named <= {label for part in by for label in re.split(r",\s*", part)}


def test_panels_say_what_they_show_and_do_not_overlap() -> None:
    assert all(panel["title"] and panel["description"] for panel in PANELS)
    for one, two in combinations([panel["gridPos"] for panel in PANELS], 2):
        apart_x = one["x"] + one["w"] <= two["x"] or two["x"] + two["w"] <= one["x"]
        apart_y = one["y"] + one["h"] <= two["y"] or two["y"] + two["h"] <= one["y"]
        assert apart_x or apart_y


def test_the_data_source_is_the_one_that_is_set_up() -> None:
    assert {panel["datasource"]["uid"] for panel in PANELS} == {SOURCES[0]["uid"]}
    host = SOURCES[0]["url"].removeprefix("http://").partition(":")[0]
    assert host in services()


def test_grafana_finds_the_dashboards_where_they_are_mounted() -> None:
    [provider] = read_yaml("infra/grafana/provisioning/dashboards/dateline.yml")["providers"]
    mounts = [mount.split(":") for mount in services()["grafana"]["volumes"]]
    assert ["./infra/grafana/dashboards", provider["options"]["path"], "ro"] in mounts
