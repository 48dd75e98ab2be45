"""`python -m tests.golden.make`: write the messages and the state of the present schema version.

Run it once when ``SCHEMA_VERSION`` rises. Files of earlier versions are never written again: they
are what an installation has on its topics when it is updated.
"""

import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from schemas.record import SCHEMA_VERSION
from streams.extract.core import Extractor
from streams.geocode.core import Geocoder
from streams.geocode.gazetteer.build import open_gazetteer
from streams.runtime.delivery import Incoming, Outgoing
from streams.runtime.memory_store import MemoryStore
from streams.runtime.topics import TABLES
from streams.settings import load_settings
from streams.wiring.pipeline import Pipeline
from tests.index.records import alert

FOLDER = Path(__file__).parent
PUBLISHED = datetime(2024, 3, 1, 20, tzinfo=UTC)

STORIES = (
    ("northpost-depot", "A car bomb exploded near a bus depot in Mosul on Friday, killing 4."),
    ("harbourwire-depot", "Police in Mosul said a bomb in a car killed 4 people on Friday."),
    (
        "northpost-teacher",
        "Gunmen shot dead the teacher Maryam Dolatzai and her brother Fahim Dolatzai outside the "
        "Zarghuna school in Jalalabad on Friday, police said.",
    ),
    (
        "harbourwire-teacher",
        "The teacher Maryam Dolatzai and her brother Fahim Dolatzai were shot dead outside the "
        "Zarghuna school in eastern Afghanistan on Friday.",
    ),
    ("citysheet-wrong", "A car bomb exploded in Aden on Friday, killing 9 people, police said."),
)
"""Events of one block, of two blocks that meet, and one whose only report is withdrawn."""

LATER = ("eveningvoice-depot", "A car bomb near a bus depot in Mosul killed 4 people on Friday.")
"""A further report of the first event, for code that starts from the stored state."""


def value_of(name: str, text: str, **changes: object) -> bytes:
    """Return an article as a producer sends it."""
    outlet = name.partition("-")[0]
    article = {
        "schema_version": SCHEMA_VERSION,
        "article_id": name,
        "publisher": f"{outlet}.example",
        "published_at": PUBLISHED.isoformat(),
        "text": text,
    }
    return json.dumps(article | changes).encode()


class RecordingPipeline(Pipeline):
    """A pipeline that keeps the messages of each topic."""

    messages: dict[str, list[bytes]]

    def _arrive(self, output: Outgoing, origin: float) -> Incoming:
        if output.value is not None:
            self.messages[output.topic].append(output.value)
        return super()._arrive(output, origin)


def recording_pipeline(stores: dict[str, MemoryStore]) -> RecordingPipeline:
    """Return a pipeline over stores by the name of their table."""
    settings = load_settings()
    extractor = Extractor(settings.language_pipeline)
    extractor.warm()
    geocoder = Geocoder(open_gazetteer(settings, print))
    pipeline = RecordingPipeline(extractor, geocoder, settings, stores)
    pipeline.messages = defaultdict(list)
    return pipeline


def main() -> None:
    """Write the files of the present version."""
    stores = {name: MemoryStore() for name in TABLES}
    pipeline = recording_pipeline(stores)
    sent = [value_of(name, text) for name, text in STORIES]
    sent.append(value_of(*STORIES[-1], version=2, status="retracted"))
    for number, value in enumerate(sent):
        key = json.loads(value)["article_id"].encode()
        pipeline.feed(key, value, PUBLISHED + timedelta(minutes=number))
    pipeline.messages["alerts"].append(alert().to_json())
    folder = FOLDER / f"v{SCHEMA_VERSION}"
    for topic, values in sorted(pipeline.messages.items()):
        _write(folder / "messages" / f"{topic}.jsonl", [value.decode() for value in values])
    for table, store in stores.items():
        entries = {key: value.decode() for key, value in store.items()}
        lines = [json.dumps({"key": key, "value": entries[key]}) for key in sorted(entries)]
        _write(folder / "state" / f"{table}.jsonl", lines)


def _write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{path.relative_to(FOLDER)}: {len(lines)}")


if __name__ == "__main__":
    main()
