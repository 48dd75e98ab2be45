"""Every command that the documentation shows is one that works."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from documentation.commands import ShownCommand, shown_commands
from streams.commands.main import cli
from tests.conftest import ROOT

OFFLINE = {
    *("run", "extract", "geoparse", "rules", "settings", "schemas", "--version"),
    *("types", "completion"),
}
"""Commands that need no server: they are run here as they stand."""
ON_SERVERS = {
    "alerts",
    "dead-letters",
    "doctor",
    "events",
    "explain",
    "export",
    "indices",
    "publish",
    "search",
    "topics",
}
"""Commands that ``test_server_commands`` runs on the real servers."""
ELSEWHERE = {
    "demo": "tests/integration/test_demo.py",
    "worker": "tests/integration/test_whole_way.py",
    "local": "tests/local/test_real_servers.py",
    "page": "tests/page/test_app.py",
    "kibana": "tests/kibana/test_import.py",
    "gazetteer": "tests/geocode/test_command.py",
    "feeds": "tests/feeds/test_feeds.py",
    "compare": "tests/search/test_reference.py",
    "evaluate": "tests/evaluation/test_command.py",
}
"""Commands that go on until they are stopped, need downloads, or have whole tests of their own."""
PLACEHOLDERS = re.compile(r"\b[A-Z][A-Z_]{2,}\b(?!=)|…|\.\.\.")
"""What a reader puts something in the place of: FILE, EVENT_ID."""
SHOWN = list(shown_commands(ROOT))


def of(names: set[str]) -> list[ShownCommand]:
    """Return the shown commands whose subcommand is one of the names."""
    return [one for one in SHOWN if one.arguments and one.arguments[0] in names]


def test_the_documentation_shows_commands() -> None:
    assert len(of(OFFLINE)) >= 4
    assert len(of(ON_SERVERS)) >= 5


def test_dateline_is_found_behind_a_pipe_and_behind_an_assignment() -> None:
    piped = ShownCommand("page.md", "cat FILE | .venv/bin/dateline publish - > log")
    assert piped.arguments == ("publish", "-")
    assert piped.run_by("python -m x") == "cat FILE | python -m x publish - > log"
    assert ShownCommand("page.md", "A_B=1 dateline run --check").arguments == ("run", "--check")
    assert ShownCommand("page.md", "python -m dateline.run").arguments is None


@pytest.mark.parametrize("one", [one for one in SHOWN if one.arguments], ids=str)
def test_a_command_and_its_options_exist(one: ShownCommand) -> None:
    assert one.arguments is not None
    if one.arguments[0].startswith("-"):
        return
    command: click.Command | None = cli
    context = click.Context(cli, info_name="dateline")
    words = list(one.arguments)
    while isinstance(command, click.Group) and words:
        name = words.pop(0)
        command = command.get_command(context, name)
        assert command is not None, f"there is no command {name}"
    assert command is not None
    options = {
        option for param in command.params for option in (*param.opts, *param.secondary_opts)
    }
    used = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
    assert used <= {*options, "-h", "--help"}


@pytest.mark.parametrize("one", [one for one in SHOWN if one.arguments], ids=str)
def test_somebody_runs_it(one: ShownCommand) -> None:
    assert one.arguments is not None
    name = one.arguments[0]
    assert name in OFFLINE | ON_SERVERS or (ROOT / ELSEWHERE[name]).is_file()


@pytest.mark.parametrize("one", [one for one in SHOWN if one.words[0] == "make"], ids=str)
def test_a_make_target_exists(one: ShownCommand) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = [word for word in one.words[1:] if "=" not in word]
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


@pytest.mark.parametrize("one", of(OFFLINE), ids=str)
def test_a_command_without_servers_works_as_it_stands(one: ShownCommand, tmp_path: Path) -> None:
    if PLACEHOLDERS.search(one.line):
        pytest.skip("the reader fills in a value")
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    line = one.run_by(f"{shlex.quote(sys.executable)} -m streams.commands.main")
    done = subprocess.run(
        ["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
