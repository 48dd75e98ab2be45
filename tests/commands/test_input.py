"""Commands that read articles: what they read, refuse and report, and their exit status."""

import gzip
import json
import os
import pty
import random
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from schemas import Event
from streams.commands.main import cli
from streams.errors import UsageError
from tests.conftest import ROOT

SAMPLES = ROOT / "samples" / "articles.jsonl"
RSS = """<rss version="2.0"><channel><title>Daily</title><item><title>Shells hit estate</title>
<link>https://daily.example/1</link><pubDate>Sun, 12 May 2024 18:40:00 +0300</pubDate>
<description>Artillery shells struck a housing estate in Kharkiv on Sunday, killing two people, the
governor said.</description></item></channel></rss>"""


def dateline(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=stdin)


def test_a_feed_is_run_item_by_item(tmp_path: Path) -> None:
    (tmp_path / "feed").write_text(RSS)
    result = dateline("run", "--input", str(tmp_path / "feed"))
    assert result.exit_code == 0, result.output
    (event,) = [Event.from_json(line) for line in result.stdout.splitlines()]
    assert (event.event_type, event.casualties.killed and event.casualties.killed.best) == (
        "shelling",
        2,
    )
    assert event.place is not None
    assert event.place.name == "Kharkiv"


def test_a_compressed_folder_gives_the_events_of_its_articles(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl.gz").write_bytes(gzip.compress(SAMPLES.read_bytes()))
    packed = dateline("run", "--input", str(tmp_path / "in"))
    plain = dateline("run", "--input", str(SAMPLES))
    assert packed.exit_code == plain.exit_code == 0
    assert packed.stdout == plain.stdout


def test_nothing_that_was_read_and_anything_that_was_refused_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for command in (["run", "--input"], ["extract"], ["publish", "--dry-run"]):
        assert dateline(*command, str(tmp_path / "empty")).exit_code == 1, command
    (tmp_path / "empty" / "photo.png").write_bytes(b"\x89PNG....")
    refused = dateline("extract", str(tmp_path / "empty"))
    assert refused.exit_code == 1
    assert "photo.png: not read: a PNG image" in refused.stderr


def test_an_output_that_cannot_be_written_is_named_before_the_work(tmp_path: Path) -> None:
    for target in (tmp_path / "nowhere" / "events.jsonl", tmp_path):
        result = dateline("run", "--input", str(SAMPLES), "--output", str(target))
        assert isinstance(result.exception, UsageError)
        assert "cannot write" in str(result.exception)
        assert result.stdout == ""


def test_a_dry_run_shows_what_would_be_sent_and_sends_nothing(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(
        "link,body,date\nhttps://daily.example/1,A bridge was opened.,2024-05-12 18:40\n"
        "https://daily.example/2,A ferry sank.,soon\n"
    )
    options = ("--map", "url=link,text=body,published_at=date", "--timezone", "Europe/Kyiv")
    result = dateline(
        *("publish", str(path), "--dry-run", "--publisher", "daily.example", *options)
    )
    assert result.exit_code == 1
    assert "2024-05-12T18:40:00+03:00" in result.stdout
    assert "20 characters: A bridge was opened." in result.stdout
    assert "1 articles would be sent, 1 skipped." in result.stdout
    assert "by daily.example (1)" in result.stdout
    assert f"{path}:3: Article is malformed: published_at" in result.stderr


@pytest.mark.parametrize("command", ["publish", "extract"])
def test_an_address_is_not_downloaded(command: str) -> None:
    result = dateline(command, "https://daily.example/1")
    assert isinstance(result.exception, UsageError)
    assert "dateline feeds" in str(result.exception)


def test_options_that_cannot_be_meant_are_refused() -> None:
    for options in (["--map", "colour=x"], ["--timezone", "Mars"], ["--encoding", "klingon"]):
        result = dateline("extract", *options, stdin="{}")
        assert isinstance(result.exception, UsageError), options


def test_a_terminal_is_told_that_it_is_read() -> None:
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "streams.commands.main", "extract"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, stdin=follower, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment
    )
    assert process.stderr is not None
    said = process.stderr.readline().decode()
    os.write(leader, b"\x04")
    process.communicate(timeout=60)
    os.close(leader)
    os.close(follower)
    assert "Ctrl-D" in said
    assert process.returncode == 1


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    article = json.loads(SAMPLES.read_text().splitlines()[0])
    chance = random.Random(7)
    fields = {name: value for name, value in article.items() if name not in {"url", "text"}}

    def peak(number: int) -> int:
        path = tmp_path / f"{number}.jsonl.gz"
        with gzip.open(path, "wt") as file:
            for index in range(number):
                changed = {"article_id": f"id-{index}", "text": chance.randbytes(5000).hex()}
                file.write(json.dumps(fields | changed) + "\n")
        code = (
            "import resource, sys; from click.testing import CliRunner\n"
            "from streams.commands.main import cli\n"
            f"cli(['publish', {str(path)!r}, '--dry-run'], standalone_mode=False)\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        return int(done.stderr.split()[-1])

    assert peak(8000) < peak(100) + 30_000
