"""A correction that moves an event to another country: the old one is withdrawn where it was."""

from datetime import UTC, datetime

import pytest

from schemas import Article, Event
from streams.extract.core import Extractor
from streams.geocode.core import Geocoder
from streams.geocode.gazetteer.build import open_gazetteer
from streams.settings import load_settings
from streams.wiring.pipeline import Pipeline
from tests.extract.reading import article

ARRIVED = datetime(2023, 3, 15, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def stages() -> tuple[Extractor, Geocoder]:
    return Extractor(), Geocoder(open_gazetteer(load_settings(), lambda _: None))


def told(city: str, country: str, **fields: object) -> Article:
    text = f"A car bomb exploded in {city}, {country}, on Monday, killing four people, police said."
    return article(text, **fields)


def by_country(events: list[Event]) -> dict[str | None, Event]:
    return {event.place.country if event.place else None: event for event in events}


def test_the_event_is_retracted_here_and_stands_there_once(
    stages: tuple[Extractor, Geocoder],
) -> None:
    pipeline = Pipeline(*stages)
    for version, city, country in ((1, "Mosul", "Iraq"), (2, "Aleppo", "Syria")):
        one = told(city, country, version=version)
        pipeline.feed(b"a1", one.to_json(), ARRIVED)
    output = pipeline.result()
    events = by_country(list(output.events))
    assert {country: event.status for country, event in events.items()} == {
        "IQ": "retracted",
        "SY": "candidate",
    }
    assert events["SY"].n_articles == 1
    assert {mention.place.country for mention in output.mentions if mention.place} == {"SY"}
