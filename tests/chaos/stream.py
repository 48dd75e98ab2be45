"""A stream of which everything is known: events and who tells them, and what must be refused."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.hostile import HOSTILE_HEADERS, Headers, named, odd_articles, refused

CITIES = (
    *("Mosul", "Kharkiv", "Aden", "Homs", "Lagos", "Kirkuk", "Odesa", "Aleppo"),
    *("Mogadishu", "Karachi", "Kabul", "Tripoli"),
)
OUTLETS = ("northpost", "harbourwire", "citysheet", "eveningvoice")
BLASTS = (
    "A car bomb exploded near a market in {city} on {day}, killing {dead} people, police said.",
    "Police in {city} said a bomb in a car killed {dead} people on {day} close to a market.",
    "{dead} people died on {day} when a car bomb went off at a market in {city}, officials said.",
    "A blast from a parked car killed {dead} people in {city} on {day}, a hospital said.",
)
PROTESTS = (
    "Thousands of people protested in {city} on {day} against the price of bread.",
    "Residents of {city} held a protest over bread prices on {day}, witnesses said.",
    "A protest against bread prices drew thousands in {city} on {day}.",
    "Crowds protested in the centre of {city} on {day}, angry about the price of bread.",
)
FIRST = datetime(2023, 1, 6, 20, tzinfo=UTC)
WEEKS = 90
"""Weeks of the stream: an event for each city and week, a blast and a protest in turn."""

RARELY = frozenset({"huge", "slow"})
"""Refused messages of which one is enough: 30 MB, and seconds of CPU time."""


@dataclass(frozen=True)
class Sent:
    """A message of the stream; ``kind`` says what it is and so what must become of it."""

    kind: str
    key: bytes | None
    value: bytes | None
    headers: Headers = field(default_factory=list)


def stream(events: int, hostile: int, seed: int) -> list[Sent]:
    """Return messages in an order that only ``seed`` decides; versions of an article keep theirs.

    Args:
        events: number of events, each told by one to four outlets.
        hostile: number of malformed and hostile messages between them.
        seed: of the order, and of what is corrected, withdrawn or sent twice.
    """
    rng = random.Random(seed)
    placed: list[tuple[float, Sent]] = []
    for number in range(events):
        for history in _event(number, rng):
            moments = sorted(rng.random() for _ in history)
            placed += zip(moments, history, strict=True)
    placed += [(rng.random(), message) for message in _hostile(hostile)]
    return [message for _, message in sorted(placed, key=lambda item: item[0])]


def _event(number: int, rng: random.Random) -> Iterator[list[Sent]]:
    """Yield the messages of each outlet that tells an event."""
    city, week = CITIES[number % len(CITIES)], number // len(CITIES) % WEEKS
    words = PROTESTS if (number + week) % 3 == 2 else BLASTS
    for at in rng.sample(range(len(words)), rng.randint(1, len(words))):
        story = {
            "article_id": f"{OUTLETS[at]}-{number}",
            "publisher": f"{OUTLETS[at]}.example",
            "published_at": (FIRST + timedelta(weeks=week)).isoformat(),
        }
        text = words[at].format(city=city, day="Friday", dead=3 + number % 17)
        yield _history({**story, "text": text}, text, rng)


def _history(story: dict[str, Any], text: str, rng: random.Random) -> list[Sent]:
    """Return a story with what follows it: a copy, corrections, a withdrawal of one kind."""
    first = _sent("story", story)
    corrected = _sent("correction", story, version=2, text=f"{text} This report was corrected.")
    retracted = _sent("retraction", story, version=3, status="retracted")
    tombstone = Sent("tombstone", first.key, None)
    histories = {
        0.50: [first],
        0.15: [first, first],
        0.14: [first, corrected],
        0.06: [first, corrected, first],
        0.07: [first, retracted],
        0.03: [first, corrected, retracted, corrected],
        0.05: [first, tombstone],
    }
    return rng.choices([*histories.values()], [*histories])[0]


def _sent(kind: str, story: dict[str, Any], **changes: Any) -> Sent:
    value = json.dumps(story | changes).encode()
    return Sent(kind, str(story["article_id"]).encode(), value)


def _hostile(number: int) -> Iterator[Sent]:
    """Yield hostile messages, of each kind in turn, with ids of their own."""
    odd = odd_articles()
    wrong = refused()
    once = [Sent("refused", name.encode(), wrong[name]) for name in sorted(RARELY)]
    often = [(name, value) for name, value in wrong.items() if name not in RARELY]
    yield from once[:number]
    for at in range(number - len(once)):
        match at % 4:
            case 0:
                headers = HOSTILE_HEADERS[at // 4 % len(HOSTILE_HEADERS)]
                key = f"headers-{at}"
                yield Sent("headers", key.encode(), named(key), headers)
            case 1:
                name, value = often[at // 4 % len(often)]
                yield Sent("refused", f"{name}-{at}".encode(), value)
            case 2:
                yield Sent("odd", b"odd", odd[at // 4 * 13 % len(odd)])
            case _:
                yield Sent("refused", None, f"not an article {at}".encode())
