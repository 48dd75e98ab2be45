"""Deduplication beside very many open events: the cost of a mention must not grow with them.

Events lie so far apart that a mention meets one of them, whatever their number. Their records are
made when they are read, so that the index in memory is measured and not a dictionary of bytes.
"""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from math import floor

from benchmarks.measure import Work
from schemas.event import MergeStep
from schemas.mention import ArticleSignature, Casualties, Claim, Mention, MentionConfidence
from schemas.ontology import load_ontology
from schemas.place import Place
from schemas.record import quote_hash
from streams import __version__
from streams.deduplicate.candidates.keys import CELL_DEGREES, CELLS_AROUND, POINT, index_keys
from streams.deduplicate.core import Deduplicator
from streams.deduplicate.evidence.profile import profile_of
from streams.deduplicate.settings import load_rules
from streams.deduplicate.state.records import EventRecord, MentionRecord
from streams.runtime.memory_store import MemoryStore

BLOCK = "XA.01"
MENTIONS = 300
"""New mentions of a round, spread evenly over the events."""
NOW = datetime(2031, 1, 1, tzinfo=UTC)
FIRST_DAY = date(2030, 1, 1)
CELL_STEP, DAY_STEP = 0.75, 6
"""Degrees and days between neighbours: further than a look-up reaches."""
COLUMNS, ROWS = 460, 150
COMMON_WORDS, VOCABULARY = 61, 5000
"""Words of an article that others have too, and how many there are: the word of a million events
under which each is kept has a thousand of them."""
SKETCH = base64.b64encode(bytes(range(256))).decode()


class OpenEvents(MemoryStore):
    """A store that holds ``number`` events of one mention each, and what is written to it."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def get(self, key: str) -> bytes | None:
        """Return what was written, else a record that is made now."""
        written = super().get(key)
        _, kind, name = key.split("|")
        if written is not None or not name.startswith("o") or int(name[1:]) >= self._number:
            return written
        return event_record(int(name[1:])) if kind == "event" else mention_record(int(name[1:]))

    def group(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Yield every event; the mentions are read when they are needed."""
        del name
        for number in range(self._number):
            yield f"{BLOCK}|event|o{number}", event_record(number)


