"""A damaged data file is an error that names the file and the field."""

import json
from collections.abc import Callable

import pytest

from streams.errors import ConfigurationError
from streams.geocode.place.placing import PRECISION
from streams.geocode.tables import (
    Hints,
    OutletWords,
    ToponymWeights,
    hints,
    outlet_words,
    read_data,
    spelling,
    toponym_weights,
)

WEIGHTS = {
    "about": "",
    "weights": {"cue": 1.0},
    "threshold": 0.3,
    "calibration": [[0, 0], [1, 0.9]],
}


def text(**fields: object) -> Callable[[], str]:
    return lambda: json.dumps(WEIGHTS | fields)


def test_the_installed_files_are_sound() -> None:
    assert spelling().words["st"] == "saint"
    assert "herald" in outlet_words().media_words
    assert 0 < toponym_weights().threshold < 1


def test_hints_are_of_classes_that_places_have() -> None:
    for rule in hints().values():
        assert {*rule.fits, *rule.allows} <= set(PRECISION)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"weights": {"cue": "much"}}, "weights.cue"),
        ({"threshold": 1.5}, "threshold"),
        ({"calibration": [[0, 0]]}, "calibration"),
        ({"note": ""}, "note"),
    ],
)
def test_a_wrong_field_is_named_with_its_file(fields: dict[str, object], field: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"weights\.json is malformed: {field}"):
        read_data(ToponymWeights, "models/geocode/weights.json", text(**fields))


def test_an_unknown_class_is_refused() -> None:
    document = {"about": "", "hints": {"town": {"fits": ["citty"], "allows": []}}}
    with pytest.raises(ConfigurationError, match=r"hints\.town\.fits\.0"):
        read_data(Hints, "hints.json", lambda: json.dumps(document))


def test_a_pattern_that_is_not_a_regular_expression_is_refused() -> None:
    document = {"about": "", "media_words": [], "american": ["(k"], "generic": [], "ignored": []}
    with pytest.raises(ConfigurationError, match=r"american\.0"):
        read_data(OutletWords, "outlets.json", lambda: json.dumps(document))


def test_a_missing_file_is_named() -> None:
    def missing() -> str:
        raise FileNotFoundError

    with pytest.raises(ConfigurationError, match=r"weights\.json is missing"):
        read_data(ToponymWeights, "models/geocode/weights.json", missing)
