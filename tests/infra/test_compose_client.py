import shutil
import subprocess

import pytest

from tests.infra.read import ROOT


def has_compose() -> bool:
    docker = shutil.which("docker")
    if docker is None:
        return False
    asked = subprocess.run([docker, "compose", "version"], capture_output=True, check=False)
    return asked.returncode == 0


@pytest.mark.skipif(not has_compose(), reason="no `docker compose` client on this machine")
@pytest.mark.parametrize("profile", [[], ["--profile", "observe"]])
def test_the_client_takes_the_file(profile: list[str]) -> None:
    command = ["docker", "compose", *profile, "config", "--quiet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
