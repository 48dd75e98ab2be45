"""The tools of others take our files: Compose, hadolint. They are in the extra `infra`."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.infra.read import ROOT


def tool(name: str) -> str:
    """Return a program of the environment or of the machine; skip the test without it."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"no {name}: pip install 'dateline[infra]'")
    return found


@pytest.mark.parametrize("profile", [[], ["--profile", "observe", "--profile", "publish"]])
def test_compose_takes_the_file(profile: list[str]) -> None:
    command = [tool("docker-compose"), *profile, "config", "--quiet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_hadolint_finds_nothing_in_the_dockerfile() -> None:
    command = [tool("hadolint"), "infra/docker/Dockerfile"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
