"""The documentation builds, and no link or anchor of it is broken."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from documentation.reference import PAGES
from streams.commands.main import COMMANDS
from streams.runtime.topics import TOPICS
from streams.settings import Settings
from tests.conftest import ROOT


def test_the_site_builds_with_every_link_checked(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "WARNING" not in done.stderr, done.stderr[-3000:]
    for page in PAGES:
        assert (tmp_path / page).with_suffix(".html").is_file()


@pytest.mark.parametrize("path", PAGES)
def test_a_generated_page_has_a_title_and_a_table_or_help(path: str) -> None:
    text = PAGES[path]()
    assert text.startswith("# ")
    assert "| --- |" in text or "```text" in text


def test_no_setting_topic_or_command_is_left_out() -> None:
    settings = PAGES["reference/settings.md"]()
    assert all(f"`DATELINE_{name.upper()}`" in settings for name in Settings.model_fields)
    topics = PAGES["reference/topics.md"]()
    assert all(f"`{one.name}`" in topics for one in TOPICS)
    commands = PAGES["reference/commands.md"]()
    assert all(f"## `dateline {name}`" in commands for name in COMMANDS)
