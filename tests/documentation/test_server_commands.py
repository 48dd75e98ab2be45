"""Every command of the documentation that needs servers works on real ones, after the samples."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from documentation.commands import ShownCommand
from tests.conftest import ROOT
from tests.documentation.test_commands import ON_SERVERS, PLACEHOLDERS, of
from tests.stack import Stack, environment_of

pytestmark = pytest.mark.servers

DATELINE = f"{shlex.quote(sys.executable)} -m streams.commands.main"
SHOWN_ID = "3f2a91c0"
"""The event id in the pages that explain what ``dateline explain`` prints."""
SECONDS = 120
"""Longest run of a command; most take two."""


class Desk:
    """A reader's working directory: the samples, and settings that lead to the servers."""

    def __init__(self, stack: Stack, folder: Path) -> None:
        self.folder = folder
        self.environment = environment_of(stack.settings) | {"PYTHONPATH": str(ROOT)}
        shutil.copytree(ROOT / "samples", folder / "samples")
        (folder / "FILE.txt").write_text("Shells fell on Saltivka, a district of Kharkiv.")

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        """Run a line of the shell and return how it ended."""
        return subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )


@pytest.fixture(scope="module")
def desk(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Publish the samples, wait until they are indexed, and write what ``--input`` reads."""
    desk = Desk(stack, tmp_path_factory.mktemp("desk"))
    stack.publish([(None, b"{no article")])
    for line in (
        f"{DATELINE} publish samples/articles.jsonl",
        f"{DATELINE} run --history --input samples/articles.jsonl --output events.jsonl",
    ):
        done = desk.run(line)
        assert done.returncode == 0, done.stderr[-2000:]
    stack.settle()
    return desk


def filled_in(line: str, stack: Stack, desk: Desk) -> str:
    """Return a line with values of the samples in the places that a reader fills in."""
    written = (desk.folder / "events.jsonl").read_text(encoding="utf-8").splitlines()
    from_file = {json.loads(event)["event_id"] for event in written}
    event_id = min(from_file & stack.documents("events").keys())
    article = json.loads((ROOT / "samples" / "articles.jsonl").read_text().splitlines()[0])
    line = re.sub(rf"EVENT_ID|{SHOWN_ID}", event_id, line)
    return line.replace("ARTICLE_ID", article["article_id"])


@pytest.mark.parametrize("one", of(ON_SERVERS), ids=str)
def test_a_command_works_on_servers(one: ShownCommand, desk: Desk, stack: Stack) -> None:
    if "--follow" in one.line:
        pytest.skip("goes on until it is stopped; tests/search/test_follow.py runs it")
    line = filled_in(one.run_by(DATELINE), stack, desk)
    if PLACEHOLDERS.search(line.replace("FILE.txt", "")):
        pytest.skip("the reader fills in a value that the samples do not have")
    done = desk.run(line)
    assert done.returncode == 0, f"{line}\n{done.stdout[-1000:]}\n{done.stderr[-2000:]}"
