import re

from streams.runtime.topics import MAX_MESSAGE_BYTES
from tests.infra.read import ROOT, services

SERVICES = services()


def test_images_have_exact_versions() -> None:
    assert [
        item["image"]
        for item in SERVICES.values()
        if not item["image"].endswith("dateline:local}") and item["image"].count(".") < 2
    ] == []


def test_kafka_and_elasticsearch_are_those_of_the_local_servers() -> None:
    assert SERVICES["kafka"]["image"] == "apache/kafka:4.1.0"
    assert SERVICES["elasticsearch"]["image"].endswith("/elasticsearch:8.19.13")


def test_kibana_has_the_version_of_elasticsearch() -> None:
    versions = {SERVICES[name]["image"].rpartition(":")[2] for name in ("kibana", "elasticsearch")}
    assert len(versions) == 1


def test_kafka_takes_the_largest_message_of_the_topics() -> None:
    kafka = SERVICES["kafka"]["environment"]
    assert kafka["KAFKA_MESSAGE_MAX_BYTES"] == MAX_MESSAGE_BYTES
    assert kafka["KAFKA_REPLICA_FETCH_MAX_BYTES"] >= MAX_MESSAGE_BYTES
    assert kafka["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"


def test_the_image_is_built_from_locks_with_hashes_and_runs_unprivileged() -> None:
    build = SERVICES["setup"]["build"]
    text = (ROOT / build["dockerfile"]).read_text(encoding="utf-8")
    installs = re.findall(r"pip (?:--python \S+ )?install [^&\n]+", text)
    assert len(installs) == 3
    assert all("--require-hashes" in one or "--no-index" in one for one in installs)
    # By number: Kubernetes cannot tell whether a name is that of root.
    assert re.findall(r"^USER (.+)$", text, re.MULTILINE) == ["10001:10001"]


def test_the_image_copies_only_what_exists_and_is_let_through() -> None:
    lines = (ROOT / "infra/docker/Dockerfile").read_text(encoding="utf-8").splitlines()
    copies = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--" not in line]
    # What is below a folder that is copied whole is let through with it.
    sources = {source.partition("/")[0] for copy in copies for source in copy}
    ignore = (ROOT / "infra/docker/Dockerfile.dockerignore").read_text(encoding="utf-8")
    let_through = {line[1:] for line in ignore.splitlines() if line.startswith("!")}
    assert sources == let_through
    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_the_locks_hold_what_the_image_needs() -> None:
    for name in ("requirements.lock", "infra/docker/build.lock"):
        assert "--hash=sha256:" in (ROOT / name).read_text(encoding="utf-8")
    assert (ROOT / "infra/docker/build.lock").read_text(encoding="utf-8").startswith("hatchling==")
