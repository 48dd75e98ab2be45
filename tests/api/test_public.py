"""The public API: what it has, its docstrings run as they stand, and what it refuses."""

import doctest
import importlib
import inspect
import json
import os
import warnings
from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline.reading import Unread
from tests.conftest import ROOT

PUBLIC = {
    *("Actor", "Alert", "Article", "Casualties", "CityActivity", "Claim", "ConfigurationError"),
    *("DatelineError", "DeadLetter", "Event", "Evidence", "Figure", "Located", "MalformedRecord"),
    *("Mention", "MissingDependency", "Pipeline", "Place", "ServerError", "TerminalError"),
    *("TooLarge", "Toponym", "Unread", "UsageError", "__version__", "extract", "geoparse", "read"),
    *("search", "to_dataframe", "to_geodataframe"),
}
"""The names that programs may rely on. A name that goes breaks them: raise the major version."""
MODULES = ("__init__", "frames", "functions", "pipeline", "reading")
SAMPLES = ROOT / "samples" / "articles.jsonl"
TEXT = "Artillery shells struck a market in Kharkiv on Sunday, killing two people, police said."
WHEN = "2024-05-13T08:00:00+03:00"


def test_the_public_names_are_these_and_each_exists() -> None:
    assert set(dateline.__all__) == PUBLIC
    assert sorted(dateline.__all__) == dateline.__all__
    assert all(hasattr(dateline, name) for name in PUBLIC)
    assert (Path(dateline.__file__).parent / "py.typed").is_file()


@pytest.mark.parametrize("name", sorted(PUBLIC - {"__version__"}))
def test_every_public_name_is_documented(name: str) -> None:
    assert inspect.getdoc(getattr(dateline, name))


@pytest.mark.parametrize("name", ["Pipeline", "extract", "geoparse", "read", "to_dataframe"])
def test_functions_have_an_example(name: str) -> None:
    assert ">>>" in (inspect.getdoc(getattr(dateline, name)) or "")


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_docstrings_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    module = importlib.import_module("dateline" if name == "__init__" else f"dateline.{name}")
    result = doctest.testmod(module, extraglobs={"read": dateline.read})
    assert result.failed == 0
    assert result.attempted or name == "x"


def test_a_pipeline_gives_the_events_of_the_command(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from streams.commands.main import cli

    target = tmp_path / "events.jsonl"
    CliRunner().invoke(cli, ["run", "--input", str(SAMPLES), "--output", str(target)])
    pipeline = dateline.Pipeline()
    assert pipeline.add_all(dateline.read(SAMPLES)) == 19
    events = [event.to_json() for event in pipeline.events()]
    assert events == target.read_bytes().splitlines()
    assert pipeline.mentions()
    assert pipeline.activity()
    assert pipeline.dead_letters() == []
    assert len(pipeline.events(history=True)) > len(events)


def test_a_withdrawn_article_takes_its_event_with_it() -> None:
    pipeline = dateline.Pipeline()
    article = pipeline.add(
        {
            "url": "https://daily.example/1",
            "publisher": "daily.example",
            "published_at": WHEN,
            "text": TEXT,
        }
    )
    assert [event.event_type for event in pipeline.events()] == ["shelling"]
    pipeline.withdraw(article.article_id)
    assert pipeline.events() == []


@pytest.mark.parametrize("form", ["text", "json", "mapping", "record"])
def test_an_article_may_have_any_form(form: str) -> None:
    fields: dict[str, Any] = {
        "article_id": "a",
        "publisher": "daily.example",
        "published_at": WHEN,
        "text": TEXT,
    }
    given: Any = {
        "text": TEXT,
        "json": json.dumps(fields),
        "mapping": fields,
        "record": dateline.Article.from_json(json.dumps(fields)),
    }[form]
    (mention,) = dateline.extract(given, published_at=WHEN)
    assert (mention.event_type, mention.date_start and mention.date_start.isoformat()) == (
        "shelling",
        "2024-05-12",
    )


def test_what_is_no_article_is_refused() -> None:
    with pytest.raises(dateline.MalformedRecord, match="published"):
        dateline.extract(TEXT)
    with pytest.raises(dateline.UsageError, match="time zone"):
        dateline.extract(TEXT, published_at="2024-05-13T08:00")
    with pytest.raises(dateline.MalformedRecord):
        dateline.extract({"text": object()})


def test_what_is_not_read_is_a_warning_or_goes_to_a_function(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "x"}\n')
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert list(dateline.read(tmp_path)) == []
    assert [one.category for one in caught] == [Unread, Unread]
    refused: list[str] = []
    list(dateline.read(tmp_path, refused=lambda where, why: refused.append(f"{where}: {why}")))
    assert "PNG image" in refused[1]


def test_search_says_that_there_is_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    from streams.settings import load_settings

    monkeypatch.setenv("DATELINE_ELASTICSEARCH_URL", "http://127.0.0.1:1")
    load_settings.cache_clear()
    try:
        with pytest.raises(dateline.ServerError, match="cannot be reached"):
            dateline.search("shelling")
        with pytest.raises(dateline.UsageError, match="event type"):
            dateline.search(event_type="shellin")
    finally:
        load_settings.cache_clear()
    assert os.environ["DATELINE_ELASTICSEARCH_URL"]
