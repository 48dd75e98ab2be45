import re
from typing import Any

import pytest

from streams.settings import Settings
from tests.infra.read import ROOT, compose, services

ONE_SHOT = {"setup", "kibana-setup", "publish"}
SERVICES = services()


@pytest.fixture(params=SERVICES)
def service(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    return request.param, SERVICES[request.param]


Named = tuple[str, dict[str, Any]]


def test_the_whole_stack_is_there() -> None:
    assert set(SERVICES) >= {
        "kafka",
        "elasticsearch",
        "setup",
        "worker-pipeline",
        "worker-index",
        "page",
        "publish",
        "alertmanager",
        "prometheus",
        "grafana",
        "kibana",
    }


def test_watching_is_asked_for_by_name() -> None:
    watching = {name for name, item in SERVICES.items() if item.get("profiles") == ["observe"]}
    assert watching == {"prometheus", "alertmanager", "grafana", "kibana", "kibana-setup"}


def test_each_says_how_it_is_or_ends(service: Named) -> None:
    name, item = service
    if name in ONE_SHOT:
        assert item["restart"] == "no"
    else:
        assert {"test", "interval", "timeout", "retries", "start_period"} <= set(
            item["healthcheck"]
        )
        assert item["restart"] == "unless-stopped"


def test_only_this_machine_can_connect(service: Named) -> None:
    _, item = service
    assert [port for port in item.get("ports", []) if not port.startswith("127.0.0.1:")] == []
    assert "network_mode" not in item


def test_memory_has_a_limit(service: Named) -> None:
    _, item = service
    assert re.fullmatch(r"\d+[mg]", item["mem_limit"])


def test_every_setting_exists(service: Named) -> None:
    _, item = service
    known = {f"DATELINE_{name.upper()}" for name in Settings.model_fields}
    used = {name for name in item.get("environment", {}) if name.startswith("DATELINE_")}
    assert used <= known


def test_settings_that_are_handed_through_exist() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    known = {f"DATELINE_{name.upper()}" for name in Settings.model_fields} | {"DATELINE_IMAGE"}
    assert set(re.findall(r"DATELINE_[A-Z_]+", text)) <= known


def test_what_is_waited_for_can_be(service: Named) -> None:
    _, item = service
    for other, how in item.get("depends_on", {}).items():
        wanted = "service_completed_successfully" if other in ONE_SHOT else "service_healthy"
        assert how["condition"] == wanted


def test_workers_wait_for_the_set_up() -> None:
    for name in ("worker-pipeline", "worker-index"):
        assert "setup" in SERVICES[name]["depends_on"]
        assert SERVICES[name]["healthcheck"]["test"][3].count("/health") == 1


def test_volumes_are_named_and_mounted_files_exist(service: Named) -> None:
    _, item = service
    for mount in item.get("volumes", []):
        source, _, options = mount.partition(":")
        if source.startswith("."):
            assert (ROOT / source).exists()
            assert options.endswith(":ro")
        else:
            assert source in compose()["volumes"]


def test_workers_are_confined() -> None:
    for name in ("setup", "worker-pipeline", "worker-index", "page", "publish"):
        item = SERVICES[name]
        assert item["read_only"] is True
        assert item["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in item["security_opt"]


def test_every_variable_is_in_the_example_with_its_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    used = dict(re.findall(r"\$\{(\w+):-([^}]*)\}", text))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert dict(re.findall(r"^(\w+)=(.*)$", example, re.MULTILINE)) == used


def test_the_image_is_built_once() -> None:
    assert [name for name, item in SERVICES.items() if "build" in item] == ["setup"]


def test_nobody_logs_in_to_grafana_unless_asked_for() -> None:
    environment = SERVICES["grafana"]["environment"]
    assert environment["GF_AUTH_ANONYMOUS_ORG_ROLE"] == "Viewer"
    assert environment["GF_AUTH_BASIC_ENABLED"] == "false"
    assert environment["GF_SECURITY_ADMIN_PASSWORD"] == "${GRAFANA_ADMIN_PASSWORD:-}"
    assert environment["GF_AUTH_DISABLE_LOGIN_FORM"].endswith(":-true}")
