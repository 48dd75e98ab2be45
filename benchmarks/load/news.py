"""Articles of a made-up news week, the same for the same seed.

An event has one to eight articles. About a third of the articles after the first repeat the one
before, as outlets print agency copy; the others choose their own sentences and may state another
toll. An article has about 370 words: the event, one or two sidelines that happened elsewhere, some
history, reactions, and sentences in which nothing happens.
"""

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path

from schemas import Article

FOLDER = Path(__file__).resolve().parent
WORDS = 370
"""Words of an article, at the least: it ends with the sentence that reaches them."""

MOST_OUTLETS = 8
COPIED = 0.3
"""Share of the articles after an event's first that repeat the one before."""

FIRST_DAY = datetime.fromisoformat("2024-03-04T06:00:00+00:00")
DAYS = 7
A_WEEK, FIRST_WEEK_SEED = 1000, 1000
"""Articles of each week where one follows the other, and the seed of the first of them."""

OUTLETS = tuple(f"outlet{number:02}.example" for number in range(40))
MONTHS = ("January", "March", "May", "August", "October", "December")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Happening:
    """An event as it happened: what every article about it must agree on, more or less."""

    kind: str
    place: Mapping[str, str]
    other: Mapping[str, str]
    far: Mapping[str, str]
    time: datetime
    killed: int
    injured: int
    unit: str


def news(number: int, seed: int = 1, week: int = 0) -> list[Article]:
    """Return articles in the order of their publication.

    Args:
        number: how many.
        seed: of every choice; articles of two seeds have different ids and tell different events.
        week: how many weeks after the first day of the made-up news the events happen.
    """
    chance = random.Random(seed)  # noqa: S311 (no secret)
    first_day = FIRST_DAY + timedelta(weeks=week)
    articles: list[Article] = []
    while len(articles) < number:
        articles += _coverage(_happening(chance, first_day), f"{seed}-{len(articles)}", chance)
    return sorted(articles[:number], key=lambda article: (article.published_at, article.article_id))


def weeks_of_news(number: int = A_WEEK) -> Iterator[Article]:
    """Yield the articles of one made-up week after the other, so many each, without end."""
    for week in count():
        yield from news(number, seed=FIRST_WEEK_SEED + week, week=week)


def _happening(chance: random.Random, first_day: datetime) -> Happening:
    places = _rows("places")
    place = chance.choice(places)
    near = [one for one in places if one["country"] == place["country"] and one != place]
    far = [one for one in places if one["country"] != place["country"]]
    return Happening(
        kind=chance.choice(sorted({row["kind"] for row in _rows("sentences")} - {"*"})),
        place=place,
        other=chance.choice(near),
        far=chance.choice(far),
        time=first_day + timedelta(hours=chance.randrange(24 * DAYS)),
        killed=chance.randint(2, 19),
        injured=chance.randint(20, 60),
        unit=chance.choice(_names("unit")),
    )


def _coverage(event: Happening, name: str, chance: random.Random) -> Iterator[Article]:
    """Yield the articles about an event, each some hours after the one before."""
    published = event.time
    title, text = "", ""
    for index, outlet in enumerate(chance.sample(OUTLETS, chance.randint(1, MOST_OUTLETS))):
        published += timedelta(minutes=chance.randint(20, 300))
        if index == 0 or chance.random() > COPIED:
            title, text = _story(event, chance)
        yield Article(
            article_id=f"news-{name}-{index}",
            url=f"https://{outlet}/{name}-{index}",
            publisher=outlet,
            title=title,
            text=text,
            language="en",
            published_at=published,
        )


def _story(event: Happening, chance: random.Random) -> tuple[str, str]:
    slots = _slots(event, chance)
    title = chance.choice(_texts("title", event.kind))
    body = [chance.choice(_texts("lead", event.kind))]
    body += _some("detail", event.kind, 2, chance)
    body += _some("quote", "*", 2, chance)
    body += _some("sideline", "*", chance.randint(1, 2), chance)
    body += _some("history", "*", chance.randint(1, 2), chance)
    fillers = _some("filler", "*", len(_texts("filler", "*")), chance)
    while fillers and sum(len(sentence.split()) for sentence in body) < WORDS:
        body.insert(chance.randint(3, len(body)), fillers.pop())
    filled = [_begin(sentence.format_map(slots)) for sentence in body]
    paragraphs = [" ".join(filled[at : at + 2]) for at in range(0, len(filled), 2)]
    return _begin(title.format_map(slots)), "\n\n".join(paragraphs)


def _slots(event: Happening, chance: random.Random) -> dict[str, object]:
    toll = event.killed + chance.choice((0, 0, 0, 1))
    return {
        "city": event.place["city"],
        "country": event.place["country"],
        "other": event.other["city"],
        "far": event.far["city"],
        "day": WEEKDAYS[event.time.weekday()],
        "n": toll,
        "m": event.injured,
        "unit": event.unit,
        "official": chance.choice(_names("official")),
        "year": chance.randint(2004, 2022),
        "month": chance.choice(MONTHS),
    }


def _begin(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _some(role: str, kind: str, number: int, chance: random.Random) -> list[str]:
    texts = _texts(role, kind)
    return chance.sample(texts, min(number, len(texts)))


def _texts(role: str, kind: str) -> Sequence[str]:
    rows = _rows("sentences")
    return [row["text"] for row in rows if (row["role"], row["kind"]) == (role, kind)]


def _names(kind: str) -> Sequence[str]:
    return [row["name"] for row in _rows("names") if row["kind"] == kind]


@cache
def _rows(name: str) -> Sequence[Mapping[str, str]]:
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return list(
        csv.DictReader(
            (line for line in lines if not line.startswith("#")),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
        )
    )
