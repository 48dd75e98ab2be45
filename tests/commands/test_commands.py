"""The commands that need no server, as a person runs them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from schemas import Event, Mention
from streams.commands.main import COMMANDS, cli
from streams.settings import Settings, load_settings
from tests.conftest import ROOT

SAMPLES = str(ROOT / "samples" / "articles.jsonl")


def dateline(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=stdin)


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    target = tmp_path_factory.mktemp("run") / "events.jsonl"
    result = dateline("run", "--input", SAMPLES, "--output", str(target))
    assert result.exit_code == 0, result.output
    return target.read_bytes()


def test_every_command_in_the_list_exists_and_has_help() -> None:
    for name in COMMANDS:
        result = dateline(name, "--help")
        assert result.exit_code == 0, name
        assert "Usage:" in result.output


def test_run_writes_events_of_the_schema(events: bytes) -> None:
    records = [Event.from_json(line) for line in events.splitlines()]
    assert len(records) >= 7
    assert len({event.event_id for event in records}) == len(records)


def test_run_is_deterministic(events: bytes, tmp_path: Path) -> None:
    again = tmp_path / "again.jsonl"
    dateline("run", "--input", SAMPLES, "--output", str(again))
    assert again.read_bytes() == events


def test_one_event_however_many_tell_it(events: bytes) -> None:
    numbers = [len(json.loads(line)["evidence"]) for line in events.splitlines()]
    assert max(numbers) >= 3


def test_run_names_the_line_that_is_no_article_and_goes_on() -> None:
    good = (ROOT / "samples" / "articles.jsonl").read_text(encoding="utf-8").splitlines()[0]
    result = dateline("run", stdin=f"{{}}\n{good}\nnonsense\n")
    assert result.exit_code == 1
    assert "-:1: Article is malformed" in result.stderr
    assert "-:3: Article is malformed" in result.stderr
    assert "3 articles" in result.stderr
    assert result.stdout.startswith("{")


def test_extract_keeps_the_order_however_many_work() -> None:
    one = dateline("extract", SAMPLES)
    two = dateline("extract", SAMPLES, "--jobs", "2")
    assert (one.exit_code, two.exit_code) == (0, 0)
    assert one.stdout == two.stdout
    mentions = [Mention.from_json(line) for line in one.stdout.splitlines()]
    articles = [json.loads(line) for line in Path(SAMPLES).read_text("utf-8").splitlines()]
    order = [(article["article_id"], article.get("version", 1)) for article in articles]
    seen = [order.index((mention.article_id, mention.article_version)) for mention in mentions]
    assert seen == sorted(seen)


def test_settings_names_every_variable() -> None:
    result = dateline("settings")
    shown = result.output.replace("\n", "").replace(" ", "").replace("│", "")
    assert result.exit_code == 0
    assert "DATELINE_HOME" in shown
    assert all(info.description for info in Settings.model_fields.values())


def test_a_setting_out_of_range_is_named_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_PARTITIONS", "0")
    load_settings.cache_clear()
    try:
        result = dateline("settings")
    finally:
        load_settings.cache_clear()
    assert "DATELINE_PARTITIONS" in str(result.exception)


def test_plain_text_without_a_zone_is_refused() -> None:
    result = dateline("publish", "-", "--published-at", "2024-05-01T12:00", stdin="text")
    assert "time zone" in str(result.exception)


def test_events_that_no_longer_stand_are_written_only_on_demand(events: bytes) -> None:
    standing = [Event.from_json(line) for line in events.splitlines()]
    assert all(event.evidence for event in standing)
    everything = dateline("run", "--input", SAMPLES, "--history").stdout.splitlines()
    assert {Event.from_json(line).status for line in everything} >= {"retracted", "candidate"}
    assert len(everything) > len(standing)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_keeps_its_lists(name: str) -> None:
    assert "\\b" not in CliRunner().invoke(cli, [name, "--help"]).output
