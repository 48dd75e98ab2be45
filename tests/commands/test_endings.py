"""Commands end soon and say why: other formats, servers that are away; progress is shown."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from streams.commands.main import cli
from streams.errors import ServerError, UsageError
from streams.settings import load_settings
from tests.conftest import ROOT

SAMPLES = ROOT / "samples" / "articles.jsonl"


def test_an_export_to_an_ending_that_stands_for_no_format_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "events.xlsx"
    result = CliRunner().invoke(cli, ["export", "-o", str(target)])
    assert isinstance(result.exception, UsageError)
    assert ".csv" in str(result.exception)
    assert "--format" in str(result.exception)
    assert not target.exists()


def test_an_import_without_kibana_ends_after_the_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_KIBANA_URL", "http://127.0.0.1:1")
    load_settings.cache_clear()
    started = time.monotonic()
    try:
        result = CliRunner().invoke(cli, ["kibana", "import", "--wait", "0.5"])
    finally:
        load_settings.cache_clear()
    assert isinstance(result.exception, ServerError), result.output
    assert "127.0.0.1:1" in str(result.exception)
    assert time.monotonic() - started < 60


def test_a_terminal_sees_the_progress_of_a_run(tmp_path: Path) -> None:
    """The standard error is a terminal of its own; the events go to a file."""
    reader, writer = pty.openpty()
    words = ["run", "--input", str(SAMPLES), "--output", str(tmp_path / "events.jsonl")]
    process = subprocess.Popen(
        [sys.executable, "-m", "streams.commands.main", *words],
        cwd=ROOT,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "100"},
        stderr=writer,
    )
    os.close(writer)
    shown = b""
    while process.poll() is None or select.select([reader], [], [], 0)[0]:
        if select.select([reader], [], [], 0.2)[0]:
            try:
                block = os.read(reader, 4096)
            except OSError:  # the other side is closed
                break
            if not block:
                break
            shown += block
    os.close(reader)
    assert process.wait(60) == 0
    text = shown.decode(errors="replace")
    assert "loading" in text[:200]
    assert "articles" in text
    assert "/s" in text
    assert "19 articles," in text
