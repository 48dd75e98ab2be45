"""The examples run as they stand: the cells of the notebook, and the producers on real Kafka."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from streams.ingest.articles import read_article
from streams.local.servers import Servers
from streams.runtime.clients import make_admin
from streams.runtime.topics import create_topics
from streams.settings import Settings
from tests.conftest import ROOT
from tests.stack import environment_of, messages_of

EXAMPLES = ROOT / "examples"
KAFKAJS = "2.2.4"
PRODUCER_SECONDS = 120
"""Java compiles its file first; on a busy machine that takes most of the time."""


def test_the_notebook_runs_and_draws_a_map_and_a_time_line(tmp_path: Path) -> None:
    notebook = json.loads((EXAMPLES / "events.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(one["source"]) for one in notebook["cells"] if one["cell_type"] == "code"]
    assert len(cells) == 3
    assert all(not one.get("outputs") for one in notebook["cells"])
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    environment = {**os.environ, "MPLBACKEND": "agg", "PYTHONPATH": str(ROOT)}
    script = "\n\n".join(cells) + "\nassert len(events) > 15 and events.geometry.notna().any()\n"
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment, check=True)
    for name in ("map.png", "timeline.png"):
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")


def python(_: Path, __: Path) -> list[str]:
    return [sys.executable, str(EXAMPLES / "publish.py")]


def java(_: Path, server_home: Path) -> list[str]:
    """Return the command, with the Java and the client library of the running broker."""
    broker = psutil.Process(Servers().status(server_home)[0].pid)
    jars = broker.environ()["CLASSPATH"]
    return [broker.cmdline()[0], "-cp", jars, str(EXAMPLES / "Publish.java")]


def node(folder: Path, _: Path) -> list[str]:
    """Return the command, in a folder with kafkajs; skip where Node or the package is not."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("no Node with npm on this machine: the example in JavaScript is not run")
    shutil.copy(EXAMPLES / "publish.mjs", folder)
    install = ["npm", "install", "--no-audit", "--no-fund", f"kafkajs@{KAFKAJS}"]
    done = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"kafkajs cannot be installed: {done.stderr.strip()[-200:]}")
    return ["node", str(folder / "publish.mjs")]


@pytest.mark.servers
@pytest.mark.parametrize(
    ("command", "identity"),
    [(python, "example-1"), (java, "example-java"), (node, "example-node")],
)
def test_a_producer_sends_an_article(
    settings: Settings,
    server_home: Path,
    tmp_path: Path,
    command: Callable[[Path, Path], list[str]],
    identity: str,
) -> None:
    with closing(make_admin(settings)) as admin:
        create_topics(admin, settings)
    words = command(tmp_path, server_home)
    subprocess.run(words, env=environment_of(settings), check=True, timeout=PRODUCER_SECONDS)
    ((key, value),) = messages_of(settings, "articles")
    assert value is not None
    assert (key, read_article(value).article_id) == (identity.encode(), identity)


@pytest.mark.parametrize("name", ["publish.py", "Publish.java", "publish.mjs"])
def test_a_producer_is_short(name: str) -> None:
    lines = (EXAMPLES / name).read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.strip()]) <= 20
