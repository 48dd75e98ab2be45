"""JSON Schemas of the records, for producers and consumers in other languages."""

import json
from pathlib import Path
from typing import Literal

from schemas.activity import ActivityChange, CityActivity
from schemas.alert import Alert
from schemas.article import Article
from schemas.dead_letter import DeadLetter
from schemas.event import Event
from schemas.extraction import Extraction
from schemas.mention import Mention, Withdrawal
from schemas.record import Record
from schemas.story import EventOffer, ForwardedMention, MergeOrder

EXPORTED: dict[str, type[Record]] = {
    "article": Article,
    "mention": Mention,
    "withdrawal": Withdrawal,
    "event": Event,
    "city-activity": CityActivity,
    "alert": Alert,
    "dead-letter": DeadLetter,
    "extraction": Extraction,
    "activity-change": ActivityChange,
    "event-offer": EventOffer,
    "merge-order": MergeOrder,
    "forwarded-mention": ForwardedMention,
}
"""Schema name to record; the last five are internal."""

FOLDER = Path(__file__).parent / "json"


def schema_text(name: str) -> str:
    """Return the content of a record's JSON Schema file (draft 2020-12).

    Articles are described as input that Dateline accepts, all other records as its output.
    """
    mode: Literal["validation", "serialization"] = (
        "validation" if name == "article" else "serialization"
    )
    schema = EXPORTED[name].model_json_schema(mode=mode)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"dateline:{name}"}
    return json.dumps(head | schema, indent=2, ensure_ascii=False) + "\n"


def export(folder: Path = FOLDER) -> list[Path]:
    """Write every schema into a folder and return the files that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    return [path for name in EXPORTED if _write(path := folder / f"{name}.json", schema_text(name))]


def stale(folder: Path = FOLDER) -> list[str]:
    """Return the names of schemas whose file is missing or out of date."""
    return [
        name
        for name in EXPORTED
        if not (path := folder / f"{name}.json").exists()
        or path.read_text(encoding="utf-8") != schema_text(name)
    ]


def _write(path: Path, text: str) -> bool:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8")
    return True
