"""The samples and the seed article give the activity that a person counts in them."""

import json
from collections import Counter
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import pytest

from schemas import CityActivity
from streams.ingest.articles import read_article
from tests.samples.read import articles, run


@dataclass(frozen=True)
class Row:
    """What a person counts in one window of event time.

    Each of ``events`` is one event with the types that may be said of it; what is in ``beside``
    may be counted, too. ``killed`` is lowest and highest, each with what a person may write.
    """

    city: str
    window: str
    events: tuple[str, ...]
    articles: int
    outlets: int
    killed: tuple[range, range] | None = None
    beside: str = ""


def only(number: int) -> range:
    return range(number, number + 1)


BLAST = (range(11, 14), range(12, 16))
TREMOR = (range(4, 7), only(6))
CLASHES = (range(3, 5), only(4))

SAMPLES = (
    Row("Kharkiv", "day 2024-05-12", ("shelling",), 2, 2, (range(2, 4), only(3))),
    Row("Kharkiv", "week 2024-05-06", ("shelling",), 2, 2, (range(2, 4), only(3))),
    Row("Toledo", "day 2024-06-22", ("mass_shooting shooting",), 2, 2, (only(1), only(1))),
    Row("Toledo", "week 2024-06-17", ("mass_shooting shooting",), 2, 2, (only(1), only(1))),
    Row("Detroit", "day 2024-06-24", ("arrest",), 1, 1),
    Row("Detroit", "week 2024-06-24", ("arrest",), 1, 1),
    Row("Baghdad", "day 2024-09-14", ("bombing",), 4, 4, BLAST, "accusation"),
    Row("Baghdad", "week 2024-09-09", ("bombing",), 4, 4, BLAST, "accusation"),
    Row("Butuan", "day 2024-11-11", ("natural_disaster",), 2, 2, TREMOR, "displacement"),
    Row("Tunis", "day 2025-01-25", ("protest",), 2, 2),
    Row("Tunis", "week 2025-01-20", ("protest",), 2, 2),
    Row("Aleppo", "day 2025-03-06", ("armed_clash",), 2, 2, CLASHES, "ceasefire accusation"),
)  # fmt: skip
SAMPLE_REPORTS = {
    ("Kharkiv", "2024-05-12"): (1, 1), ("Kharkiv", "2024-05-13"): (1, 1),
    ("Toledo", "2024-06-23"): (1, 1), ("Toledo", "2024-06-24"): (1, 1),
    ("Detroit", "2024-06-24"): (1, 1),
    ("Baghdad", "2024-09-14"): (2, 2), ("Baghdad", "2024-09-15"): (2, 2),
    ("Butuan", "2024-11-11"): (1, 1), ("Butuan", "2024-11-12"): (1, 1),
    ("Tunis", "2025-01-25"): (1, 1), ("Tunis", "2025-01-26"): (1, 1),
    ("Aleppo", "2025-03-07"): (2, 2),
}  # fmt: skip
"""City and day of publication (UTC): articles that tell of something in it, and their outlets."""

ASSAULT = "ground_assault armed_clash"
KILLINGS = "attack_on_civilians targeted_killing"
FIRE = "shelling property_destruction"
SEED = (
    Row(
        "Damascus",
        "day 2012-07-22",
        (f"{ASSAULT} {KILLINGS}", ASSAULT, "territory_gain ground_assault"),
        1, 1, (range(19, 21), range(20, 26)), f"{KILLINGS} armed_clash",
    ),
    Row("Aleppo", "week 2012-07-16", ("armed_clash", f"{FIRE} armed_clash"), 1, 1),
    Row("Deir ez-Zor", "day 2012-07-22", ("shelling air_strike",), 1, 1),
)  # fmt: skip


@pytest.fixture(scope="module")
def sampled() -> list[CityActivity]:
    return run(articles()).activity


@pytest.fixture(scope="module")
def seeded(shared: Path) -> list[CityActivity]:
    raw = json.loads((shared / "seed" / "article.json").read_text(encoding="utf-8"))
    return run([read_article(json.dumps(raw))]).activity


@pytest.mark.parametrize("row", SAMPLES, ids=lambda row: f"{row.city} {row.window}")
def test_the_samples_are_counted_as_by_hand(sampled: list[CityActivity], row: Row) -> None:
    check(sampled, row)


def test_no_other_city_has_events_in_the_samples(sampled: list[CityActivity]) -> None:
    """Retracted, denied, announced and told from history: Maiduguri, Lagos, Sfax, Sanaa."""
    found = {item.area.name for item in sampled if item.n_events and item.area.level == "city"}
    assert found == {row.city for row in SAMPLES}


def test_reports_are_counted_by_their_day(sampled: list[CityActivity]) -> None:
    found = {
        (item.area.name, f"{item.window_start:%Y-%m-%d}"): (item.n_articles, item.n_publishers)
        for item in sampled
        if (item.clock, item.granularity) == ("report", "day") and item.n_events
    }
    assert found == SAMPLE_REPORTS


@pytest.mark.shared
@pytest.mark.parametrize("row", SEED, ids=lambda row: f"{row.city} {row.window}")
def test_the_seed_is_counted_as_by_hand(seeded: list[CityActivity], row: Row) -> None:
    check(seeded, row)


@pytest.mark.shared
def test_tolls_of_months_are_in_no_window_of_the_seed(seeded: list[CityActivity]) -> None:
    killed = [item.casualties.killed for item in seeded]
    assert max(figure.high or 0 for figure in killed if figure) <= 25


def check(windows: list[CityActivity], row: Row) -> None:
    [window] = [
        item
        for item in windows
        if item.clock == "event"
        and item.area.name == row.city
        and f"{item.granularity} {item.window_start:%Y-%m-%d}" == row.window
    ]
    kinds = list(Counter(window.events_by_type).elements())
    assert any(fits(order, row) for order in permutations(kinds)), kinds
    assert (window.n_articles, window.n_publishers) == (row.articles, row.outlets)
    killed = window.casualties.killed
    if row.killed is None:
        assert killed is None
    else:
        assert killed is not None
        assert killed.low in row.killed[0]
        assert killed.high in row.killed[1]


def fits(kinds: tuple[str, ...], row: Row) -> bool:
    needed, more = kinds[: len(row.events)], kinds[len(row.events) :]
    return (
        len(needed) == len(row.events)
        and all(kind in types.split() for kind, types in zip(needed, row.events, strict=True))
        and all(kind in row.beside.split() for kind in more)
    )
