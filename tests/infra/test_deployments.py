"""The manifests of Kubernetes and the units of systemd: whole, valid, and in step with the code."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from streams.settings import Settings
from tests.infra.prometheus_rule import RULE, rendered
from tests.infra.read import ROOT
from tests.infra.test_compose_client import tool

KUBERNETES = ROOT / "infra" / "kubernetes"
FILES = sorted(path for path in KUBERNETES.rglob("*.yaml"))
RESOURCES: list[dict[str, Any]] = [
    one for path in FILES for one in yaml.safe_load_all(path.read_text(encoding="utf-8"))
]
PODS = {
    one["metadata"]["name"]: one["spec"]["template"]["spec"]
    for one in RESOURCES
    if "template" in one.get("spec", {})
}
UNITS = sorted((ROOT / "infra" / "systemd").glob("*.service"))


@pytest.mark.parametrize("name", PODS)
def test_pods_are_confined(name: str) -> None:
    pod = PODS[name]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["automountServiceAccountToken"] is False
    [container] = pod["containers"]
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    assert "memory" in container["resources"]["limits"]


@pytest.mark.parametrize("name", ["dateline-pipeline", "dateline-index"])
def test_probes_restart_no_worker_that_waits_for_a_server(name: str) -> None:
    [worker] = PODS[name]["containers"]
    assert worker["readinessProbe"]["httpGet"]["path"] == "/health"
    assert worker["livenessProbe"]["httpGet"]["path"] == "/metrics"
    assert PODS[name]["terminationGracePeriodSeconds"] > 30


@pytest.mark.parametrize("path", ["infra/kubernetes/settings.env", "infra/systemd/dateline.env"])
def test_every_setting_exists(path: str) -> None:
    known = {f"DATELINE_{name.upper()}" for name in Settings.model_fields}
    text = (ROOT / path).read_text(encoding="utf-8")
    used = {name.removesuffix("_FILE") for name in re.findall(r"^(\w+)=", text, re.MULTILINE)}
    assert used <= known


def test_no_more_workers_than_partitions() -> None:
    text = (KUBERNETES / "settings.env").read_text(encoding="utf-8")
    partitions = int(re.findall(r"DATELINE_PARTITIONS=(\d+)", text)[0])
    most = [one["spec"]["maxReplicaCount"] for one in RESOURCES if one["kind"] == "ScaledObject"]
    assert most
    assert max(most) <= partitions


def test_the_rules_of_the_operator_are_those_of_prometheus() -> None:
    assert RULE.read_text(encoding="utf-8") == rendered(), "run `make alerts`"


def test_kubernetes_takes_what_kustomize_makes(tmp_path: Path) -> None:
    kubectl = shutil.which("kubectl")
    if kubectl is None:
        pytest.skip("no kubectl on this machine")
    validate = tool("kubernetes-validate")
    made = subprocess.run([kubectl, "kustomize", str(KUBERNETES)], capture_output=True, check=True)
    (tmp_path / "all.yaml").write_bytes(made.stdout)
    command = [validate, "--strict", "--no-warn", "--quiet", str(tmp_path / "all.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    names = {one["metadata"]["name"] for one in yaml.safe_load_all(made.stdout)}
    assert set(PODS) <= names


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd-analyze on this machine")
    shutil.copy(ROOT / "infra/systemd/dateline.target", tmp_path)
    units = []
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        instance = tmp_path / unit.name.replace("@", "@9464")
        instance.write_text(text.replace("/opt/dateline/bin/dateline", "/bin/true"))
        units.append(str(instance))
    command = [analyze, "verify", "--man=no", *units]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
