"""Both workers from the image: as user 10001, on a read-only root, without any capability.

``make image`` builds the image, which takes minutes; without it the tests are skipped. There is no
engine where they run: the root file system of the image is mounted and entered.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from streams.settings import Settings
from tests.stack import Stack, Worker, environment_of, running_stack

pytestmark = pytest.mark.servers

IMAGE = "dateline:local"
LARGEST_MB = 500
USER = "10001"
CONFINE = """
mount --bind "$ROOT" "$ROOT" && mount -o remount,bind,ro "$ROOT"
mount --rbind /proc "$ROOT/proc" && mount --rbind /dev "$ROOT/dev"
for folder in tmp var/lib/dateline; do mount -t tmpfs -o mode=1777 tmpfs "$ROOT/$folder"; done
exec chroot "$ROOT" setpriv --reuid=10001 --regid=10001 --clear-groups \\
    --bounding-set=-all --no-new-privs "$@"
"""
"""What a container engine does with `read_only`, `cap_drop: [ALL]` and `no-new-privileges`."""


def buildah(*arguments: str) -> str:
    done = subprocess.run(["buildah", *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@dataclass(frozen=True)
class Image:
    """The image, mounted; with the environment that it sets."""

    root: Path
    environment: dict[str, str]

    def command(self, *words: str) -> list[str]:
        """Return how to run a program in the image."""
        return ["unshare", "--mount", "sh", "-ec", CONFINE, "sh", *words]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        environment = self.environment | {"ROOT": str(self.root)}
        return subprocess.run(
            self.command(*words), env=environment, capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="module")
def image() -> Iterator[Image]:
    """Mount the image."""
    if shutil.which("buildah") is None or os.geteuid() != 0:
        pytest.skip("no buildah here, or not root: apt-get install buildah debootstrap")
    if subprocess.run(["buildah", "inspect", IMAGE], capture_output=True, check=False).returncode:
        pytest.skip("the image is not built: make image")
    container = buildah("from", "--pull-never", IMAGE)
    try:
        config = json.loads(buildah("inspect", "--type", "image", IMAGE))["OCIv1"]["config"]
        assert config["User"] == f"{USER}:{USER}"
        environment = dict(line.split("=", 1) for line in config["Env"])
        yield Image(Path(buildah("mount", container)), environment)
    finally:
        buildah("rm", container)


@pytest.fixture(scope="module")
def stack(
    endpoints: dict[str, str], image: Image, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """Run both workers from the image."""

    class ImageWorker(Worker):
        def start(self) -> None:
            servers = environment_of(self.settings)
            named = {name: one for name, one in servers.items() if name.startswith("DATELINE_")}
            environment = {**named, **image.environment, "ROOT": str(image.root)}
            environment |= {"DATELINE_METRICS_PORT": str(self.port)}
            with (self.folder / f"{self.group}-{self.port}.log").open("ab") as log:
                words = image.command("dateline", "worker", self.group)
                self.process = subprocess.Popen(words, env=environment, stdout=log, stderr=log)

    def make(group: str, settings: Settings, folder: Path) -> Worker:
        return ImageWorker(group, settings, folder)

    with running_stack(endpoints, tmp_path_factory.mktemp("image"), make) as stack:
        yield stack


def test_it_is_small(image: Image) -> None:
    megabytes = (
        sum(path.lstat().st_size for path in image.root.rglob("*") if not path.is_dir()) / 1e6
    )
    assert megabytes < LARGEST_MB


def test_it_runs_unprivileged_and_writes_nowhere_else(image: Image) -> None:
    assert image.run("id", "-u").stdout.strip() == USER
    assert "Read-only file system" in image.run("touch", "/opt/dateline/x").stderr
    status = image.run("cat", "/proc/self/status").stdout
    sets = dict(line.split(":\t") for line in status.splitlines() if line.startswith("Cap"))
    assert {int(one, 16) for name, one in sets.items() if name != "CapAmb"} == {0}


def test_both_workers_do_their_work(stack: Stack) -> None:
    text = "A car bomb exploded in Mosul on Sunday, killing seven people, police said."
    fields = {"article_id": "image-1", "publisher": "lantern.example", "text": text}
    value = json.dumps(fields | {"published_at": "2024-06-04T18:00:00Z"}).encode()
    stack.publish([("image-1", value)])
    stack.settle()
    [event] = stack.documents("events").values()
    assert (event["event_type"], event["place"]["name"]) == ("bombing", "Mosul")
