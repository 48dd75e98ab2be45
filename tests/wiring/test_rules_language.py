"""The setting ``rules_language`` is what the rule tables are read in."""

from collections.abc import Iterator

import pytest

from streams.errors import ConfigurationError
from streams.extract.pool import ExtractionPool
from streams.geocode.gazetteer.reader import deciding_data
from streams.geocode.tables import hints
from streams.rules.table import rules_language, use_language
from streams.settings import Settings
from streams.wiring import geoparse, pipeline


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    before = rules_language()
    yield
    use_language(before)


@pytest.mark.parametrize("module", [geoparse, pipeline])
def test_the_in_process_pipelines_read_the_language_of_the_settings(
    module: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise InterruptedError

    monkeypatch.setattr(module, "Extractor", refuse)
    make = geoparse.make_geoparser if module is geoparse else pipeline.make_pipeline
    with pytest.raises(InterruptedError):
        make(Settings(rules_language="xx"))
    assert rules_language() == "xx"


def test_the_geocoder_reads_its_hints_and_words_in_that_language() -> None:
    use_language("xx")
    hints.cache_clear()
    with pytest.raises(ConfigurationError, match="rules/xx"):
        hints()
    assert not any("rules/en" in str(path) for path in deciding_data())


def test_a_pool_reads_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise InterruptedError

    monkeypatch.setattr("streams.extract.pool.Extractor", refuse)
    with pytest.raises(InterruptedError):
        ExtractionPool(0, language="xx").wait_until_warm()
    assert rules_language() == "xx"
