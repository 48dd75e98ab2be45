import json

import pytest
from click.testing import CliRunner

from schemas.ontology import load_ontology
from streams.commands.main import cli
from streams.errors import UsageError


@pytest.mark.parametrize("width", ["80", "120", "200"])
def test_every_type_is_listed_with_whole_words(width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", width)
    text = CliRunner().invoke(cli, ["types"]).output
    words = set(text.split())
    for name, one in load_ontology().types.items():
        assert name in words
        assert set(one.definition.split()) <= words
    assert all(len(line) <= int(width) for line in text.splitlines())


def test_one_type_is_explained_in_any_spelling() -> None:
    text = CliRunner().invoke(cli, ["types", "Air strike"]).output
    one = load_ontology().types["air_strike"]
    assert " ".join(one.examples[0].split()) in " ".join(text.split())
    assert f"ACLED {one.acled}" in text


def test_facets_and_json() -> None:
    facets = json.loads(CliRunner().invoke(cli, ["types", "--facets", "--format", "json"]).output)
    assert {one["name"] for one in facets} == set(load_ontology().facets)


def test_an_unknown_type_gets_a_suggestion() -> None:
    result = CliRunner().invoke(cli, ["types", "shellin"])
    assert isinstance(result.exception, UsageError)
    assert "did you mean shelling" in str(result.exception)