def beside(number: int) -> Callable[[], Work]:
    """Return the preparation of a case: a deduplicator with so many open events."""

    def prepare() -> Work:
        deduplicator = Deduplicator(OpenEvents(number), load_ontology(), __version__)
        rounds = count(1)

        def work() -> None:
            turn = next(rounds)
            for at in range(MENTIONS):
                told = mention(at * number // MENTIONS, f"n{turn}.{at}")
                assert deduplicator.apply(told, NOW)

        return work, MENTIONS

    return prepare


def mention(number: int, name: str) -> Mention:
    """Return a mention of the event with a number, under an id of its own."""
    quote = "Shells fell on the quarter and two people were hurt."
    day = _day(number)
    return Mention(
        mention_id=name,
        article_id=f"article-{name}",
        article_version=1,
        publisher=f"{name}.example",
        url=None,
        title=None,
        published_at=datetime.combine(day, datetime.min.time(), UTC),
        signature=_signature(number),
        sentence=0,
        char_start=0,
        char_end=len(quote),
        quote=quote,
        quote_hash=quote_hash(quote),
        trigger="Shells",
        trigger_start=0,
        trigger_end=6,
        event_type="shelling",
        modality="asserted",
        temporal_role="current",
        claim=Claim(),
        date_start=day,
        date_end=day,
        date_precision=1,
        date_basis="relative",
        casualties=Casualties(),
        confidence=MentionConfidence(type=0.8, date=0.9, place=0.9, overall=0.8),
        extractor_version="1",
        ontology_version="1",
        place=_place(number),
        gazetteer_version="1",
    )


def _signature(number: int) -> ArticleSignature:
    """Return a signature of the usual size: rare words, common ones, a rare and a common name."""
    rare = {f"w{number}": 0.6, f"v{number}": 0.5, f"u{number}": 0.4}
    common = {_word(number, at): round(0.2 - at / 500, 3) for at in range(COMMON_WORDS)}
    names = {f"person{number} name{number}": 1.0, "harbour police": 0.3}
    return ArticleSignature(terms=rare | common, names=names, sketch=SKETCH, shingles=300)


def _word(number: int, at: int) -> str:
    return f"word{(number * 7919 + at * 4729) % VOCABULARY}"


def _day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number // (COLUMNS * ROWS) * DAY_STEP)


def _point(number: int) -> tuple[float, float]:
    column, row = number % COLUMNS, number // COLUMNS % ROWS
    return row * CELL_STEP - 56.0, column * CELL_STEP - 172.0


def _place(number: int) -> Place:
    lat, lon = _point(number)
    return Place(
        gazetteer_id=f"bench:{lat}.{lon}",
        name_as_written="Quarter",
        name="Quarter",
        lat=lat,
        lon=lon,
        feature_class="district",
        country="XA",
        country_iso3="XAA",
        admin1="Arden",
        admin1_code=BLOCK,
        admin2=None,
        city_id=None,
        city=None,
        precision=1,
        is_centroid=False,
        uncertainty_km=1.5,
        confidence=0.9,
    )


def mention_record(number: int) -> bytes:
    """Return the stored form of the mention that an event began with, put together by hand."""
    name, day, (lat, lon) = f"o{number}", _day(number).isoformat(), _point(number)
    signature = _signature(number)
    told = _MENTION | {
        "mention_id": name,
        "article_id": f"article-{name}",
        "publisher": f"{name}.example",
        "published_at": f"{day}T00:00:00Z",
        "signature": _MENTION["signature"] | {"terms": signature.terms, "names": signature.names},
        "date_start": day,
        "date_end": day,
        "place": _MENTION["place"] | {"gazetteer_id": f"bench:{lat}.{lon}", "lat": lat, "lon": lon},
    }
    return json.dumps(
        _RECORD | {"mention": told, "touched": [name]}, separators=(",", ":")
    ).encode()


def _checked_record(number: int) -> bytes:
    told = mention(number, f"o{number}")
    record = MentionRecord(version=1, mention=told, touched=(f"o{number}",), changed_at=NOW)
    return record.model_dump_json().encode()


def event_record(number: int) -> bytes:
    """Return the stored form of an event, put together by hand, as a million are needed."""
    keys = json.dumps(_keys(number))
    return _FORM.replace(b"o0", f"o{number}".encode()).replace(_KEYS_OF_FIRST, keys.encode())


def _keys(number: int) -> list[str]:
    day = _day(number)
    place = _point(number)
    row, column = (floor(degrees / CELL_DEGREES) for degrees in place)
    words = [f"{letter}{number}" for letter in "uvw"]
    words += [_word(number, at) for at in range(load_rules().settings.terms_indexed - len(words))]
    terms = (f"term/{term}" for term in (*words, f"person{number} name{number}", "harbour police"))
    under = f"violence/{day.isoformat()}"
    places = (f"{under}/{row}:{column % CELLS_AROUND}", f"{under}/{POINT}")
    return sorted((f"article/article-o{number}", *places, *terms))


def _form() -> bytes:
    event = EventRecord(
        event_id="o0",
        revision=1,
        first_seen=NOW,
        joins=(MergeStep(mention_id="o0", score=1.0, reasons=("first mention",)),),
        keys=("keys",),
        closed=None,
        changed_at=NOW,
    )
    rules = load_rules()
    real = index_keys(profile_of([mention(7, "o7")], rules), rules)
    assert sorted(real) == _keys(7), "the form of index keys has changed"
    return event.model_dump_json().encode()


_RECORD = json.loads(_checked_record(0))
_MENTION = _RECORD["mention"]
assert mention_record(70_007) == _checked_record(70_007), "the form of a mention has changed"
_KEYS_OF_FIRST = b'["keys"]'
_FORM = _form()
